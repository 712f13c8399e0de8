"""Moving a referral with what the family is told: messages from templates, reasons and alternatives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest
from flask import Flask
from sqlalchemy import select

from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.engine import Engine
from localoffer.listings.search.facts import Facts
from localoffer.listings.search.found import Hit
from localoffer.outbox.message import RULE
from localoffer.referrals import triage
from localoffer.referrals.deciding import alternatives
from localoffer.referrals.deciding.alternatives import Wanted
from localoffer.referrals.models import Referral, StageChange
from localoffer.referrals.vocabulary import CodeHolder, MessageKind, ReferralStage
from tests.referrals.conftest import everything_stored
from tests.referrals.following import PROFESSIONAL, opened, sent
from tests.referrals.moving import IN_POLISH, STATUS, a_service, at, move, written
from tests.referrals.team import QUEUE, SignIn
from tests.support.client import CheckedClient
from tests.support.queries import queries_of

pytestmark = pytest.mark.any_database


# --- the message that goes with a move --------------------------------------------------------------------------------


def test_what_the_family_would_read_is_shown_before_anything_happens(
    app: Flask, database: Database, staff_client: SignIn
) -> None:
    # given a family that speaks Polish
    form = sent(app, database, IN_POLISH)
    version = at(database, ReferralStage.BEING_LOOKED_AT)
    # when somebody wants to accept
    page = staff_client().page(f"{QUEUE}/{form.reference}/move?to=accepted&version={version}")
    # then the text is there in Polish and in English, and that nobody has checked it
    assert page.one(".//*[@id='message-text']//*[@lang='pl']") is not None
    for said in ("We said yes to Life Skills support", "What it says in English", "Nobody has checked it"):
        assert said in page.words
    with database.session(writes=False) as session:
        assert session.scalars(select(StageChange)).all() == []


def test_the_page_of_a_move_asks_little_of_the_database(app: Flask, database: Database, staff_client: SignIn) -> None:
    a_service(database)
    form = sent(app, database, IN_POLISH)
    version = at(database, ReferralStage.BEING_LOOKED_AT)
    client = staff_client()
    client.page(f"{QUEUE}/{form.reference}/move?to=not_accepted&version={version}")
    with queries_of(database) as asked:
        client.page(f"{QUEUE}/{form.reference}/move?to=not_accepted&version={version}")
    assert len(asked) <= 12, asked


def test_the_message_goes_in_the_familys_language_and_is_stored_sealed(
    app: Flask, database: Database, keys: KeyRing, staff_client: SignIn
) -> None:
    form = sent(app, database, IN_POLISH)
    at(database, ReferralStage.BEING_LOOKED_AT)
    answer = move(staff_client(), form, database, "accepted", tell="yes", words="Wobblesome words")
    assert answer.status_code == 303
    (kind, language, text), own = written(database, keys)
    assert (kind, language) == (MessageKind.UPDATE, "pl")
    assert "01632 960000" in text
    assert "{" not in text
    assert own == (MessageKind.UPDATE, "en", "Wobblesome words")
    assert "Wobblesome" not in everything_stored(database)


def test_a_message_that_no_speaker_checked_has_the_english_below_it(
    app: Flask, database: Database, client: CheckedClient, staff_client: SignIn
) -> None:
    form = sent(app, database, IN_POLISH)
    at(database, ReferralStage.BEING_LOOKED_AT)
    assert move(staff_client(), form, database, "accepted", tell="yes").status_code == 303
    page = opened(client, form).page(f"/pl{STATUS}")
    own, english = page.all(".//*[@class='govuk-body lo-lines']")
    assert (own.get("lang"), english.get("lang")) == ("pl", "en")
    assert "We said yes to Life Skills support" in "".join(english.itertext())
    assert RULE not in page.words


def test_without_the_tick_the_family_is_sent_nothing(
    app: Flask, database: Database, keys: KeyRing, staff_client: SignIn
) -> None:
    form = sent(app, database)
    assert move(staff_client(), form, database, "being_looked_at").status_code == 303
    assert written(database, keys) == []


@pytest.mark.parametrize(
    ("to", "label"), [("not_accepted", "Note (optional)"), ("more_information", "Note that says why")]
)
def test_the_page_says_before_it_is_sent_whether_a_note_is_needed(
    app: Flask, database: Database, staff_client: SignIn, to: str, label: str
) -> None:
    form = sent(app, database)
    version = at(database, ReferralStage.BEING_LOOKED_AT)
    assert label in staff_client().page(f"{QUEUE}/{form.reference}/move?to={to}&version={version}").words


def test_own_words_are_the_question_where_more_is_needed(
    app: Flask, database: Database, keys: KeyRing, client: CheckedClient, staff_client: SignIn
) -> None:
    form = sent(app, database)
    fields = {"tell": "yes", "note": "No school named", "words": "Which school is it?"}
    assert move(staff_client(), form, database, "more_information", **fields).status_code == 303
    assert [kind for kind, *_ in written(database, keys)] == [MessageKind.UPDATE, MessageKind.QUESTION]
    page = opened(client, form).page(STATUS)
    assert "We have a question for you" in page.words
    assert "Which school is it?" in page.words
    assert "No school named" not in page.words


def test_more_is_asked_with_a_question_or_where_it_is_asked_in_another_way(
    app: Flask, database: Database, staff_client: SignIn
) -> None:
    form, client = sent(app, database), staff_client()
    fields = {"tell": "yes", "note": "No school named"}
    refused = move(client, form, database, "more_information", **fields)
    assert refused.status_code == 400
    assert "Write your question, or tick that you ask in another way" in refused.page.words
    assert move(client, form, database, "more_information", otherwise="yes", **fields).status_code == 303


@pytest.mark.parametrize("ended", sorted(triage.ENDED))
def test_what_had_ended_is_opened_again_with_a_note(
    app: Flask, database: Database, keys: KeyRing, staff_client: SignIn, ended: ReferralStage
) -> None:
    form = sent(app, database)
    at(database, ended)
    staff = staff_client()
    assert move(staff, form, database, "being_looked_at", tell="yes").status_code == 400
    assert move(staff, form, database, "being_looked_at", tell="yes", note="They rang").status_code == 303
    # nobody made a mistake, so the family is told of none
    [(_, _, text)] = written(database, keys)
    assert "reads your form" in text


def test_a_family_without_a_code_has_its_message_kept(
    app: Flask, database: Database, keys: KeyRing, staff_client: SignIn
) -> None:
    form = sent(app, database, PROFESSIONAL)
    with database.session(writes=False) as session:
        codes = session.scalars(select(Referral)).one().codes
        assert [one.code_hash for one in codes if one.whose is CodeHolder.FAMILY] == [None]
    assert move(staff_client(), form, database, "being_looked_at", tell="yes").status_code == 303
    assert len(written(database, keys)) == 1


# --- not accepted -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({}, "Choose why it is not accepted"),
        ({"reason": "another"}, "Write the reason to the family"),
        ({"reason": "other_help", "instead": ["99999"]}, "Choose one of the answers on the list"),
    ],
)
def test_a_refusal_says_why(
    app: Flask, database: Database, staff_client: SignIn, fields: dict[str, Any], says: str
) -> None:
    form = sent(app, database)
    at(database, ReferralStage.BEING_LOOKED_AT)
    answer = move(staff_client(), form, database, "not_accepted", note="Kept", **fields)
    assert answer.status_code == 400
    assert says in answer.page.words
    assert answer.page.value("note").strip() == "Kept"


def test_services_are_looked_for_and_what_was_typed_stays(app: Flask, database: Database, staff_client: SignIn) -> None:
    service = a_service(database)
    form = sent(app, database)
    at(database, ReferralStage.BEING_LOOKED_AT)
    fields = {"reason": "other_help", "instead": [str(service)], "find": "nothing like it", "look": "services"}
    answer = move(staff_client(), form, database, "not_accepted", note="Kept", **fields)
    assert answer.status_code == 200
    assert answer.page.one(f".//input[@name='instead'][@value='{service}'][@checked]") is not None
    assert answer.page.one(".//button[@value='services']").get("formaction", "").endswith("/move#instead")
    assert answer.page.one(".//input[@name='reason'][@value='other_help'][@checked]") is not None
    assert answer.page.value("note").strip() == "Kept"


def test_what_fits_a_family_best_is_suggested_first() -> None:
    # given services in the order of the alphabet, on two pages
    hits = [
        Hit(Facts(1, "", "county", any_need=True)),
        Hit(Facts(2, "", "districts", districts=("stafford",), needs=("autism",), spaces="full")),
        Hit(Facts(3, "", "districts", districts=("stafford",), needs=("autism",), spaces="available")),
        Hit(Facts(4, "", "county", needs=("autism",))),
    ]
    asked: list[SearchCriteria] = []

    class Finding:
        def find(self, criteria: SearchCriteria, **_more: object) -> SimpleNamespace:
            asked.append(criteria)
            return SimpleNamespace(hits=hits[criteria.page * 2 - 2 : criteria.page * 2], page=criteria.page, pages=2)

    engine, today = cast(Engine, Finding()), date(2026, 11, 22)
    fitting = Wanted("", "stafford", ["autism"], 11)
    # then what names the need, is for the district and has room comes first
    assert alternatives.find(engine, fitting, language="en", today=today) == [3, 2, 4, 1]
    assert asked[0].values("age") == ("11",)
    # and what was looked for by words stays in the order of the search
    by_words = replace(fitting, words="club")
    assert alternatives.find(engine, by_words, language="en", today=today) == [1, 2, 3, 4]


def test_the_family_reads_why_and_what_may_help_instead(
    app: Flask, database: Database, client: CheckedClient, staff_client: SignIn
) -> None:
    # given a referral that is not accepted, with a service named
    service = a_service(database)
    form = sent(app, database)
    at(database, ReferralStage.BEING_LOOKED_AT)
    staff = staff_client()
    fields = {"reason": "other_help", "instead": [str(service)], "tell": "yes", "letter": "yes"}
    assert move(staff, form, database, "not_accepted", **fields).status_code == 303
    # when the family opens its status, in Urdu too
    page = opened(client, form).page(STATUS)
    # then it reads the reason, with a link and its letter
    assert "Other help fits better." in page.words
    assert page.one(".//a[@href='/services/cooking-club']") is not None
    assert "Letter of" in page.words
    assert client.page(f"/ur{STATUS}").one(".//a[@href='/ur/services/cooking-club']") is not None
    # and the team reads in the history what it was told
    assert "The family was told: Other help fits better." in staff.page(f"{QUEUE}/{form.reference}").words
