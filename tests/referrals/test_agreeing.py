"""What is agreed with a family: goals, hours out of the child's year, outcomes and the case number."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Event
from typing import Any

import pytest
from flask import Flask

from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.referrals import answers as told
from localoffer.referrals.asking import at_hand
from localoffer.referrals.casework import hours, keeping
from localoffer.referrals.casework.hours import HoursYear
from localoffer.referrals.casework.keeping import Kept
from localoffer.referrals.casework.models import AgreedHours, CaseVersion
from localoffer.referrals.casework.record import AgreedGoal, AgreedYear, CaseRecord
from localoffer.referrals.casework.vocabulary import Outcome
from localoffer.referrals.choices import Goal
from localoffer.referrals.models import ReferralKey
from localoffer.referrals.vocabulary import ReferralStage
from tests.referrals.conftest import everything_stored, mails
from tests.referrals.team import QUEUE, SignIn, actions, beside_others, entries, find, refer
from tests.referrals.test_submission import ANSWERS
from tests.support.client import CheckedClient
from tests.support.queries import queries_of

pytestmark = pytest.mark.any_database

YEAR = HoursYear(date(2026, 4, 1))
WISHES = replace(ANSWERS, learn=told.Learn((Goal.COOKING,), "Jeździć na rowerze"), speaking=told.Speaking("pl"))


@pytest.fixture(autouse=True)
def in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day that it is, so that the year of hours is known."""
    monkeypatch.setattr(at_hand, "today", lambda: date(2026, 11, 22))


def agree(client: CheckedClient, reference: str, **fields: str) -> object:
    """Save goals and hours as the page shows them, with these changes."""
    page = client.page(f"{QUEUE}/{reference}/agreed")
    names = ("version", "goals", "translated", "this_year", "next_year")
    shown = {name: page.value(name).strip() for name in names if page.all(f".//*[@name='{name}']")}
    return client.send(f"{QUEUE}/{reference}/agreed", {**shown, **fields}, page=f"{QUEUE}/{reference}/agreed")


def kept(database: Database, keys: KeyRing, reference: str) -> CaseRecord:
    with database.session(writes=False) as session:
        return keeping.latest(find(session, reference), keys=keys).record


# --- goals ------------------------------------------------------------------------------------------------------------


def test_goals_begin_with_what_the_family_wished_for_in_both_languages(app: Flask, staff_client: SignIn) -> None:
    page = staff_client().page(f"{QUEUE}/{refer(app, WISHES)}/agreed")
    assert page.value("goals").strip().splitlines() == ["Making meals and snacks", "Jeździć na rowerze"]
    polish = page.value("translated").strip().splitlines()
    assert polish[1] == "Jeździć na rowerze"
    assert polish[0] not in ("", "Making meals and snacks")


def test_what_is_agreed_is_sealed_and_shown_with_who_agreed_it(
    app: Flask, database: Database, keys: KeyRing, staff_client: SignIn
) -> None:
    reference, client = refer(app, WISHES), staff_client()
    agree(client, reference, goals="Ride a Wobblesome bus", translated="Jechać autobusem", this_year="30")
    words = client.page(f"{QUEUE}/{reference}").words
    for said in ("Ride a Wobblesome bus", "Jechać autobusem", "Agreed here: 30 hours", "34 of 64 hours are left"):
        assert said in words
    assert "Last changed by Ada Lovelace on" in words
    assert "Wobblesome" not in everything_stored(database)
    record = kept(database, keys, reference)
    assert record.goals == (AgreedGoal("Ride a Wobblesome bus", "Jechać autobusem"),)
    assert record.years == (AgreedYear(YEAR.begins, 30),)
    [entry] = [one for one in entries(database) if one.action == "referral.agreed"]
    assert entry.details == {"version": 1, "fields": ["goals", "years"]}


@pytest.mark.parametrize(
    ("fields", "mistake"),
    [
        ({"goals": "One\nTwo", "translated": "Jeden"}, "Enter as many goals here as in English, or none"),
        ({"goals": "\n".join("abcdefg"), "translated": ""}, "Enter 6 goals or fewer"),
        ({"goals": "Cook\nCook", "translated": ""}, "Enter each goal once"),
        ({"goals": "a" * 201, "translated": ""}, "Use 200 characters or fewer for each goal"),
        ({"this_year": "65"}, "Enter a whole number from 0 to 64"),
        ({"next_year": "many"}, "Enter a whole number from 0 to 64"),
    ],
)
def test_what_cannot_be_agreed_is_refused_and_nothing_typed_is_lost(
    app: Flask, database: Database, staff_client: SignIn, fields: dict[str, str], mistake: str
) -> None:
    reference = refer(app, WISHES)
    answer = agree(staff_client(), reference, **fields)
    assert answer.status_code == 400  # type: ignore[attr-defined]
    page = answer.page  # type: ignore[attr-defined]
    assert mistake in page.words
    for name, typed in fields.items():
        assert page.value(name).strip() == typed
    assert "referral.agreed" not in actions(database)


