"""A young person is spoken to as one on the pages that parents read too, where a language says *you* in two ways."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from localoffer import languages
from localoffer.council import Council
from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.languages import LANGUAGES
from localoffer.referrals import answers as told
from localoffer.referrals.answers import Answers
from localoffer.referrals.choices import ContactWay, Responsible, RiskNow, SchoolKind, YesNo
from localoffer.referrals.deciding import templates
from localoffer.referrals.deciding.vocabulary import Template
from localoffer.referrals.drafting import drafts
from localoffer.referrals.drafting.drafts import Draft
from localoffer.referrals.telling import messages, update_messages
from localoffer.referrals.vocabulary import Referrer
from localoffer.working_days import day_of
from scripts import young
from tests.referrals import following
from tests.referrals.following import STATUS
from tests.referrals.journeys import CHECK, START
from tests.support.client import CheckedClient
from tests.support.passing_time import begun_earlier

pytestmark = pytest.mark.any_database

# the words of each are held by the check of the catalogues: two stand for the way that they take to the pages
FAMILIAR = [
    pytest.param(language.code, marks=() if language.code in ("ro", "ar") else pytest.mark.matrix)
    for language in LANGUAGES.values()
    if language.familiar
]
REFERENCE = "K7PM-2XQA"
SENT = messages.Sent(REFERENCE, "https://localoffer.example.gov.uk", promised_by=date(2026, 12, 7))
BORN = day_of(now())
PARENT = replace(
    following.PARENT,
    confirmed_district=told.ConfirmedDistrict(YesNo.YES),
    school=told.School(SchoolKind.SCHOOL, "Thistledown"),
    help_now=told.HelpNow(),
    responsibility=told.Responsibility((Responsible.ME,)),
    contact=told.Contact("Philippa", email=following.FAMILY_MAIL, ways=(ContactWay.EMAIL,)),
    risk=told.Risk(RiskNow.NO),
)
YOUNG_PERSON = replace(
    PARENT,
    who=told.Who(Referrer.YOUNG_PERSON),
    date_of_birth=told.DateOfBirth(BORN.replace(year=BORN.year - 17, day=1)),
    responsibility=None,
    contact=replace(PARENT.contact, name="") if PARENT.contact else None,
)


def with_a_form(client: CheckedClient, database: Database, keys: KeyRing, answers: Answers) -> CheckedClient:
    """Return a browser whose form is filled in."""
    draft = Draft(drafts.new_token(), answers)
    with database.transaction() as session:
        drafts.save(session, draft, keys=keys, at=now())
    begun_earlier(database)
    client.set_cookie("referral", draft.token)
    return client


def as_to_a_parent(words: str, code: str) -> list[str]:
    """Return the words in a text with which a language speaks to parents."""
    return [found.group() for found in young.formal(code).finditer(words)]


@pytest.mark.parametrize("code", FAMILIAR)
def test_a_young_person_meets_no_word_for_parents(
    app: Flask, client: CheckedClient, database: Database, keys: KeyRing, code: str
) -> None:
    # given a young person who checks their answers, makes a mistake, sends the form and follows it
    there = f"/{code}"
    with_a_form(client, database, keys, YOUNG_PERSON)
    check = client.page(f"{there}{CHECK}")
    mistaken = client.send(f"{there}{START}/contact?change=1", {"ways": [], "email": "no address"})
    assert client.send(f"{there}{CHECK}", {}).location.endswith("/sent")
    sent = client.page(f"{there}{START}/sent")
    client.send(f"{there}{STATUS}/go-on", {}, page=f"{there}{START}/sent")
    followed = client.page(f"{there}{STATUS}")
    unanswered = client.send(f"{there}{STATUS}/tell", {"words": ""})
    # then none of it is said as to a parent
    assert (mistaken.status_code, unanswered.status_code) == (400, 400)
    pages = (check, mistaken.page, sent, followed, unanswered.page)  # type: ignore[attr-defined]
    assert [as_to_a_parent(page.words, code) for page in pages] == [[]] * len(pages)


@pytest.mark.parametrize("code", FAMILIAR)
def test_a_parent_is_spoken_to_as_before(client: CheckedClient, database: Database, keys: KeyRing, code: str) -> None:
    # given a young person who has just read the page
    address = f"/{code}{CHECK}"
    to_young_person = with_a_form(client, database, keys, YOUNG_PERSON).page(address).words
    # when a parent reads it
    to_parent = with_a_form(client, database, keys, PARENT).page(address).words
    # then it has the words for parents
    assert to_parent != to_young_person
    assert as_to_a_parent(to_parent, code)


def test_what_is_written_to_a_young_person_is_said_as_to_one(app: Flask, session: Session) -> None:
    council: Council = app.extensions["localoffer_council"]

    def said(*, is_young: bool) -> list[str]:
        texts = templates.wordings(session, [Template.NOT_ACCEPTED], to_young_person=is_young)
        return [
            messages.receipt(SENT, language="ro", council=council, to_young_person=is_young).body,
            update_messages.update(
                language="ro",
                council=council,
                reference=REFERENCE,
                base_url="https://example.org",
                to_young_person=is_young,
            ).body,
            texts[Template.NOT_ACCEPTED]["ro"].text,
        ]

    with app.test_request_context():
        assert all(as_to_a_parent(text, "ro") for text in said(is_young=False))
        assert not any(as_to_a_parent(text.partition("The same in")[0], "ro") for text in said(is_young=True))


def test_a_mail_to_others_is_not_said_as_to_the_young_person_who_sends_the_form(app: Flask) -> None:
    with app.test_request_context():
        languages.speak_to_young_person(True)
        with languages.speaking("ro"):
            assert languages.gettext("Send the form") == "Trimiteți formularul"
        with languages.speaking("ro", to_young_person=True):
            assert languages.gettext("Send the form") == "Trimite formularul"
            assert languages.gettext("Received") == "Primit"
        languages.speak_to_young_person(False)
