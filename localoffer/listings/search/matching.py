"""Words against postings: which listings a search's words let through, and how well each says them."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterator, Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np

from localoffer.listings.search import bits
from localoffer.listings.search.arrays import Array
from localoffer.listings.search.fields import text_field
from localoffer.listings.search.holding import SURE, Held, Holdings
from localoffer.listings.search.postings import Postings, PostingStore
from localoffer.listings.search.query import Concept, QueryReader, Saying

_SHORTEST_BEGINNING = 3
_COMPLETION_WEIGHT = 0.5
_ENOUGH = (0.65, 0.4)
_COARSE = 5
_PLAIN = 0.2
_MOST_TOLD = 3
_EVERY = -1
"""Every listing that there is, as a set."""


class Swap(NamedTuple):
    """What was also looked for: ``typed`` is what stood in the search, ``means`` the first of what it was taken for."""

    typed: str
    means: tuple[str, ...]


class _Known(NamedTuple):
    """A concept that at least one listing holds.

    ``postings`` are all of them, ``bits`` those that it lets through. ``typed_bits`` hold it as it was typed,
    ``together_bits`` with its words together, ``typed_name_bits`` in the name, and ``other_bits`` only in other words
    that come near to it; ``name_bits`` have any of these words in the name. ``worth`` is how much it counts beside the
    others.
    """

    postings: Postings
    bits: int
    name_bits: int
    rarity: float
    concept: Concept
    is_beginning: bool = False
    typed_bits: int = 0
    together_bits: int = 0
    typed_name_bits: int = 0
    other_bits: int = 0
    worth: float = 1.0

    @property
    def share(self) -> float:
        """How much of the search it is."""
        return self.rarity * self.worth


class Understood(NamedTuple):
    """What the words of a search came to.

    ``bits`` are the listings that hold any of the words, ``whole_bits`` those that hold all of them, ``name_bits``
    those that hold all in the name. ``typed_bits``, ``typed_whole_bits`` and ``typed_name_bits`` are the same of the
    words as they were typed, of which those of a phrase stand together where it is held whole.
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
    typed_bits: int = 0
    typed_whole_bits: int = 0
    typed_name_bits: int = 0
    known: Sequence[_Known] = ()
    hinted: Sequence[_Known] = ()

    def said_otherwise(self, numbers: Sequence[int]) -> list[tuple[str, ...]]:
        """Return for each of some listings the words of the search that it has not, but others that mean the same."""
        others = [(found.concept.typed, found.other_bits) for found in self.known if found.other_bits]
        return [tuple(typed for typed, held in others if held >> number & 1) for number in numbers]

    def ladder(self) -> Iterator[int]:
        """Yield the listings that hold all the words that tell, then those that hold most, some and any of them.

        What nearly every listing says in place of a word comes last. Where some words became filters, and the others
        are only the beginning of what somebody says ("sun", of "Sunday"), none of these is needed.
        """
        if not self.known:
            return
        telling = (found.bits for found in self.known if found.worth == 1.0)
        yield bits.common(telling, within=self.bits)
        if len(self.known) > 1:
            yield from _mostly(self.known)
        yield self.bits
        if all(found.is_beginning for found in self.known) and any(found.concept.is_part for found in self.hinted):
            yield _EVERY

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
        self._holdings = Holdings(store)
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
        return Understood(
            whole_bits=0 if unknown else _all([found.postings.bits for found in known]),
            name_bits=0 if unknown else _all([found.name_bits for found in known]),
            unknown=unknown,
            swaps=tuple(
                Swap(found.concept.typed, found.concept.means[:_MOST_TOLD]) for found in known if found.concept.means
            ),
            beginnings=tuple(found.concept.typed for found in known if found.is_beginning),
            bits=bits.union(found.postings.bits for found in known),
            typed_bits=bits.union(found.typed_bits for found in known),
            typed_whole_bits=0 if unknown else _all([found.together_bits for found in known]),
            typed_name_bits=0 if unknown else _all([found.typed_name_bits for found in known]),
            known=known,
            hinted=hinted,
        )

    def _look_up(self, concept: Concept) -> _Known | None:
        held = self._holdings.of(concept.sayings)
        is_beginning = not held
        if is_beginning:
            held = self._holdings.of(self._completed(concept))
        if not held:
            return None
        found = self._holdings.any_of(held)
        rarity = math.log(1 + self._store.count / (_surely(held) or found.count))
        if len(held) == 1 and held[0].is_as_typed:
            # as most words are, which is sooner told
            said, named = held[0].bits, self._holdings.named(held[0].saying)
            together = named if held[0].is_apart else said
            return _Known(found, said, named, rarity, concept, is_beginning, said, together, named)
        in_names = [self._holdings.named(one.saying) for one in held]
        typed = [(one, in_name) for one, in_name in zip(held, in_names, strict=True) if one.is_as_typed]
        # a name is short: there its words are together in any order
        together = bits.union(in_name if one.is_apart else one.bits | in_name for one, in_name in typed)
        named = bits.union(in_name for one, in_name in zip(held, in_names, strict=True) if one.may_be_named)
        return _Known(
            postings=found,
            bits=bits.union(one.bits for one in held if not one.is_wide) | named or found.bits,
            name_bits=named,
            rarity=rarity,
            concept=concept,
            is_beginning=is_beginning,
            typed_bits=bits.union(one.bits for one, _ in typed),
            together_bits=together,
            typed_name_bits=bits.union(in_name for _, in_name in typed),
            other_bits=bits.union(one.bits for one in held if one.is_near) & ~together,
        )

    def _completed(self, concept: Concept) -> tuple[Saying, ...]:
        """Return the words that begin with the one that was typed, where only one was."""
        return tuple(
            Saying(saying.language, (term,), _COMPLETION_WEIGHT)
            for saying in concept.sayings
            if len(saying.terms) == 1 and len(saying.terms[0]) >= _SHORTEST_BEGINNING and not saying.in_order
            for term in self._store.completions(text_field(saying.language), saying.terms[0])
        )


def _surely(held: Sequence[Held]) -> int:
    """Return how many listings hold a concept in the words that come nearest to it; 0 where there are none."""
    return bits.union(one.bits for one in held if one.saying.weight >= SURE).bit_count()


def _all(sets: Sequence[int]) -> int:
    return bits.common(sets, within=sets[0])


def _sum(arrays: Sequence[Array]) -> Array:
    return reduce(operator.add, arrays)


def _phrases_first(known: list[_Known]) -> list[_Known]:
    """Return what is known, with the other words worth less where some are known to tell what is wanted.

    What is only the beginning of what somebody says tells less than any whole word.
    """
    telling = [found.concept.tells for found in known]
    if not any(telling):
        telling = [not found.is_beginning for found in known]
    if not any(telling):
        return known
    return [found if tells else found._replace(worth=_PLAIN) for tells, found in zip(telling, known, strict=True)]


def _mostly(known: Sequence[_Known]) -> Iterator[int]:
    """Yield the listings that hold most of the words, and those that hold some; a rare word counts for more."""
    most = max(found.share for found in known)
    levels = [0]
    for found in known:
        step = max(1, round(_COARSE * found.share / most))
        held = found.bits
        raised = [held, *(level & held for level in levels[1:])]
        levels += [0] * step
        for level, listings in enumerate(raised, start=step):
            levels[level] |= listings
    for part in _ENOUGH:
        yield bits.union(levels[math.ceil(part * (len(levels) - 1)) :])
