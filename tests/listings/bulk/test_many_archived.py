"""Many listings are archived at once as each is by itself, and come back as they were."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from localoffer.listings import deciding, publishing
from localoffer.listings.applying import latest_version
from localoffer.listings.bulk import runs
from localoffer.listings.bulk.from_list import Wanted
from localoffer.listings.models import Listing
from localoffer.vocabulary import ListingStatus, ReviewState
from tests.listings.bulk.making import AUDIT_KEY, BY, Bulk, published

pytestmark = pytest.mark.any_database

DAY = date(2099, 7, 1)


@pytest.fixture
def club(session: Session) -> int:
    """The id of a listing out of the archive, whose draft goes before families by itself on a day."""
    made = published(session, "Boats")
    publishing.archive(session, listing=made, actor="staff:2", audit_key=AUDIT_KEY)
    publishing.restore(session, listing=made, actor="staff:2", audit_key=AUDIT_KEY)
    deciding.schedule(session, listing=made, on=DAY, actor="staff:2", audit_key=AUDIT_KEY)
    session.commit()
    number = made.id
    session.rollback()
    return number


def archive(bulk: Bulk, *ids: int) -> int:
    with bulk.database.transaction() as session:
        number = runs.change_many(session, ids=ids, wanted=Wanted(archives=True), by=BY).id
    bulk.worker.run_once()
    bulk.apply(number)
    return number


def test_what_was_to_go_out_on_a_day_goes_nowhere_by_itself_once_it_was_archived(
    bulk: Bulk, session: Session, club: int
) -> None:
    archive(bulk, club)
    listing = session.get_one(Listing, club)
    last = latest_version(listing)
    assert (listing.status, last.state, last.publish_on) == (ListingStatus.ARCHIVED, ReviewState.DRAFT, None)
    publishing.restore(session, listing=listing, actor="staff:2", audit_key=AUDIT_KEY)
    assert latest_version(listing).publish_on is None


def test_undoing_brings_the_day_back(bulk: Bulk, session: Session, club: int) -> None:
    bulk.undo(archive(bulk, club))
    listing = session.get_one(Listing, club)
    last = latest_version(listing)
    assert (listing.status, last.state, last.publish_on) == (ListingStatus.DRAFT, ReviewState.DRAFT, DAY)
