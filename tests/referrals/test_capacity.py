"""Whether there is room for more referrals: set by managers from a day on, and read at once by every page."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from localoffer import create_app
from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.referrals.capacity import setting, shown
from localoffer.referrals.capacity.models import IntakeChange
from localoffer.referring import Intake
from localoffer.working_days import day_of
from tests.referrals.team import SignIn, entries
from tests.support.client import CheckedClient

CAPACITY, START = "/admin/capacity", "/refer/life-skills"
PAUSED = "Life Skills support is paused."


def today() -> date:
    return day_of(now())


def said(state: str, *, weeks: str = "", since: date | None = None) -> dict[str, Any]:
    day = since or today()
    parts = {"since-day": day.day, "since-month": day.month, "since-year": day.year}
    return {"state": state, "weeks": weeks, **{name: str(part) for name, part in parts.items()}}


def say(client: CheckedClient, version: int = 1, **told: Any) -> Any:
    return client.send(CAPACITY, {**said(**told), "version": str(version)}, page=CAPACITY)


def test_what_a_manager_says_stands_on_the_form_at_once_with_its_day(
    client: CheckedClient, database: Database, staff_client: SignIn
) -> None:
    # given the settings of the council, which say open
    assert (
        "This support is open: you can ask now. The council decided this on 1 November 2026."
        in client.page(START).words
    )
    # when a manager says that there is a wait
    manager = staff_client("manager")
    assert "The council’s settings" in manager.page(CAPACITY).words
    assert say(manager, state="waiting", weeks="6").status_code == 303
    # then families read it, with the day, and it is written down
    words = client.page(START).words
    assert "There is a wait of about 6 weeks for Life Skills support. You can ask now." in words
    assert f"decided this on {today().day} {today():%B %Y}" in words
    [entry] = [one for one in entries(database) if one.action == "capacity.set"]
    assert entry.details == {"state": "waiting", "weeks": 6, "since": today().isoformat()}
    assert "There is a wait of 6 weeks Now" in manager.page(CAPACITY).words


def test_every_process_reads_what_another_wrote(app: Flask, client: CheckedClient, staff_client: SignIn) -> None:
    # given a second process on the same database
    other = create_app(app.config["SETTINGS"])
    assert PAUSED not in client.page(START).words
    # when something is said in the first
    say(staff_client("manager"), state="paused")
    # then the second shows it
    with other.test_request_context():
        assert shown.intake() == Intake("paused", today())


def test_what_begins_later_waits_for_its_day_and_can_be_taken_back(
    client: CheckedClient, database: Database, keys: KeyRing, staff_client: SignIn
) -> None:
    manager, tomorrow = staff_client("manager"), today() + timedelta(days=1)
    say(manager, state="paused", since=tomorrow)
    assert PAUSED not in client.page(START).words
    assert "Paused Later" in manager.page(CAPACITY).words
    with database.session(writes=False) as session:
        [planned] = setting.history(session)
    assert manager.send(f"{CAPACITY}/{planned.id}/take-back", {}, page=CAPACITY).status_code == 303
    assert "Paused Later" not in manager.page(CAPACITY).words
    assert "capacity.taken_back" in [one.action for one in entries(database)]


def test_what_has_begun_stays_in_the_history(database: Database, staff_client: SignIn) -> None:
    manager = staff_client("manager")
    say(manager, state="paused")
    with database.session(writes=False) as session:
        [begun] = setting.history(session)
    manager.send(f"{CAPACITY}/{begun.id}/take-back", {}, page=CAPACITY)
    page = manager.page(CAPACITY)
    assert "It has begun already, so it stays in the history." in page.words
    assert "Paused Now" in page.words


def test_what_is_said_later_on_the_same_day_holds(client: CheckedClient, staff_client: SignIn) -> None:
    manager = staff_client("manager")
    say(manager, state="paused")
    say(manager, version=2, state="open")
    assert (
        f"This support is open: you can ask now. The council decided this on {today().day}" in client.page(START).words
    )


def test_of_two_managers_the_second_sees_what_the_first_said(database: Database, staff_client: SignIn) -> None:
    ada, bob = staff_client("manager"), staff_client("manager", name="Bob Bobson")
    say(bob, state="paused")
    response = say(ada, state="waiting", weeks="6")
    assert response.status_code == 409
    text = response.get_data(as_text=True)
    assert "Somebody else set this meanwhile." in text
    assert "Bob Bobson" in text
    assert 'value="6"' in text
    assert say(ada, version=2, state="waiting", weeks="6").status_code == 303


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"state": "waiting"}, "Enter how many weeks people wait"),
        ({"state": "waiting", "weeks": "0"}, "Enter the wait as a whole number of weeks, from 1 to 104"),
        ({"state": ""}, "Choose how things stand"),
        ({"state": "paused", "since": date(2020, 1, 1)}, "or a later day: what was before is history"),
    ],
    ids=["no weeks", "no weeks at all", "nothing", "long ago"],
)
def test_what_cannot_be_said_is_put_right_first(
    database: Database, staff_client: SignIn, told: dict[str, Any], wrong: str
) -> None:
    response = say(staff_client("manager"), **told)
    assert response.status_code == 400
    assert wrong in response.get_data(as_text=True)
    with database.session(writes=False) as session:
        assert setting.history(session) == []


@pytest.mark.any_database
def test_a_day_before_what_was_planned_is_refused_until_that_is_taken_back(
    database: Database, staff_client: SignIn
) -> None:
    manager, later = staff_client("manager"), today() + timedelta(days=9)
    say(manager, state="paused", since=later)
    response = say(manager, version=2, state="open")
    assert response.status_code == 400
    assert f"Enter {later.day} {later:%B %Y} or a later day" in response.get_data(as_text=True)


@pytest.mark.any_database
def test_the_team_sees_how_things_stand_and_does_not_set_it(staff_client: SignIn) -> None:
    client = staff_client("triage")
    page = client.page(CAPACITY)
    assert "Open Now" in page.words
    assert "Say something new" not in page.words
    assert client.post(CAPACITY, data=said("paused")).status_code in {400, 403}


@pytest.mark.any_database
def test_a_change_of_weeks_alone_is_kept_only_for_a_wait(database: Database, staff_client: SignIn) -> None:
    say(staff_client("manager"), state="paused", weeks="6")
    with database.session(writes=False) as session:
        stored: IntakeChange = setting.history(session)[0]
    assert stored.weeks == 0
