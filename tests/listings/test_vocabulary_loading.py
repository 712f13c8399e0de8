"""Seeding the words of the county."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.db import change_number
from localoffer.languages import LANGUAGES
from localoffer.listings import queries, vocabulary_loading
from localoffer.listings.models import Synonym, Term
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.documents import read_vocabulary
from localoffer.listings.search.phrases import phrases_of
from localoffer.listings.search.understanding import Understander
from tests.support.county import FOLDER

SMALL = """
areas: [{code: sensory, text: {en: {name: Senses}}}]
needs: [{code: hearing, area: sensory, dfe: HI, text: {en: {name: Hearing, hint: Hears little.}, pl: {name: Słuch}}}]
kinds: [{code: sport, text: {en: {name: Sport}}}]
synonyms: [{language: en, phrase: deaf, means: [hearing]}]
"""


def _file(folder: Path, text: str) -> Path:
    path = folder / "vocabulary.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_county_s_own_file_loads_in_every_language_and_twice_is_the_same(session: Session) -> None:
    first = vocabulary_loading.load(session, FOLDER / "vocabulary.yaml")
    number = change_number(session, "listings")
    second = vocabulary_loading.load(session, FOLDER / "vocabulary.yaml")
    assert first.terms > 30
    assert first.synonyms > 100
    assert second.changed == 0
    assert change_number(session, "listings") == number == 1
    session.expire_all()
    for term in session.scalars(select(Term)):
        assert {text.language for text in term.texts} >= set(LANGUAGES), term.code
    assert {row.language for row in session.scalars(select(Synonym))} == set(LANGUAGES)
    areas = {term.code for term in queries.terms(session, "area")}
    assert {term.broader for term in queries.terms(session, "need")} - {None} <= areas


@pytest.mark.parametrize(
    ("text", "language", "needs", "rest"),
    [
        ("wheelchair user", "en", ("physical-disability",), ""),
        ("youth club for wheelchair users", "en", ("physical-disability",), "youth club"),
        ("my son is in a wheelchair", "en", ("physical-disability",), "my son"),
        ("she uses a wheelchair", "en", ("physical-disability",), "she"),
        ("basen dla dziecka na wózku", "pl", ("physical-disability",), "basen"),
        ("wheelchair repair", "en", (), "wheelchair repair"),
        ("wheelchair service", "en", (), "wheelchair service"),
        ("learn to use a wheelchair", "en", (), "learn to use a wheelchair"),
        ("football in a wheelchair", "en", (), "football in a wheelchair"),
    ],
)
def test_who_uses_a_wheelchair_is_understood_and_a_wheelchair_is_a_thing_to_look_for(
    session: Session, text: str, language: str, needs: tuple[str, ...], rest: str
) -> None:
    vocabulary_loading.load(session, FOLDER / "vocabulary.yaml")
    vocabulary = read_vocabulary(session)
    understander = Understander(vocabulary, phrases=phrases_of(vocabulary.synonyms))

    heard = understander.hear(SearchCriteria(text), language).criteria

    assert (heard.needs, heard.text) == (needs, rest)


def test_the_file_wins_for_what_it_names_and_leaves_the_rest(session: Session, tmp_path: Path) -> None:
    vocabulary_loading.load(session, _file(tmp_path, SMALL))
    report = vocabulary_loading.load(session, _file(tmp_path, SMALL.replace("name: Słuch", "name: Słyszenie")))
    assert report.changed == 1
    session.expire_all()
    found = {term.code: term for term in queries.terms(session, "need")}
    assert found["hearing"].name("pl") == "Słyszenie"
    assert found["hearing"].broader == "sensory"
    assert {text.language for text in found["hearing"].texts} == {"en", "pl"}
    assert "autism" in found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("code: sport, ", "", "kinds: 1: code is missing"),
        ("en: {name: Sport}", "pl: {name: Sport}", "kinds: sport: text.en.name is missing"),
        ("area: sensory", "area: senses", "needs: hearing: area: there is no senses"),
        ("pl: {name: Słuch}", "xx: {name: Hooren}", "needs: hearing: text: the site does not speak xx"),
        ("pl: {name: Słuch}", "pl: {hint: Nie}", r"needs: hearing: text.pl.name is missing"),
        ("means: [hearing]", "means: hearing", "synonyms: deaf"),
        ("areas: [", "areas: 5 [", "vocabulary.yaml"),
        ("kinds: [{", "kinds: [5, {", "kinds: it is not a list of entries"),
        ("{code: sport,", "{code: sport, text: {en: {name: A}}}, {code: sport,", "sport: this code stands there twice"),
    ],
)
def test_what_cannot_be_read_is_named(session: Session, tmp_path: Path, old: str, new: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        vocabulary_loading.load(session, _file(tmp_path, SMALL.replace(old, new)))


def test_an_entry_may_have_many_phrases_with_commas_between_them(session: Session, tmp_path: Path) -> None:
    many = SMALL.replace("phrase: deaf", 'phrases: "deaf, can\'t hear, hard of hearing"')
    report = vocabulary_loading.load(session, _file(tmp_path, many))
    assert report.synonyms == 3
    assert {row.phrase for row in session.scalars(select(Synonym))} == {"deaf", "can't hear", "hard of hearing"}


def test_a_phrase_that_stands_there_twice_is_refused(session: Session, tmp_path: Path) -> None:
    twice = SMALL.replace("phrase: deaf", 'phrases: "deaf, deaf"')
    with pytest.raises(ValueError, match="deaf stands there twice"):
        vocabulary_loading.load(session, _file(tmp_path, twice))
