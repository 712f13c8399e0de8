"""Commissioners see who was asked and answered, ask by hand, take a link back, and settle what was written."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.audit import AuditEntry
from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.listings.freshness import answering, links, sealing
from localoffer.listings.freshness.answering import Answering
from localoffer.listings.freshness.links import Desk, Wanted
from localoffer.listings.freshness.models import ProviderLink
from localoffer.listings.models import Organisation
from localoffer.vocabulary import Checker
from tests.listings.freshness.conftest import DUE, OFFICE, letters, path_in, published, the_link
from tests.support.client import CheckedClient
from tests.support.queries import queries_of

pytestmark = pytest.mark.any_database

INDEX = "/admin/providers"
ASK = f"{INDEX}/ask/saturday-club"
MOST_QUERIES = 12


@pytest.fixture
def editor(staff_client: Callable[..., CheckedClient]) -> CheckedClient:
    return staff_client("editor")


@pytest.fixture
def asked(
    session: Session, keys: KeyRing, office: Organisation, desk: Callable[[date], Desk]
) -> Callable[..., ProviderLink]:
    """Asks about a listing, on a day."""

    def make(name: str = "Saturday club", *, on: date = DUE) -> ProviderLink:
        club = published(session, keys, name)
        return links.send(session, Wanted(club, [club], OFFICE), actor="staff:1", desk=desk(on))

    return make


@pytest.fixture
def close(session: Session, keys: KeyRing, desk: Callable[[date], Desk]) -> Callable[[ProviderLink], str]:
    """Answers that the listing of a link is closed for now; returns the address of the link's page."""

    def answer(link: ProviderLink) -> str:
        assert link.listing is not None
        told = Answering(link, link.listing, keys, desk(DUE).told, DUE)
        answering.closed(session, told, for_now=True, words="zqcanary until May")
        address = f"{INDEX}/{link.uuid}"
        session.commit()
        return address

    return answer


def test_the_list_says_how_each_link_stands_and_is_narrowed_by_it(
    editor: CheckedClient,
    session: Session,
    keys: KeyRing,
    asked: Callable[..., ProviderLink],
    close: Callable[[ProviderLink], str],
) -> None:
    asked("Waiting club")
    links.revoke(session, asked("Ended club"), actor="staff:1", keys=keys, on=DUE)
    asked("Silent club").given_up_on = DUE
    close(asked("Closed club"))

    for state, name in (("waiting", "Waiting"), ("ended", "Ended"), ("silent", "Silent"), ("to_do", "Closed")):
        shown = editor.page(f"{INDEX}?state={state}&page=9").words
        assert f"{name} club" in shown
        assert "1 link, the newest first" in shown
    assert "4 links" in editor.page(INDEX).words
    assert "Answers of organisations to look at" in editor.page("/admin").words


def test_no_screen_asks_the_database_often(
    editor: CheckedClient, session: Session, database: Database, asked: Callable[..., ProviderLink]
) -> None:
    keys = [asked(f"Club {number}").uuid for number in range(12)]
    session.commit()

    for address in (INDEX, f"{INDEX}/{keys[0]}", f"{INDEX}/ask/club-0"):
        with queries_of(database) as queries:
            editor.page(address)
        assert len(queries) <= MOST_QUERIES, (address, queries)


def test_a_link_is_shown_whole_and_each_look_is_recorded(
    editor: CheckedClient, session: Session, asked: Callable[..., ProviderLink], close: Callable[[ProviderLink], str]
) -> None:
    address = close(asked())

    shown = editor.page(address).words

    assert OFFICE in shown
    assert "It is closed for now" in shown
    assert "zqcanary until May" in shown
    looks = session.scalars(select(AuditEntry).where(AuditEntry.action == "provider_link.read")).all()
    assert [look.subject_id for look in looks] == [address.rpartition("/")[2]]
    assert editor.get(f"{INDEX}/{uuid.uuid4()}").status_code == 404


