"""The hourly round: who is asked, reminded and given up, and what ends it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.days import months_after, months_before
from localoffer.db import now
from localoffer.listings.checks.models import Finding
from localoffer.listings.checks.vocabulary import FindingKind
from localoffer.listings.freshness import links
from localoffer.listings.freshness.asking import Report
from localoffer.listings.freshness.links import Desk, Wanted
from localoffer.listings.freshness.models import ProviderLink
from localoffer.listings.models import Listing, Organisation
from localoffer.outbox.models import OutboxMessage
from localoffer.vocabulary import ListingStatus, Spaces
from tests.listings.freshness.conftest import DUE, OFFICE, letters, published, the_link

Round = Callable[[date], Report]


def after(days: int) -> date:
    return DUE + timedelta(days=days)


def test_one_mail_asks_about_all_that_is_due_soon_and_three_reminders_follow(
    session: Session, keys: KeyRing, office: Organisation, round_of: Round
) -> None:
    published(session, keys)
    published(session, keys, "Sunday club", review_due=after(10))
    published(session, keys, "Evening club", review_due=after(100))

    assert round_of(after(-1)).asked == 0
    for number, days in enumerate((0, 7, 14, 21), start=1):
        report = round_of(after(days))
        assert report.asked + report.reminded == 1
        assert round_of(after(days)) == Report(0, 0, 0, 0)
        assert the_link(session).mails == number
    found = letters(session, keys)
    assert [one.subject.split(":")[0] for one in found[1:]] == ["Reminder", "Second reminder", "Last reminder"]
    assert {one.to for one in found} == {OFFICE}
    assert all("Saturday club" in one.body and "Sunday club" in one.body for one in found)
    assert not any("Evening club" in one.body for one in found)
    assert "move down in the results" in found[3].body


def test_who_answers_nothing_is_told_to_the_commissioners_and_not_asked_again_before_it_is_due_anew(
    session: Session, keys: KeyRing, office: Organisation, round_of: Round
) -> None:
    club = published(session, keys)
    for days in (0, 7, 14, 21):
        round_of(after(days))

    assert round_of(after(27)).given_up == 0
    assert round_of(after(28)) == Report(0, 0, 1, 0)
    assert the_link(session).given_up_on == after(28)
    assert round_of(after(90)) == Report(0, 0, 0, 0)
    club.review_due = after(100)
    assert round_of(after(100)).asked == 1


def test_a_check_by_the_council_ends_the_reminders(
    session: Session, keys: KeyRing, office: Organisation, round_of: Round
) -> None:
    club = published(session, keys)
    round_of(DUE)
    club.checked_on = after(3)
    club.review_due = months_after(after(3), 6)

    assert round_of(after(7)) == Report(0, 0, 0, 0)


def test_what_is_said_of_spaces_is_asked_about_after_a_month(
    session: Session, keys: KeyRing, office: Organisation, round_of: Round
) -> None:
    later = after(150)
    published(session, keys, review_due=later, spaces=Spaces.FEW, spaces_stated_on=months_before(DUE, 1))
    published(session, keys, "Sunday club", review_due=later, spaces=Spaces.FEW, spaces_stated_on=after(-5))
    published(session, keys, "Evening club", review_due=later)

    assert round_of(after(-20)).asked == 0
    assert round_of(DUE).asked == 1
    body = letters(session, keys)[0].body
    assert "Saturday club" in body
    assert "Evening club" not in body


def test_an_address_of_its_own_gets_a_link_for_its_listing_alone(
    session: Session, keys: KeyRing, office: Organisation, round_of: Round
) -> None:
    club = published(session, keys, email="swim@club.example.org")
    published(session, keys, "Sunday club", email=OFFICE.upper())
    published(session, keys, "Evening club", review_due=after(100))

    assert round_of(DUE).asked == 2
    made = session.scalars(select(ProviderLink).order_by(ProviderLink.id)).all()
    assert [(one.listing_id, one.organisation_id) for one in made] == [(club.id, None), (None, office.id)]
    assert [one.to for one in letters(session, keys)] == ["swim@club.example.org", OFFICE]


@pytest.mark.parametrize("told", [{"email": "", "organisation_key": None}, {"organisation_key": None, "email": "a\nb"}])
def test_what_has_no_address_is_left_to_the_commissioners(
    session: Session, keys: KeyRing, office: Organisation, round_of: Round, told: dict[str, str]
) -> None:
    published(session, keys, **told)

    assert round_of(DUE).asked == 0
    assert letters(session, keys) == []


@pytest.mark.parametrize("status", [ListingStatus.DRAFT, ListingStatus.ARCHIVED])
def test_only_what_families_see_is_asked_about(
    session: Session, keys: KeyRing, office: Organisation, round_of: Round, status: ListingStatus
) -> None:
    published(session, keys).status = status

    assert round_of(DUE).asked == 0


def test_a_listing_without_a_review_date_gets_one_from_its_last_check(
    session: Session, keys: KeyRing, office: Organisation, round_of: Round
) -> None:
    number = published(session, keys, review_due=None, checked_on=after(-3)).id

    round_of(DUE)

    assert session.get_one(Listing, number).review_due == months_after(after(-3), 6)


def test_a_refused_mail_ends_the_link_and_is_found_on_every_listing_with_that_address(
    session: Session, keys: KeyRing, office: Organisation, round_of: Round
) -> None:
    names = [published(session, keys).slug, published(session, keys, "Evening club", review_due=after(100)).slug]
    round_of(DUE)
    session.scalars(select(OutboxMessage)).one().refused_at = now()

    assert round_of(after(1)) == Report(0, 0, 0, 1)
    assert the_link(session).refused_on == after(1)
    found = session.scalars(select(Finding).order_by(Finding.listing_id)).all()
    assert [(one.listing.slug, one.kind, one.about) for one in found] == [
        (name, FindingKind.MAIL, OFFICE) for name in names
    ]
    assert round_of(after(200)) == Report(0, 0, 0, 0)
    office.email = "new@club.example.org"
    assert round_of(after(201)).asked == 1


def test_a_link_that_staff_took_back_is_not_sent_again_by_itself(
    session: Session, keys: KeyRing, office: Organisation, round_of: Round
) -> None:
    published(session, keys)
    round_of(DUE)
    links.revoke(session, the_link(session), actor="staff:1", keys=keys, on=DUE)

    assert round_of(after(7)) == Report(0, 0, 0, 0)


def test_a_link_that_staff_sent_counts_as_asking(
    session: Session, keys: KeyRing, office: Organisation, round_of: Round, desk: Callable[[date], Desk]
) -> None:
    club = published(session, keys)
    links.send(session, Wanted(club, [club], "other@club.example.org", "pl"), actor="staff:1", desk=desk(DUE))

    assert round_of(DUE).asked == 0
    assert round_of(after(7)).reminded == 1
    assert "/pl/provider/" in letters(session, keys)[1].body
    assert session.scalar(select(func.count()).select_from(ProviderLink)) == 1
