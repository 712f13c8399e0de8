"""Words against postings: which listings a search's words let through, and how well each says them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from localoffer.listings.search import bits
from localoffer.listings.search.index import name_field, text_field
from localoffer.listings.search.postings import Postings, PostingStore
from localoffer.listings.search.query import Concept, QueryReader, Saying

_SHORTEST_BEGINNING = 3
_COMPLETION_WEIGHT = 0.5


@dataclass(frozen=True)
class Swap:
    """What was also looked for: ``typed`` is what stood in the search, ``means`` the words it was taken to mean."""

    typed: str
    means: tuple[str, ...]


@dataclass(frozen=True)
class Understood:
    """What the words of a search came to.

    ``bits`` are the listings that the words let through, ``name_bits`` those that hold all of them in the name.
    ``is_browsing`` says that there was nothing to search for, ``ignored`` that something was typed all the same.
    ``is_partial`` says that no listing holds all the words, so that any of them was enough; ``unknown`` are the words
    that no listing holds; ``swaps`` what was also looked for; ``beginnings`` the words taken as the beginning of
    others.
    """

    bits: int = 0
    name_bits: int = 0
    is_browsing: bool = False
    ignored: bool = False
    is_partial: bool = False
    unknown: tuple[str, ...] = ()
    swaps: tuple[Swap, ...] = ()
    beginnings: tuple[str, ...] = ()
    impacts: Sequence[Mapping[int, float]] = field(default=(), repr=False)

    def score(self, number: int) -> float:
        """Return how well a listing says the words (BM25)."""
        return sum(impacts.get(number, 0.0) for impacts in self.impacts)


@dataclass(frozen=True)
class _Known:
    """A concept that at least one listing holds."""

    postings: Postings
    name_bits: int
    concept: Concept
    is_beginning: bool = False


class Matcher:
    """Reads a search's words and looks them up in one generation."""

    def __init__(self, store: PostingStore, reader: QueryReader) -> None:
        self._store = store
        self._reader = reader

    def understand(self, text: str, language: str) -> Understood:
        """Return what a text comes to for a reader of a language."""
        concepts = self._reader.read(text, language)
        if not concepts:
            return Understood(is_browsing=True, ignored=bool(text))
        looked_up = [(concept, self._look_up(concept)) for concept in concepts]
        known = [found for _, found in looked_up if found is not None]
        unknown = tuple(concept.typed for concept, found in looked_up if found is None)
        if not known:
            return Understood(unknown=unknown)
        everywhere = bits.union(found.postings.bits for found in known)
        together = bits.common((found.postings.bits for found in known), within=everywhere)
        return Understood(
            bits=together or everywhere,
            name_bits=0 if unknown else bits.common((found.name_bits for found in known), within=everywhere),
            is_partial=bool(unknown) or not together,
            unknown=unknown,
            swaps=tuple(Swap(found.concept.typed, found.concept.means) for found in known if found.concept.means),
            beginnings=tuple(found.concept.typed for found in known if found.is_beginning),
            impacts=[found.postings.impacts for found in known],
        )

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
            if len(saying.terms) == 1 and len(saying.terms[0]) >= _SHORTEST_BEGINNING
            for term in self._store.completions(text_field(saying.language), saying.terms[0])
        )

    def _any_of(self, sayings: Sequence[Saying]) -> Postings:
        """Return the listings that hold any of the sayings; each counts by the one that it says best."""
        if len(sayings) == 1 and len(sayings[0].terms) == 1 and sayings[0].weight == 1.0:
            return self._store.get(text_field(sayings[0].language), sayings[0].terms[0])
        together = 0
        best: dict[int, float] = {}
        for saying in sayings:
            held = [self._store.get(text_field(saying.language), term) for term in saying.terms]
            found = bits.common((postings.bits for postings in held), within=held[0].bits)
            for number in bits.numbers(found):
                impact = saying.weight * sum(postings.impacts[number] for postings in held)
                if impact > best.get(number, 0.0):
                    best[number] = impact
            together |= found
        return Postings(together, best)

    def _named(self, sayings: Sequence[Saying]) -> int:
        named = 0
        for saying in sayings:
            held = [self._store.get(name_field(saying.language), term).bits for term in saying.terms]
            named |= bits.common(held, within=held[0])
        return named