def test_what_was_dealt_with_waits_for_nobody(
    editor: CheckedClient, session: Session, asked: Callable[..., ProviderLink], close: Callable[[ProviderLink], str]
) -> None:
    address = close(asked())
    question = the_link(session).questions[0].uuid
    session.rollback()

    for _ in range(2):
        assert editor.send(f"{INDEX}/answers/{question}/settle", {}, page=address).status_code == 303
    assert "Dealt with:" in editor.page(address).words
    session.expire_all()
    done = session.scalars(select(AuditEntry).where(AuditEntry.action == "provider_question.settled")).all()
    assert len(done) == 1


def test_a_publisher_who_rang_says_that_a_listing_is_right(
    staff_client: Callable[..., CheckedClient], session: Session, asked: Callable[..., ProviderLink]
) -> None:
    link = asked(on=DUE - timedelta(days=3))
    address, listing = f"{INDEX}/{link.uuid}", link.listing
    assert listing is not None
    session.commit()
    publisher = staff_client("publisher")

    assert publisher.send(f"{INDEX}/checked/saturday-club", {}, page=address).status_code == 303

    assert "Answered" in publisher.page(address).words
    session.refresh(listing)
    assert (listing.checked_on, listing.checked_by) == (DUE, Checker.COUNCIL)
    session.rollback()
    assert staff_client("editor").post(f"{INDEX}/checked/saturday-club").status_code in (400, 403)


def test_a_link_is_taken_back_once(
    editor: CheckedClient, client: CheckedClient, session: Session, keys: KeyRing, asked: Callable[..., ProviderLink]
) -> None:
    address = f"{INDEX}/{asked().uuid}"
    session.commit()
    path = path_in(letters(session, keys)[0])

    for _ in range(2):
        assert editor.send(f"{address}/revoke", {}, page=address).status_code == 303

    assert client.get(path).status_code == 410
    assert "Taken back on" in editor.page(address).words


@pytest.mark.parametrize(
    ("told", "to", "number"),
    [
        ({"about": "one", "to": OFFICE}, OFFICE, 1),
        ({"about": "all", "to": "other", "address": "new@club.example.org"}, "new@club.example.org", 2),
    ],
)
def test_staff_send_a_link_by_hand(
    editor: CheckedClient,
    session: Session,
    keys: KeyRing,
    office: Organisation,
    told: dict[str, str],
    to: str,
    number: int,
) -> None:
    for name in ("Saturday club", "Sunday club"):
        published(session, keys, name)
    session.commit()

    sent = editor.send(ASK, {"address": "", "language": "ur", **told})

    assert to in editor.page(sent.location).words
    link = the_link(session)
    assert (link.language, len(link.questions), link.organisation_id is None) == ("ur", number, number == 1)
    assert sealing.open_address(link, keys=keys) == to
    (letter,) = letters(session, keys)
    assert (letter.to, letter.language) == (to, "ur")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"to": "other"}, "Enter the other email address"),
        ({"to": "other", "address": "none"}, "Enter an email address like name@example.com"),
        ({"about": "all"}, "Choose one of the answers on the list"),
    ],
)
def test_what_cannot_be_sent_is_shown_again(
    editor: CheckedClient, session: Session, keys: KeyRing, office: Organisation, told: dict[str, str], said: str
) -> None:
    published(session, keys)
    session.commit()

    shown = editor.send(ASK, {"about": "one", "to": OFFICE, "address": "", "language": "en", **told})

    assert shown.status_code == 400
    assert said in shown.get_data(as_text=True)
    assert letters(session, keys) == []


def test_whoever_only_looks_sends_nothing(
    staff_client: Callable[..., CheckedClient], session: Session, asked: Callable[..., ProviderLink]
) -> None:
    asked()
    session.commit()

    assert staff_client("viewer").get(INDEX).status_code == 403
