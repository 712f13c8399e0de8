"""Whose work a referral is."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.referrals import queries
from localoffer.referrals.queueing import lists
from localoffer.staff import accounts
from tests.referrals.team import QUEUE, TASKS, SignIn, actions, beside_others, entries, find, refer, report, send
from tests.referrals.test_queue_narrowing import in_order
from tests.support.client import CheckedClient

MINE, NOBODYS = f"{QUEUE}?assigned=me", f"{QUEUE}?assigned=nobody"


def number_of(database: Database, name: str) -> str:
    """Return how the audit names a member of staff."""
    with database.session(writes=False) as session:
        user = accounts.find(session, f"triage-{name[:3]}@staff.example.org")
        assert user is not None
        return f"staff:{user.id}"


def whose(database: Database, reference: str) -> str:
    """Return whose work a referral is."""
    with database.session(writes=False) as session:
        return find(session, reference).assigned_to


def assign(client: CheckedClient, reference: str, to: str, seen: str = "") -> Any:
    return send(client, reference, "assign", {"assign-to": to, "assign-seen": seen})


def tick(client: CheckedClient, to: str, *boxes: str) -> Any:
    return client.send(f"{QUEUE}/assign?only=new", {"assign-to": to, "referral": list(boxes)}, page=QUEUE)


def test_what_somebody_assigns_to_themselves_is_their_work(
    app: Flask, database: Database, staff_client: SignIn
) -> None:
    # given two referrals
    mine, other = refer(app), refer(app)
    client = staff_client()
    me = number_of(database, "Ada")
    # when somebody takes one on
    page = client.page(f"{QUEUE}/{mine}")
    assert "Nobody yet" in page.words
    assert assign(client, mine, me).status_code == 303
    # then it is their work, the other is nobody's, and it is written down
    assert in_order(client.page(MINE)) == [mine]
    assert in_order(client.page(NOBODYS)) == [other]
    assert "1 yours" in client.page(QUEUE).words
    assert "1 Referrals assigned to you" in client.page("/admin").words
    [entry] = [one for one in entries(database) if one.action == "referral.assigned"]
    assert entry.details == {"from": "", "to": me}


def test_a_colleague_is_given_work_and_gives_it_back(app: Flask, database: Database, staff_client: SignIn) -> None:
    reference = refer(app)
    ada, bob = staff_client(), staff_client(name="Bob Bobson")
    bobs = number_of(database, "Bob")
    assign(ada, reference, bobs)
    assert "Bob Bobson" in ada.page(QUEUE).words
    assert in_order(ada.page(f"{QUEUE}?assigned={bobs}")) == [reference]
    assert in_order(bob.page(MINE)) == [reference]
    assert assign(bob, reference, "nobody", seen=bobs).status_code == 303
    assert whose(database, reference) == ""


def test_of_two_who_assign_at_once_the_second_sees_what_the_first_did(
    app: Flask, database: Database, staff_client: SignIn
) -> None:
    # given two who have the same page open
    reference = refer(app)
    ada, bob = staff_client(), staff_client(name="Bob Bobson")
    adas, bobs = number_of(database, "Ada"), number_of(database, "Bob")
    # when both take it on
    assert assign(bob, reference, bobs).status_code == 303
    response = assign(ada, reference, adas)
    # then the second is told, nothing is changed, and sending it once more is about what is so now
    assert response.status_code == 409
    words = response.get_data(as_text=True)
    assert "is assigned to Bob Bobson now" in words
    assert f'value="{bobs}"' in words
    assert whose(database, reference) == bobs
    assert assign(ada, reference, adas, seen=bobs).status_code == 303
    assert whose(database, reference) == adas


def test_assigning_takes_nothing_from_whoever_is_writing_about_it(
    app: Flask, database: Database, staff_client: SignIn
) -> None:
    reference = refer(app)
    client = staff_client()
    with database.session(writes=False) as reading:
        version = find(reading, reference).row_version
    assign(client, reference, number_of(database, "Ada"))
    assert send(client, reference, "move", {"to": "being_looked_at", "version": version}).status_code == 303


def test_whoever_assigns_many_and_a_colleague_who_changes_one_of_them_never_wait_for_each_other(
    app: Flask, database: Database, keys: KeyRing, staff_client: SignIn
) -> None:
    # in the order in which they came
    made, client = [refer(app), refer(app)], staff_client()
    me, token = number_of(database, "Ada"), client.page(QUEUE).value("csrf_token")
    fields = {"csrf_token": token, "assign-to": me, "referral": [f"{reference} " for reference in made]}
    browser = beside_others(app, client)
    with ThreadPoolExecutor(1) as pool:
        # given a colleague in the middle of a change to the second
        with database.transaction() as theirs:
            other = queries.get(theirs, reference=made[1], locked=True)
            # when somebody takes both on, and has come as far as that one
            ticked = pool.submit(browser.post, f"{QUEUE}/assign", data=fields)
            wait([ticked], timeout=0.5)
            # then the colleague can finish
            audit.record(
                theirs,
                key=keys.audit,
                actor="staff:2",
                action="referral.note_written",
                subject="referral",
                subject_id=str(other.uuid),
            )
        # and so can they
        assert ticked.result(timeout=20).status_code == 303
    assert [whose(database, reference) for reference in made] == [me, me]
    assert actions(database)[-3:] == ["referral.note_written", "referral.assigned", "referral.assigned"]


def test_those_that_are_ticked_are_assigned_at_once_and_the_list_stays_narrowed(
    app: Flask, database: Database, staff_client: SignIn
) -> None:
    made = [refer(app), refer(app), refer(app)]
    client = staff_client()
    me = number_of(database, "Ada")
    response = tick(client, me, f"{made[0]} ", f"{made[1]} ")
    assert (response.status_code, response.location) == (303, f"{QUEUE}?only=new")
    assert [whose(database, one) for one in made] == [me, me, ""]
    assert "2 referrals are assigned to you now" in client.page(QUEUE).words


def test_of_those_that_are_ticked_one_that_changed_hands_meanwhile_stays_as_it_is(
    app: Flask, database: Database, staff_client: SignIn
) -> None:
    made = [refer(app), refer(app)]
    ada, bob = staff_client(), staff_client(name="Bob Bobson")
    adas, bobs = number_of(database, "Ada"), number_of(database, "Bob")
    assign(bob, made[1], bobs)
    tick(ada, adas, *(f"{one} " for one in made))
    assert [whose(database, one) for one in made] == [adas, bobs]
    words = ada.page(QUEUE).words
    assert "1 referral is assigned to you now" in words
    assert "1 stays as it is: somebody else was first." in words


@pytest.mark.any_database
def test_nothing_ticked_is_said_and_the_list_is_shown_again(app: Flask, staff_client: SignIn) -> None:
    refer(app)
    response = tick(staff_client(), "nobody")
    assert response.status_code == 400
    assert "Tick the referrals that you want to assign" in response.get_data(as_text=True)


@pytest.mark.any_database
@pytest.mark.parametrize("role", ["administrator", "editor"])
def test_nobody_is_given_work_who_may_not_do_it(
    app: Flask, database: Database, session: Session, staff_client: SignIn, role: str
) -> None:
    reference = refer(app)
    client = staff_client()
    other = accounts.create_user(session, email="o@example.org", name="Other", role=role)
    session.commit()
    assert assign(client, reference, f"staff:{other.id}").status_code == 400
    assert whose(database, reference) == ""
    assert "Other" not in client.page(QUEUE).words


@pytest.mark.any_database
def test_the_work_of_somebody_who_has_left_is_found(app: Flask, database: Database, staff_client: SignIn) -> None:
    # given a referral of somebody whose account is switched off since
    reference = refer(app)
    refer(app)
    ada, bob = staff_client(), staff_client(name="Bob Bobson")
    assign(bob, reference, number_of(database, "Bob"))
    with database.transaction() as session:
        user = accounts.find(session, "triage-bob@staff.example.org")
        assert user is not None
        accounts.disable(session, user)
    # then it is found, still with their name
    page = ada.page(f"{QUEUE}?assigned=left")
    assert in_order(page) == [reference]
    assert "Bob Bobson" in page.words


@pytest.mark.any_database
def test_what_is_set_aside_is_nobodys_work(app: Flask, database: Database, staff_client: SignIn) -> None:
    spam = refer(app, set_aside_for=("links",))
    client = staff_client()
    me = number_of(database, "Ada")
    assign(client, spam, me)
    tick(client, me, f"{spam} ")
    assert whose(database, spam) == ""
    assert "referral.assigned" not in actions(database)


@pytest.mark.any_database
def test_the_tasks_of_ones_own_work_are_found(app: Flask, database: Database, staff_client: SignIn) -> None:
    # given two referrals with something to do, one of them somebody's own
    mine, other = refer(app), refer(app)
    for reference in (mine, other):
        report(app, reference, "The visit was too short")
    client = staff_client()
    assign(client, mine, number_of(database, "Ada"))
    # then their own list holds that one alone
    both, own = client.page(TASKS), client.page(f"{TASKS}?whose=mine")
    assert mine in both.words
    assert other in both.words
    assert mine in own.words
    assert other not in own.words


@pytest.mark.any_database
def test_a_long_queue_leads_to_its_first_its_last_and_the_pages_around(
    app: Flask, database: Database, staff_client: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists.queue, "__kwdefaults__", {"page": 1, "per_page": 1})
    for _ in range(8):
        refer(app)
    page = staff_client().page(f"{QUEUE}?page=4")
    numbers = [link.get("aria-label") for link in page.all(".//a[@aria-label]") if "page=" in str(link.get("href"))]
    assert numbers == [f"Page {number}" for number in (1, 2, 3, 4, 5, 6, 8)]
