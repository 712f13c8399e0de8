"""The form on paper: the same questions, accessible, in every language, printed once and kept."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
import typst
from flask import Flask

from localoffer import languages
from localoffer.council import Contact, Council
from localoffer.languages import LANGUAGES
from localoffer.referrals.asking import at_hand, in_english
from localoffer.referrals.asking.route import STEPS
from localoffer.referrals.paper import front, questions
from localoffer.referrals.paper.front import Sheet
from localoffer.referrals.paper.printing import Beside, Press
from localoffer.referrals.paper.questions import Box, Part, Question
from localoffer.referrals.vocabulary import Referrer
from localoffer.referrals.wording import deciding
from localoffer.typesetting import Misprinted
from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database

ADDRESS = "/refer/life-skills/paper-form.pdf"
EVERYBODY = frozenset(Referrer)


@contextmanager
def reading(app: Flask, code: str) -> Iterator[languages.Language]:
    """Be in a request for a page in a language."""
    with app.test_request_context("/"), languages.speaking(code) as spoken:
        yield spoken


def parts_in(app: Flask, code: str) -> list[Part]:
    named = tuple((one.code, one.own_name) for one in LANGUAGES.values())
    with reading(app, code):
        return questions.parts(at_hand.rules(), named)


def sheet_in(
    app: Flask, code: str, council: Council | None = None, may_refer: frozenset[Referrer] = EVERYBODY
) -> Sheet:
    told = council or app.extensions["localoffer_council"]
    with reading(app, code) as spoken:
        return front.sheet(told, spoken, may_refer=may_refer, base_url="https://localoffer.example.org")


def questions_of(parts: list[Part]) -> list[Question]:
    return [question for part in parts for question in part.questions]


def words_of(parts: list[Part]) -> list[str]:
    found = []
    for question in questions_of(parts):
        found += [question.heading, question.why]
        for box in question.boxes:
            found += [box.label, box.hint, *(words for choice in box.choices for words in choice)]
    return [words for words in found if words]


@pytest.mark.parametrize("code", LANGUAGES)
def test_it_is_an_accessible_pdf_in_the_language_of_its_address(client: CheckedClient, code: str) -> None:
    answer = client.get(f"{LANGUAGES[code].prefix}{ADDRESS}")
    assert answer.status_code == 200
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Language"] == code
    assert answer.data.startswith(b"%PDF-1.7")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in answer.data
    assert b"/Marked true" in answer.data
    assert f"/Lang({code})".encode() in answer.data.replace(b" ", b"")


def test_it_may_be_kept_by_others_because_it_is_about_nobody(client: CheckedClient) -> None:
    answer = client.get(ADDRESS)
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert "Set-Cookie" not in answer.headers
    again = client.get(ADDRESS, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_the_pages_of_the_form_are_still_kept_by_nobody(client: CheckedClient) -> None:
    assert client.get("/refer/life-skills").headers["Cache-Control"] == "no-store"


def test_every_step_is_on_paper_once_but_those_of_a_postcode_looked_up() -> None:
    planned = [slug for plan in questions.PLANS for slug in plan.slugs]
    assert len(planned) == len(set(planned))
    assert {step.slug for step in STEPS} == set(planned) | questions.ON_SCREEN_ONLY


def test_every_box_of_every_step_is_on_paper(app: Flask) -> None:
    numbered = {question.number: question for question in questions_of(parts_in(app, "en"))}
    planned = [slug for plan in questions.PLANS for slug in plan.slugs]
    steps = {step.slug: step for step in STEPS}
    with reading(app, "en"):
        for number, slug in enumerate(planned, 1):
            bare = steps[slug].form(formdata=None, meta={"csrf": False})
            assert len(numbered[number].boxes) == sum(hasattr(field, "kind") for field in bare), slug


def test_it_speaks_to_a_parent_and_in_its_parts_to_the_others(app: Flask) -> None:
    words = words_of(parts_in(app, "en"))
    assert "What is your child’s name?" in words
    assert {"Your job", "How you know the child or young person"} <= set(words)
    assert "Is an adult you trust helping you with this?" in words


def test_it_says_nothing_that_is_true_only_on_a_screen(app: Flask) -> None:
    words = " ".join(words_of(parts_in(app, "en")))
    assert str(deciding.RISK_YES_HINT) not in words
    assert "later page" not in words
    assert "ring one of the numbers on page 1 now" in words


@pytest.mark.parametrize("code", sorted(set(LANGUAGES) - {"en"}))
def test_its_questions_have_the_same_numbers_and_boxes_in_every_language(app: Flask, code: str) -> None:
    def shape(parts: list[Part]) -> list[Any]:
        return [
            (question.number, [(box.kind, bool(box.label), len(box.choices)) for box in question.boxes])
            for question in questions_of(parts)
        ]

    assert shape(parts_in(app, code)) == shape(parts_in(app, "en"))


def test_there_is_room_to_write(app: Flask) -> None:
    boxes: list[Box] = [box for question in questions_of(parts_in(app, "en")) for box in question.boxes]
    assert all(box.height >= 36 for box in boxes if box.kind == "room")
    assert sum(box.kind == "room" for box in boxes) >= 4


@pytest.mark.parametrize("code", LANGUAGES)
def test_it_gives_the_councils_numbers_and_where_to_send_it(app: Flask, code: str) -> None:
    council: Council = app.extensions["localoffer_council"]
    sheet = sheet_in(app, code)
    emergency = " ".join(sheet.emergency)
    assert all(number in emergency for number in ("999", council.front_door.phone, council.out_of_hours.phone))
    assert council.local_offer.phone in " ".join(sheet.ring)
    assert sheet.address == council.local_offer.post.split("\n")


def test_it_begins_with_what_nobody_needs(app: Flask) -> None:
    assert sheet_in(app, "en").lead.startswith("You do not need a diagnosis")


def test_without_an_address_for_letters_it_says_to_ring(app: Flask) -> None:
    council: Council = app.extensions["localoffer_council"]
    without = replace(council, local_offer=Contact("01632 960000"))
    assert sheet_in(app, "en", without).address == ["Ring us, and we tell you where to send it."]


def test_it_names_who_can_ask_where_the_council_limits_that(app: Flask) -> None:
    how = sheet_in(app, "en", may_refer=frozenset({Referrer.PARENT})).how
    assert "These people can fill in the form: A parent or carer." in how


def test_it_is_printed_once_however_many_ask_at_the_same_time(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    press: Press = app.extensions["localoffer_press"]
    printed: list[str] = []

    def compile_with_warnings(*_: object, **told: Any) -> tuple[bytes, list[Any]]:
        printed.append(told["sys_inputs"]["form"])
        return b"%PDF", []

    monkeypatch.setattr(typst, "compile_with_warnings", compile_with_warnings)
    sheet, parts = sheet_in(app, "en"), parts_in(app, "en")
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: press.print(LANGUAGES["en"], sheet, parts, brand="#1d4d4f"), range(8)))
    assert made == [b"%PDF"] * 8
    assert len(printed) == 1


def test_everybody_who_asks_for_somebody_of_16_is_asked_what_the_young_person_knows(app: Flask) -> None:
    [part] = [part for part in parts_in(app, "en") if any(one.slug == "do-they-know" for one in part.questions)]
    assert part.note == ""
    [asked] = [one for one in part.questions if one.slug == "do-they-know"]
    assert asked.why == "Answer this if you ask for somebody who is 16 or over."


def evaluated(
    app: Flask, monkeypatch: pytest.MonkeyPatch, code: str, expression: str, beside: Beside | None = None
) -> str:
    """Return what an expression is in the form in a language, as it is set."""
    press: Press = app.extensions["localoffer_press"]
    given: dict[str, Any] = {}
    really = typst.compile_with_warnings

    def compile_with_warnings(template: str, **told: Any) -> Any:
        given.update(told, input=template)
        return really(template, **told)

    monkeypatch.setattr(typst, "compile_with_warnings", compile_with_warnings)
    press.print(LANGUAGES[code], sheet_in(app, code), parts_in(app, code), brand="#1d4d4f", beside=beside)
    del given["pdf_standards"]
    return str(typst.eval(given.pop("input"), expression, **given))


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_page_that_the_family_keeps_is_one_page(app: Flask, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    first_question = "query(heading.where(level: 3)).first().location().page()"
    assert evaluated(app, monkeypatch, code, first_question) == "2"


@pytest.mark.parametrize("code", LANGUAGES)
def test_who_signs_has_what_they_agree_to_on_the_same_page(
    app: Flask, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    last_question = "query(heading.where(level: 3)).last().location().page()"
    signature = "query(<signature>).first().location().page()"
    assert evaluated(app, monkeypatch, code, f"{last_question} == {signature}") == "true"


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
def test_what_stands_once_more_in_english_is_not_torn_apart(
    app: Flask, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    asked = [one for one in questions_of(parts_in(app, "en")) if one.slug in in_english.PARTS]
    with reading(app, code):
        lead = languages.gettext(
            "The same in English, until somebody who speaks your language has checked these words:"
        )
    pages = "query({}).map(one => one.location().page())"
    begins, ends = (pages.format(mark) for mark in ("<again-begins>", "<again-ends>"))
    beside = Beside(lead, sheet_in(app, "en"), asked)
    assert evaluated(app, monkeypatch, code, f"{begins}.len() > 0 and {begins} == {ends}", beside) == "true"


def test_without_its_letters_it_is_not_given_out(app: Flask, tmp_path: Any) -> None:
    press: Press = app.extensions["localoffer_press"]
    without = Press(press.template, tmp_path)
    with pytest.raises(Misprinted, match="unknown font family"):
        without.print(LANGUAGES["en"], sheet_in(app, "en"), parts_in(app, "en"), brand="#1d4d4f")