def test_saving_what_is_there_already_makes_no_version(app: Flask, database: Database, staff_client: SignIn) -> None:
    reference, client = refer(app), staff_client()
    for _ in range(2):
        agree(client, reference, goals="Cook", this_year="10")
    assert actions(database).count("referral.agreed") == 1


def test_what_was_agreed_before_can_still_be_read(app: Flask, staff_client: SignIn) -> None:
    reference, client = refer(app), staff_client()
    agree(client, reference, goals="Cook", translated="", this_year="10")
    assert "What was agreed before" not in client.page(f"{QUEUE}/{reference}/agreed").words
    agree(client, reference, goals="Ride a bus", translated="")
    words = client.page(f"{QUEUE}/{reference}/agreed").words
    assert "Cook" in words[words.index("What was agreed before") :]


# --- hours ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "first_month", "begins"),
    [
        (date(2026, 11, 22), 4, date(2026, 4, 1)),
        (date(2026, 4, 1), 4, date(2026, 4, 1)),
        (date(2026, 3, 31), 4, date(2025, 4, 1)),
        (date(2026, 3, 31), 1, date(2026, 1, 1)),
    ],
)
def test_a_year_of_hours_begins_where_the_council_says(day: date, first_month: int, begins: date) -> None:
    year = hours.year_of(day, first_month=first_month)
    assert year.begins == begins
    assert year.begins <= day <= year.ends


def test_the_year_of_a_child_counts_all_of_its_referrals_and_none_of_a_twin(app: Flask, staff_client: SignIn) -> None:
    first, second = refer(app), refer(app)
    twin = refer(app, replace(ANSWERS, young_person=told.YoungPerson("Zoe", "Quillfeather")))
    client = staff_client()
    agree(client, first, this_year="40")
    agree(client, twin, this_year="60")
    assert "24 of 64 hours are left" in client.page(f"{QUEUE}/{second}").words
    assert f"{first} : 40 hours." in client.page(f"{QUEUE}/{second}").words.replace(f"{first}:", f"{first} :")
    refused = agree(client, second, this_year="25")
    assert refused.status_code == 400  # type: ignore[attr-defined]
    assert "Only 24 hours are left of this year for the child" in refused.page.words  # type: ignore[attr-defined]
    assert agree(client, second, this_year="24", next_year="64").status_code == 303  # type: ignore[attr-defined]


