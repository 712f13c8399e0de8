"""Typing in a paper form or a call: the public form's own questions on one page."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.referrals import codes
from localoffer.referrals.models import Referral, ReferralDraft
from localoffer.referrals.vocabulary import CameBy
from tests.referrals import journeys
from tests.referrals.conftest import everything_stored, mails
from tests.referrals.journeys import EVERYBODY, PARENT, PROFESSIONAL, Steps
from tests.referrals.team import QUEUE, SignIn, actions, entries, find, stored_answers
from tests.support.client import CheckedClient
from tests.support.queries import queries_of

pytestmark = pytest.mark.any_database

ENTER = f"{QUEUE}/enter"
CALL = {"came_by": "telephone"}


def typed(steps: Steps, **more: Any) -> dict[str, Any]:
    """Return what the steps of the public form say, as the fields of the long page."""
    fields = {f"{slug}-{name}": value for slug, told in steps[1:] for name, value in told.items()}
    return {**CALL, **steps[0][1], **fields, **more}


def press(client: CheckedClient, button: str, fields: dict[str, Any], *, page: str = ENTER) -> TestResponse:
    """Press a button of the long page, with the journey and the day that it was opened with."""
    shown = client.page(page)
    names = ("journey", "received_on-day", "received_on-month", "received_on-year")
    opened = {name: shown.value(name) for name in names}
    return client.send(ENTER, {**opened, **fields, "do": button})


def only_reference(database: Database) -> str:
    with database.session(writes=False) as session:
        return session.scalars(select(Referral.reference)).one()


def count(database: Database, kind: type[Any]) -> int:
    with database.session(writes=False) as session:
        return session.scalar(select(func.count()).select_from(kind)) or 0


@pytest.mark.parametrize("person", list(EVERYBODY))
def test_a_call_makes_the_same_referral_as_the_public_form(
    app: Flask, client: CheckedClient, database: Database, keys: KeyRing, staff_client: SignIn, person: str
) -> None:
    # given what somebody said in the public form
    journeys.fill_in(client, EVERYBODY[person])
    journeys.send(client)
    by_form = only_reference(database)
    # when the team types in the same of a call
    response = press(staff_client(), "send", typed(EVERYBODY[person]))
    assert response.status_code == 200, response.page.words[:900]  # type: ignore[attr-defined]
    # then the referral says the same
    with database.session(writes=False) as session:
        by_call = session.scalars(select(Referral.reference).where(Referral.came_by == CameBy.TELEPHONE)).one()
    assert stored_answers(database, keys, by_call) == stored_answers(database, keys, by_form)


def test_reference_and_code_are_shown_once_and_work(database: Database, keys: KeyRing, staff_client: SignIn) -> None:
    client = staff_client()
    response = press(client, "send", typed(PARENT))
    words, reference = response.page.words, only_reference(database)  # type: ignore[attr-defined]
    [code] = re.findall(r"\b(?:[2-9A-Z]{4}-){2}[2-9A-Z]{4}\b", words)
    assert reference in words
    assert "The code is shown once" in words
    with database.session(writes=False) as session:
        held = [one.code_hash for one in find(session, reference).codes]
    assert held == [codes.code_hash(keys, reference=reference, code=code)]
    assert code not in client.page(f"{QUEUE}/{reference}").words
    assert code not in everything_stored(database)


def test_it_says_who_took_it_how_and_when(database: Database, staff_client: SignIn) -> None:
    came = date.today() - timedelta(days=4)  # noqa: DTZ011 - as somebody types it
    day = {"received_on-day": came.day, "received_on-month": came.month, "received_on-year": came.year}
    client = staff_client()
    press(client, "send", typed(PARENT, came_by="paper", **day))
    page = client.page(f"{QUEUE}/{only_reference(database)}")
    said = f"Received on paper on {came.day} {came:%B %Y}. Ada Lovelace typed it in."
    assert said in page.words
    [entry] = [one for one in entries(database) if one.action == "referral.entered"]
    assert entry.actor.startswith("staff:")
    assert entry.details["came_by"] == "paper"


def test_the_familys_link_of_a_form_that_was_long_on_its_way_works(
    client: CheckedClient, database: Database, keys: KeyRing, staff_client: SignIn
) -> None:
    # given a paper form that came five weeks ago, filled in by somebody else
    came = date.today() - timedelta(days=35)  # noqa: DTZ011 - as somebody types it
    day = {"received_on-day": came.day, "received_on-month": came.month, "received_on-year": came.year}
    press(staff_client(), "send", typed(PROFESSIONAL, came_by="paper", **day))
    # then what the family is sent can be used from now on
    link = re.search(r"http://localhost(/\S*/claim/\S+)", mails(database, keys)["referral-claim"].body)
    assert link is not None
    assert client.get(link[1]).status_code == 200
    # and what the team has to answer by goes by the day on which it came
    with database.session(writes=False) as session:
        assert session.scalars(select(Referral.received_at)).one().date() == came


def test_a_double_click_makes_one_referral_and_shows_the_same_code(database: Database, staff_client: SignIn) -> None:
    client = staff_client()
    fields = typed(PARENT, journey=client.page(ENTER).value("journey"))
    pages = [press(client, "send", fields).page.words for _ in range(2)]  # type: ignore[attr-defined]
    assert pages[0] == pages[1]
    assert count(database, Referral) == 1
    assert actions(database).count("referral.entered") == 1


def test_what_was_changed_after_sending_is_said_not_to_be_saved(database: Database, staff_client: SignIn) -> None:
    client = staff_client()
    fields = typed(PARENT, journey=client.page(ENTER).value("journey"))
    press(client, "send", fields)
    again = press(client, "send", {**fields, "young-person-first_name": "Zoe"})
    assert "What you changed since then was not saved" in again.page.words  # type: ignore[attr-defined]
    assert count(database, Referral) == 1


def test_the_questions_are_those_of_whoever_asks(staff_client: SignIn) -> None:
    client = staff_client()
    assert "Make the referral" not in client.page(ENTER).words
    shown = {
        who: press(client, "show", {**CALL, "referrer": who}).page.words  # type: ignore[attr-defined]
        for who in ("parent", "young_person", "professional")
    }
    assert "What is your child’s name?" in shown["parent"]
    assert "An adult you trust" in shown["young_person"]
    assert "Has the family agreed to this?" in shown["professional"]
    assert "Has the family agreed to this?" not in shown["parent"]
    assert "ring 999" in shown["parent"]


def test_nothing_is_filled_in_for_whoever_types(staff_client: SignIn) -> None:
    page = press(staff_client(), "show", {**CALL, "referrer": "young_person"}).page  # type: ignore[attr-defined]
    offered = {one.get("autocomplete") for one in page.tree.iter("input")} - {None}
    assert offered == {"off"}


def test_nothing_typed_is_lost_on_a_mistake(database: Database, staff_client: SignIn) -> None:
    fields = typed(PARENT, **{"date-of-birth-born-day": "33", "contact-email": "no address"})
    response = press(staff_client(), "send", fields)
    assert response.status_code == 400
    page = response.page  # type: ignore[attr-defined]
    for said in ("Enter the day as a number", "Enter an email address like", "When was your child born?"):
        assert said in page.words
    assert page.value("strengths-strengths").strip() == "Xylophones and kindness"
    assert page.value("date-of-birth-born-day") == "33"
    # what depends on the answer with the mistake is still there too
    [safe] = [one for one in page.tree.iter("input") if one.get("value") == "phone_only"]
    assert safe.get("checked") is not None
    assert count(database, Referral) == 0


@pytest.mark.parametrize(
    ("steps", "change", "says"),
    [
        (PARENT, {"date-of-birth-born-year": "1980"}, "They are too old for this support"),
        (PARENT, {"home-postcode": "ST1 1HL"}, "another council’s area"),
        (PARENT, {"agreement-agreed": "no"}, "Without their agreement"),
        (PROFESSIONAL, {"family-agrees-agreed": "no"}, "The family must agree first"),
        (PARENT, {"received_on-day": "1", "received_on-year": "2090"}, "cannot be in the future"),
        (PARENT, {"received_on-day": "1", "received_on-year": "2001"}, "Check the year in which it reached us"),
        (PARENT, {"came_by": ""}, "Choose paper or telephone"),
    ],
)
def test_what_ends_the_public_form_makes_no_referral_here_either(
    database: Database, staff_client: SignIn, steps: Steps, change: dict[str, str], says: str
) -> None:
    response = press(staff_client(), "send", typed(steps, **change))
    assert response.status_code == 400
    assert says in response.page.words  # type: ignore[attr-defined]
    assert count(database, Referral) == 0


def test_an_area_that_was_chosen_counts_more_than_the_postcode(
    database: Database, keys: KeyRing, staff_client: SignIn
) -> None:
    press(staff_client(), "send", typed(PARENT, **{"district-district": "tamworth"}))
    assert stored_answers(database, keys, only_reference(database)).district == "tamworth"


def test_a_home_in_the_county_may_have_a_postcode_outside_it(
    database: Database, keys: KeyRing, staff_client: SignIn
) -> None:
    press(staff_client(), "send", typed(PARENT, **{"home-postcode": "ST1 1HL", "district-district": "tamworth"}))
    assert stored_answers(database, keys, only_reference(database)).district == "tamworth"


def test_somebody_at_risk_is_urgent_here_too(database: Database, staff_client: SignIn) -> None:
    response = press(staff_client(), "send", typed(PARENT, **{"safe-now-now": "yes"}))
    assert "Somebody may be at risk now" in response.page.words  # type: ignore[attr-defined]
    with database.session(writes=False) as session:
        assert find(session, only_reference(database)).urgent


def test_the_receipt_is_in_the_language_of_the_family(database: Database, keys: KeyRing, staff_client: SignIn) -> None:
    press(staff_client(), "send", typed(PARENT, **{"language-language": "pl"}))
    assert mails(database, keys)["referral-receipt"].language == "pl"


# --- a call that breaks off -------------------------------------------------------------------------------------------


def test_a_call_that_broke_off_is_gone_on_with_later(database: Database, staff_client: SignIn) -> None:
    client = staff_client()
    kept = press(client, "keep", {**CALL, "referrer": "parent", "young-person-first_name": "Zebedee"})
    assert kept.status_code == 303
    page = client.page(ENTER)
    assert "Kept until" in page.words
    [address] = [link for link in client.page(ENTER).links if "kept=" in link]
    assert client.page(address).value("young-person-first_name") == "Zebedee"
    done = press(client, "send", typed(PARENT), page=address)
    assert done.status_code == 200
    assert "Not finished yet" not in client.page(ENTER).words
    assert count(database, Referral) == 1


def test_what_is_kept_can_be_read_by_nobody_but_in_that_browser(database: Database, staff_client: SignIn) -> None:
    client = staff_client()
    press(client, "keep", typed(PARENT))
    stored = everything_stored(database)
    assert [word for word in journeys.CANARIES if word in stored] == []
    assert "Not finished yet" not in staff_client("manager", "Bob").page(ENTER).words


def test_somebody_else_at_the_same_computer_opens_nothing(staff_client: SignIn) -> None:
    ada, bob = staff_client(), staff_client("manager", "Bob")
    press(ada, "keep", typed(PARENT))
    cookie = ada.get_cookie("kept", path=ENTER)
    assert cookie is not None
    bob.set_cookie("kept", cookie.value, path=ENTER)
    assert "Not finished yet" not in bob.page(ENTER).words


def test_several_calls_can_wait(database: Database, staff_client: SignIn) -> None:
    client = staff_client()
    for name in ("Ann", "Ben"):
        press(client, "keep", {**CALL, "referrer": "parent", "young-person-first_name": name})
    words = client.page(ENTER).words
    assert "Ann" in words
    assert "Ben" in words
    assert count(database, ReferralDraft) == 2


def test_what_was_kept_can_be_erased(database: Database, staff_client: SignIn) -> None:
    client = staff_client()
    press(client, "keep", typed(PARENT))
    [button] = [one for one in client.page(ENTER).tree.iter("button") if one.get("name") == "erase"]
    assert client.send(ENTER, {"erase": button.get("value")}).status_code == 303
    assert count(database, ReferralDraft) == 0
    assert client.send(ENTER, {"erase": "nothing"}).status_code == 303


def test_what_was_kept_too_long_is_gone(database: Database, staff_client: SignIn) -> None:
    client = staff_client()
    press(client, "keep", typed(PARENT))
    with database.transaction() as session:
        session.scalars(select(ReferralDraft)).one().expires_at = now()
    assert "Not finished yet" not in client.page(ENTER).words


def test_the_page_asks_the_database_few_questions(database: Database, staff_client: SignIn) -> None:
    client = staff_client()
    press(client, "keep", typed(PARENT))
    client.page(ENTER)
    with queries_of(database) as asked:
        client.page(ENTER)
    assert len(asked) <= 12, "\n".join(asked)
