"""What bringing in a feed does to organisations that families see already."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.db import change_number, now
from localoffer.listings import publishing
from localoffer.listings.applying import content_of
from localoffer.listings.models import Listing, Organisation
from tests.listings.bulk.making import AUDIT_KEY, Bulk
from tests.listings.bulk.test_feeds import THREE, page

pytestmark = pytest.mark.any_database

RENAMED: dict[str, Any] = {
    **THREE,
    "description": "Other words. And more.",
    "organization": {**THREE["organization"], "name": "Renamed", "website": "https://renamed.org.uk"},
}


def who(session: Session) -> tuple[str, str]:
    """Return the only organisation's name and website."""
    row = session.execute(select(Organisation.name, Organisation.website)).one()
    session.rollback()
    return row.name, row.website


@pytest.fixture
def seen(bulk: Bulk, session: Session) -> Listing:
    """A listing of the feed that families see."""
    bulk.apply(bulk.read(page(THREE)), publishes=False)
    listing = session.scalars(select(Listing)).one()
    content = content_of(listing).with_changes(kinds=("activities",))
    publishing.save_draft(session, listing=listing, content=content, actor="staff:2", audit_key=AUDIT_KEY)
    publishing.publish(session, listing=listing, actor="staff:2", audit_key=AUDIT_KEY)
    session.commit()
    return listing


@pytest.mark.usefixtures("seen")
def test_a_run_for_review_leaves_an_organisation_as_families_know_it(bulk: Bulk, session: Session) -> None:
    bulk.apply(bulk.read(page(RENAMED)), publishes=False)
    assert who(session) == ("Listeners", "https://l.org.uk")


def test_a_run_that_publishes_changes_it_for_the_pages_and_the_search_at_once(
    bulk: Bulk, session: Session, seen: Listing
) -> None:
    other = publishing.create(session, content=content_of(seen), actor="staff:2", audit_key=AUDIT_KEY)
    publishing.publish(session, listing=other, actor="staff:2", audit_key=AUDIT_KEY)
    session.commit()
    began, before = now(), change_number(session, "listings")
    session.rollback()
    bulk.apply(bulk.read(page(RENAMED)))
    assert who(session) == ("Renamed", "https://renamed.org.uk")
    session.expire_all()
    assert other.changed_at > began
    assert change_number(session, "listings") > before
    assert audit.verify(session, key=AUDIT_KEY)


@pytest.mark.usefixtures("seen")
def test_undoing_gives_it_its_former_details_back(bulk: Bulk, session: Session) -> None:
    number = bulk.read(page(RENAMED, {**RENAMED, "id": "another of the same"}))
    bulk.apply(number)
    session.execute(update(Listing).values(changed_at=now()))
    session.commit()
    began, before = now(), change_number(session, "listings")
    session.rollback()
    bulk.undo(number)
    assert who(session) == ("Listeners", "https://l.org.uk")
    assert session.scalars(select(Listing.changed_at)).one() > began
    assert change_number(session, "listings") > before


@pytest.mark.usefixtures("seen")
def test_undoing_leaves_what_somebody_changed_since(bulk: Bulk, session: Session) -> None:
    first, second = bulk.read(page(RENAMED)), {**RENAMED, "description": "Third words."}
    bulk.apply(first)
    later = {**RENAMED["organization"], "name": "Renamed again"}
    bulk.apply(bulk.read(page({**second, "organization": later})))
    bulk.undo(first)
    assert who(session)[0] == "Renamed again"
