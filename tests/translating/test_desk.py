"""The translator's desk: how each text stands, and what saving one does to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from localoffer.audit import AuditEntry
from localoffer.db import Database
from localoffer.guide.content import PageContent
from localoffer.guide.models import GuidePage
from localoffer.guide.pages import publishing as pages
from localoffer.listings import publishing as listings
from localoffer.listings.applying import content_of_version, latest_version
from localoffer.listings.content import Words
from localoffer.listings.models import Listing
from localoffer.staff.models import User
from localoffer.translating import desk, saving
from localoffer.translating.saving import Translation
from localoffer.translating.texts import Name, NotTaken, Writer
from localoffer.translating.to_do import number
from localoffer.translating.vocabulary import Kind, Standing
from tests.support.client import CheckedClient
from tests.support.queries import queries_of
from tests.support.staff import sign_in
from tests.translating.pages import BODY

pytestmark = pytest.mark.any_database

PAGE = Name(Kind.PAGE, "turning-16", "pl")
CLUB = Name(Kind.LISTING, "saturday-club", "pl")
LETTER = Name(Kind.TEMPLATE, "letter_accepted", "pl")
POLISH = {"title": "Ukończenie 16 lat", "summary": "Co się zmienia.", "body": BODY.replace("Ring", "Zadzwoń")}
SOBOTA = {"name": "Klub sobotni", "summary": "Spokojne miejsce.", "cost": "Kosztuje 2 funty."}


def standing(session: Session, name: Name) -> Standing:
    session.expire_all()
    (row,) = [one for one in desk.listed(session, name.language, kind=name.kind) if one.row.name == name]
    assert desk.one(session, name)[1].standing is row.standing
    return row.standing


def type_in(client: CheckedClient, address: str, fields: dict[str, str]) -> TestResponse:
    seen = client.page(address).value("seen")
    return client.send(address, {**{f"text_{name}": text for name, text in fields.items()}, "seen": seen})


def translate(session: Session, name: Name, values: dict[str, str], writer: Writer, **said: Any) -> None:
    saving.save(session, desk.one(session, name)[0], replace(Translation(values), **said), writer=writer)


@pytest.mark.usefixtures("inside")
def test_a_page_is_missing_then_waits_then_is_current_then_behind(
    session: Session, turning_16: GuidePage, writer: Writer
) -> None:
    assert standing(session, PAGE) is Standing.MISSING

    translate(session, PAGE, POLISH, writer)
    assert standing(session, PAGE) is Standing.BEING_TRANSLATED
    pages.publish(session, page=turning_16, language="pl", **vars(writer))
    assert standing(session, PAGE) is Standing.CURRENT

    changed = PageContent(title="Turning 16", summary="What changes for you.", body=BODY)
    pages.save_draft(session, page=turning_16, language="en", content=changed, **vars(writer))
    assert standing(session, PAGE) is Standing.CURRENT, "families still read the old English"
    pages.publish(session, page=turning_16, language="en", **vars(writer))
    assert standing(session, PAGE) is Standing.BEHIND

    translate(session, PAGE, POLISH, writer)
    assert standing(session, PAGE) is Standing.CURRENT, "said to be right as it stands"


@pytest.mark.usefixtures("inside")
def test_a_listing_is_missing_then_waits_then_is_current_then_behind(
    session: Session, club: Listing, writer: Writer
) -> None:
    assert standing(session, CLUB) is Standing.MISSING

    translate(session, CLUB, SOBOTA, writer)
    assert standing(session, CLUB) is Standing.BEING_TRANSLATED
    listings.publish(session, listing=club, **vars(writer))
    assert standing(session, CLUB) is Standing.CURRENT

    content = content_of_version(latest_version(club))
    english = replace(content.words["en"], cost="It costs 3 pounds.")
    changed = content.with_changes(words={**content.words, "en": english})
    listings.save_draft(session, listing=club, content=changed, **vars(writer))
    listings.publish(session, listing=club, **vars(writer))
    assert standing(session, CLUB) is Standing.BEHIND

    translate(session, CLUB, SOBOTA, writer)
    assert standing(session, CLUB) is Standing.CURRENT
    listings.save_draft(session, listing=club, content=changed.with_changes(phone="01785 111111"), **vars(writer))
    listings.publish(session, listing=club, **vars(writer))
    assert standing(session, CLUB) is Standing.CURRENT, "said once, whatever else of the listing changes"


@pytest.mark.usefixtures("inside")
def test_what_families_type_is_no_part_of_a_translation_and_outlives_it(
    session: Session, club: Listing, writer: Writer
) -> None:
    def asked_as() -> dict[str, str]:
        words = content_of_version(latest_version(club)).words
        return {language: said.asked_as for language, said in words.items()}

    content = content_of_version(latest_version(club))
    typed = {
        "en": replace(content.words["en"], asked_as="a break on Saturday"),
        "pl": Words("", asked_as="klub dzieci"),
    }
    listings.save_draft(session, listing=club, content=content.with_changes(words=typed), **vars(writer))
    assert standing(session, CLUB) is Standing.MISSING, "it waits for nobody's eyes"
    listings.publish(session, listing=club, **vars(writer))
    assert standing(session, CLUB) is Standing.MISSING

    translate(session, CLUB, SOBOTA, writer)
    listings.publish(session, listing=club, **vars(writer))
    assert standing(session, CLUB) is Standing.CURRENT
    assert asked_as() == {"en": "a break on Saturday", "pl": "klub dzieci"}

    translate(session, CLUB, dict.fromkeys(SOBOTA, ""), writer)
    assert asked_as() == {"en": "a break on Saturday", "pl": "klub dzieci"}


@pytest.mark.usefixtures("inside")
def test_what_lacks_a_field_is_behind(session: Session, club: Listing, writer: Writer) -> None:
    translate(session, CLUB, {"name": "Klub sobotni"}, writer)
    listings.publish(session, listing=club, **vars(writer))
    assert standing(session, CLUB) is Standing.BEHIND


@pytest.mark.usefixtures("inside")
def test_a_machine_made_one_is_so_until_somebody_has_checked_it(
    session: Session, turning_16: GuidePage, writer: Writer
) -> None:
    translate(session, PAGE, POLISH, writer, machine_made=True)
    pages.publish(session, page=turning_16, language="pl", **vars(writer))
    assert standing(session, PAGE) is Standing.MACHINE

    translate(session, PAGE, POLISH, writer, machine_made=True, checked_by="A sworn translator")
    assert standing(session, PAGE) is Standing.CURRENT
    assert desk.one(session, PAGE)[1].checked_by == "A sworn translator"
    translate(session, PAGE, POLISH, writer)
    assert desk.one(session, PAGE)[1].checked_by == "A sworn translator", "the same words are still checked"
    translate(session, PAGE, {**POLISH, "title": "Szesnaste urodziny"}, writer)
    assert desk.one(session, PAGE)[1].checked_by == "", "others are not"


@pytest.mark.usefixtures("inside")
def test_a_message_stands_as_its_own_screen_says(session: Session, writer: Writer) -> None:
    text, stands = desk.one(session, LETTER)
    assert stands.standing is Standing.CURRENT
    assert "{day}" in text.english["text"]

    translate(session, LETTER, {"text": text.newest["text"]}, writer, checked_by="A sworn translator")
    assert desk.one(session, LETTER)[1].checked_by == "A sworn translator"
    with pytest.raises(NotTaken, match="day"):
        translate(session, LETTER, {"text": text.newest["text"].replace("{day}", "")}, writer)


@pytest.mark.usefixtures("inside")
def test_a_translation_that_would_break_a_page_is_not_taken(
    session: Session, turning_16: GuidePage, writer: Writer
) -> None:
    for field, text in (
        ("body", "Nothing of what must stay"),
        ("body", f"{BODY} [[contact local_offer]]"),
        ("title", "x" * 121),
    ):
        with pytest.raises(NotTaken):
            translate(session, PAGE, {**POLISH, field: text}, writer)


def test_the_screens_ask_the_database_little(manager: CheckedClient, database: Database, club: Listing) -> None:
    addresses = ("", "/pl", "/pl/listing/saturday-club")
    for address in addresses:
        manager.page(f"/admin/translations{address}")
    for address in addresses:
        with queries_of(database) as asked:
            manager.page(f"/admin/translations{address}")
        assert len(asked) <= 12, "\n".join([address, *asked])


def test_somebody_translates_a_text_beside_its_english(
    manager: CheckedClient, session: Session, turning_16: GuidePage
) -> None:
    address = "/admin/translations/pl/page/turning-16"
    page = manager.page(address)
    assert "Turning 16" in page.words
    wrong = type_in(manager, address, {"title": "Tytuł", "body": "Bez niczego"})
    assert wrong.status_code == 400
    assert "[[contact local_offer]]" in wrong.page.words  # type: ignore[attr-defined]

    sent = type_in(manager, address, POLISH)
    assert sent.status_code == 303
    page = manager.page(address)
    assert "Being translated" in page.words
    assert "Klub" not in page.words
    done = set(session.scalars(select(AuditEntry.action)))
    assert {"guide_page.saved", "guide_page.sent_for_review", "translation.saved"} <= done


def test_two_people_at_once_see_both_versions(
    manager: CheckedClient, app: Flask, session: Session, turning_16: GuidePage, writer: Writer
) -> None:
    address = "/admin/translations/pl/page/turning-16"
    seen = manager.page(address).value("seen")
    with app.app_context():
        translate(session, PAGE, {**POLISH, "title": "Tytuł kogoś innego"}, writer)
    session.commit()

    fields = {f"text_{field}": text for field, text in POLISH.items()}
    sent = manager.send(address, {**fields, "seen": seen})
    assert sent.status_code == 409
    words = sent.page.words  # type: ignore[attr-defined]
    assert "Tytuł kogoś innego" in words
    assert "Nothing of yours is saved yet" in words


def test_a_text_is_taken_and_given_back(manager: CheckedClient, turning_16: GuidePage) -> None:
    address = "/admin/translations/ur/page/turning-16"
    assert manager.send(f"{address}/take", {"taken_by": ""}, page=address).status_code == 400
    assert manager.send(f"{address}/take", {"taken_by": "Agency Ltd"}, page=address).status_code == 303
    assert "Agency Ltd translates it since" in manager.page(address).words
    assert manager.send(f"{address}/release", {}, page=address).status_code == 303
    assert "Agency Ltd" not in manager.page(address).words


def test_whoever_may_not_publish_messages_does_not_change_one(
    client: CheckedClient, make_user: Callable[..., User]
) -> None:
    make_user(role="editor")
    sign_in(client)
    address = "/admin/translations/pl/template/letter_accepted"
    assert "Somebody who may publish it saves it" in client.page(address).words
    assert type_in(client, address, {"text": "Moje słowa {day}"}).status_code == 403


def test_what_does_not_exist_is_not_found(manager: CheckedClient) -> None:
    for wrong in ("/en", "/xx", "/pl/page/nowhere", "/pl/nothing/at-all", "/files/99"):
        assert manager.get(f"/admin/translations{wrong}").status_code == 404


@pytest.mark.usefixtures("inside")
def test_the_first_page_says_how_many_are_missing_or_behind(
    session: Session, club: Listing, turning_16: GuidePage, writer: Writer
) -> None:
    def to_do() -> int:
        return number(session, ["pl", "ur"])

    before = to_do()
    translate(session, CLUB, SOBOTA, writer)
    translate(session, PAGE, POLISH, writer)
    assert to_do() == before, "families do not have them yet"
    listings.publish(session, listing=club, **vars(writer))
    pages.publish(session, page=turning_16, language="pl", **vars(writer))
    assert to_do() == before - 2
    counts = desk.counted(session, ["pl", "ur"])
    assert {counts[language][Standing.MISSING] for language in ("pl", "ur")} == {0, 2}
