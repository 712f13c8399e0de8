"""Two people who change one listing at the same moment: the second sees what the first one saved."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.listings import deciding, publishing
from localoffer.listings.applying import latest_version
from localoffer.listings.content import ListingContent, Words
from localoffer.listings.models import Listing
from localoffer.vocabulary import ReviewState, WayIn

CLUB = ListingContent(
    words={"en": Words("Club", "A calm club.")},
    kinds=("activities",),
    ways_in=(WayIn.CONTACT,),
    districts=("stafford",),
)


def at_once(database: Database, listing_id: int, *changes: Callable[[Session, Listing], object]) -> list[str]:
    """Make changes of one listing in transactions of their own that begin together; return what became of each."""
    ready = Barrier(len(changes), timeout=30)

    def make(change: Callable[[Session, Listing], object]) -> str:
        ready.wait()
        try:
            with database.transaction() as session:
                change(session, session.get_one(Listing, listing_id))
        except (publishing.SavedMeanwhile, publishing.NotAllowed) as error:
            return type(error).__name__
        return "done"

    with ThreadPoolExecutor(len(changes)) as people:
        return sorted(people.map(make, changes))


def test_of_two_who_save_at_once_the_second_is_shown_the_first(
    session: Session, database: Database, keys: KeyRing
) -> None:
    listing = publishing.create(session, content=CLUB, actor="staff:1", audit_key=keys.audit)
    session.commit()

    def save(actor: str, age: int) -> Callable[[Session, Listing], object]:
        content = CLUB.with_changes(age_to=age)
        return lambda session, listing: publishing.save_draft(
            session, listing=listing, content=content, actor=actor, audit_key=keys.audit, based_on=1
        )

    became = at_once(database, listing.id, save("staff:1", 11), save("staff:2", 12))

    assert became == ["SavedMeanwhile", "done"]
    session.expire_all()
    assert [version.number for version in session.get_one(Listing, listing.id).versions] == [1, 2]
    session.commit()


def test_of_two_who_decide_at_once_one_decides(session: Session, database: Database, keys: KeyRing) -> None:
    listing = publishing.create(session, content=CLUB, actor="staff:1", audit_key=keys.audit)
    deciding.send_for_review(session, listing=listing, actor="staff:1", audit_key=keys.audit)
    session.commit()

    def give_back(session: Session, listing: Listing) -> None:
        deciding.give_back(session, listing=listing, reason="Too long.", actor="staff:2", audit_key=keys.audit)

    assert at_once(database, listing.id, give_back, give_back) == ["NotAllowed", "done"]
    session.expire_all()
    found = session.scalars(select(Listing)).one()
    assert latest_version(found).state is ReviewState.RETURNED
    session.commit()
