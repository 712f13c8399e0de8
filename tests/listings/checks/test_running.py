"""A run of the check: what it stores, what goes again, and what commissioners see of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.listings.checks import running
from localoffer.listings.checks.models import Finding, WebCheck
from localoffer.listings.checks.vocabulary import FindingKind, WebFault
from localoffer.outbox import store
from localoffer.outbox.models import OutboxMessage
from localoffer.staff.models import User
from localoffer.vocabulary import ListingStatus
from tests.support import listings
from tests.support.client import CheckedClient
from tests.support.staff import sign_in

pytestmark = pytest.mark.any_database

FIRST, SECOND = date(2026, 11, 1), date(2026, 11, 9)
COMPLETE: dict[str, Any] = {"phone": "01632 960 001", "assessment_needed": False}


def _run(
    database: Database, keys: KeyRing, faults: dict[str, WebFault], *, today: date = FIRST, most: int = 10
) -> running.Report:
    def pace(addresses: Iterable[str]) -> Iterable[str]:
        return addresses

    return running.run(database, keys=keys, today=today, most=most, ask=faults.get, pace=pace)


def test_what_is_wrong_is_kept_with_its_day_until_it_is_put_right(
    database: Database, session: Session, keys: KeyRing
) -> None:
    dead = listings.listing(session, "Dead", website="https://dead.example.org/", **COMPLETE)
    listings.listing(session, "Fine", website="https://fine.example.org/", **COMPLETE)
    listings.listing(session, "Draft", status=ListingStatus.DRAFT, website="https://draft.example.org/")
    bare = listings.listing(session, "Bare", cost=None, needs=())
    number, bare_number = dead.id, bare.id
    session.commit()
    report = _run(database, keys, {"https://dead.example.org/": WebFault.GONE})
    assert (report.asked, report.left) == (2, 0)
    found = {(row.listing_id, row.kind, row.about) for row in session.scalars(select(Finding))}
    assert found == {
        (number, FindingKind.WEB, "https://dead.example.org/"),
        *((bare_number, FindingKind.MISSING, fact) for fact in ("contact", "needs", "cost", "assessment")),
    }
    session.rollback()
    assert _run(database, keys, {}, today=SECOND).asked == 0
    session.expire_all()
    assert {row.found_on for row in session.scalars(select(Finding))} == {FIRST}
    for check in session.scalars(select(WebCheck)):
        session.delete(check)
    listings.change(session, session.get_one(type(bare), bare_number), cost="free")
    session.commit()
    assert _run(database, keys, {}, today=SECOND).asked == 2
    session.expire_all()
    assert {row.about for row in session.scalars(select(Finding))} == {"contact", "needs", "assessment"}


def test_a_run_is_bounded_and_the_next_begins_where_it_ended(
    database: Database, session: Session, keys: KeyRing
) -> None:
    for number in range(3):
        listings.listing(session, website=f"https://site{number}.example.org/", **COMPLETE)
    session.commit()
    assert _run(database, keys, {}, most=2).left == 1
    assert _run(database, keys, {}, most=2).asked == 1


def test_an_address_that_nobody_foresaw_keeps_no_other_from_being_asked(
    database: Database, session: Session, keys: KeyRing
) -> None:
    for number in range(3):
        listings.listing(session, website=f"https://site{number}.example.org/", **COMPLETE)
    session.commit()

    def ask(address: str) -> WebFault | None:
        if "site1" in address:
            raise ValueError(address)
        return WebFault.GONE

    report = running.run(database, keys=keys, today=FIRST, most=10, ask=ask, pace=lambda addresses: addresses)
    assert (report.asked, report.left, report.found[FindingKind.WEB]) == (2, 1, 2)


def test_an_address_that_refused_mail_for_good_is_found(database: Database, session: Session, keys: KeyRing) -> None:
    listings.listing(session, email="Club@example.org", **COMPLETE)
    for to in ("club@example.org", "family@example.org"):
        store.enqueue(session, keys=keys, unique_key=to, kind="test", to=to, subject="A", body="B", language="en")
    for message in session.scalars(select(OutboxMessage)):
        message.refused_at = now()
    session.commit()
    _run(database, keys, {})
    assert [row.about for row in session.scalars(select(Finding))] == ["Club@example.org"]


def test_a_check_that_never_ran_does_not_say_that_all_is_well(
    client: CheckedClient, make_user: Callable[..., User]
) -> None:
    make_user(role="manager")
    sign_in(client)
    shown = client.page("/admin/listings/findings").words
    assert "It has not opened a web address yet." in shown
    assert "Nothing was found." not in shown


def test_the_day_of_the_last_check_is_that_of_the_clocks_here(
    client: CheckedClient, session: Session, make_user: Callable[..., User]
) -> None:
    session.add(WebCheck(address="https://a.example.org/", checked_at=datetime(2026, 7, 1, 23, 30, tzinfo=UTC)))
    session.commit()
    make_user(role="manager")
    sign_in(client)
    assert "It last opened web addresses on 2 July 2026" in client.page("/admin/listings/findings").words


def test_commissioners_see_it_with_a_tile(
    client: CheckedClient, database: Database, session: Session, keys: KeyRing, make_user: Callable[..., User]
) -> None:
    listings.listing(session, "Dead", website="https://dead.example.org/", assessment_needed=None)
    session.commit()
    _run(database, keys, {"https://dead.example.org/": WebFault.NO_HOST})
    # after midnight here
    session.execute(update(WebCheck).values(checked_at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC)))
    session.commit()
    make_user(role="manager")
    sign_in(client)
    assert "Found by the check" in client.page("/admin").words
    shown = client.page("/admin/listings/findings").words
    assert "Nobody has this address any more" in shown
    assert "It last opened web addresses on 1 July 2026" in shown
    assert "Whether an assessment is needed first" in shown
    assert "Nobody has this address" not in client.page("/admin/listings/findings?kind=missing&page=7").words
