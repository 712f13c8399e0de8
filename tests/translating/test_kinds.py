"""Each kind that families read as soon as it is saved: how it stands, what saving does, and its way out and home."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from localoffer.audit import AuditEntry
from localoffer.days import today
from localoffer.db import now
from localoffer.feedback.surveys import queries as surveys
from localoffer.guide.glossary import writing as glossary
from localoffer.guide.glossary.kept import texts_of
from localoffer.guide.glossary.words import WordText
from localoffer.guide.helping import queries as rules
from localoffer.guide.helping.vocabulary import Rung
from localoffer.staff.models import User
from localoffer.translating import desk, importing, saving, to_do
from localoffer.translating.files import reading_xliff, workbook, xliff
from localoffer.translating.files.units import Exchange, Unit, units_of
from localoffer.translating.saving import Translation
from localoffer.translating.sources import SOURCES, fields_of
from localoffer.translating.texts import ChangedMeanwhile, Name, NotTaken, Text, Writer
from localoffer.translating.vocabulary import Kind, Refusal, Standing
from localoffer.web.translated import earlier_english
from tests.support.client import CheckedClient
from tests.support.staff import sign_in
from tests.translating.kinds import CASES, Case, survey_desk

pytestmark = pytest.mark.any_database

BY_KIND = {case.name.kind: case for case in CASES}
SURVEY, RULE = BY_KIND[Kind.SURVEY], BY_KIND[Kind.HELP_RULE]


@pytest.fixture(params=CASES, ids=lambda case: case.name.kind)
def case(request: pytest.FixtureRequest, session: Session, writer: Writer, inside: None) -> Case:
    """One text of a kind, in English alone."""
    found: Case = request.param
    return put(found, session, writer)


def put(case: Case, session: Session, writer: Writer) -> Case:
    case.add(session, writer)
    session.commit()
    return case


def whole(session: Session, name: Name) -> Text:
    session.expire_all()
    return desk.one(session, name)[0]


def standing(session: Session, name: Name) -> Standing:
    session.expire_all()
    (row,) = [one for one in desk.listed(session, name.language, kind=name.kind) if one.row.name == name]
    assert desk.one(session, name)[1].standing is row.standing
    return row.standing


def save_there(session: Session, case: Case, writer: Writer) -> None:
    """Save the Polish as the text's own editor does, so that the desk says nothing of it."""
    SOURCES[case.name.kind].save(session, whole(session, case.name), case.polish, "", writer)


def test_its_feature_remembers_of_which_english_a_translation_is(case: Case, session: Session, writer: Writer) -> None:
    # given a text that somebody translates in its own editor
    assert standing(session, case.name) is Standing.MISSING
    before = whole(session, case.name).english
    save_there(session, case, writer)
    assert whole(session, case.name).newest == case.polish
    assert standing(session, case.name) is Standing.CURRENT

    # when its English says something else
    case.reword(session, writer)

    # then the desk knows what has changed, until somebody says that it is right as it stands
    assert standing(session, case.name) is Standing.BEHIND
    text = whole(session, case.name)
    assert text.made_from == before
    assert {field for field in before if before[field] != text.english[field]} == {case.reworded}
    save_there(session, case, writer)
    assert standing(session, case.name) is Standing.CURRENT


def test_it_stands_as_the_desk_was_told(case: Case, session: Session, writer: Writer) -> None:
    saving.take(session, [case.name], taken_by="Agency Ltd", writer=writer)
    assert standing(session, case.name) is Standing.BEING_TRANSLATED

    def told() -> int:
        wanted = select(func.count()).select_from(AuditEntry).where(AuditEntry.subject != "translation")
        return session.scalar(wanted) or 0

    before = told()
    saving.save(session, whole(session, case.name), Translation(case.polish, machine_made=True), writer=writer)
    assert standing(session, case.name) is Standing.MACHINE
    assert told() == before + 1, "its feature has told the audit as well"
    saving.save(session, whole(session, case.name), Translation(case.polish, checked_by="A teacher"), writer=writer)
    assert standing(session, case.name) is Standing.CURRENT


def test_it_goes_out_comes_home_and_is_taken_back_as_either_file(case: Case, session: Session, writer: Writer) -> None:
    for write, read in ((xliff.write, reading_xliff.read), (workbook.write, workbook.read)):
        # given a file in which an agency has translated all of it
        text = whole(session, case.name)
        out = list(units_of(text, fields_of(text), ""))
        fields = [unit.mark.split(":")[2] for unit in out]
        told = [Unit(one.mark, one.english, case.polish[field]) for one, field in zip(out, fields, strict=True)]
        file = importing.keep(session, read(write(Exchange("pl", tuple(told)))), name="home", writer=writer)

        # when it is taken over
        shown = importing.fingerprint(importing.look(session, file, allowed=list(Kind)))
        taken = importing.apply(session, file, shown=shown, allowed=list(Kind), all_by_machine=False, writer=writer)
        assert (taken, whole(session, case.name).newest) == (1, case.polish)

        # then it can be taken back
        assert importing.undo(session, file, writer=writer) == 1
        assert whole(session, case.name).newest == {}
        assert standing(session, case.name) is Standing.MISSING