def test_two_people_at_once_agree_no_more_hours_than_a_child_has(
    app: Flask, database: Database, keys: KeyRing, staff_client: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given two referrals of one child, and somebody who is about to save 40 of its 64 hours for the first
    first, second = refer(app), refer(app)
    forms = {
        reference: _about_to_agree(app, staff_client(name=name), reference, "40")
        for reference, name in ((first, "Ada Lovelace"), (second, "Bob Smith"))
    }
    is_saving, other_is_done, save = Event(), Event(), keeping.save

    def slowly(*args: Any, **parts: Any) -> Kept:
        if not is_saving.is_set():
            is_saving.set()
            other_is_done.wait(0.5)
        return save(*args, **parts)

    monkeypatch.setattr(keeping, "save", slowly)
    with ThreadPoolExecutor(1) as pool:
        slow = pool.submit(forms[first])
        assert is_saving.wait(10)
        # when a colleague saves as many for the second
        answered = forms[second]()
        other_is_done.set()
    # then only 24 were left
    assert (slow.result(), answered) == (303, 400)
    assert kept(database, keys, second).years == ()


def _about_to_agree(app: Flask, client: CheckedClient, reference: str, this_year: str) -> Callable[[], int]:
    """Return what saves hours in a browser of its own, and gives the status of the answer."""
    address, browser = f"{QUEUE}/{reference}/agreed", beside_others(app, client)
    page = client.page(address)
    names = ("csrf_token", "version", "goals", "next_year")
    fields = {**{name: page.value(name).strip() for name in names}, "this_year": this_year}
    return lambda: browser.post(address, data=fields, headers={"Sec-Fetch-Site": "same-origin"}).status_code


def test_hours_that_are_taken_back_count_no_more(app: Flask, database: Database, staff_client: SignIn) -> None:
    reference, client = refer(app), staff_client()
    for typed in ("40", "12", ""):
        agree(client, reference, this_year=typed)
    with database.session(writes=False) as session:
        assert session.query(AgreedHours).all() == []
        assert session.query(CaseVersion).count() == 3


# --- two people at once -----------------------------------------------------------------------------------------------


def test_the_second_to_save_sees_both_versions_and_loses_nothing(
    app: Flask, database: Database, keys: KeyRing, staff_client: SignIn
) -> None:
    reference, ada, bob = refer(app), staff_client(), staff_client(name="Bob Smith")
    seen = ada.page(f"{QUEUE}/{reference}/agreed").value("version")
    agree(bob, reference, goals="Cook a meal", this_year="20")
    late = agree(ada, reference, goals="Ride a bus", version=seen)
    assert late.status_code == 409  # type: ignore[attr-defined]
    page = late.page  # type: ignore[attr-defined]
    for said in ("Somebody else changed this", "Cook a meal", "Last changed by Bob Smith", "20 hours"):
        assert said in page.words
    assert page.value("goals").strip() == "Ride a bus"
    fields = {"version": page.value("version"), "goals": "Cook a meal\nRide a bus", "this_year": "20"}
    again = ada.send(f"{QUEUE}/{reference}/agreed", fields, page=f"{QUEUE}/{reference}/agreed")
    assert again.status_code == 303
    assert [one.english for one in kept(database, keys, reference).goals] == ["Cook a meal", "Ride a bus"]


def test_a_change_of_another_part_is_in_nobodys_way(
    app: Flask, database: Database, keys: KeyRing, staff_client: SignIn
) -> None:
    reference, ada, bob = refer(app), staff_client(), staff_client(name="Bob Smith")
    seen = ada.page(f"{QUEUE}/{reference}/agreed").value("version")
    address = f"{QUEUE}/{reference}/case-number"
    bob.send(address, {"version": seen, "case_number": "LP-00042"}, page=address)
    assert agree(ada, reference, goals="Ride a bus", version=seen).status_code == 303  # type: ignore[attr-defined]
    assert kept(database, keys, reference).case_number == "LP-00042"


# --- outcomes, and the case number ------------------------------------------------------------------------------------


def test_outcomes_stay_with_their_goals_when_another_goal_changes(
    app: Flask, database: Database, keys: KeyRing, staff_client: SignIn
) -> None:
    reference, client = refer(app, stage=ReferralStage.FINISHED), staff_client()
    agree(client, reference, goals="Cook\nRide a bus", translated="")
    assert "Say what became of each goal" in client.page(f"{QUEUE}/{reference}").words
    address = f"{QUEUE}/{reference}/outcomes"
    told_now = {"outcome_1": "reached", "outcome_2": "partly", "note_2": "Wobblesome at night"}
    client.send(address, {**told_now, "version": client.page(address).value("version")}, page=address)
    words = client.page(f"{QUEUE}/{reference}").words
    assert "Cook Reached" in words
    assert "Wobblesome at night" in words
    assert "Say what became of each goal" not in words
    agree(client, reference, goals="Shop\nRide a bus", translated="")
    assert kept(database, keys, reference).goals == (
        AgreedGoal("Shop"),
        AgreedGoal("Ride a bus", outcome=Outcome.PARTLY, note="Wobblesome at night"),
    )


def test_the_case_number_stands_at_the_top_and_is_sealed(app: Flask, database: Database, staff_client: SignIn) -> None:
    reference, client = refer(app), staff_client()
    address = f"{QUEUE}/{reference}/case-number"
    client.send(address, {"version": "0", "case_number": "Wobblesome-7"}, page=address)
    words = client.page(f"{QUEUE}/{reference}").words
    assert words.index("Wobblesome-7") < words.index("Before you contact them")
    assert "Wobblesome-7" not in everything_stored(database)


def test_nothing_is_agreed_about_what_was_erased(app: Flask, database: Database, staff_client: SignIn) -> None:
    reference = refer(app)
    with database.transaction() as session:
        session.delete(session.get_one(ReferralKey, find(session, reference).id))
    client = staff_client()
    assert client.get(f"{QUEUE}/{reference}/agreed").status_code == 303
    assert "No goals are agreed yet" not in client.page(f"{QUEUE}/{reference}").words


@pytest.mark.parametrize("part", ["agreed", "outcomes", "case-number"])
def test_its_pages_ask_the_database_few_questions(
    app: Flask, database: Database, staff_client: SignIn, part: str
) -> None:
    client, references = staff_client(), [refer(app) for _ in range(4)]
    for reference in references:
        agree(client, reference, goals="Cook", translated="", this_year="10")
    with queries_of(database) as asked:
        client.page(f"{QUEUE}/{references[0]}/{part}")
    assert len(asked) <= 12, "\n".join(asked)


# --- what the family hears --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("stage", [ReferralStage.RECEIVED, ReferralStage.ACCEPTED])
def test_a_family_is_told_of_what_is_agreed_once_it_can_read_it(
    app: Flask, database: Database, keys: KeyRing, staff_client: SignIn, stage: ReferralStage
) -> None:
    reference = refer(app, stage=stage)
    agree(staff_client(), reference, goals="Ride a Wobblesome bus")
    found = mails(database, keys).get("referral-update")
    assert (found is not None) is (stage is ReferralStage.ACCEPTED)
    assert found is None or "Wobblesome" not in found.subject + found.body


@pytest.mark.parametrize("part", ["agreed", "outcomes", "case-number"])
def test_whoever_may_only_read_changes_nothing(
    app: Flask, staff_client: SignIn, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    reference = refer(app)
    monkeypatch.setattr("localoffer.staff.roles.ROLES", {"triage": frozenset({"dashboard.read", "referrals.read"})})
    client = staff_client()
    assert client.get(f"{QUEUE}/{reference}/{part}").status_code == 403
    assert "Write down goals" not in client.page(f"{QUEUE}/{reference}").words
