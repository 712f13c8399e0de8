"""Which listings hold the ways to say a concept, and how well each says it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from localoffer.listings.search import bits
from localoffer.listings.search.fields import name_field, text_field
from localoffer.listings.search.postings import Postings, PostingStore
from localoffer.listings.search.query import FIRST_MEANING, Saying
from localoffer.listings.search.words import is_too_common

SURE = 0.6
"""What comes near to what was typed weighs at least as much."""

_IN_A_NAME = 0.4
_SAID_ALSO = np.float32(0.35)
_MOST_LET_THROUGH = 0.6
_ALWAYS_LET_THROUGH = 20


class Held(NamedTuple):
    """A way to say a concept, the listings that hold it, and the postings that say how well.

    One that ``is_wide`` is held by so many that it lets none through where another way does, but for those that have it
    in the name: it only raises them.
    """

    saying: Saying
    bits: int
    postings: Sequence[Postings]
    is_wide: bool = False

    @property
    def is_as_typed(self) -> bool:
        """Whether it is what was typed, and not one word that is left of a phrase: "run" is not "runs away"."""
        return not self.saying.is_other and not self.saying.is_left_over

    @property
    def is_apart(self) -> bool:
        """Whether it is several words that may stand anywhere: "youth" and "club" are not always a youth club."""
        return len(self.saying.terms) > 1 and not self.saying.in_order

    @property
    def may_be_named(self) -> bool:
        """Whether a listing with this in its name is what was asked for."""
        least = FIRST_MEANING if self.is_wide else _IN_A_NAME
        return not self.saying.is_other or self.saying.weight >= least

    @property
    def is_near(self) -> bool:
        """Whether it is other words that come near to what was typed."""
        return self.saying.is_other and self.saying.weight >= SURE and not self.is_wide


class Holdings:
    """Looks up ways to say a concept in one generation."""

    def __init__(self, store: PostingStore) -> None:
        self._store = store

    def of(self, sayings: Sequence[Saying]) -> list[Held]:
        """Return those ways to say a concept that any listing holds."""
        found = [Held(saying, *self._holding(saying)) for saying in sayings]
        found = [one for one in found if one.bits]
        if not any(saying.is_other for saying in sayings):
            return found
        return [one._replace(is_wide=self._is_wide(one)) for one in found]

    def _is_wide(self, held: Held) -> bool:
        """Return whether a larger share of all listings holds a way to say a concept than it is sure."""
        most = min(held.saying.weight, _MOST_LET_THROUGH) * self._store.count
        return held.bits.bit_count() > max(most, _ALWAYS_LET_THROUGH)

    def any_of(self, held: Sequence[Held]) -> Postings:
        """Return the listings that hold a concept in any way; each counts by the one that it says best.

        What it says besides counts a little.
        """
        if len(held) == 1 and len(held[0].postings) == 1 and held[0].saying.weight == 1.0:
            return held[0].postings[0]
        best = np.zeros(self._store.size, np.float32)
        every = np.zeros(self._store.size, np.float32)
        for saying, found, every_posting, _ in held:
            numbers = bits.to_array(found, self._store.size)
            impacts = sum((postings.at(numbers) for postings in every_posting), np.zeros(numbers.size, np.float32))
            impacts *= np.float32(saying.weight)
            best[numbers] = np.maximum(best[numbers], impacts)
            if saying.in_order or len(saying.terms) == 1:
                every[numbers] += impacts
        best += _SAID_ALSO * np.maximum(every - best, 0)
        return Postings(self._store.size, None, best, bits.union(one.bits for one in held))

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

    def named(self, saying: Saying) -> int:
        """Return the listings that have all of a saying's terms in the name."""
        held = [self._store.get(name_field(saying.language), term).bits for term in saying.terms]
        return bits.common(held, within=held[0])
