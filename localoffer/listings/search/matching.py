"""Words against postings: which listings a search's words let through, and how well each says them."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from localoffer.listings.search import bits
from localoffer.listings.search.arrays import Array
from localoffer.listings.search.fields import name_field, text_field
from localoffer.listings.search.postings import Postings, PostingStore
from localoffer.listings.search.query import Concept, QueryReader, Saying
from localoffer.listings.search.words import is_too_common

_SHORTEST_BEGINNING = 3
_COMPLETION_WEIGHT = 0.5
_ENOUGH = (0.65, 0.4)
_COARSE = 5
_SAID_ALSO = np.float32(0.35)
_SURE = 0.6
_PLAIN = 0.2
_MOST_TOLD = 3


class Swap(NamedTuple):
    """What was also looked for: ``typed`` is what stood in the search, ``means`` the first of what it was taken for."""

    typed: str
    means: tuple[str, ...]


class _Known(NamedTuple):
    """A concept that at least one listing holds.

    ``other_bits`` are the listings that hold it only in words of the same meaning. ``worth`` is how much it counts
    beside the others.
    """

    postings: Postings
    name_bits: int
    rarity: float
    concept: Concept
    is_beginning: bool = False
    other_bits: int = 0
    worth: float = 1.0

    @property
    def share(self) -> float:
        """How much of the search it is."""
        return self.rarity * self.worth


class Understood(NamedTuple):
    """What the words of a search came to.

    ``bits`` are the listings that hold any of the words, ``whole_bits`` those that hold all of them, ``name_bits``
    those that hold all in the name.
    ``is_browsing`` says that there was nothing to search for, ``ignored`` that something was typed all the same.
    ``is_partial`` says that some of what was found holds only some of the words, ``is_none_whole`` that no listing
    found holds all; ``unknown`` are the words that no listing holds; ``swaps`` what was also looked for; ``beginnings``
    the words taken as the beginning of others.
    """

    whole_bits: int = 0
    name_bits: int = 0
    is_browsing: bool = False
    ignored: bool = False
    is_partial: bool = False
    is_none_whole: bool = False
    unknown: tuple[str, ...] = ()
    swaps: tuple[Swap, ...] = ()
    beginnings: tuple[str, ...] = ()
    bits: int = 0
    known: Sequence[_Known] = ()
    hinted: Sequence[_Known] = ()

    def said_otherwise(self, numbers: Sequence[int]) -> list[tuple[str, ...]]:
        """Return for each of some listings the words of the search that it has not, but others that mean the same."""
        others = [(found.concept.typed, found.other_bits) for found in self.known if found.other_bits]
        return [tuple(typed for typed, held in others if held >> number & 1) for number in numbers]

    def ladder(self) -> Iterator[int]:
        """Yield the listings that hold all the words that tell, then those that hold most, some and any of them."""
        if not self.known:
            return
        telling = (found.postings.bits for found in self.known if found.worth == 1.0)
        yield bits.common(telling, within=self.bits)
        if len(self.known) > 1:
            yield from _mostly(self.known)
            yield self.bits

    @property
    def is_alphabetical(self) -> bool:
        """Whether there is nothing that one listing could match better than another."""
        return self.is_browsing and not self.hinted

    def scores(self, listings: int, numbers: Array) -> Array:
        """Return how well each of some listings says the words: BM25, lowered by the weight of those it does not say.

        Args:
            listings: the listings as a set; each holds at least one of the words, where there are any.
            numbers: the same as an array.
        """
        impacts = [found.postings.at(numbers) * np.float32(found.worth) for found in self.known]
        score = _sum([*impacts, *(found.postings.at(numbers) for found in self.hinted)])
        if len(impacts) < 2 or listings & self.whole_bits == listings:
            return score
        whole = sum(found.share for found in self.known)
        shares = (np.float32(found.share / whole) for found in self.known)
        return score * _sum([(held > 0) * share for held, share in zip(impacts, shares, strict=True)])


class Matcher:
    """Looks up a search's words in one generation."""

    def __init__(self, store: PostingStore, reader: QueryReader) -> None:
        self._store = store
        self._reader = reader

    def understand(self, text: str, language: str, hints: Sequence[str] = ()) -> Understood:
        """Return what a text comes to for a reader of a language; ``hints`` only make a match better."""
        concepts = self._reader.read(text, language, hints)
        looked_up = [(concept, self._look_up(concept)) for concept in concepts]
        hinted = [found for concept, found in looked_up if found is not None and concept.is_hint]
        asked = [(concept, found) for concept, found in looked_up if not concept.is_hint]
        if not asked:
            named = bits.union(found.name_bits for found in hinted)
            return Understood(is_browsing=True, ignored=bool(text) and not hinted, name_bits=named, hinted=hinted)
        known = _phrases_first([found for _, found in asked if found is not None])
        unknown = tuple(concept.typed for concept, found in asked if found is None)
        if not known:
            return Understood(unknown=unknown)
        first = known[0]
        return Understood(
            whole_bits=0 if unknown else bits.common((f.postings.bits for f in known), within=first.postings.bits),
            name_bits=0 if unknown else bits.common((f.name_bits for f in known), within=first.name_bits),
            unknown=unknown,
            swaps=tuple(
                Swap(found.concept.typed, found.concept.means[:_MOST_TOLD]) for found in known if found.concept.means
            ),
            beginnings=tuple(found.concept.typed for found in known if found.is_beginning),
            bits=bits.union(found.postings.bits for found in known),
            known=known,
            hinted=hinted,
        )

    def _look_up(self, concept: Concept) -> _Known | None:
        sayings = concept.sayings
        found = self._any_of(sayings)
        is_beginning = not found.count
        if is_beginning:
            sayings = self._completed(concept)
            found = self._any_of(sayings)
        if not found.count:
            return None
        rarity = math.log(1 + self._store.count / (self._surely(sayings) or found.count))
        return _Known(found, self._named(sayings), rarity, concept, is_beginning, self._otherwise(found, sayings))

    def _surely(self, sayings: Sequence[Saying]) -> int:
        """Return how many listings hold a concept in the words that come nearest to it; 0 where there is one way."""
        if len(sayings) == 1:
            return 0
        return bits.union(self._holding(saying)[0] for saying in sayings if saying.weight >= _SURE).bit_count()

    def _otherwise(self, found: Postings, sayings: Sequence[Saying]) -> int:
        """Return which of the listings found hold a concept only in other words than were typed."""
        if not any(saying.is_other for saying in sayings):
            return 0
        return found.bits & ~bits.union(self._holding(saying)[0] for saying in sayings if not saying.is_other)

    def _completed(self, concept: Concept) -> tuple[Saying, ...]:
        """Return the words that begin with the one that was typed, where only one was."""
        return tuple(
            Saying(saying.language, (term,), _COMPLETION_WEIGHT)
            for saying in concept.sayings
            if len(saying.terms) == 1 and len(saying.terms[0]) >= _SHORTEST_BEGINNING and not saying.in_order
            for term in self._store.completions(text_field(saying.language), saying.terms[0])
        )

    def _any_of(self, sayings: Sequence[Saying]) -> Postings:
        """Return the listings that hold any of the sayings; each counts by the one that it says best.

        What it says besides counts a little.
        """
        if len(sayings) == 1 and len(sayings[0].terms) == 1 and sayings[0].weight == 1.0:
            return self._store.get(text_field(sayings[0].language), sayings[0].terms[0])
        together = 0
        best = np.zeros(self._store.size, np.float32)
        every = np.zeros(self._store.size, np.float32)
        for saying in sayings:
            found, held = self._holding(saying)
            if found:
                numbers = bits.to_array(found, self._store.size)
                impacts = sum((postings.at(numbers) for postings in held), np.zeros(numbers.size, np.float32))
                impacts *= np.float32(saying.weight)
                best[numbers] = np.maximum(best[numbers], impacts)
                if saying.in_order or len(saying.terms) == 1:
                    every[numbers] += impacts
                together |= found
        best += _SAID_ALSO * np.maximum(every - best, 0)
        return Postings(self._store.size, None, best, together)

    def _holding(self, saying: Saying) -> tuple[int, list[Postings]]:
        """Return the listings that hold a saying, and the postings that say how well."""
        held = [self._store.get(text_field(saying.language), term) for term in saying.terms]
        if not saying.in_order or len(saying.terms) == 1:
            return bits.common((postings.bits for postings in held), within=held[0].bits), held
        needed = [
            postings.bits
            for term, postings in zip(saying.terms, held, strict=True)
            if not is_too_common(term, saying.language)
        ]
        pairs = [self._store.beside(saying.language, *terms) for terms in pairwise(saying.terms)]
        return bits.common((*needed, *pairs), within=pairs[0]), held

    def _named(self, sayings: Sequence[Saying]) -> int:
        named = 0
        for saying in sayings:
            held = [self._store.get(name_field(saying.language), term).bits for term in saying.terms]
            named |= bits.common(held, within=held[0])
        return named


def _sum(arrays: Sequence[Array]) -> Array:
    return reduce(operator.add, arrays)


def _phrases_first(known: list[_Known]) -> list[_Known]:
    """Return what is known, with the other words worth less where some are known to tell what is wanted."""
    if not any(found.concept.tells for found in known):
        return known
    return [found if found.concept.tells else found._replace(worth=_PLAIN) for found in known]


def _mostly(known: Sequence[_Known]) -> Iterator[int]:
    """Yield the listings that hold most of the words, and those that hold some; a rare word counts for more."""
    most = max(found.share for found in known)
    levels = [0]
    for found in known:
        step = max(1, round(_COARSE * found.share / most))
        held = found.postings.bits
        raised = [held, *(level & held for level in levels[1:])]
        levels += [0] * step
        for level, listings in enumerate(raised, start=step):
            levels[level] |= listings
    for part in _ENOUGH:
        yield bits.union(levels[math.ceil(part * (len(levels) - 1)) :])
