"""What makes it easy: short sentences, one idea each, no hard word without its meaning, a picture for every idea."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import config
from localoffer.county_files import in_language, read_yaml
from localoffer.easy_read import form_words, ideas, seeding
from localoffer.easy_read.drawing import FACTS
from localoffer.easy_read.ideas import Kind, Row
from localoffer.easy_read.pictures import PICTURES
from localoffer.easy_read.places import endpoint_of
from localoffer.plain_english import measure, syllables

pytestmark = pytest.mark.any_database
COUNTY = config.ROOT / "county" / "staffordshire"
DRAWN = config.ROOT / "static" / "img" / "easy"
LONGEST_WORD = 3
"""In syllables: a longer one is bold, and its meaning stands beside it."""
KNOWN = frozenset({"anybody", "everybody", "everyday", "somebody", "staffordshire"})
OLDEST_READER = 9


def _form() -> Iterator[tuple[str, str]]:
    for entry in read_yaml(COUNTY / form_words.FILE):
        said = entry.get("text", {}).get("en", {})
        texts = [said.get("heading", ""), *said.get("labels", {}).values(), *said.get("hints", {}).values()]
        for text in (*texts, said.get("ideas", "")):
            for words in text.values() if isinstance(text, dict) else (text,):
                yield f"form {entry['code']}", words


def _pages() -> Iterator[tuple[str, str]]:
    for entry in seeding.read(COUNTY / seeding.FILE):
        yield f"page {entry.slug}", f"# {entry.said['en'].title}\n{entry.said['en'].ideas}"


def _listings() -> Iterator[tuple[str, str]]:
    told = yaml.safe_load((COUNTY / "demonstration.yaml").read_text(encoding="utf-8"))
    for entry in told["listings"]:
        if "easy_read" in entry["text"]["en"]:
            yield f"listing {entry['slug']}", entry["text"]["en"]["easy_read"]


ENGLISH = [*_pages(), *_listings(), *_form()]


def _rows(text: str) -> list[Row]:
    return [row for row in ideas.read(text) if not row.is_start]


def test_sentences_are_short_and_say_one_thing() -> None:
    rows = [(where, row) for where, text in ENGLISH for row in _rows(text)]
    said = [(where, sentence) for where, row in rows for sentence in ideas.sentences(row)]

    assert [one for one in said if len(one[1].split()) > ideas.LONGEST_SENTENCE] == []
    assert [one for one in said if one[1].count(",") > 1 and not one[1].startswith("For example")] == []
    assert [(where, row.text) for where, row in rows if len(ideas.sentences(row)) > 3] == []


def test_a_hard_word_has_its_meaning_beside_it() -> None:
    for where, text in ENGLISH:
        rows = _rows(text)
        strong = [piece.text for row in rows for piece in row.pieces if piece.kind is Kind.STRONG]
        explained = {part.casefold() for words in strong for part in words.split()}
        words = {word.strip(".,?!:“”()’").casefold() for row in rows for word in row.text.split()}

        hard = {word for word in words if syllables(word) > LONGEST_WORD and word.isalpha()}
        assert hard - explained - KNOWN == set(), where
        assert [row.text for row in rows if _has_strong(row) and len(ideas.sentences(row)) < 2] == [], where


def _has_strong(row: Row) -> bool:
    return any(piece.kind is Kind.STRONG for piece in row.pieces) and not row.is_heading


def test_the_whole_asks_for_a_young_reader() -> None:
    paragraphs = [row.text for _, text in ENGLISH for row in _rows(text)]

    reading = measure(paragraphs, explained={"EHC", "DLA", "PIP"})

    assert reading.age is not None
    assert reading.age <= OLDEST_READER
    assert reading.unexplained == ()


def test_every_idea_has_a_picture_and_every_picture_is_drawn() -> None:
    drawn = {path.stem for path in DRAWN.glob("*.svg")}

    assert set(PICTURES) == drawn
    for where, text in (*_pages(), *_listings()):
        assert [row.text for row in _rows(text) if not row.picture and not row.is_heading] == [], where


def test_links_lead_somewhere_and_facts_are_known() -> None:
    pieces = [piece for _, text in ENGLISH for row in _rows(text) for piece in row.pieces]

    assert {piece.to for piece in pieces if piece.kind is Kind.LINK and endpoint_of(piece.to) is None} == set()
    assert {piece.text for piece in pieces if piece.kind is Kind.FACT} <= FACTS


def _translations() -> list[tuple[str, Path]]:
    folders = (COUNTY / "languages").iterdir()
    return [
        (folder.name, name)
        for folder in sorted(folders)
        for name in (seeding.FILE, form_words.FILE)
        if in_language(COUNTY, name, folder.name).exists()
    ]


def test_a_translation_has_the_same_pictures_links_and_facts_line_by_line() -> None:
    for language, name in _translations():
        english = {_name(one): one.get("text", {}).get("en", {}) for one in _told(COUNTY / name)}
        told = yaml.safe_load(in_language(COUNTY, name, language).read_text(encoding="utf-8"))
        for slug, entry in told.items():
            for voice in ("you", "child"):
                texts = [_said(one.get("ideas"), voice) for one in (entry["text"], english[slug])]
                shapes = [[_shape(row) for row in ideas.read(text)] for text in texts]
                assert shapes[0] == shapes[1], f"{language}: {slug}"


def _name(entry: dict[str, Any]) -> str:
    return str(entry.get("slug") or entry["code"])


def _told(path: Path) -> list[dict[str, Any]]:
    return list(yaml.safe_load(path.read_text(encoding="utf-8")))


def _said(words: object, voice: str) -> str:
    return str(words.get(voice, "") if isinstance(words, dict) else words or "")


def _shape(row: Row) -> tuple[object, ...]:
    named = sorted(piece.to or piece.text for piece in row.pieces if piece.kind in (Kind.LINK, Kind.FACT))
    return row.picture, row.is_heading, row.is_start, named
