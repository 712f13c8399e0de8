"""Finding a referral while somebody is on the telephone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from localoffer.db import Database
from localoffer.referrals import answers as told
from localoffer.referrals.vocabulary import ReferralStage
from tests.referrals.team import QUEUE, SignIn, entries, refer
from tests.referrals.test_queue_narrowing import in_order
from tests.referrals.test_submission import ANSWERS
from tests.support.client import CheckedClient
from tests.support.queries import queries_of
from tests.support.strict_html import Page

FIND = f"{QUEUE}/find"
ACCENTED = replace(ANSWERS, young_person=told.YoungPerson("Zoë", "Núñez-O’Brien"))


def look_for(client: CheckedClient, reference: str = "", last_name: str = "", born: str = "") -> Any:
    """Send the form; ``born`` is a day, a month and a year."""
    day, month, year = born.split() if born else ("", "", "")
    fields = {"reference": reference, "last_name": last_name}
    return client.send(FIND, {**fields, "born-day": day, "born-month": month, "born-year": year}, page=FIND)


@pytest.mark.parametrize("way", ["as it is", "small", "no hyphen", "spaced"])
def test_a_reference_leads_to_its_referral_however_it_is_typed(app: Flask, staff_client: SignIn, way: str) -> None:
    reference = refer(app)
    typed = {
        "as it is": reference,
        "small": reference.lower(),
        "no hyphen": reference.replace("-", ""),
        "spaced": f" {reference.replace('-', ' ')} ",
    }[way]
    response = look_for(staff_client(), reference=typed)
    assert (response.status_code, response.location) == (303, f"{QUEUE}/{reference}")


def test_every_referral_of_a_child_is_found_ended_or_set_aside_too(app: Flask, staff_client: SignIn) -> None:
    made = [refer(app), refer(app, stage=ReferralStage.FINISHED), refer(app, set_aside_for=("links",))]
    refer(app, ACCENTED)
    page = Page(look_for(staff_client(), last_name="Quillfeather", born="27 3 2015").get_data(as_text=True))
    assert sorted(in_order(page)) == sorted(made)
    assert "27 March 2015" in page.words
    assert "Possible spam" in page.words


@pytest.mark.any_database
@pytest.mark.parametrize("typed", ["NUNEZ O'BRIEN", "núñez o’brien", " Nunez-OBrien "])
def test_a_name_is_found_however_it_is_spelt(app: Flask, staff_client: SignIn, typed: str) -> None:
    reference = refer(app, ACCENTED)
    response = look_for(staff_client(), last_name=typed, born="27 3 2015")
    assert reference in response.get_data(as_text=True)


@pytest.mark.any_database
@pytest.mark.parametrize(("name", "born"), [("Quill", "27 3 2015"), ("Quillfeather", "28 3 2015")])
def test_neither_part_of_a_name_nor_another_day_finds_anybody(
    app: Flask, staff_client: SignIn, name: str, born: str
) -> None:
    refer(app)
    response = look_for(staff_client(), last_name=name, born=born)
    assert response.status_code == 200
    assert "No referral found" in response.get_data(as_text=True)


def test_whom_somebody_found_is_written_down_and_what_they_typed_is_not(
    app: Flask, database: Database, staff_client: SignIn
) -> None:
    refer(app)
    client = staff_client()
    response = look_for(client, last_name="Quillfeather", born="27 3 2015")
    assert "no-store" in response.headers["Cache-Control"]
    entry = entries(database)[-1]
    assert entry.action == "referral.found_viewed"
    assert len(entry.details["referrals"]) == 1
    assert "Quillfeather" not in str(entry.details)
    # somebody who looks for a child that is not there is written down as well
    look_for(client, last_name="Nobody", born="27 3 2015")
    assert entries(database)[-1].details["referrals"] == []


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({}, "Enter a reference, or a last name and a date of birth"),
        ({"last_name": "Quillfeather"}, "Enter the date of birth as well"),
        ({"born": "27 3 2015"}, "Enter the last name as well"),
        ({"reference": "AAAA-AAAA"}, "No referral has this reference."),
    ],
    ids=["nothing", "no day", "no name", "unknown"],
)
def test_what_is_not_enough_is_said_and_nothing_typed_is_lost(
    app: Flask, staff_client: SignIn, typed: dict[str, str], wrong: str
) -> None:
    response = look_for(staff_client(), **typed)
    assert response.status_code == 400
    text = response.get_data(as_text=True)
    assert wrong in text
    assert typed.get("last_name", typed.get("reference", "")) in text


@pytest.mark.any_database
def test_finding_asks_the_database_few_questions_however_many_are_found(
    app: Flask, database: Database, staff_client: SignIn
) -> None:
    for _ in range(4):
        refer(app)
    client = staff_client()
    client.page(FIND)
    with queries_of(database) as asked:
        look_for(client, last_name="Quillfeather", born="27 3 2015")
    # the page with the form is asked for as well
    assert len(asked) <= 20, "\n".join(asked)
