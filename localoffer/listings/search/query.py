"""What the words of a search mean: each a concept that can be said in several ways."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from localoffer.listings.search.phrases import Phrases
from localoffer.listings.search.tokens import Token, tokens
from localoffer.listings.search.words import Word, first_term, is_too_common, terms, words

FIRST_MEANING = 0.7
"""What the meaning that stands first weighs."""

_MOST_CONCEPTS = 12
_NEXT_MEANING = 0.9
_LEAST_MEANING = 0.1
_APART_WEIGHT = 0.6
_HINT_WEIGHT = 0.8
_SLIGHT_WEIGHT = 0.2
_SHORTEST_HALF = 3
_LONGEST_JOINED = 16

Holds = Callable[[str, str], bool]
HoldsPair = Callable[[str, str, str], bool]
"""Whether any listing holds a term, given its language and the term."""


class Saying(NamedTuple):
    """One way to say a concept: all of these terms of a language; ``weight`` is how sure it is.

    Where ``in_order`` the terms stand one after the other. One that ``is_other`` has not the words that were typed, but
    words that mean the same. One that ``is_left_over`` is the one word of a phrase that is not too common.
    """

    language: str
    terms: tuple[str, ...]
    weight: float
    in_order: bool = False
    is_other: bool = False
    is_left_over: bool = False


class Concept(NamedTuple):
    """A word, or a phrase that the synonyms know, and the ways to say it. ``typed`` is what stood in the search.

    One that is only a hint need not be said: it makes a match better. A hint that ``is_part`` has become a filter. One
    that ``tells`` is known to say what is wanted: a phrase, or a word that phrases mean.
    """

    typed: str
    sayings: tuple[Saying, ...]
    means: tuple[str, ...] = ()
    is_hint: bool = False
    is_part: bool = False
    tells: bool = False


class QueryReader:
    """Reads what families type with the phrases of each language."""

    def __init__(self, phrases: Mapping[str, Phrases], holds: Holds, holds_pair: HoldsPair) -> None:
        self._holds = holds
        self._holds_pair = holds_pair
        self._phrases = phrases

    def knows(self, language: str, term: str) -> bool:
        """Return whether a word is one that the synonyms know."""
        phrases = self._phrases.get(language)
        return phrases is not None and phrases.knows(term)

    def read(self, text: str, language: str, hints: Iterable[str] = ()) -> list[Concept]:
        """Return the concepts of a text for a reader of a language; words are also looked for in English.

        Words that are too common to be searched for are left out. ``hints`` need not be said.
        """
        found = self._said(text, language)
        for hint in hints:
            for concept in self._said(hint, language):
                lighter = tuple(saying._replace(weight=saying.weight * _HINT_WEIGHT) for saying in concept.sayings)
                found.append(concept._replace(sayings=lighter, is_hint=True, is_part=True))
        return _asking_something(found[:_MOST_CONCEPTS])

    def _said(self, text: str, language: str) -> list[Concept]:
        found: list[Concept] = []
        for _, said in groupby(tokens(text), key=lambda token: token.quote):
            found += self._read_span(_Asked(text, list(said), language), [known.sayings for known in found])
        return found

    def _read_span(self, asked: _Asked, known: list[tuple[Saying, ...]]) -> Iterable[Concept]:
        if asked.said[0].quote:
            if concept := asked.quoted():
                yield concept
            return
        at = 0
        while at < len(asked.said):
            concept, used = (
                self._phrase_at(asked, at) or self._in_two_spellings(asked, at) or (asked.word(at, self._tells), 1)
            )
            if concept is not None and concept.sayings not in known:
                known.append(concept.sayings)
                yield concept
            at += used

    def _tells(self, saying: Saying) -> bool:
        """Return whether phrases mean a word, so that it is known to say something."""
        phrases = self._phrases.get(saying.language)
        return phrases is not None and saying.terms[0] in phrases.meant

    def _phrase_at(self, asked: _Asked, at: int) -> tuple[Concept, int] | None:
        """Return the longest known phrase that begins at a word, and how many words it has."""
        # A very common word alone is no phrase: "his" has the stem of the acronym HI.
        shortest = 2 if asked.is_small(at) else 1
        best: tuple[int, str, Sequence[str]] | None = None
        for language in asked.languages:
            if (phrases := self._phrases.get(language)) is None:
                continue
            said = asked.words(language, at)
            found = phrases.at(said, asked.said[at].typed, shortest)
            if (found is None or found[0] == 1) and len(said) > 1:
                joined = phrases.alone(asked.joined(language, at), asked.joined_typed(at))
                found = (2, joined) if joined is not None else found
            for one in (found, phrases.by_gist(said)):
                if one is not None and (best is None or one[0] > best[0]):
                    best = one[0], language, one[1]
        if best is None:
            return None
        used, language, means = best
        return asked.phrase(language, at, used, means), used

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
    """A part of a search word by word, as each language knows its words."""

    def __init__(self, text: str, said: Sequence[Token], language: str) -> None:
        self.text = text
        self.said = said
        self.language = language
        self.languages = ("en",) if language == "en" else (language, "en")
        self._words = {code: tuple([token.word(code) for token in said]) for code in self.languages}

    def typed(self, at: int, length: int) -> str:
        return self.text[self.said[at].start : self.said[at + length - 1].end]

    def key(self, language: str, at: int, length: int) -> tuple[str, ...]:
        return tuple(word.term for word in self._words[language][at : at + length])

    def words(self, language: str, at: int) -> tuple[Word, ...]:
        """Return the words from one on as a language knows them."""
        return self._words[language][at:]

    def joined_typed(self, at: int) -> str:
        """Return two words written as one."""
        return self.said[at].typed + self.said[at + 1].typed

    def joined(self, language: str, at: int) -> str:
        """Return two words as the term that they are when they are written as one."""
        return first_term(self.joined_typed(at), language)

    def word(self, at: int, tells: Callable[[Saying], bool]) -> Concept | None:
        """Return a word as a concept, None for one that is too common; ``tells`` says whether it is known."""
        own = self.own(at, 1)
        if not own:
            return None
        is_known = any(map(tells, own))
        says_little = any(self.said[at].word(code).says_little for code in self.languages)
        if says_little:
            own = tuple(saying._replace(weight=_SLIGHT_WEIGHT) for saying in own)
        return Concept(self.typed(at, 1), own, is_hint=says_little, tells=is_known)

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
        for place, (said, meaning) in enumerate(kept.items()):
            whole = _in_terms(meaning, language)[1]
            # What stands first comes nearest to what was typed.
            weight = max(_LEAST_MEANING, FIRST_MEANING * _NEXT_MEANING**place)
            sayings += _in_order_first((Saying(language, said, weight, is_other=True),), language, whole)
        return Concept(self.typed(at, length), tuple(sayings), tuple(kept.values()), tells=True)

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
    return [concept._replace(is_hint=False) for concept in found]


def _in_order_first(sayings: tuple[Saying, ...], language: str, whole: tuple[str, ...]) -> Iterable[Saying]:
    """Yield ways to say a phrase: its words one after the other, and for less the same words anywhere.

    One word of what a phrase means says too little without the others: "run off" is not "run".
    """
    for saying in sayings:
        if len(whole) > 1 and saying.language == language:
            yield saying._replace(terms=whole, in_order=True)
            if not saying.is_other or len(saying.terms) > 1:
                is_left_over = len(saying.terms) == 1
                yield saying._replace(weight=saying.weight * _APART_WEIGHT, is_left_over=is_left_over)
        else:
            yield saying
