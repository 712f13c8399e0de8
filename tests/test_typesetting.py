"""Printed documents in every language: accessible, in letters that are there, and with the English where it belongs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from localoffer import languages
from localoffer.languages import KNOWN, Language
from localoffer.referrals.deciding import first_words
from localoffer.referrals.deciding.composing import About
from localoffer.referrals.deciding.letter_page import Addressed, Decided, Letter
from localoffer.referrals.deciding.press import LetterPress
from localoffer.referrals.deciding.templates import Chosen, Wording
from localoffer.referrals.deciding.vocabulary import Standing, Template
from localoffer.referrals.vocabulary import Refusal
from localoffer.web import settings
from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database

# a name in the letters of each language, and words in all of them: one document may hold any
NAME = "Zoë Żółć Őry Șerban Юлія Ґудзь ਅਮਨ علی ڑے"
OTHERS = [language for language in KNOWN if language.code != "en"]


def wording(code: str, standing: Standing = Standing.UNCHECKED) -> Wording:
    text = first_words.first_words(Template.LETTER_NOT_ACCEPTED, code)
    return Wording(code, text, 0, Standing.ENGLISH if code == "en" else standing)


def letter(app: Flask, code: str) -> Letter:
    english = wording("en")
    return Letter(
        chosen=Chosen(wording(code), english),
        in_english=english,
        family=code,
        about=About(app.extensions["localoffer_council"], "K7PM-2XQA", date(2026, 11, 22)),
        addressed=Addressed(person=NAME, address=f"{NAME}\nStafford ST16 2LH", child=NAME),
        decided=Decided(reason=next(iter(Refusal)), words=NAME, words_language=code),
        base_url="https://localoffer.example.org",
    )


def said_in(language: Language) -> bytes:
    return f"/Lang({language.code})".encode()


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.code)
def test_a_letter_is_set_in_its_language_with_the_english_behind_it(
    every_language: None, app: Flask, language: Language
) -> None:
    with app.test_request_context("/"):
        press = LetterPress(settings().templates / "referrals" / "decision_letter.typ", settings().static / "typefaces")
        # given letters for somebody whose name has letters of every language
        asked = letter(app, language.code)
        made = press.print(asked)
        to_nobody = press.print(replace(asked, addressed=Addressed()))
    # then it is accessible, says its languages, and has the name
    pdf = made.pdf.replace(b" ", b"")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    assert said_in(language) in pdf
    assert said_in(languages.ENGLISH) in pdf
    assert len(to_nobody.pdf) < len(made.pdf)


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.code)
def test_the_form_on_paper_has_the_english_of_what_matters_most(
    every_language: None, app: Flask, language: Language
) -> None:
    client = app.test_client()
    assert isinstance(client, CheckedClient)
    answer = client.get(f"{language.prefix}/refer/life-skills/paper-form.pdf")
    pdf = answer.data.replace(b" ", b"")
    assert answer.status_code == 200
    assert said_in(language) in pdf
    assert said_in(languages.ENGLISH) in pdf
