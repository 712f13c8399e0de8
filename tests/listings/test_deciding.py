"""What waits is reviewed: published, put down for a day, or given back with a reason, while families see no change."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.audit import AuditEntry
from localoffer.crypto import KeyRing
from localoffer.listings import deciding, publishing
from localoffer.listings.applying import content_of, content_of_version, latest_version
from localoffer.listings.content import ListingContent, Words
from localoffer.listings.models import Listing
from localoffer.vocabulary import ListingStatus, ReviewState, WayIn

WRITER, REVIEWER = "staff:7", "staff:8"
CLUB = ListingContent(
    words={"en": Words(name="Saturday club", summary="A calm club.")},
    kinds=("activities",),
    ways_in=(WayIn.CONTACT,),
    districts=("stafford",),
)
LATER = CLUB.with_changes(age_to=12)


class Desk:
    """Does to one listing what a writer and a reviewer do."""

    def __init__(self, session: Session, listing: Listing, keys: KeyRing) -> None:
        self.session, self.listing = session, listing
        self._writer: dict[str, Any] = {"listing": listing, "actor": WRITER, "audit_key": keys.audit}
        self._reviewer = self._writer | {"actor": REVIEWER}

    def submit(self, content: ListingContent, based_on: int | None = None) -> None:
        publishing.submit(self.session, content=content, based_on=based_on, **self._writer)

    def save(self, content: ListingContent) -> None:
        publishing.save_draft(self.session, content=content, **self._writer)

    def publish(self) -> None:
        publishing.publish(self.session, **self._reviewer)

    def give_back(self, reason: str) -> None:
        deciding.give_back(self.session, reason=reason, **self._reviewer)

    def take_back(self) -> None:
        deciding.take_back(self.session, **self._writer)

    def throw_away(self) -> None:
        deciding.throw_away(self.session, **self._writer)

    def send(self) -> None:
        deciding.send_for_review(self.session, **self._writer)

    def schedule(self, on: date | None) -> None:
        deciding.schedule(self.session, on=on, **self._reviewer)

    def archive(self) -> None:
        publishing.archive(self.session, **self._reviewer)

    def restore(self) -> None:
        publishing.restore(self.session, **self._reviewer)

    @property
    def states(self) -> list[ReviewState]:
        return [version.state for version in self.listing.versions]

    @property
    def done(self) -> list[str]:
        entries = self.session.scalars(select(AuditEntry.action).order_by(AuditEntry.number))
        return [action.removeprefix("listing.") for action in entries]


@pytest.fixture
def desk(session: Session, keys: KeyRing) -> Desk:
    made = publishing.create(session, content=CLUB, actor=WRITER, audit_key=keys.audit)
    return Desk(session, made, keys)


def test_what_families_see_stays_while_a_change_is_reviewed(desk: Desk) -> None:
    desk.publish()
    desk.submit(LATER)

    assert desk.states == [ReviewState.PUBLISHED, ReviewState.IN_REVIEW]
    assert content_of(desk.listing).age_to is None
    assert latest_version(desk.listing).sent_by == WRITER

    desk.publish()
    assert desk.states == [ReviewState.REPLACED, ReviewState.PUBLISHED]
    assert content_of(desk.listing).age_to == 12
    assert latest_version(desk.listing).decided_by == REVIEWER


def test_publishing_what_families_see_already_changes_nothing(desk: Desk) -> None:
    desk.publish()
    since = desk.listing.published_at
    desk.publish()
    assert desk.listing.published_at == since
    assert desk.done == ["created", "published"]


def test_who_wrote_it_is_told_why_it_came_back_and_sends_it_again(desk: Desk) -> None:
    desk.send()
    desk.give_back(" Say who to ring. ")
    returned = latest_version(desk.listing)
    assert (returned.state, returned.reason, returned.decided_by) == (
        ReviewState.RETURNED,
        "Say who to ring.",
        REVIEWER,
    )
    desk.submit(LATER)
    assert desk.states == [ReviewState.REPLACED, ReviewState.IN_REVIEW]
    assert desk.done == ["created", "sent_for_review", "given_back", "saved", "sent_for_review"]


def test_what_is_given_back_needs_a_reason_and_a_version_in_review(desk: Desk) -> None:
    with pytest.raises(publishing.NotAllowed):
        desk.give_back("Too long.")
    desk.send()
    with pytest.raises(ValueError, match="reason"):
        desk.give_back("  ")
    with pytest.raises(publishing.NotAllowed):
        desk.send()


def test_a_change_that_is_saved_meanwhile_waits_for_review_no_more(desk: Desk) -> None:
    desk.send()
    desk.schedule(date(2090, 1, 1))
    desk.save(LATER)
    assert desk.states == [ReviewState.REPLACED, ReviewState.DRAFT]
    assert [version.publish_on for version in desk.listing.versions] == [None, None]


def test_its_author_takes_it_back(desk: Desk) -> None:
    desk.send()
    desk.take_back()
    assert desk.states == [ReviewState.DRAFT]
    with pytest.raises(publishing.NotAllowed):
        desk.take_back()


def test_sending_in_what_families_see_already_waits_for_nobody(desk: Desk) -> None:
    desk.publish()
    desk.submit(CLUB)
    assert desk.states == [ReviewState.PUBLISHED]


def test_a_change_that_began_from_an_older_version_is_refused(desk: Desk) -> None:
    desk.save(LATER)
    with pytest.raises(publishing.SavedMeanwhile):
        desk.submit(CLUB, based_on=1)
    assert desk.states == [ReviewState.REPLACED, ReviewState.DRAFT]


def test_only_what_families_could_use_is_put_down_for_a_day(desk: Desk) -> None:
    desk.save(CLUB.with_changes(kinds=()))
    with pytest.raises(publishing.NotReady):
        desk.schedule(date(2090, 1, 1))
    desk.save(LATER)
    desk.schedule(date(2090, 1, 1))
    assert latest_version(desk.listing).publish_on == date(2090, 1, 1)
    desk.schedule(None)
    assert latest_version(desk.listing).publish_on is None
    desk.publish()
    with pytest.raises(publishing.NotAllowed):
        desk.schedule(date(2090, 1, 1))


def test_what_is_thrown_away_is_no_longer_where_a_change_begins(desk: Desk) -> None:
    with pytest.raises(publishing.NotAllowed):
        desk.throw_away()
    desk.publish()
    since, words = desk.listing.published_at, content_of(desk.listing)
    with pytest.raises(publishing.NotAllowed):
        desk.throw_away()
    desk.submit(LATER)

    desk.throw_away()

    assert desk.states == [ReviewState.REPLACED, ReviewState.REPLACED, ReviewState.PUBLISHED]
    assert content_of_version(latest_version(desk.listing)) == words == content_of(desk.listing)
    assert (desk.listing.published_at, desk.listing.version_number) == (since, 3)


def test_the_archive_reviews_nothing_and_gives_back_a_draft(desk: Desk) -> None:
    desk.publish()
    desk.submit(LATER)
    desk.archive()
    assert desk.states == [ReviewState.REPLACED, ReviewState.DRAFT]
    for refused in (desk.send, desk.publish, lambda: desk.submit(CLUB), lambda: desk.schedule(date(2090, 1, 1))):
        with pytest.raises(publishing.NotAllowed):
            refused()
    desk.restore()
    assert (desk.listing.status, latest_version(desk.listing).state) == (ListingStatus.DRAFT, ReviewState.DRAFT)
