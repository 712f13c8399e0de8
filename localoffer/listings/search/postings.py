"""A term's postings, read from Whoosh once and then kept: which listings hold it, and how much it says of each."""

from __future__ import annotations

import math
import threading
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from localoffer.listings.search import bits

_K1 = 1.2
_B = 0.75
_MOST_COMPLETIONS = 20


class Postings(NamedTuple):
    """The listings that hold a term, as a set, and the BM25 weight of the term in each."""

    bits: int
    impacts: dict[int, float]


NOTHING = Postings(0, {})


class PostingStore:
    """Reads postings of one generation on first use. Safe to use from several threads.

    Whoosh moves one file position per open index, so only one thread at a time may read.
    """

    def __init__(self, reader: Any) -> None:
        self._reader = reader
        self._size: int = reader.doc_count_all()
        self._count: int = reader.doc_count()
        self._lock = threading.Lock()
        self._kept: dict[tuple[str, str], Postings] = {}
        self._lexicons: dict[str, list[str]] = {}
        self._lengths: dict[str, list[float]] = {}

    @property
    def count(self) -> int:
        """How many listings there are."""
        return self._count

    def get(self, field: str, term: str) -> Postings:
        """Return the postings of a term; empty where no listing holds it."""
        found = self._kept.get((field, term))
        if found is None:
            if not self.holds(field, term):
                return NOTHING
            with self._lock:
                found = self._kept[field, term] = self._read(field, term)
        return found

    def completions(self, field: str, beginning: str) -> list[str]:
        """Return a few terms of a field that begin with the given letters, in order."""
        lexicon = self._lexicon(field)
        at = bisect_left(lexicon, beginning)
        return list(islice(_while_beginning(lexicon, at, beginning), _MOST_COMPLETIONS))

    def spellings(self, field: str) -> dict[str, int]:
        """Return every term of a field with how many listings hold it."""
        with self._lock:
            return {text.decode(): self._reader.doc_frequency(field, text) for text in self._reader.lexicon(field)}

    def holds(self, field: str, term: str) -> bool:
        """Return whether any listing holds a term."""
        lexicon = self._lexicon(field)
        at = bisect_left(lexicon, term)
        return at < len(lexicon) and lexicon[at] == term

    def _lexicon(self, field: str) -> list[str]:
        found = self._lexicons.get(field)
        if found is None:
            with self._lock:
                found = self._lexicons[field] = sorted(text.decode() for text in self._reader.lexicon(field))
        return found

    def _read(self, field: str, term: str) -> Postings:
        lengths = self._lengths.get(field)
        if lengths is None:
            lengths = self._lengths[field] = self._relative_lengths(field)
        matcher = self._reader.postings(field, term)
        weights: dict[int, float] = {}
        while matcher.is_active():
            weights[matcher.id()] = matcher.weight()
            matcher.next()
        rarity = math.log(1 + (self._count - len(weights) + 0.5) / (len(weights) + 0.5))
        impacts = {
            number: rarity * weight * (_K1 + 1) / (weight + _K1 * lengths[number]) for number, weight in weights.items()
        }
        return Postings(bits.from_numbers(impacts, self._size), impacts)

    def _relative_lengths(self, field: str) -> list[float]:
        lengths = [self._reader.doc_field_length(number, field) or 0 for number in range(self._size)]
        average = sum(lengths) / max(1, self._count) or 1.0
        # A short text is no better for being short: it may be all there is in this language.
        return [1 - _B + _B * max(1.0, length / average) for length in lengths]


def _while_beginning(lexicon: list[str], at: int, beginning: str) -> Iterator[str]:
    while at < len(lexicon) and lexicon[at].startswith(beginning):
        yield lexicon[at]
        at += 1
