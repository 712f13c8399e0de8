"""The migrations make exactly the schema that the models describe, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

import config
from localoffer import audit, migrating
from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.listings import publishing
from localoffer.listings.content import ListingContent, Words
from localoffer.listings.models import Listing
from localoffer.vocabulary import WayIn
from tests.listings.bulk.making import Bulk
from tests.listings.bulk.test_feeds import THREE, page


# SQLite cannot say what its index over an expression is; PostgreSQL can
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_the_migrations_leave_nothing_that_the_models_lack(database: Database) -> None:
    with database.engine.connect() as connection:
        assert migrating.differences(connection) == []
    assert migrating.is_current(database)


@pytest.mark.parametrize("change", ["UPDATE audit_entries SET actor = 'nobody'", "DELETE FROM audit_entries"])
def test_the_database_refuses_to_change_the_audit(session: Session, keys: KeyRing, change: str) -> None:
    audit.record(session, key=keys.audit, actor="system", action="test.done", subject="test", subject_id="1")
    session.commit()
    with pytest.raises(DBAPIError, match="never changed or removed"):
        session.execute(text(change))
    session.rollback()
    assert audit.verify(session, key=keys.audit) == 1


def test_a_saved_version_knows_how_far_it_was_before_there_were_reviews(session: Session, keys: KeyRing) -> None:
    def make(name: str, *steps: Callable[..., object]) -> Listing:
        told: dict[str, Any] = {"actor": "staff:1", "audit_key": keys.audit}
        listing = publishing.create(session, content=_content(name), **told)
        for step in steps:
            step(session, listing=listing, **told)
        return listing

    change = partial(publishing.save_draft, content=_content("Changed"))
    made = {
        "draft": make("draft"),
        "changed": make("changed", publishing.publish, change),
        "republished": make("republished", publishing.publish, change, publishing.publish),
        "archived": make("archived", publishing.publish, publishing.archive),
        "brought back": make("brought back", publishing.publish, publishing.archive, publishing.restore),
    }
    known = {name: [version.state for version in listing.versions] for name, listing in made.items()}
    session.execute(text("UPDATE listing_versions SET state = 'draft'"))

    for statement in _revision("0018")._STATES:
        session.execute(text(statement))

    session.expire_all()
    assert {name: [version.state for version in listing.versions] for name, listing in made.items()} == known


def test_what_a_source_said_is_known_of_versions_from_before_that_was_kept(
    session: Session, keys: KeyRing, database: Database
) -> None:
    # given a version that a file made, one that staff made of it, and one of a run of a feed
    told: dict[str, Any] = {"audit_key": keys.audit}
    made = publishing.create(session, content=_content("Club"), actor="command", source="outpost", **told)
    publishing.save_draft(session, listing=made, content=_content("Ours"), actor="staff:1", **told)
    session.commit()
    Bulk(database).apply(Bulk(database).read(page(THREE)))
    feed = session.scalars(select(Listing).where(Listing.source == "open-referral")).one()
    known = [version.source_said for version in (*made.versions, *feed.versions)]
    session.execute(text("UPDATE listing_versions SET source_said = NULL"))

    for statement in _revision("0036").KNOWN:
        session.execute(text(statement))

    session.expire_all()
    assert [version.source_said for version in (*made.versions, *feed.versions)] == [
        made.versions[0].content, None, known[-1]
    ]  # fmt: skip


def _revision(number: str) -> Any:
    scripts = ScriptDirectory.from_config(Config(config.ROOT / "alembic.ini"))
    return scripts.get_revision(number).module


def _content(name: str) -> ListingContent:
    return ListingContent(
        words={"en": Words(name, "A club.")}, kinds=("activities",), ways_in=(WayIn.CONTACT,), districts=("stafford",)
    )
