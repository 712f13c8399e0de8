"""What families read above a translation that they should not trust without a doubt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from localoffer.days import today
from localoffer.feedback.surveys import queries as surveys
from localoffer.guide.content import PageContent
from localoffer.guide.models import GuidePage
from localoffer.guide.notices import writing as notices
from localoffer.guide.notices.vocabulary import NoticeKind
from localoffer.guide.notices.writing import NoticeWords
from localoffer.guide.pages import publishing as pages
from localoffer.listings import publishing as listings
from localoffer.listings.applying import content_of_version, latest_version
from localoffer.listings.models import Listing
from localoffer.translating import desk, saving
from localoffer.translating.saving import Translation
from localoffer.translating.texts import Name, Writer
from localoffer.translating.vocabulary import Kind, Standing
from localoffer.web.translated import made_from, of_today
from tests.support.client import CheckedClient
from tests.translating.kinds import CASES, survey_desk
from tests.translating.pages import BODY

pytestmark = pytest.mark.any_database

PAGE = Name(Kind.PAGE, "turning-16", "ur")
CLUB = Name(Kind.LISTING, "saturday-club", "ur")
URDU = {"title": "سولہ سال", "summary": "کیا بدلتا ہے۔", "body": BODY}
BEHIND, MACHINE, UNCHECKED = "If they differ, trust the English", "A computer put this", "No speaker of your language"

Say = Callable[..., None]


@pytest.fixture
def say(app: Flask, session: Session, writer: Writer) -> Say:
    """Saves a translation at the desk. Commits."""

    def save(name: Name, values: dict[str, str], **said: Any) -> None:
        with app.app_context():
            session.expire_all()
            translation = replace(Translation(values), **said)
            saving.save(session, desk.one(session, name)[0], translation, writer=writer)
            session.commit()

    return save


@pytest.fixture
def notes(client: CheckedClient, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Reads what stands above a translation, in English: the catalogues have it in Urdu."""
    monkeypatch.setattr("localoffer.web.trusting.gettext", str)

    def read(address: str) -> str:
        return " ".join("".join(note.itertext()) for note in client.page(address).with_class("lo-untranslated"))

    return read


def test_a_page_says_that_a_computer_made_it_until_somebody_has_checked_it(
    say: Say, notes: Callable[[str], str], session: Session, turning_16: GuidePage, writer: Writer
) -> None:
    say(PAGE, URDU, machine_made=True)
    pages.publish(session, page=turning_16, language="ur", **vars(writer))
    session.commit()
    assert MACHINE in notes("/ur/guide/turning-16")
    assert BEHIND not in notes("/ur/guide/turning-16")

    say(PAGE, URDU, machine_made=True, checked_by="A sworn translator")
    assert MACHINE not in notes("/ur/guide/turning-16")


def test_a_page_says_that_its_english_has_changed_until_somebody_says_that_it_is_right(
    say: Say, notes: Callable[[str], str], session: Session, turning_16: GuidePage, writer: Writer
) -> None:
    say(PAGE, URDU)
    pages.publish(session, page=turning_16, language="ur", **vars(writer))
    changed = PageContent(title="Turning 16", summary="What changes for you.", body=BODY)
    pages.save_draft(session, page=turning_16, language="en", content=changed, **vars(writer))
    pages.publish(session, page=turning_16, language="en", **vars(writer))
    session.commit()
    assert BEHIND in notes("/ur/guide/turning-16")

    say(PAGE, URDU)
    assert BEHIND not in notes("/ur/guide/turning-16")


def test_a_listing_says_so_too(
    say: Say, notes: Callable[[str], str], session: Session, club: Listing, writer: Writer
) -> None:
    values = {"name": "ہفتہ کلب", "summary": "پرسکون جگہ۔", "cost": "دو پاؤنڈ۔"}
    say(CLUB, values, machine_made=True)
    listings.publish(session, listing=club, **vars(writer))
    content = content_of_version(latest_version(club))
    english = replace(content.words["en"], cost="It costs 3 pounds.")
    changed = content.with_changes(words={**content.words, "en": english})
    listings.save_draft(session, listing=club, content=changed, **vars(writer))
    listings.publish(session, listing=club, **vars(writer))
    session.commit()
    said = notes("/ur/services/saturday-club")
    assert BEHIND in said
    assert MACHINE in said

    say(CLUB, values, checked_by="A sworn translator")
    assert notes("/ur/services/saturday-club") == ""


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        (Kind.RESPONSE, "/pl/you-said-we-did/evenings"),
        (Kind.TAKING_PART, "/pl/how-families-took-part"),
        (Kind.SURVEY, "/pl/survey/your-view"),
        (Kind.EASY_READ, "/pl/easy-read/ring-us"),
        (Kind.HELP_RULE, "/pl/help/answer?age=5-10"),
    ],
)
def test_what_is_short_says_so_too(
    say: Say, notes: Callable[[str], str], session: Session, writer: Writer, kind: Kind, address: str
) -> None:
    case = next(one for one in CASES if one.name.kind is kind)
    case.add(session, writer)
    if kind is Kind.SURVEY:
        survey_desk(session, writer).open(surveys.get(session, slug=case.name.key), opens_on=today(), closes_on=today())
    session.commit()
    say(case.name, case.polish, machine_made=True)
    assert MACHINE in notes(address)
    say(case.name, case.polish, checked_by="A sworn translator")
    assert MACHINE not in notes(address)

    if kind is not Kind.SURVEY:  # one that is open stays as it is
        case.reword(session, writer)
        session.commit()
        assert BEHIND in notes(address)


def test_a_notice_is_in_english_until_its_translation_says_the_same(
    app: Flask,
    say: Say,
    client: CheckedClient,
    session: Session,
    writer: Writer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("localoffer.web.trusting.gettext", str)
    words = NoticeWords(
        NoticeKind.WARNING, "everywhere", {"en": "Snow today.", "pl": "Dziś śnieg."}, "", date(2026, 1, 1), None
    )
    notice = notices.create(session, words=words, **vars(writer))
    session.commit()
    assert "Dziś śnieg." in client.page("/pl/contact").words

    texts = {"en": "Snow today and tomorrow.", "pl": "Dziś śnieg."}
    notices.change(session, notice=notice, words=replace(words, texts=texts), **vars(writer))
    session.commit()
    assert "Dziś śnieg." not in client.page("/pl/contact").words
    assert "Snow today and tomorrow." in client.page("/pl/contact").words
    name = Name(Kind.NOTICE, str(notice.id), "pl")
    with app.app_context():
        assert desk.one(session, name)[1].standing is Standing.BEHIND

    say(name, {"text": "Dziś i jutro śnieg."}, machine_made=True)
    assert f"Dziś i jutro śnieg. {MACHINE}" in client.page("/pl/contact").words


def test_a_short_text_knows_of_which_english_each_translation_is() -> None:
    first = {"en": "Snow", "pl": "Śnieg"}
    made = made_from(first, {}, {})
    second = {"en": "Rain", "pl": "Śnieg", "ur": "بارش"}
    made = made_from(second, first, made)
    assert made == {"pl": "Snow", "ur": "Rain"}
    assert of_today(second, made) == {"en": "Rain", "ur": "بارش"}
    assert of_today(first, {}) == first, "what was written before this was known stays"
