"""The fields of the index in Whoosh's terms: which terms a text becomes, what each weighs, and where it stands."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple, Self

from whoosh.fields import STORED, FieldType, Schema
from whoosh.formats import Existence, Positions

from localoffer.languages import LANGUAGES
from localoffer.listings.search.words import PART, WEIGHTS, terms, words

KEY = "key"

Posting = tuple[bytes, int, float, bytes]


class _Field(FieldType):  # type: ignore[misc]
    """A field that finds its terms itself. Whoosh keeps it with the index, so it holds nothing but its language."""

    analyzer = None
    scorable = False
    stored = False
    unique = False

    def __init__(self, language: str = "en") -> None:
        self.language = language

    def index(self, value: str, **_told: object) -> Iterator[Posting]:
        """Yield each term of a text with how often it stands there, what it weighs, and the places as bytes."""
        raise NotImplementedError


class Key(NamedTuple):
    """Which listing a document is about, and the stamp of its state then."""

    listing_id: int
    stamp: str

    def term(self) -> str:
        """Return the key as a term; ``read`` reads it back."""
        return f"{self.listing_id} {self.stamp}"

    @classmethod
    def read(cls, term: str) -> Self:
        listing_id, _, stamp = term.partition(" ")
        return cls(int(listing_id), stamp)


class KeyField(_Field):
    """The key of a document."""

    format = Existence()

    def index(self, value: str, **_told: object) -> Iterator[Posting]:
        yield value.encode(), 1, 1.0, b""


class TextField(_Field):
    """All words of a listing, those in its name and summary with more weight.

    A word too common to be searched for weighs nothing: it is kept for the place where it stands, for phrases.
    """

    format = Positions()

    def index(self, value: str, **_told: object) -> Iterator[Posting]:
        weights: defaultdict[str, float] = defaultdict(float)
        places: defaultdict[str, array[int]] = defaultdict(lambda: array("I"))
        place = 0
        for weight, part in zip(WEIGHTS, value.split(PART), strict=False):
            for word in words(part, self.language):
                if word.term:
                    places[word.term].append(place)
                    weights[word.term] += 0.0 if word.is_stop else weight
                place += 1
            # Nothing in one part stands beside what is in the next.
            place += 1
        for term, held in places.items():
            yield term.encode(), len(held), weights[term], held.tobytes()


class NameField(_Field):
    """The words of a listing's name."""

    format = Existence()

    def index(self, value: str, **_told: object) -> Iterator[Posting]:
        for term in set(terms(value, self.language)):
            yield term.encode(), 1, 1.0, b""


class AskedField(_Field):
    """The words of what families type when a listing is what they need; each weighs as often as it stands there."""

    format = Existence()

    def index(self, value: str, **_told: object) -> Iterator[Posting]:
        for term, times in Counter(terms(value, self.language)).items():
            yield term.encode(), 1, float(times), b""


class SpellingField(_Field):
    """Words as they are spelt, so that a mistake can be put right."""

    format = Existence()

    def index(self, value: str, **_told: object) -> Iterator[Posting]:
        for spelt in set(value.split()):
            yield spelt.encode(), 1, 1.0, b""


def text_field(language: str) -> str:
    """Return the name of the field that holds all words of a language."""
    return f"text_{language}"


def name_field(language: str) -> str:
    """Return the name of the field that holds the words of the listing's name in a language."""
    return f"name_{language}"


def asked_field(language: str) -> str:
    """Return the name of the field that holds what families type in a language when a listing is what they need."""
    return f"asked_{language}"


def spelling_field(language: str) -> str:
    """Return the name of the field that holds the words of a language as they are spelt."""
    return f"spelling_{language}"


def schema() -> Schema:
    """Return what the index holds: facts and key of each listing, and for each language its words, those of its name,
    those that families type, and spellings.
    """
    fields: dict[str, FieldType] = {"facts": STORED(), KEY: KeyField()}
    for language in LANGUAGES:
        fields[text_field(language)] = TextField(language)
        fields[name_field(language)] = NameField(language)
        fields[asked_field(language)] = AskedField(language)
        fields[spelling_field(language)] = SpellingField(language)
    return Schema(**fields)
