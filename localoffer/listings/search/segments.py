"""An opened generation: the segments that it is made of, each with its terms and the facts of its listings.

A segment never changes. One that two generations share is opened once; each generation has its own list of which of
the segment's listings are gone.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh import index as whoosh_index

from localoffer.listings.search.codec import fields_of
from localoffer.listings.search.facts import Facts
from localoffer.listings.search.fields import KEY, Key
from localoffer.listings.search.inverted import Inverted


@dataclass(frozen=True)
class Segment:
    """What was written at one time. A listing's number in it is its place among ``facts``."""

    name: str
    facts: Sequence[Facts | None]
    fields: Mapping[str, Inverted]

    @property
    def size(self) -> int:
        """How many listings were written."""
        return len(self.facts)


@dataclass(frozen=True)
class Part:
    """A segment within a generation: what is added to its numbers there, and the numbers that are gone."""

    segment: Segment
    base: int
    gone: frozenset[int]

    def listings(self) -> Iterator[tuple[int, Facts]]:
        """Yield each listing's number in the generation with its facts."""
        for number, facts in enumerate(self.segment.facts):
            if facts is not None and number not in self.gone:
                yield self.base + number, facts


def open_parts(folder: Path, before: Sequence[Part] = ()) -> tuple[Part, ...]:
    """Open the generation in a folder. What the one before, whose parts are given, shares with it is not read again."""
    opened = {part.segment.name: part.segment for part in before}
    parts = []
    with _leaves(folder) as leaves:
        for leaf, base in leaves:
            name, gone = leaf.segment().segment_id(), frozenset(leaf.segment().deleted_docs())
            segment = opened.get(name) or Segment(name, _facts(leaf, gone), fields_of(leaf))
            parts.append(Part(segment, base, gone))
    return tuple(parts)


@dataclass(frozen=True)
class Written:
    """What a writer needs to know of a segment within a generation: the key of each listing, by number there."""

    name: str
    size: int
    keys: Mapping[int, Key]


def written(folder: Path) -> list[Written]:
    """Return what the segments of the generation in a folder hold."""
    found = []
    with _leaves(folder) as leaves:
        for leaf, base in leaves:
            gone = frozenset(leaf.segment().deleted_docs())
            told = fields_of(leaf)[KEY].first_holders()
            keys = {base + number: Key.read(term) for term, number in told if number not in gone}
            found.append(Written(leaf.segment().segment_id(), leaf.doc_count_all(), keys))
    return found


@contextmanager
def _leaves(folder: Path) -> Iterator[list[tuple[Any, int]]]:
    """Lend Whoosh's reader of each segment, with what is added to its numbers."""
    reader = whoosh_index.open_dir(str(folder), readonly=True).reader()
    try:
        yield [(leaf, base) for leaf, base in reader.leaf_readers() if leaf.doc_count_all()]
    finally:
        reader.close()


def _facts(leaf: Any, gone: Container[int]) -> tuple[Facts | None, ...]:
    return tuple(
        None if number in gone else Facts.from_stored(leaf.stored_fields(number)["facts"])
        for number in range(leaf.doc_count_all())
    )
