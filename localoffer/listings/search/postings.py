"""The terms of one generation: which listings hold each, and how much it says of them."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from localoffer.listings.search import bits
from localoffer.listings.search.arrays import Array
from localoffer.listings.search.fields import spelling_field, text_field
from localoffer.listings.search.inverted import Inverted
from localoffer.listings.search.kept import Kept
from localoffer.listings.search.segments import Part

_K1 = 1.2
_B = 0.75
_MOST_COMPLETIONS = 20
_MANY = 4
"""A term that more than one in so many listings hold keeps an impact for every listing: that is less to look up."""

_LEAST_ROOM_FOR_TERMS, _MOST_ROOM_FOR_TERMS = 4 << 20, 48 << 20
_ROOM_A_LISTING = 1280
"""Bytes for terms; the more listings, the more each term takes. What is seldom searched for is read again."""

_ROOM_FOR_PAIRS = 4 << 20
_NO_NUMBERS = np.empty(0, np.uint32)


class Postings:
    """The listings that hold a term, and the BM25 weight (impact) of the term in each.

    ``impacts`` stand in the order of ``numbers``; where ``numbers`` is None, in that of all listings, 0 for the others.
    """

    __slots__ = ("_bits", "_impacts", "_numbers", "_size")

    def __init__(self, size: int, numbers: Array | None, impacts: Array, bits_of: int | None = None) -> None:
        self._size = size
        self._numbers = numbers
        self._impacts = impacts
        self._bits = bits_of

    @property
    def bits(self) -> int:
        """The listings as a set."""
        if self._bits is None:
            self._bits = bits.from_array(self._impacts > 0 if self._numbers is None else self._numbers, self._size)
        return self._bits

    @property
    def count(self) -> int:
        """How many listings there are."""
        return self.bits.bit_count() if self._numbers is None else self._numbers.size

    @property
    def room(self) -> int:
        """How many bytes they take."""
        return 600 + self._size // 8 + self._impacts.nbytes + (0 if self._numbers is None else self._numbers.nbytes)

    def at(self, wanted: Array) -> Array:
        """Return the impacts in the listings with these numbers, 0 where one does not hold the term."""
        return self.everywhere().take(wanted)

    def everywhere(self) -> Array:
        """Return the impacts in all listings, not to be changed."""
        if self._numbers is None:
            return self._impacts
        room = np.zeros(self._size, np.float32)
        room[self._numbers] = self._impacts
        return room


class PostingStore:
    """Puts a generation's postings together from its parts on first use. Safe to use from several threads.

    What was put together is kept while there is room for it; then what was used first is put together again.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts
        self.size = sum(part.segment.size for part in parts)
        self._gone = [part.base + number for part in parts for number in part.gone]
        self.count = self.size - len(self._gone)
        self._there = np.ones(self.size, bool)
        self._there[self._gone] = False
        self._nothing = Postings(self.size, np.empty(0, np.uint32), np.empty(0, np.float32), 0)
        room = min(max(_LEAST_ROOM_FOR_TERMS, _ROOM_A_LISTING * self.size), _MOST_ROOM_FOR_TERMS)
        self._terms: Kept[tuple[str, str], Postings] = Kept(room, lambda postings: postings.room)
        self._pairs: Kept[tuple[str, str, str], int] = Kept(_ROOM_FOR_PAIRS, lambda pair: pair.bit_length() // 8 + 300)
        self._inverted: defaultdict[str, list[Inverted]] = defaultdict(list)
        for part in parts:
            for field, inverted in part.segment.fields.items():
                self._inverted[field].append(inverted)
        self._lexicons: dict[str, list[str]] = {}
        self._relative: dict[str, Array] = {}

    def get(self, field: str, term: str) -> Postings:
        """Return the postings of a term; empty where no listing holds it."""
        key = field, term
        found = self._terms.get(key)
        if found is None:
            if not self.holds(field, term):
                return self._nothing
            found = self._terms.keep(key, self._read(field, term))
        return found

    def impacts(self, field: str, term: str) -> Array:
        """Return the impacts of a term in all listings, not to be changed; what was not kept is not kept for it."""
        found = self._terms.get((field, term))
        if found is None:
            found = self._read(field, term) if self.holds(field, term) else self._nothing
        return found.everywhere()

    def beside(self, language: str, first: str, second: str) -> int:
        """Return the listings in whose text of a language the second term stands right after the first."""
        key = language, first, second
        found = self._pairs.get(key)
        if found is None:
            found = self._pairs.keep(key, self._read_pair(text_field(language), first, second))
        return found

    def completions(self, field: str, beginning: str) -> list[str]:
        """Return a few terms of a field that begin with the given letters, in order."""
        terms = self._terms_of(field)
        return list(islice(_while_beginning(terms, bisect_left(terms, beginning), beginning), _MOST_COMPLETIONS))

    def spellings(self, language: str) -> list[str]:
        """Return every word of a language as it is spelt."""
        return self._terms_of(spelling_field(language))

    def holds(self, field: str, term: str) -> bool:
        """Return whether any listing holds a term."""
        return self.frequency(field, term) > 0

    def frequency(self, field: str, term: str) -> int:
        """Return how many listings hold a term, or held it before they were changed."""
        return sum([inverted.frequency(term) for inverted in self._fields(field)])

    def often_held(self, field: str, most: int, *, below: float) -> list[str]:
        """Return the words that most listings hold, the commonest first, but none that more than a share of them do."""
        held: Counter[str] = Counter()
        for inverted in self._fields(field):
            held.update(inverted.frequencies())
        often = sorted((-times, term) for term, times in held.items() if times <= below * self.count)
        return [term for _, term in often if term.isalpha()][:most]

    def _fields(self, field: str) -> list[Inverted]:
        return self._inverted.get(field, [])

    def _terms_of(self, field: str) -> list[str]:
        found = self._lexicons.get(field)
        if found is None:
            lexicons = [inverted.terms for inverted in self._fields(field)]
            found = lexicons[0] if len(lexicons) == 1 else sorted(set().union(*lexicons))
            self._lexicons[field] = found
        return found

    def _read(self, field: str, term: str) -> Postings:
        held = [
            (part, *part.segment.fields[field].holding(term)) for part in self._parts if field in part.segment.fields
        ]
        numbers = self._together([(part, ids) for part, ids, _ in held])
        weights = np.concatenate([weights for _, _, weights in held])
        if self._gone:
            there = self._there[numbers]
            numbers, weights = numbers[there], weights[there]
        if not numbers.size:
            return self._nothing
        rarity = math.log(1 + (self.count - numbers.size + 0.5) / (numbers.size + 0.5))
        relative = self._relative_lengths(field)[numbers]
        impacts = (rarity * (_K1 + 1) * weights / (weights + _K1 * relative)).astype(np.float32)
        sparse = Postings(self.size, numbers, impacts)
        if numbers.size * _MANY < self.size:
            return sparse
        return Postings(self.size, None, sparse.everywhere(), sparse.bits)

    def _read_pair(self, field: str, first: str, second: str) -> int:
        held = [
            (part, part.segment.fields[field].beside(first, second))
            for part in self._parts
            if field in part.segment.fields
        ]
        numbers = self._together(held) if held else _NO_NUMBERS
        return bits.from_array(numbers[self._there[numbers]], self.size)

    @staticmethod
    def _together(held: Sequence[tuple[Part, Array]]) -> Array:
        """Return the numbers in the generation of what the parts hold; of the only part, without a copy."""
        if len(held) == 1 and not held[0][0].base:
            return held[0][1]
        return np.concatenate([ids + np.uint32(part.base) for part, ids in held])

    def _relative_lengths(self, field: str) -> Array:
        found = self._relative.get(field)
        if found is None:
            lengths = np.concatenate(
                [
                    part.segment.fields[field].lengths(part.segment.size)
                    if field in part.segment.fields
                    else np.zeros(part.segment.size, np.uint32)
                    for part in self._parts
                ]
            )
            average = lengths[self._there].mean() or 1.0
            # A short text is no better for being short: it may be all there is in this language.
            found = (1 - _B + _B * np.maximum(1.0, lengths / average)).astype(np.float32)
            self._relative[field] = found
        return found


def _while_beginning(terms: list[str], at: int, beginning: str) -> Iterator[str]:
    while at < len(terms) and terms[at].startswith(beginning):
        yield terms[at]
        at += 1
