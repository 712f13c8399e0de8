"""What the words of a search mean: each a concept that can be said in several ways."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from localoffer.listings.search.words import Word, terms, words

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
        spoken = {code: words(text, code) for code in languages}
        found: list[Concept] = []
        at, end = 0, len(spoken[language])
        while at < end and len(found) < _MOST_CONCEPTS:
            concept, used = self._phrase_at(spoken, at) or (_single(spoken, at), 1)
            if concept is not None and concept.sayings not in [known.sayings for known in found]:
                found.append(concept)
            at += used
        return found

    def _phrase_at(self, spoken: dict[str, list[Word]], at: int) -> tuple[Concept, int] | None:
        """Return the longest known phrase that begins at a word, and how many words it has."""
        longest = max((phrases.longest for phrases in self._phrases.values()), default=0)
        for length in range(longest, 0, -1):
            for language, said in spoken.items():
                span = said[at : at + length]
                phrases = self._phrases.get(language)
                key = tuple(word.term for word in span)
                if phrases is not None and len(span) == length and key in phrases.known:
                    means = phrases.known[key]
                    return _phrase(spoken, at, length, language, means), length
        return None


def _phrase(spoken: dict[str, list[Word]], at: int, length: int, language: str, means: Sequence[str]) -> Concept:
    own = _as_typed({code: said[at : at + length] for code, said in spoken.items()})
    others = [Saying(language, tuple(terms(meaning, language)), _SYNONYM_WEIGHT) for meaning in means]
    typed = " ".join(word.typed for word in spoken[language][at : at + length])
    return Concept(typed, (*own, *(saying for saying in others if saying.terms)), tuple(means))


def _single(spoken: dict[str, list[Word]], at: int) -> Concept | None:
    own = _as_typed({code: said[at : at + 1] for code, said in spoken.items()})
    return Concept(next(iter(spoken.values()))[at].typed, own) if own else None


def _as_typed(spans: dict[str, list[Word]]) -> tuple[Saying, ...]:
    kept = {code: tuple(word.term for word in span if not word.is_stop) for code, span in spans.items()}
    return tuple(Saying(code, held, 1.0) for code, held in kept.items() if held)
