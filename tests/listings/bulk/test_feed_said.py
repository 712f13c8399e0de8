"""What a feed says anew is offered, and nothing that it said before: what staff changed since stays theirs."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from localoffer.listings import publishing
from localoffer.listings.applying import content_of_version, latest_version
from localoffer.listings.bulk.models import BulkRow, BulkRun, Outcome
from localoffer.listings.content import ListingContent
from localoffer.listings.models import Listing, Organisation
from localoffer.staff.models import User
from tests.listings.bulk.making import AUDIT_KEY, Bulk
from tests.listings.bulk.test_feeds import THREE, page
from tests.support.client import CheckedClient
from tests.support.staff import sign_in

pytestmark = pytest.mark.any_database

OLDER: dict[str, Any] = {**THREE, "maximum_age": 25}


@pytest.fixture
def listing(bulk: Bulk, session: Session) -> Listing:
    """A listing of the feed, whose telephone number, summary, kind and organisation staff chose since."""
    bulk.apply(bulk.read(page(THREE)), publishes=False)
    session.add(Organisation(source="council", key="ours", name="Ours"))
    session.commit()
    found = session.scalars(select(Listing)).one()
    before = saved(session, found)
    save(
        session,
        found,
        before.with_changes(
            words={"en": replace(before.words["en"], summary="We listen to you.")},
            phone="01785 999999",
            kinds=("activities",),
            organisation_key="ours",
        ),
    )
    publishing.publish(session, listing=found, actor="staff:2", audit_key=AUDIT_KEY)
    session.commit()
    return found


def save(session: Session, listing: Listing, content: ListingContent) -> None:
    publishing.save_draft(session, listing=listing, content=content, actor="staff:2", audit_key=AUDIT_KEY)
    session.commit()


def saved(session: Session, listing: Listing) -> ListingContent:
    session.expire_all()
    found = content_of_version(latest_version(listing))
    session.rollback()
    return found


def only_row(bulk: Bulk, told: dict[str, Any]) -> BulkRow:
    return bulk.rows(bulk.read(page(told)))[0]


def test_only_the_field_that_a_feed_changed_is_offered_and_done(bulk: Bulk, session: Session, listing: Listing) -> None:
    assert only_row(bulk, OLDER).changed == ["age_to"]
    bulk.apply(bulk.read(page(OLDER)))
    held = saved(session, listing)
    assert (held.age_to, held.phone, held.organisation_key) == (25, "01785 999999", "ours")
    assert held.words["en"].summary == "We listen to you."
    # and of the next change only that again
    assert only_row(bulk, OLDER).outcome is Outcome.UNCHANGED
    assert only_row(bulk, {**OLDER, "minimum_age": 7}).changed == ["age_from"]


def test_what_both_changed_is_offered_as_the_feed_has_it_now(bulk: Bulk, listing: Listing) -> None:
    contacts = [{"id": "7", "phones": [{"id": "8", "number": "01785 555555"}]}]
    row = only_row(bulk, {**THREE, "contacts": contacts})
    assert (row.listing_id, row.changed) == (listing.id, ["phone"])
    assert ListingContent.from_json(row.content or {}).phone == "01785 555555"


def test_a_feed_that_follows_staff_changes_nothing(bulk: Bulk, listing: Listing) -> None:
    contacts = [{"id": "7", "phones": [{"id": "8", "number": listing.phone}]}]
    assert only_row(bulk, {**THREE, "contacts": contacts}).outcome is Outcome.UNCHANGED


def test_what_was_undone_is_offered_again(bulk: Bulk, session: Session, listing: Listing) -> None:
    number = bulk.read(page(OLDER))
    bulk.apply(number)
    bulk.undo(number)
    assert saved(session, listing).age_to == 18
    assert only_row(bulk, OLDER).changed == ["age_to"]


@pytest.mark.usefixtures("listing")
def test_what_a_feed_said_is_known_for_longer_than_its_run_is_kept(bulk: Bulk, session: Session) -> None:
    session.execute(delete(BulkRow))
    session.execute(delete(BulkRun))
    session.commit()
    assert only_row(bulk, THREE).outcome is Outcome.UNCHANGED
    assert only_row(bulk, OLDER).changed == ["age_to"]


def test_an_archived_listing_is_refused_only_where_the_feed_says_something_new(
    bulk: Bulk, session: Session, listing: Listing
) -> None:
    publishing.archive(session, listing=listing, actor="staff:2", audit_key=AUDIT_KEY)
    session.commit()
    assert only_row(bulk, THREE).outcome is Outcome.UNCHANGED
    assert only_row(bulk, OLDER).reason["code"] == "archived"


@pytest.mark.usefixtures("listing")
def test_the_preview_shows_only_what_the_feed_says_anew(
    bulk: Bulk, client: CheckedClient, make_user: Callable[..., User]
) -> None:
    make_user(role="publisher")
    sign_in(client)
    sent = client.send("/admin/bulk/import", {"file": (io.BytesIO(page(OLDER)), "feed.json")})
    bulk.worker.run_once()
    words = client.page(str(sent.headers["Location"])).words
    assert "Oldest age Before: 18 After: 25" in words
    assert "We listen" not in words
    assert "01785" not in words
    assert "Listeners" not in words
