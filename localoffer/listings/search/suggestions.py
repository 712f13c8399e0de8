"""What a search box may suggest: needs, kinds of support, places, families' words and services, by their beginnings."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from itertools import chain, islice
from typing import NamedTuple

from localoffer.languages import LANGUAGES
from localoffer.listings.search.documents import Choice, Vocabulary
from localoffer.listings.search.fields import spelling_field
from localoffer.listings.search.inverted import Inverted
from localoffer.listings.search.segments import Part, Segment
from localoffer.listings.search.words import fold, spellings
from localoffer.places.gazetteer import Place

MOST = 8
SHORTEST = 2
_MOST_OF_A_SORT = 3
_MOST_LOOKED_AT = 100
_MOST_WORDS = 6
_SAME_WORD = 4
_AROUND_WORDS = "().,;:!?“”\"'"


class Sort(StrEnum):
    """What a suggestion is the name of."""

    NEED = "need"
    KIND = "kind"
    PLACE = "place"
    WORDS = "words"
    SERVICE = "service"


class Suggestion(NamedTuple):
    """Words to search for, and what they are the name of."""

    text: str
    sort: Sort


Gives = Callable[[str], bool]
"""Whether a search for some words finds anything."""


class _Words:
    """For each word the numbers of the names that have it, and the words in order."""

    def __init__(self, held: Mapping[str, array[int]]) -> None:
        self._held = held
        self._words = sorted(held)

    def beginning(self, letters: str) -> Iterator[int]:
        """Yield the numbers of the names that have a word with this beginning, some of them twice."""
        for word in islice(self._words, bisect_left(self._words, letters), None):
            if not word.startswith(letters):
                return
            yield from self._held[word]


class Beginnings:
    """Names, each a number and its words, by the beginnings of these. It keeps the words, not the names."""

    def __init__(self, names: Iterable[tuple[int, Sequence[str]]]) -> None:
        first: dict[str, array[int]] = defaultdict(lambda: array("I"))
        every: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for number, name in names:
            words = dict.fromkeys(name)
            for word in islice(words, 1):
                first[word].append(number)
            for word in words:
                every[word].append(number)
        self._first, self._every = _Words(dict(first)), _Words(dict(every))

    def having(self, typed: Sequence[str]) -> list[int]:
        """Return the numbers of a few names with these beginnings; first those whose first word has the first."""
        others = [set(self._every.beginning(letters)) for letters in typed[1:]]
        candidates = chain(self._first.beginning(typed[0]), self._every.beginning(typed[0]))
        fitting = (number for number in candidates if all(number in numbers for numbers in others))
        return list(dict.fromkeys(islice(fitting, _MOST_LOOKED_AT)))


class Suggester:
    """The names of one generation in each language. Safe to use from several threads."""

    def __init__(
        self, vocabulary: Vocabulary, places: Iterable[Place], parts: Sequence[Part], before: Suggester | None = None
    ) -> None:
        """Take the names around the listings and their own; what is shared with the one before is not read again."""
        ours_first = sorted(places, key=lambda place: (not place.districts, -place.postcodes))
        towns = [*(place.name for place in ours_first), *(town.name for town in vocabulary.towns)]
        self._around: dict[tuple[str, Sort], tuple[list[str], Beginnings]] = {}
        # Most names around are towns, which are the same in every language.
        words = cache(_words)
        for language in LANGUAGES:
            named = {
                Sort.NEED: _in_language(vocabulary.needs, language),
                Sort.KIND: _in_language(vocabulary.kinds, language),
                Sort.PLACE: list(dict.fromkeys([*_in_language(vocabulary.districts, language), *towns])),
                Sort.WORDS: list(_offered(vocabulary, parts, language)),
            }
            for sort, held in named.items():
                self._around[language, sort] = held, Beginnings(enumerate(map(words, held)))
        self._parts = parts
        known = before._services if before is not None else {}
        keys = [(part.segment.name, language) for part in parts for language in LANGUAGES]
        segments = {part.segment.name: part.segment for part in parts}
        self._services: dict[tuple[str, str], Beginnings] = {
            key: known.get(key) or Beginnings(_names(segments[key[0]], key[1])) for key in keys
        }

    def suggest(self, typed: str, language: str, gives: Gives) -> list[Suggestion]:
        """Return a few names that begin with what was typed, or have its words' beginnings; each finds something.

        Args:
            typed: what stands in the box so far.
            language: of the reader. Services without a name in it are suggested by their English one.
            gives: says whether a search for a name finds anything.
        """
        words = _words(typed)
        # One letter is the beginning of nearly everything, and a name has few words.
        telling = [word for word in words if len(word) >= SHORTEST][:_MOST_WORDS]
        if not telling:
            return []
        found: dict[str, Suggestion] = {}
        for sort in Sort:
            room = MOST - len(found) if sort is Sort.SERVICE else min(_MOST_OF_A_SORT, MOST - len(found))
            names = _best_first(self._named(telling, language, sort), " ".join(words), is_whole=sort is Sort.WORDS)
            fruitful = (name for name in names if fold(name) not in found and gives(name))
            found |= {fold(name): Suggestion(name, sort) for name in islice(fruitful, room)}
        return list(found.values())

    def _named(self, words: Sequence[str], language: str, sort: Sort) -> Iterator[str]:
        if sort is not Sort.SERVICE:
            names, beginnings = self._around[language, sort]
            yield from (names[number] for number in sorted(beginnings.having(words)))
            return
        for part in self._parts:
            for code in dict.fromkeys((language, "en")):
                for number in self._services[part.segment.name, code].having(words):
                    facts = part.segment.facts[number]
                    if (
                        facts is not None
                        and number not in part.gone
                        and (code == language or language not in facts.names)
                    ):
                        yield facts.names[code]


def _offered(vocabulary: Vocabulary, parts: Sequence[Part], language: str) -> Iterator[str]:
    """Yield the words of families that may be put into their mouths.

    These are acronyms, words that listings say too, and other forms of what they mean; not all that is ever said.
    """
    fields = [part.segment.fields.get(spelling_field(language)) for part in parts]
    held = [field for field in fields if field is not None]
    for spoken, phrase, means in vocabulary.synonyms:
        if spoken == language and (phrase.isupper() or _is_form_of(phrase, means) or _is_said(phrase, held)):
            yield phrase


def _is_form_of(phrase: str, means: Sequence[str]) -> bool:
    beginning = fold(phrase)[:_SAME_WORD]
    return any(fold(meaning).startswith(beginning) for meaning in means)


def _is_said(phrase: str, held: Sequence[Inverted]) -> bool:
    spelt = spellings(phrase)
    return bool(spelt) and all(any(field.frequency(word) for field in held) for word in spelt)


def _names(segment: Segment, language: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of each listing of a segment that has a name in a language, and the words of the name."""
    for number, facts in enumerate(segment.facts):
        if facts is not None and language in facts.names:
            yield number, _words(facts.names[language])


def _best_first(names: Iterable[str], typed: str, *, is_whole: bool) -> list[str]:
    """Return names once each, those that begin with what was typed before the others; ``is_whole``: only those."""
    beginning: list[str] = []
    others: list[str] = []
    for name in dict.fromkeys(names):
        (beginning if fold(name).startswith(typed) else others).append(name)
    return beginning if is_whole else beginning + others


def _words(text: str) -> list[str]:
    stripped = (word.strip(_AROUND_WORDS) for word in fold(text).split())
    return [word for word in stripped if word]


def _in_language(choices: Iterable[Choice], language: str) -> list[str]:
    return [choice.name(language) for choice in choices]
