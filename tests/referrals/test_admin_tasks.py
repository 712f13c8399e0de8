"""What the team has to do about referrals, by the day it is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from localoffer.days import today
from localoffer.db import Database
from localoffer.referrals import answers as told
from localoffer.referrals.choices import RiskNow
from localoffer.referrals.models import ReferralTask
from localoffer.referrals.vocabulary import MessageKind, TaskKind
from localoffer.staff.models import User
from tests.referrals.conftest import everything_stored
from tests.referrals.team import QUEUE, TASKS, SignIn, actions, entries, find, refer, report, send
from tests.referrals.test_submission import ANSWERS

pytestmark = pytest.mark.any_database

AT_RISK = replace(ANSWERS, risk=told.Risk(RiskNow.YES))


def only_task(database: Database) -> ReferralTask:
    with database.session(writes=False) as session:
        return session.scalars(select(ReferralTask)).one()


def test_tasks_stand_by_the_day_they_are_due(app: Flask, staff_client: SignIn) -> None:
    reference = refer(app)
    report(app, reference, "He did not come", kind=MessageKind.MISSED_VISIT)
    report(app, reference, "We are worried")
    page = staff_client().page(TASKS)
    rows = ["".join(row.itertext()) for row in page.all(".//tbody/tr")]
    assert ["concern" in rows[0], "did not happen" in rows[1]] == [True, True]
    assert "Zebedee Quillfeather" in page.words
    assert "worried" not in page.words


def test_tasks_are_narrowed_by_kind_and_by_what_is_due(app: Flask, staff_client: SignIn) -> None:
    reference = refer(app, AT_RISK)
    report(app, reference, "We are worried")
    client = staff_client()
    assert "2 tasks" in client.page(TASKS).words
    assert "1 task " in client.page(f"{TASKS}?kind=concern").words
    due = client.page(f"{TASKS}?state=due").all(".//tbody/tr")
    assert ["at risk" in "".join(row.itertext()) for row in due] == [True]
    assert "0 tasks" in client.page(f"{TASKS}?state=done").words


def test_whatever_stands_in_the_address_the_tasks_open(staff_client: SignIn) -> None:
    assert staff_client().page(f"{TASKS}?state=nonsense&kind=nothing&page=-2").heading == "Tasks"


def test_a_task_that_is_done_says_by_whom_and_what_they_did(
    app: Flask, database: Database, staff_client: SignIn
) -> None:
    reference = refer(app)
    report(app, reference, "We are worried")
    client, number = staff_client(), only_task(database).id
    response = send(client, reference, f"tasks/{number}", {f"task-{number}-note": "Rang Wobblesome Care"})
    assert response.status_code == 303
    page = client.page(f"{QUEUE}/{reference}")
    for said in ("Done on", "by Ada Lovelace", "Rang Wobblesome Care"):
        assert said in page.words
    assert "Done on" in client.page(f"{TASKS}?state=done").words
    assert "0 tasks" in client.page(TASKS).words
    assert "Wobblesome" not in everything_stored(database)
    [entry] = [one for one in entries(database) if one.action == "referral.task_done"]
    assert entry.details == {"task": number, "kind": "concern", "note": True}


def test_of_two_who_do_a_task_the_first_is_remembered(app: Flask, database: Database, staff_client: SignIn) -> None:
    reference = refer(app)
    report(app, reference, "We are worried")
    number = only_task(database).id
    for client, note in ((staff_client(), "First"), (staff_client(name="Bob"), "Second")):
        send(client, reference, f"tasks/{number}", {f"task-{number}-note": note})
    page = staff_client(name="Cleo").page(f"{QUEUE}/{reference}")
    assert "First" in page.words
    assert "Second" not in page.words
    assert actions(database).count("referral.task_done") == 1


def test_a_note_that_is_too_long_is_refused_and_kept_in_its_box(
    app: Flask, database: Database, staff_client: SignIn
) -> None:
    reference = refer(app)
    report(app, reference, "We are worried")
    number = only_task(database).id
    response = send(staff_client(), reference, f"tasks/{number}", {f"task-{number}-note": "x" * 2001})
    assert response.status_code == 400
    assert response.page.value(f"task-{number}-note").strip() == "x" * 2001
    assert "Error:" in response.page.title
    assert only_task(database).done_at is None


def test_a_risk_is_never_ticked_off_like_a_task(app: Flask, database: Database, staff_client: SignIn) -> None:
    reference = refer(app, AT_RISK)
    task = only_task(database)
    assert task.kind is TaskKind.URGENT
    assert send(staff_client(), reference, f"tasks/{task.id}", {}).status_code == 404
    assert only_task(database).done_at is None


def test_a_task_of_another_referral_is_not_found(app: Flask, database: Database, staff_client: SignIn) -> None:
    other = refer(app)
    report(app, other, "We are worried")
    assert send(staff_client(), refer(app), f"tasks/{only_task(database).id}", {}).status_code == 404
    with database.session(writes=False) as session:
        assert find(session, other).stage.value == "received"


@pytest.mark.parametrize("number", ["nothing", "0", "99999999999999999999"])
def test_a_task_that_is_not_there_is_not_found(app: Flask, staff_client: SignIn, number: str) -> None:
    assert send(staff_client(), refer(app), f"tasks/{number}", {}).status_code == 404


def test_somebody_writes_a_task_down_for_a_colleague_who_ticks_it_off(
    app: Flask, database: Database, staff_client: SignIn
) -> None:
    # given a task that Ada writes down for Bob, twice by a double click
    reference = refer(app)
    ada, bob = staff_client(), staff_client(name="Bob Smith")
    with database.session(writes=False) as session:
        number = session.scalars(select(User.id).where(User.name == "Bob Smith")).one()
    day = today() + timedelta(days=3)
    typed = {"words": "Ring the quillfeather school", "who": f"staff:{number}"}
    typed |= {"due_on-day": str(day.day), "due_on-month": str(day.month), "due_on-year": str(day.year)}
    typed = {f"add-task-{name}": value for name, value in typed.items()}
    assert send(ada, reference, "tasks", {**typed, "add-task-words": ""}).status_code == 400
    over = send(ada, reference, "tasks", {**typed, "add-task-due_on-year": "2020"})
    assert over.status_code == 400
    assert "Enter today or a later day" in over.page.words
    for _ in range(2):
        assert send(ada, reference, "tasks", typed).status_code == 303

    # then it is Bob's work and not Ada's, stored sealed
    assert "Ring the quillfeather school" in bob.page(f"{TASKS}?whose=mine").words
    assert "0 tasks" in ada.page(f"{TASKS}?whose=mine").words
    assert "Your tasks 1" in " ".join(bob.page("/admin").words.split()) or "1 Your tasks" in bob.page("/admin").words
    assert "For Bob Smith" in ada.page(f"{QUEUE}/{reference}").words
    assert "quillfeather school" not in everything_stored(database)

    # and when Bob has done it, the page says so
    task = only_task(database)
    assert send(bob, reference, f"tasks/{task.id}", {f"task-{task.id}-note": "Rang"}).status_code == 303
    assert "Task done: Ring the quillfeather school" in ada.page(f"{QUEUE}/{reference}").words
    assert actions(database).count("referral.task_added") == 1
