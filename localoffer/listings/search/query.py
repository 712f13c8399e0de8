"""What the words of a search mean: each a concept that can be said in several ways."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from localoffer.listings.search.words import Word, as_typed, terms, words

_MOST_CONCEPTS = 16
_LONGEST_PHRASE = 6
_SYNONYM_WEIGHT = 0.6


class Saying(NamedTuple):
    """One way to say a concept: all of these terms of a language; ``weight`` is how sure it is."""

    language: str
    terms: tuple[str, ...]
    weight: float


@dataclass(frozen=True)
class Concept:
    """A word, or a phrase that the synonyms know, and the ways to say it. ``typed`` is what stood in the search."""

    typed: str
    sayings: tuple[Saying, ...]
    means: tuple[str, ...] = ()


@dataclass
class _Phrases:
    """The phrases of one language by their terms."""

    known: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    longest: int = 1


class QueryReader:
    """Reads what families type with the synonyms of one generation."""

    def __init__(self, synonyms: Iterable[tuple[str, str, tuple[str, ...]]]) -> None:
        self._phrases: dict[str, _Phrases] = {}
        for language, phrase, means in synonyms:
            key = tuple(word.term for word in words(phrase, language))
            if key and len(key) <= _LONGEST_PHRASE:
                phrases = self._phrases.setdefault(language, _Phrases())
                phrases.known[key] = means
                phrases.longest = max(phrases.longest, len(key))

    def read(self, text: str, language: str) -> list[Concept]:
        """Return the concepts of a text for a reader of a language; words are also looked for in English.

        Words that are too common to be searched for are left out.
        """
        languages = (language,) if language == "en" else (language, "en")
        asked = _Asked(text, {code: words(text, code) for code in languages})
        found: list[Concept] = []
        at = 0
        while at < asked.length and len(found) < _MOST_CONCEPTS:
            concept, used = self._phrase_at(asked, at) or (asked.word(at), 1)
            if concept is not None and concept.sayings not in [known.sayings for known in found]:
                found.append(concept)
            at += used
        return found

    def _phrase_at(self, asked: _Asked, at: int) -> tuple[Concept, int] | None:
        """Return the longest known phrase that begins at a word, and how many words it has."""
        longest = max((phrases.longest for phrases in self._phrases.values()), default=0)
        for length in range(min(longest, asked.length - at), 0, -1):
            for language in asked.spoken:
                phrases = self._phrases.get(language)
                means = phrases.known.get(asked.key(language, at, length)) if phrases else None
                if means is not None:
                    return asked.phrase(language, at, length, means), length
        return None


@dataclass(frozen=True)
class _Asked:
    """A text word by word, in each language that it may be in; the words stand at the same places in all of them."""

    text: str
    spoken: dict[str, list[Word]]

    @property
    def length(self) -> int:
        return len(next(iter(self.spoken.values())))

    def key(self, language: str, at: int, length: int) -> tuple[str, ...]:
        return tuple(word.term for word in self.spoken[language][at : at + length])

    def word(self, at: int) -> Concept | None:
        own = self._own(at, 1)
        return Concept(as_typed(self.text, at, at), own) if own else None

    def phrase(self, language: str, at: int, length: int, means: Sequence[str]) -> Concept:
        """Return a known phrase with what it means, without what says the same as the phrase or as a meaning before."""
        own = self._own(at, length)
        others = {tuple(terms(meaning, language)): meaning for meaning in reversed(means)}
        kept = {said: others[said] for said in reversed(others) if said and said not in {held.terms for held in own}}
        sayings = (*own, *(Saying(language, said, _SYNONYM_WEIGHT) for said in kept))
        return Concept(as_typed(self.text, at, at + length - 1), sayings, tuple(kept.values()))

    def _own(self, at: int, length: int) -> tuple[Saying, ...]:
        spans = {code: said[at : at + length] for code, said in self.spoken.items()}
        kept = {code: tuple(word.term for word in span if not word.is_stop) for code, span in spans.items()}
        return tuple(Saying(code, held, 1.0) for code, held in kept.items() if held)