def test_the_first_page_counts_it(case: Case, session: Session, writer: Writer) -> None:
    def count() -> int:
        return to_do.number(session, ["pl", "ur"])

    before = count()
    save_there(session, case, writer)
    assert count() == before - 1
    case.reword(session, writer)
    assert count() == before


@pytest.mark.usefixtures("inside")
@pytest.mark.parametrize("at_the_desk", [True, False])
def test_english_forms_of_a_word_leave_no_translation_behind(
    session: Session, writer: Writer, *, at_the_desk: bool
) -> None:
    # given a word that somebody has translated
    case = put(BY_KIND[Kind.WORD], session, writer)
    if at_the_desk:
        saving.save(session, whole(session, case.name), Translation(case.polish), writer=writer)
    else:
        save_there(session, case, writer)

    # when pages say it in another English form as well
    word = glossary.get(session, "panel")
    english = WordText("Panel", "People who decide.", ("panel", "panels"))
    glossary.change(session, word=word, texts={**texts_of(word), "en": english}, **vars(writer))

    # then what the Polish says is still what the English says
    assert standing(session, case.name) is Standing.CURRENT


@pytest.mark.usefixtures("inside")
def test_a_survey_is_missing_until_all_of_it_is_translated(session: Session, writer: Writer) -> None:
    put(SURVEY, session, writer)
    saving.save(session, whole(session, SURVEY.name), Translation({"title": "Twoje zdanie"}), writer=writer)
    assert standing(session, SURVEY.name) is Standing.MISSING, "families are shown it whole, or in English"
    assert whole(session, SURVEY.name).newest == {"title": "Twoje zdanie"}


@pytest.mark.usefixtures("inside")
def test_an_open_survey_is_completed_but_never_changed(session: Session, writer: Writer) -> None:
    # given a survey that families answer today, half of it in Polish
    put(SURVEY, session, writer)
    half = {"title": "Twoje zdanie", "intro": "Chcemy wiedzieć."}
    saving.save(session, whole(session, SURVEY.name), Translation(half), writer=writer)
    survey = surveys.get(session, slug="your-view")
    survey_desk(session, writer).open(survey, opens_on=today(), closes_on=today() + timedelta(days=3))

    # when somebody translates the rest, it is taken
    saving.save(session, whole(session, SURVEY.name), Translation(SURVEY.polish), writer=writer)
    assert standing(session, SURVEY.name) is Standing.CURRENT
    # but what somebody may have answered stays as it was asked
    for other in ({**SURVEY.polish, "title": "Inaczej"}, half):
        with pytest.raises(NotTaken) as refused:
            saving.save(session, whole(session, SURVEY.name), Translation(other), writer=writer)
        assert refused.value.refusal is Refusal.OPENED


@pytest.mark.usefixtures("inside")
def test_a_rule_that_was_taken_away_meanwhile_stays_away(session: Session, writer: Writer) -> None:
    put(RULE, session, writer)
    text = whole(session, RULE.name)
    rules.get(session, RULE.name.key).removed_at = now()
    session.flush()
    with pytest.raises(ChangedMeanwhile):
        saving.save(session, text, Translation(RULE.polish), writer=writer)


def test_each_part_of_a_survey_has_a_box_beside_its_english(
    app: Flask, manager: CheckedClient, session: Session, writer: Writer
) -> None:
    put(SURVEY, session, writer)
    address = "/admin/translations/pl/survey/your-view"
    page = manager.page(address)
    assert "English: Question 1, answer 2" in page.words
    typed = {f"text_{field}": text for field, text in SURVEY.polish.items()}
    assert manager.send(address, {**typed, "seen": page.value("seen")}).status_code == 303
    with app.app_context():
        assert standing(session, SURVEY.name) is Standing.CURRENT


def test_whoever_may_not_change_rules_only_reads_them(
    client: CheckedClient, make_user: Callable[..., User], session: Session, writer: Writer
) -> None:
    put(RULE, session, writer)
    make_user(role="editor")
    sign_in(client)
    address = f"/admin/translations/pl/help-rule/{Rung.NOW}"
    page = client.page(address)
    assert "Somebody who may publish it saves it" in page.words
    assert client.send(address, {"text_title": "Moje", "seen": page.value("seen")}).status_code == 403


def test_a_text_knows_field_by_field_of_which_english_it_is() -> None:
    first = {"en": {"title": "Snow", "what": "It snows."}, "pl": {"title": "Śnieg", "what": "Pada."}}
    assert earlier_english(first, {}, {}) == {}
    second = {**first, "en": {"title": "Rain", "what": "It rains."}}
    was = earlier_english(second, first, {})
    assert was == {"pl": first["en"]}
    third = {**second, "pl": {"title": "Deszcz", "what": "Pada."}}
    was = earlier_english(third, second, was)
    assert was == {"pl": {"what": "It snows."}}, "the title is new, what was repeated is of the same English as before"
    assert earlier_english({**third, "en": first["en"]}, third, was) == {"pl": {"title": "Rain"}}
    assert earlier_english(third, third, was, current=["pl"]) == {}
