"""Words against postings: which listings a search's words let through, and how well each says them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from localoffer.listings.search import bits
from localoffer.listings.search.analysers import pair
from localoffer.listings.search.index import name_field, pair_field, text_field
from localoffer.listings.search.postings import Postings, PostingStore
from localoffer.listings.search.query import Concept, QueryReader, Saying
from localoffer.listings.search.words import is_too_common

_SHORTEST_BEGINNING = 3
_COMPLETION_WEIGHT = 0.5
_ENOUGH = (0.65, 0.4)
_COARSE = 5


@dataclass(frozen=True)
class Swap:
    """What was also looked for: ``typed`` is what stood in the search, ``means`` the words it was taken to mean."""

    typed: str
    means: tuple[str, ...]


@dataclass(frozen=True)
class Understood:
    """What the words of a search came to.

    ``bits`` are the listings that hold any of the words, ``ladder`` those that hold all, most, some and any of them,
    ``name_bits`` those that hold all in the name. ``is_browsing`` says that there was nothing to search for,
    ``ignored`` that something was typed all the same. ``is_partial`` says that some of what was found holds only some
    of the words, ``is_none_whole`` that no listing found holds all; ``unknown`` are the words that no listing holds;
    ``swaps`` what was also looked for; ``beginnings`` the words taken as the beginning of others.
    """

    bits: int = 0
    ladder: tuple[int, ...] = ()
    name_bits: int = 0
    is_browsing: bool = False
    ignored: bool = False
    is_partial: bool = False
    is_none_whole: bool = False
    unknown: tuple[str, ...] = ()
    swaps: tuple[Swap, ...] = ()
    beginnings: tuple[str, ...] = ()
    impacts: Sequence[Mapping[int, float]] = field(default=(), repr=False)
    rarities: Sequence[float] = field(default=(), repr=False)

    @property
    def whole_bits(self) -> int:
        """The listings that hold all the words."""
        return self.ladder[0] if self.ladder and not self.unknown else 0

    @property
    def is_alphabetical(self) -> bool:
        """Whether there is nothing that one listing could match better than another."""
        return self.is_browsing and not self.impacts

    def score(self, number: int) -> float:
        """Return how well a listing says the words: BM25, lowered by the weight of the words that it does not say."""
        score = covered = 0.0
        for position, impacts in enumerate(self.impacts):
            impact = impacts.get(number)
            if impact is not None:
                score += impact
                if position < len(self.rarities):
                    covered += self.rarities[position]
        return score * (covered / self._whole) if self.rarities else score

    @property
    def _whole(self) -> float:
        return sum(self.rarities) or 1.0


@dataclass(frozen=True)
class _Known:
    """A concept that at least one listing holds."""

    postings: Postings
    name_bits: int
    concept: Concept
    is_beginning: bool = False


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
            impacts = [found.postings.impacts for found in hinted]
            named = bits.union(found.name_bits for found in hinted)
            return Understood(is_browsing=True, ignored=bool(text) and not hinted, name_bits=named, impacts=impacts)
        known = [found for _, found in asked if found is not None]
        unknown = tuple(concept.typed for concept, found in asked if found is None)
        if not known:
            return Understood(unknown=unknown)
        return self._together(known, hinted, unknown)

    def _together(self, known: list[_Known], hinted: list[_Known], unknown: tuple[str, ...]) -> Understood:
        rarities = [self._rarity(found.postings) for found in known]
        everywhere = bits.union(found.postings.bits for found in known)
        together = bits.common((found.postings.bits for found in known), within=everywhere)
        return Understood(
            bits=everywhere,
            ladder=(together, *_mostly(known, rarities), everywhere),
            name_bits=0 if unknown else bits.common((found.name_bits for found in known), within=everywhere),
            unknown=unknown,
            swaps=tuple(Swap(found.concept.typed, found.concept.means) for found in known if found.concept.means),
            beginnings=tuple(found.concept.typed for found in known if found.is_beginning),
            impacts=[found.postings.impacts for found in (*known, *hinted)],
            rarities=rarities,
        )

    def _rarity(self, postings: Postings) -> float:
        return math.log(1 + self._store.count / max(1, postings.bits.bit_count()))

    def _look_up(self, concept: Concept) -> _Known | None:
        found = self._any_of(concept.sayings)
        if found.bits:
            return _Known(found, self._named(concept.sayings), concept)
        completed = self._completed(concept)
        found = self._any_of(completed)
        return _Known(found, self._named(completed), concept, is_beginning=True) if found.bits else None

    def _completed(self, concept: Concept) -> tuple[Saying, ...]:
        """Return the words that begin with the one that was typed, where only one was."""
        return tuple(
            Saying(saying.language, (term,), _COMPLETION_WEIGHT)
            for saying in concept.sayings
            if len(saying.terms) == 1 and len(saying.terms[0]) >= _SHORTEST_BEGINNING and not saying.in_order
            for term in self._store.completions(text_field(saying.language), saying.terms[0])
        )

    def _any_of(self, sayings: Sequence[Saying]) -> Postings:
        """Return the listings that hold any of the sayings; each counts by the one that it says best."""
        if len(sayings) == 1 and len(sayings[0].terms) == 1 and sayings[0].weight == 1.0:
            return self._store.get(text_field(sayings[0].language), sayings[0].terms[0])
        together = 0
        best: dict[int, float] = {}
        for saying in sayings:
            found, held = self._holding(saying)
            for number in bits.numbers(found):
                impact = saying.weight * sum(postings.impacts.get(number, 0.0) for postings in held)
                if impact > best.get(number, 0.0):
                    best[number] = impact
            together |= found
        return Postings(together, best)

    def _holding(self, saying: Saying) -> tuple[int, list[Postings]]:
        """Return the listings that hold a saying, and the postings that say how well."""
        held = [self._store.get(text_field(saying.language), term) for term in saying.terms]
        if not saying.in_order or len(saying.terms) == 1:
            return bits.common((postings.bits for postings in held), within=held[0].bits), held
        beside = zip(saying.terms, saying.terms[1:], strict=False)
        pairs = [self._store.get(pair_field(saying.language), pair(*terms)) for terms in beside]
        needed = [
            postings
            for term, postings in zip(saying.terms, held, strict=True)
            if not is_too_common(term, saying.language)
        ]
        return bits.common((postings.bits for postings in (*needed, *pairs)), within=pairs[0].bits), held

    def _named(self, sayings: Sequence[Saying]) -> int:
        named = 0
        for saying in sayings:
            held = [self._store.get(name_field(saying.language), term).bits for term in saying.terms]
            named |= bits.common(held, within=held[0])
        return named


def _mostly(known: Sequence[_Known], rarities: Sequence[float]) -> list[int]:
    """Return the listings that hold most of the words, and those that hold some; a rare word counts for more."""
    most = max(rarities)
    steps = [max(1, round(_COARSE * rarity / most)) for rarity in rarities]
    levels = [0] * (sum(steps) + 1)
    reached = 0
    for found, step in zip(known, steps, strict=True):
        for level in range(reached, 0, -1):
            levels[level + step] |= levels[level] & found.postings.bits
        levels[step] |= found.postings.bits
        reached += step
    return [bits.union(levels[math.ceil(part * reached) :]) for part in _ENOUGH]
