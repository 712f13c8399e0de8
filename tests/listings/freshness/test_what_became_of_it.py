"""What an organisation reads of its answers: what became of them, and nothing that is no longer so."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.listings import deciding, publishing
from localoffer.listings.applying import content_of_version, latest_version
from localoffer.listings.freshness import links
from localoffer.listings.freshness.links import Desk, Wanted
from localoffer.listings.models import Listing, Organisation
from tests.listings.freshness.conftest import DUE, FROM_US, OFFICE, letters, path_in, published, the_link
from tests.support.client import CheckedClient
from tests.support.queries import queries_of

pytestmark = pytest.mark.any_database


@pytest.fixture
def club(session: Session, keys: KeyRing, office: Organisation) -> Listing:
    made = published(session, keys)
    session.commit()
    return made


@pytest.fixture
def path(session: Session, keys: KeyRing, desk: Callable[..., Desk], office: Organisation, club: Listing) -> str:
    """The path of a link that opens all listings of the organisation."""
    links.send(session, Wanted(office, [club], OFFICE, "en"), actor="staff:1", desk=desk(DUE))
    session.commit()
    return path_in(letters(session, keys)[-1])


@pytest.fixture
def by(session: Session, keys: KeyRing, club: Listing) -> dict[str, Any]:
    """Somebody of staff, who deals with the listing."""
    return {"session": session, "listing": club, "actor": "staff:1", "audit_key": keys.audit}


def test_changes_that_were_given_back_are_not_said_to_be_looked_at(
    client: CheckedClient, session: Session, path: str, by: dict[str, Any]
) -> None:
    # given changes that somebody gave back
    send(client, path, phone="01632 960 002")
    assert "The council looks at them" in client.page(path).words
    deciding.give_back(**by, reason="We ring them.")
    session.commit()
    # then the organisation reads so, in the list and on the page
    for page in (path, f"{path}/services/saturday-club"):
        words = client.page(page).words
        assert "The council has dealt with your answer" in words
        assert "looks at them" not in words
    # and once they are sent again, that they are looked at
    deciding.send_for_review(**by)
    session.commit()
    assert "The council looks at them" in client.page(path).words
    deciding.give_back(**by, reason="Not yet.")
    session.commit()
    send(client, path, phone="01632 960 003")
    assert "The council looks at them" in client.page(path).words


@pytest.mark.usefixtures("club")
def test_a_later_answer_is_not_told_what_became_of_an_earlier_one(
    client: CheckedClient, session: Session, path: str, by: dict[str, Any]
) -> None:
    # given changes that were published
    send(client, path, phone="01632 960 002")
    publishing.publish(**by)
    session.commit()
    assert "The council has published them" in client.page(path).words
    # when the organisation writes something that changes no field, then that is looked at
    send(client, path, words="We move in May")
    assert "The council looks at them" in client.page(path).words
    # and when it says that it has closed, then that, whatever families see by then
    client.post(f"{path}/services/saturday-club/closed", data={"closing": "for_good"}, headers=FROM_US)
    assert "that it has closed. The council looks at that" in client.page(path).words


def test_a_closure_is_not_dealt_with_by_publishing_what_was_sent_before_it(
    client: CheckedClient, session: Session, path: str, by: dict[str, Any]
) -> None:
    send(client, path, phone="01632 960 002")
    client.post(f"{path}/services/saturday-club/closed", data={"closing": "for_good"}, headers=FROM_US)
    publishing.publish(**by)
    publishing.save_draft(**by, content=content_of_version(latest_version(by["listing"])).with_changes(age_to=20))
    publishing.publish(**by)
    session.commit()
    assert "that it has closed. The council looks at that" in client.page(path).words


def test_words_that_follow_changes_in_review_leave_the_changes_to_be_found(
    client: CheckedClient, session: Session, path: str
) -> None:
    send(client, path, phone="01632 960 002")
    send(client, path, words="It is the number of the office")
    assert the_link(session).questions[0].version_number == 2
    session.rollback()


def test_the_list_asks_the_database_no_more_for_more_listings(
    client: CheckedClient, session: Session, keys: KeyRing, path: str, database: Database
) -> None:
    def asked() -> int:
        with queries_of(database) as found:
            client.get(path)
        return len(found)

    send(client, path, phone="01632 960 002")
    before = asked()
    for number in range(3):
        published(session, keys, f"Club {number}")
        session.commit()
        send(client, path, slug=f"club-{number}", phone="01632 960 003")
    assert asked() == before


def send(client: CheckedClient, path: str, slug: str = "saturday-club", **told: str) -> None:
    """Send changes as the form does."""
    address = f"{path}/services/{slug}/change"
    page = client.page(address)
    names = ("version", "summary", "description", "who_for", "how_to_start", "opening_times", "cost", "phone")
    shown = {name: page.value(name) for name in (*names, "waiting_weeks", "email", "website")}
    sent = client.post(address, data={**shown, "spaces": "", **told}, headers=FROM_US)
    assert sent.status_code == 303, sent.get_data(as_text=True)
