"""The acronyms of special needs that families meet in letters are words that the search knows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

import config
from localoffer.listings.search.words import words
from localoffer.listings.vocabulary_loading import phrases_of

HOME = Path(config.__file__).parent
GLOSSARY = HOME.parent / "shared" / "data" / "vocabulary" / "send_glossary.json"

LAWS_AND_OFFICES = {"CCG", "CDC", "CETR", "CFA", "DCO", "DMO", "DSR", "DfE", "ICB", "LA", "SCVYS", "VCS"}
JARGON = {"APDR", "CYP", "CoP", "LO", "SPA"}
NOTHING_TO_LOOK_FOR = LAWS_AND_OFFICES | JARGON


def _key(phrase: str) -> tuple[str, ...]:
    return tuple(word.term for word in words(phrase, "en"))


@pytest.fixture(scope="module")
def known() -> set[tuple[str, ...]]:
    told = yaml.safe_load((HOME / "county" / "staffordshire" / "vocabulary.yaml").read_text(encoding="utf-8"))
    names = [term["text"]["en"]["name"] for term in (*told["needs"], *told["kinds"])]
    english = (synonym for synonym in told["synonyms"] if synonym["language"] == "en")
    return {_key(phrase) for phrase in (*names, *(said for synonym in english for said in phrases_of(synonym)))}


@pytest.mark.skipif(not GLOSSARY.exists(), reason="the glossary is not beside the project")
def test_each_acronym_that_stands_for_something_to_look_for_is_known(known: set[tuple[str, ...]]) -> None:
    acronyms = {entry["acronym"] for entry in json.loads(GLOSSARY.read_text(encoding="utf-8"))["acronyms"]}

    unknown = {acronym for acronym in acronyms - NOTHING_TO_LOOK_FOR if _key(acronym) not in known}

    assert acronyms >= NOTHING_TO_LOOK_FOR
    assert unknown == set()


@pytest.mark.parametrize("phrase", ["SALT", "EHCP", "PRU", "EBSA", "PfA", "respite", "special school"])
def test_what_families_say_is_known_without_the_glossary(phrase: str, known: set[tuple[str, ...]]) -> None:
    assert _key(phrase) in known
