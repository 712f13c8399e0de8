"""The texts that families are sent: written by commissioners, translated, checked, and never sent when behind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from localoffer.council import Council
from localoffer.db import Database
from localoffer.languages import LANGUAGES, speaking
from localoffer.referrals.deciding import composing, first_words, placeholders, templates
from localoffer.referrals.deciding.composing import About
from localoffer.referrals.deciding.placeholders import Misplaced
from localoffer.referrals.deciding.vocabulary import Standing, Template
from tests.referrals.team import SignIn, actions
from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database

TEXTS = "/admin/texts-to-families"
ENGLISH, POLISH = f"{TEXTS}/accepted/en", f"{TEXTS}/accepted/pl"


def wordings(database: Database) -> templates.Wordings:
    with database.session(writes=False) as session:
        return templates.wordings(session, [Template.ACCEPTED])[Template.ACCEPTED]


def save(client: CheckedClient, address: str, text: str, **fields: str) -> int:
    page = client.page(address)
    seen = {"number": page.value("number"), "english": page.value("english")}
    return client.send(address, {**seen, "text": text, **fields}, page=address).status_code


@pytest.mark.parametrize("template", list(Template))
def test_the_first_words_have_the_same_places_in_every_language(app: Flask, template: Template) -> None:
    with app.test_request_context("/"):
        texts = {code: first_words.first_words(template, code) for code in LANGUAGES}
    for text in texts.values():
        assert placeholders.check(text, english=texts["en"]) is None
    assert len(set(texts.values())) == len(LANGUAGES), "each is translated"


@pytest.mark.parametrize(
    ("text", "english", "wrong"),
    [
        ("Ring {phone}", None, None),
        ("Ring {telephone}", None, Misplaced(unknown=("telephone",))),
        ("Ring {phone", None, Misplaced(is_broken=True)),
        ("Zadzwoń", "Ring {phone}", Misplaced(missing=("phone",))),
        ("Zadzwoń {phone} {day}", "Ring {phone}", Misplaced(added=("day",))),
    ],
)
def test_places_are_checked(text: str, english: str | None, wrong: Misplaced | None) -> None:
    assert placeholders.check(text, english=english) == wrong


def test_a_value_is_never_a_place_itself() -> None:
    assert placeholders.fill("{reference} {day}", {"reference": "{day}", "day": "today"}) == "{day} today"


def test_numbers_keep_their_order_in_urdu(app: Flask) -> None:
    council: Council = app.extensions["localoffer_council"]
    with app.test_request_context("/"), speaking("ur") as spoken:
        told = placeholders.values(council, spoken, reference="ABCD-2345", today=date(2026, 11, 22))
    assert told["phone"] == f"\u2066{council.local_offer.phone}\u2069"


def test_what_a_commissioner_writes_goes_out_from_then_on(database: Database, staff_client: SignIn) -> None:
    client = staff_client("publisher")
    assert save(client, ENGLISH, "Yes. Ring {phone}.") == 303
    now = wordings(database)
    assert (now["en"].text, now["en"].number) == ("Yes. Ring {phone}.", 1)
    assert actions(database)[-1] == "template.saved"
    # and what the translations say is no longer what the English says
    assert now["pl"].standing is Standing.BEHIND
    assert templates.chosen(now, "pl").wording.language == "en"


def test_a_translation_says_who_checked_it_until_the_english_changes(database: Database, staff_client: SignIn) -> None:
    client = staff_client("publisher")
    assert save(client, ENGLISH, "Yes. Ring {phone}.") == 303
    assert save(client, POLISH, "Tak. {phone}.") == 303
    assert wordings(database)["pl"].standing is Standing.UNCHECKED
    assert save(client, POLISH, "Tak. Zadzwoń {phone}.", checked_by="Agnieszka") == 303
    assert wordings(database)["pl"].standing is Standing.CHECKED
    assert templates.chosen(wordings(database), "pl").english is None
    assert save(client, ENGLISH, "Yes! Ring {phone}.") == 303
    assert wordings(database)["pl"].standing is Standing.BEHIND


@pytest.mark.parametrize("text", ["Yes. Ring {telephone}.", "", "Yes {"])
def test_a_text_that_cannot_be_sent_is_not_saved(database: Database, staff_client: SignIn, text: str) -> None:
    client = staff_client("publisher")
    assert save(client, ENGLISH, text) == 400
    assert wordings(database)["en"].number == 0


def test_the_second_of_two_who_save_sees_both(database: Database, staff_client: SignIn) -> None:
    ada, bob = staff_client("publisher"), staff_client("manager", "Bob")
    old = {"number": bob.page(ENGLISH).value("number"), "english": "0"}
    assert save(ada, ENGLISH, "Hers.") == 303
    answer = bob.send(ENGLISH, {**old, "text": "His."}, page=ENGLISH)
    assert answer.status_code == 409
    assert "Hers." in answer.page.words  # type: ignore[attr-defined]
    assert answer.page.value("text").strip() == "His."  # type: ignore[attr-defined]
    again = {"number": answer.page.value("number"), "english": "0", "text": "His."}  # type: ignore[attr-defined]
    assert bob.send(ENGLISH, again, page=ENGLISH).status_code == 303
    assert wordings(database)["en"].number == 2


def test_an_earlier_version_comes_back_by_being_saved_again(database: Database, staff_client: SignIn) -> None:
    client = staff_client("publisher")
    first = wordings(database)["en"].text
    assert save(client, ENGLISH, "Another.") == 303
    assert "Another." in client.page(f"{ENGLISH}/history").words
    page = client.page(f"{ENGLISH}/restore/0")
    assert page.value("text").strip() == first
    assert wordings(database)["en"].text == "Another."
    assert save(client, f"{ENGLISH}/restore/0", first) == 405


def test_the_list_shows_each_text_in_each_language(staff_client: SignIn) -> None:
    page = staff_client("publisher").page(TEXTS)
    assert len(page.all(".//tbody//a")) == len(Template) * len(LANGUAGES)
    assert staff_client("triage", "Bob").get(TEXTS).status_code == 403


def test_the_text_is_looked_at_before_it_is_saved(database: Database, staff_client: SignIn) -> None:
    client = staff_client("publisher")
    answer = client.send(ENGLISH, {"text": "Ring {phone} now", "look": "1"}, page=ENGLISH)
    assert answer.status_code == 200
    assert "Ring 01632 960000 now" in answer.page.words  # type: ignore[attr-defined]
    assert wordings(database)["en"].number == 0


@pytest.mark.parametrize("address", [f"{TEXTS}/nothing/en", f"{TEXTS}/accepted/xx", f"{ENGLISH}/restore/7"])
def test_what_is_not_there_is_not_found(staff_client: SignIn, address: str) -> None:
    assert staff_client("publisher").get(address).status_code == 404


def test_a_text_in_english_says_so_in_the_familys_language(app: Flask, database: Database) -> None:
    now = dict(wordings(database))
    now["pl"] = replace(now["pl"], standing=Standing.BEHIND)
    about = About(app.extensions["localoffer_council"], "ABCD-2345", date(2026, 11, 22))
    with app.test_request_context("/"):
        composed = composing.compose(templates.chosen(now, "pl"), now["en"], family="pl", about=about)
        last = composing.in_english_alone("pl", about)
    assert composed.language.code == "en"
    assert composed.text.endswith(last)
    assert "01632 960000" in last
