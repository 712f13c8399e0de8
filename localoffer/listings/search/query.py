"""What the words of a search mean: each a concept that can be said in several ways."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from localoffer.listings.search.tokens import Token, tokens
from localoffer.listings.search.words import first_term, is_too_common, terms, words

_MOST_CONCEPTS = 12
_LONGEST_PHRASE = 6
_SYNONYM_WEIGHT = 0.7
_APART_WEIGHT = 0.6
_HINT_WEIGHT = 0.8
_SLIGHT_WEIGHT = 0.4
_SHORTEST_HALF = 3
_LONGEST_JOINED = 16

Holds = Callable[[str, str], bool]
HoldsPair = Callable[[str, str, str], bool]
"""Whether any listing holds a term, given its language and the term."""


class Saying(NamedTuple):
    """One way to say a concept: all of these terms of a language; ``weight`` is how sure it is.

    Where ``in_order`` the terms stand one after the other. One that ``is_other`` has not the words that were typed, but
    words that mean the same.
    """

    language: str
    terms: tuple[str, ...]
    weight: float
    in_order: bool = False
    is_other: bool = False


@dataclass(frozen=True)
class Concept:
    """A word, or a phrase that the synonyms know, and the ways to say it. ``typed`` is what stood in the search.

    One that is only a hint need not be said: it makes a match better. A hint that ``is_part`` has become a filter.
    """

    typed: str
    sayings: tuple[Saying, ...]
    means: tuple[str, ...] = ()
    is_hint: bool = False
    is_part: bool = False


@dataclass
class _Phrases:
    """The phrases of one language by their terms, and how long those that begin with a term are."""

    known: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)


class QueryReader:
    """Reads what families type with the synonyms of one generation."""

    def __init__(
        self, synonyms: Iterable[tuple[str, str, tuple[str, ...]]], holds: Holds, holds_pair: HoldsPair
    ) -> None:
        self._holds = holds
        self._holds_pair = holds_pair
        self._phrases: dict[str, _Phrases] = {}
        for language, phrase, means in synonyms:
            key = tuple(word.term for word in words(phrase, language))
            if key and len(key) <= _LONGEST_PHRASE:
                phrases = self._phrases.setdefault(language, _Phrases())
                phrases.known[key] = means
                phrases.longest[key[0]] = max(phrases.longest.get(key[0], 0), len(key))

    def knows(self, language: str, term: str) -> bool:
        """Return whether a word is one that the synonyms know."""
        phrases = self._phrases.get(language)
        return phrases is not None and (term,) in phrases.known

    def read(self, text: str, language: str, hints: Iterable[str] = ()) -> list[Concept]:
        """Return the concepts of a text for a reader of a language; words are also looked for in English.

        Words that are too common to be searched for are left out. ``hints`` need not be said.
        """
        found: list[Concept] = []
        for _, said in groupby(tokens(text), key=lambda token: token.quote):
            found += self._read_span(_Asked(text, list(said), language), [known.sayings for known in found])
        for hint in hints:
            asked = _Asked(hint, tokens(hint), language)
            for concept in self._read_span(asked, []) if asked.said else ():
                lighter = tuple(saying._replace(weight=saying.weight * _HINT_WEIGHT) for saying in concept.sayings)
                found.append(replace(concept, sayings=lighter, is_hint=True, is_part=True))
        return _asking_something(found[:_MOST_CONCEPTS])

    def _read_span(self, asked: _Asked, known: list[tuple[Saying, ...]]) -> Iterable[Concept]:
        if asked.said[0].quote:
            if concept := asked.quoted():
                yield concept
            return
        at = 0
        while at < len(asked.said):
            concept, used = self._phrase_at(asked, at) or self._in_two_spellings(asked, at) or (asked.word(at), 1)
            if concept is not None and concept.sayings not in known:
                known.append(concept.sayings)
                yield concept
            at += used

    def _phrase_at(self, asked: _Asked, at: int) -> tuple[Concept, int] | None:
        """Return the longest known phrase that begins at a word, and how many words it has."""
        # A very common word alone is no phrase: "his" has the stem of the acronym HI.
        shortest = 2 if asked.is_small(at) else 1
        found: tuple[Concept, int] | None = None
        for language in asked.languages:
            phrases = self._phrases.get(language)
            if phrases is None:
                continue
            longest = phrases.longest.get(asked.terms[language][at], 0)
            for length in range(min(longest, len(asked.said) - at), shortest - 1, -1):
                means = phrases.known.get(asked.key(language, at, length))
                if means is not None and (found is None or length > found[1]):
                    found = asked.phrase(language, at, length, means), length
            if found is None and at + 1 < len(asked.said):
                means = phrases.known.get((asked.joined(language, at),))
                found = (asked.phrase(language, at, 2, means), 2) if means is not None else None
        return found

    def _in_two_spellings(self, asked: _Asked, at: int) -> tuple[Concept, int] | None:
        """Return the concept of a word that others write as two, or of two words that others write as one."""
        for language in asked.languages:
            if at + 1 < len(asked.said):
                joined = asked.joined(language, at)
                apart = [asked.said[at + step].word(language) for step in (0, 1)]
                if self._holds(language, joined) and not any(word.is_stop for word in apart):
                    own = asked.own(at, 2)
                    return Concept(asked.typed(at, 2), (*own, Saying(language, (joined,), 1.0))), 2
            halves = self.halves(asked.said[at].typed, language)
            if halves:
                return Concept(asked.typed(at, 1), (Saying(language, halves, 1.0, in_order=True),)), 1
        return None

    def halves(self, typed: str, language: str) -> tuple[str, ...]:
        """Return the two words that a word nobody says is made of."""
        if self._holds(language, first_term(typed, language)) or len(typed) > _LONGEST_JOINED:
            return ()
        for cut in range(_SHORTEST_HALF, len(typed) - _SHORTEST_HALF + 1):
            first, second = first_term(typed[:cut], language), first_term(typed[cut:], language)
            # Most words have no half that anybody says, which is quickly seen.
            says_much = self._says_much(first, language) and self._says_much(second, language)
            if says_much and self._holds_pair(language, first, second):
                return first, second
        return ()

    def _says_much(self, term: str, language: str) -> bool:
        return self._holds(language, term) and not is_too_common(term, language)


class _Asked:
    """A part of a search word by word; ``terms`` are the words as terms of each language."""

    def __init__(self, text: str, said: Sequence[Token], language: str) -> None:
        self.text = text
        self.said = said
        self.language = language
        self.languages = ("en",) if language == "en" else (language, "en")
        self.terms = {code: tuple([token.word(code).term for token in said]) for code in self.languages}

    def typed(self, at: int, length: int) -> str:
        return self.text[self.said[at].start : self.said[at + length - 1].end]

    def key(self, language: str, at: int, length: int) -> tuple[str, ...]:
        return self.terms[language][at : at + length]

    def joined(self, language: str, at: int) -> str:
        """Return two words as the term that they are when they are written as one."""
        return first_term(self.said[at].typed + self.said[at + 1].typed, language)

    def word(self, at: int) -> Concept | None:
        own = self.own(at, 1)
        if not own:
            return None
        says_little = any(self.said[at].word(code).says_little for code in self.languages)
        if says_little:
            own = tuple(saying._replace(weight=_SLIGHT_WEIGHT) for saying in own)
        return Concept(self.typed(at, 1), own, is_hint=says_little)

    def quoted(self) -> Concept | None:
        """Return the words in quotes: all of them, as they are and in this order."""
        own = tuple(Saying(code, self.key(code, 0, len(self.said)), 1.0, in_order=True) for code in self.languages)
        return Concept(self.typed(0, len(self.said)), own) if self.said else None

    def phrase(self, language: str, at: int, length: int, means: Sequence[str]) -> Concept:
        """Return a known phrase with what it means, without what says the same as the phrase or as a meaning before."""
        own = self.own(at, length)
        others = {_in_terms(meaning, language)[0]: meaning for meaning in reversed(means)}
        kept = {said: others[said] for said in reversed(others) if said and said not in {held.terms for held in own}}
        sayings = [*_in_order_first(own, language, self.key(language, at, length))]
        for said, meaning in kept.items():
            whole = _in_terms(meaning, language)[1]
            sayings += _in_order_first((Saying(language, said, _SYNONYM_WEIGHT, is_other=True),), language, whole)
        return Concept(self.typed(at, length), tuple(sayings), tuple(kept.values()))

    def own(self, at: int, length: int) -> tuple[Saying, ...]:
        kept = {code: self._kept(code, at, length) for code in self.languages}
        return tuple(Saying(code, held, 1.0) for code, held in kept.items() if held)

    def _kept(self, language: str, at: int, length: int) -> tuple[str, ...]:
        found = (token.word(language) for token in self.said[at : at + length] if not self._is_small(token))
        return tuple(word.term for word in found if not word.is_stop and word.term)

    def is_small(self, at: int) -> bool:
        """Return whether a word is too common to be searched for."""
        return self._is_small(self.said[at])

    def _is_small(self, token: Token) -> bool:
        # Polish "dla" is not the acronym DLA.
        return token.word(self.language).is_stop and not token.typed.isupper()


@lru_cache(maxsize=4_000)
def _in_terms(meaning: str, language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the terms of what a synonym means, without the words that are too common and with them."""
    return tuple(terms(meaning, language)), tuple(word.term for word in words(meaning, language))


def _asking_something(found: list[Concept]) -> list[Concept]:
    """Return the concepts of a search; words that say little must be said only where there is nothing else."""
    if not found or any(not concept.is_hint or concept.is_part for concept in found):
        return found
    return [replace(concept, is_hint=False) for concept in found]


def _in_order_first(sayings: tuple[Saying, ...], language: str, whole: tuple[str, ...]) -> Iterable[Saying]:
    """Yield ways to say a phrase: its words one after the other, and for less the same words anywhere."""
    for saying in sayings:
        if len(whole) > 1 and saying.language == language:
            yield saying._replace(terms=whole, in_order=True)
            yield saying._replace(weight=saying.weight * _APART_WEIGHT)
        else:
            yield saying
