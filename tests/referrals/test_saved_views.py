"""The views of the queue that each person saves, and the one that it opens with."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from localoffer.db import Database
from localoffer.referrals.queueing import saved_views
from localoffer.referrals.queueing.models import SavedView
from localoffer.referrals.queueing.saved_views import Person
from localoffer.referrals.vocabulary import ReferralStage
from localoffer.staff.models import User
from tests.referrals.team import QUEUE, SignIn, actions, refer
from tests.referrals.test_queue_narrowing import in_order
from tests.support.at_once import twice_at_once
from tests.support.client import CheckedClient
from tests.support.queries import queries_of

VIEWS = f"{QUEUE}/views"
ACCEPTED = "stage=accepted"


def save(client: CheckedClient, name: str, asked: str = ACCEPTED, *, opens: bool = False) -> Any:
    first = {"first": "opens"} if opens else {}
    address = f"{VIEWS}/new?{asked}"
    return client.send(address, {"name": name, **first}, page=address)


def number_of(database: Database, name: str) -> int:
    with database.session(writes=False) as session:
        return session.scalars(select(SavedView.id).where(SavedView.name == name)).one()


def test_a_double_click_saves_one_view_and_is_told_so(app: Flask, database: Database, staff_client: SignIn) -> None:
    staff_client()
    with database.session(writes=False) as session:
        person = Person(session.scalars(select(User.id)).one(), bytes(32))
    second = twice_at_once(
        database, lambda session: saved_views.save(session, person, name="Mine", filters={}, opens=False)
    )
    assert isinstance(second.exception(), saved_views.NameTaken)


def test_two_first_settings_at_once_both_hold(app: Flask, database: Database, staff_client: SignIn) -> None:
    staff_client()
    with database.session(writes=False) as session:
        person = Person(session.scalars(select(User.id)).one(), bytes(32))
    twice_at_once(database, lambda session: saved_views.set_keys(session, person, on=False)).result()
    with database.session(writes=False) as session:
        assert not saved_views.own(session, person.number).keys_on


def test_what_somebody_saved_is_one_click_away_with_all_that_it_narrows(app: Flask, staff_client: SignIn) -> None:
    # given an accepted referral and another, and a view of the accepted ones
    wanted, _ = refer(app, stage=ReferralStage.ACCEPTED), refer(app)
    client = staff_client()
    assert "Save this as a view" not in client.page(QUEUE).words
    assert f"{VIEWS}/new?stage=accepted&sort=newest" in client.page(f"{QUEUE}?stage=accepted&sort=newest&page=1").links
    response = save(client, "Accepted ones", "stage=accepted&sort=newest")
    assert (response.status_code, response.location) == (303, f"{QUEUE}?stage=accepted&sort=newest")
    # then the queue leads to it, and still opens with everything
    page = client.page(QUEUE)
    assert len(in_order(page)) == 2
    [address] = [link.get("href") for link in page.all(".//nav//a") if "Accepted ones" in "".join(link.itertext())]
    assert in_order(client.page(str(address))) == [wanted]


def test_the_queue_opens_with_the_view_that_somebody_chose_until_they_choose_again(
    app: Flask, database: Database, staff_client: SignIn
) -> None:
    refer(app)
    client = staff_client()
    save(client, "Accepted ones", opens=True)
    # the bare address leads there; everything is a click away
    assert client.get(QUEUE).location == f"{QUEUE}?stage=accepted"
    assert len(in_order(client.page(f"{QUEUE}?stage="))) == 1
    # and back
    assert "Opens first" in client.page(VIEWS).words
    client.send(f"{VIEWS}/0/open-with", {}, page=VIEWS)
    assert client.get(QUEUE).status_code == 200
    client.send(f"{VIEWS}/{number_of(database, 'Accepted ones')}/open-with", {}, page=VIEWS)
    assert client.get(QUEUE).status_code == 302


def test_a_view_that_is_removed_opens_nothing_any_more(app: Flask, database: Database, staff_client: SignIn) -> None:
    client = staff_client()
    save(client, "Accepted ones", opens=True)
    client.send(f"{VIEWS}/{number_of(database, 'Accepted ones')}/remove", {}, page=VIEWS)
    assert client.get(QUEUE).status_code == 200
    assert "You have none yet." in client.page(VIEWS).words
    done = [action for action in actions(database) if action.startswith("queue.")]
    assert done == ["queue.view_saved", "queue.opens_with", "queue.view_removed"]


def test_nobody_sees_or_changes_the_views_of_another(app: Flask, database: Database, staff_client: SignIn) -> None:
    ada, bob = staff_client(), staff_client(name="Bob Bobson")
    save(ada, "Adas own", opens=True)
    number = number_of(database, "Adas own")
    assert "Adas own" not in bob.page(QUEUE).words
    for button in ("remove", "open-with"):
        assert bob.send(f"{VIEWS}/{number}/{button}", {}, page=VIEWS).status_code == 404
    assert ada.get(QUEUE).status_code == 302


@pytest.mark.any_database
def test_what_a_view_needs_is_said_and_nothing_typed_is_lost(staff_client: SignIn) -> None:
    client = staff_client()
    assert "Enter a name for the view" in save(client, "").get_data(as_text=True)
    save(client, "Mine")
    response = save(client, "mine", "stage=received")
    assert response.status_code == 400
    assert "You have a view of that name" in response.get_data(as_text=True)
    assert "It shows: Received" in response.get_data(as_text=True)


@pytest.mark.any_database
def test_there_are_as_many_views_as_one_person_can_look_through(
    staff_client: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved_views, "MOST_VIEWS", 1)
    client = staff_client()
    save(client, "One")
    assert "remove one first" in save(client, "Two").get_data(as_text=True)


@pytest.mark.any_database
def test_a_view_says_in_words_what_it_shows(staff_client: SignIn) -> None:
    asked = "stage=any&district=tamworth&only=overdue&assigned=me&referrer=professional&language=pl&interpreter=yes"
    page = staff_client().page(f"{VIEWS}/new?{asked}&sort=promised")
    for said in ("Any stage", "Tamworth", "Overdue", "Assigned to: Me", "Polish", "an interpreter", "Promised day"):
        assert said in page.words


@pytest.mark.any_database
def test_keys_are_on_told_on_the_page_and_off_for_whoever_wants(app: Flask, staff_client: SignIn) -> None:
    refer(app)
    client = staff_client()
    assert "goes to the next referral" in client.page(QUEUE).words
    client.send(f"{VIEWS}/keys", {"keys": "off"}, page=VIEWS)
    page = client.page(QUEUE)
    assert "goes to the next referral" not in page.words
    assert not page.all(".//*[@data-row-keys]")
    client.send(f"{VIEWS}/keys", {"keys": "on"}, page=VIEWS)
    assert client.page(QUEUE).all(".//*[@data-row-keys]")


def test_a_queue_with_views_asks_the_database_few_questions(
    app: Flask, database: Database, staff_client: SignIn
) -> None:
    client = staff_client()
    for number in range(3):
        refer(app)
        save(client, f"View {number}", opens=number == 0)
    client.page(VIEWS)
    for address in (f"{QUEUE}?stage=", VIEWS):
        with queries_of(database) as asked:
            client.page(address)
        assert len(asked) <= 12, "\n".join(asked)
