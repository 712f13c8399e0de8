"""The engines that are measured, behind one face: ours, plain Whoosh, SQLite FTS5, tantivy and PostgreSQL.

All are given the same documents (the words that our own index is given, with the names of needs and districts in them),
weigh name above summary above the rest by the same numbers, and answer the same question: the first 20, how many there
are, and how many each district and need has; ours, and one more of FTS5 and of tantivy, how many each value of every
group of filters has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from localoffer.languages import LANGUAGES
from localoffer.listings.search import words
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.documents import Document, Vocabulary
from localoffer.listings.search.engine import PAGE_SIZE, Engine
from localoffer.listings.search.facts import Facts
from localoffer.listings.search.understanding import PlaceSaid

FIRST = PAGE_SIZE
PARTS = ("name", "summary", "rest")
WEIGHTS = words.WEIGHTS[: len(PARTS)]


@dataclass(frozen=True)
class Answer:
    """The ids of the first listings, best first, how many there are, and how many each value of a filter has."""

    ids: tuple[int, ...]
    total: int
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class SearchEngine(Protocol):
    """Something that can be asked. ``is_elsewhere`` says that its work is done in another process."""

    name: str
    is_elsewhere: bool

    def ask(self, criteria: SearchCriteria, language: str) -> Answer:
        """Search the way the engine's users do."""
        ...


class Rival(SearchEngine, Protocol):
    """An engine that is handed the documents."""

    def build(self, documents: Iterable[Document]) -> None:
        """Write documents into an empty index."""
        ...

    def add(self, documents: Iterable[Document]) -> None:
        """Write a few documents so that the next answer has them; one that is there already is replaced."""
        ...

    def size(self) -> int:
        """Return the bytes that the index takes on the disk."""
        ...


class Ours:
    """The product's own engine; the only one that also counts ages and finds what states nothing.

    ``where`` tells the place of a postcode among the words, as the results page asks the database for it.
    """

    name = "Local Offer"
    is_elsewhere = False

    def __init__(self, engine: Engine, *, today: date, where: Callable[[str], PlaceSaid | None] | None = None) -> None:
        self._engine = engine
        self._today = today
        self._where = where or (lambda _text: None)

    def ask(self, criteria: SearchCriteria, language: str) -> Answer:
        place = self._where(criteria.text)
        found = self._engine.find(criteria, language=language, today=self._today, place=place)
        return Answer(tuple(hit.listing_id for hit in found.hits), found.total, found.counts)


def parts(document: Document, language: str) -> tuple[str, str, str]:
    """Return name, summary and the rest of a document in a language; what families type for it is among the rest."""
    name, summary, *rest = document.texts[language].split(words.PART)
    return name, summary, ". ".join(rest)


def texts(document: Document) -> dict[str, str]:
    """Return all texts of a document by field: ``name_en``, ``summary_en`` and so on."""
    return {
        f"{part}_{language}": text
        for language in LANGUAGES
        for part, text in zip(PARTS, parts(document, language), strict=True)
    }


def fields_for(language: str) -> list[str]:
    """Return the fields in which a reader of a language searches: in that language and in English."""
    languages = dict.fromkeys((language, "en"))
    return [f"{part}_{code}" for code in languages for part in PARTS]


def bytes_in(folder: Path) -> int:
    """Return the size of the files in a folder."""
    return sum(path.stat().st_size for path in folder.iterdir())


def districts_of(facts: Facts, vocabulary: Vocabulary) -> Sequence[str]:
    """Return the codes of the districts from which a listing can be used."""
    return [choice.code for choice in vocabulary.districts] if facts.is_everywhere else facts.districts


def needs_of(facts: Facts, vocabulary: Vocabulary) -> Sequence[str]:
    """Return the codes of the needs that a listing is for."""
    return [choice.code for choice in vocabulary.needs] if facts.any_need else facts.needs
