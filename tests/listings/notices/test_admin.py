"""Commissioners say that a listing is closed, change it, take it down and undo that, without a new version of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.audit import AuditEntry
from localoffer.crypto import KeyRing
from localoffer.days import today
from localoffer.db import Database
from localoffer.listings.models import ListingVersion
from localoffer.listings.notices.models import ListingNotice
from localoffer.staff.models import User
from tests.support.client import CheckedClient
from tests.support.listing_notices import closed, note
from tests.support.listings import listing
from tests.support.queries import queries_of
from tests.support.staff import sign_in

pytestmark = pytest.mark.any_database

SCREEN = "/admin/listings/club/notices"


@pytest.fixture
def publisher(client: CheckedClient, make_user: Callable[..., User], session: Session) -> CheckedClient:
    """A browser in which a publisher is signed in; there is a listing called "Club"."""
    listing(session, "Club", slug="club")
    session.commit()
    make_user(role="publisher")
    sign_in(client)
    return client


def a_day(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def filled(**changes: Any) -> dict[str, Any]:
    return {"kind": "closed", "text_en": "The roof leaks.", **a_day("starts_on", today()), **changes}


def test_a_closure_is_put_up_changed_taken_down_and_put_back(publisher: CheckedClient, session: Session) -> None:
    assert publisher.send(f"{SCREEN}/new", filled()).status_code == 303
    assert "Temporarily closed" in publisher.page("/services/club").words
    number = session.scalars(select(ListingNotice.id)).one()
    session.commit()

    page = publisher.page(f"{SCREEN}/{number}")
    last = today() + timedelta(days=3)
    changed = {**filled(text_en="Snow."), **a_day("ends_on", last), "version": page.value("version")}
    assert publisher.send(f"{SCREEN}/{number}", changed).status_code == 303
    assert "until the end of" in publisher.page("/services/club").words

    publisher.send(f"{SCREEN}/{number}/take-down", {}, page=SCREEN)
    assert "Snow." not in publisher.page("/services/club").words
    publisher.send(f"{SCREEN}/{number}/put-back", {}, page=SCREEN)
    assert "Snow." in publisher.page("/services/club").words

    done = session.scalars(select(AuditEntry.action).where(AuditEntry.subject == "listing_notice")).all()
    assert [action.partition(".")[2] for action in done] == ["put_up", "changed", "taken_down", "put_back"]
    assert session.scalars(select(ListingVersion.id)).all() == []
    session.commit()


def test_the_second_of_two_people_sees_both_and_loses_nothing(publisher: CheckedClient, session: Session) -> None:
    publisher.send(f"{SCREEN}/new", filled())
    number = session.scalars(select(ListingNotice.id)).one()
    session.commit()
    seen = {**filled(), "version": publisher.page(f"{SCREEN}/{number}").value("version")}
    publisher.send(f"{SCREEN}/{number}", {**seen, "text_en": "Theirs."})

    late = publisher.send(f"{SCREEN}/{number}", {**seen, "text_en": "Mine."})
    assert late.status_code == 409
    assert "Theirs." in late.page.words  # type: ignore[attr-defined]
    assert late.page.value("text_en").strip() == "Mine."  # type: ignore[attr-defined]
    again = {**seen, "text_en": "Mine.", "version": late.page.value("version")}  # type: ignore[attr-defined]
    assert publisher.send(f"{SCREEN}/{number}", again).status_code == 303
    assert "Mine." in publisher.page("/services/club").words


def test_whoever_saves_is_told_whether_families_read_it(publisher: CheckedClient) -> None:
    publisher.send(f"{SCREEN}/new", filled(**a_day("ends_on", today())))
    assert "Families read it from its first day on." in publisher.page(SCREEN).words
    yesterday = today() - timedelta(days=1)
    publisher.send(f"{SCREEN}/new", filled(**a_day("starts_on", yesterday), **a_day("ends_on", yesterday)))
    assert "Its last day is over, so families do not read it." in publisher.page(SCREEN).words


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"kind": ""}, "Choose what families need to know"),
        ({"kind": "note", "text_en": ""}, "Write what it says in English"),
        ({"starts_on-day": ""}, "Enter the day as well"),
        (a_day("ends_on", date(2020, 1, 1)), "Enter a last day that is not before the first day"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    publisher: CheckedClient, wrong: dict[str, str], says: str
) -> None:
    sent = publisher.send(f"{SCREEN}/new", {**filled(text_pl="Dach."), **wrong})
    assert sent.status_code == 400
    assert says in sent.page.words  # type: ignore[attr-defined]
    assert sent.page.value("text_pl").strip() == "Dach."  # type: ignore[attr-defined]


def test_who_does_not_publish_may_look_and_no_more(
    client: CheckedClient, make_user: Callable[..., User], session: Session, keys: KeyRing
) -> None:
    closed(session, listing(session, "Club", slug="club"), keys)
    make_user(role="editor")
    sign_in(client)

    assert "Closed for now" in client.page(SCREEN).words
    assert f"{SCREEN}/new" not in client.page(SCREEN).links
    assert client.get(f"{SCREEN}/new").status_code == 403


def test_the_screens_of_many_cost_few_questions(
    publisher: CheckedClient, session: Session, keys: KeyRing, database: Database
) -> None:
    for number in range(5):
        club = listing(session, f"Club {number}", slug=f"club-{number}")
        closed(session, club, keys, en="Snow.")
        note(session, club, keys, en="Full until May.")

    for address, rows in (("/admin/closed-and-notices", 10), ("/admin/listings/club-0/notices", 2)):
        with queries_of(database) as asked:
            page = publisher.page(address)
        assert len(page.all(".//tbody/tr")) == rows
        assert len(asked) <= 12, asked
    assert "Listings that are closed today" in publisher.page("/admin").words
