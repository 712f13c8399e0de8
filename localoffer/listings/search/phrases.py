"""What families say for what listings say: phrases of one language, found by their words in order or by their gist.

The gist of a phrase is what is left without the words that say nothing of what is wanted: "won't sleep", "he can't get
to sleep" and "sleep problems" have the same one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from localoffer.listings.search.words import Word, first_term, fold, words

Key = tuple[str, ...]
Means = tuple[str, ...]

_LONGEST = 8
_MOST_OF_A_GIST = 4
_MOST_WORDS_AROUND = 10
_DENIED = "-"
_OF_A_PERSON = "@"
_MARKS = frozenset({_DENIED, _OF_A_PERSON})
_PLURALS = ("'s", "ies", "es", "s")
_SHORTEST_SINGULAR = 3


class Phrases:
    """The phrases of one language with what each means; of two that are the same to the index, the last counts."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._whole: dict[Key, Means] = {}
        self._alone: dict[str, list[tuple[str, Means]]] = {}
        self._gists: dict[Key, Means] = {}
        self._beginnings: set[str] = set()
        self._longest: dict[str, int] = {}
        self._meant: set[str] = set()

    def add(self, phrase: str, means: Means) -> None:
        """Take a phrase; one that is too long or has no word is left out."""
        said = words(phrase, self._language)
        key = tuple(word.term for word in said)
        if not key or len(key) > _LONGEST:
            return
        self._meant.update(meaning for meaning in means if " " not in meaning)
        self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))
        if len(key) == 1:
            self._alone.setdefault(key[0], []).append((_singular(phrase, self._language), means))
        else:
            self._whole[key] = means
        for used, gist in _gists(said):
            if all(_is_passed_over(word) for word in said[used:]):
                self._gists.setdefault(gist, means)
                self._beginnings.add(next(part for part in gist if part not in _MARKS))

    def knows(self, term: str) -> bool:
        """Return whether a word is a phrase of its own."""
        return term in self._alone

    @cached_property
    def meant(self) -> frozenset[str]:
        """The single words that phrases mean, as terms: what they say is worth looking for."""
        return frozenset(first_term(meaning, self._language) for meaning in self._meant)

    def alone(self, term: str, typed: str) -> Means | None:
        """Return what one word means, None where it is no phrase.

        "Parenting" has the stem of "parents", and is more than that: a word is not taken for a longer one.
        """
        plain = fold(typed)
        fitting = [(len(held), means) for held, means in self._alone.get(term, ()) if plain.startswith(held)]
        return max(fitting, key=lambda one: one[0])[1] if fitting else None

    def at(self, said: Sequence[Word], typed: str, shortest: int) -> tuple[int, Means] | None:
        """Return how many words the longest phrase has that begins with the first word, and what it means.

        Args:
            said: the words from where the phrase is to begin.
            typed: the first word as it was typed.
            shortest: how many words it must have.
        """
        terms = tuple(word.term for word in said[:_LONGEST])
        for length in range(min(self._longest.get(terms[0], 0), len(terms)), max(shortest, 2) - 1, -1):
            if (means := self._whole.get(terms[:length])) is not None:
                return length, means
        means = self.alone(terms[0], typed) if shortest <= 1 else None
        return (1, means) if means is not None else None

    def by_gist(self, said: Sequence[Word]) -> tuple[int, Means] | None:
        """Return how many words a phrase takes that says the same as they do, and what it means; the longest one."""
        first = said[0]
        # Most words begin no phrase, which is quickly seen.
        if not (first.denies or first.troubles or (first.term in self._beginnings and not _is_passed_over(first))):
            return None
        known = [(used, self._gists[gist]) for used, gist in _gists(said[:_MOST_WORDS_AROUND]) if gist in self._gists]
        return known[-1] if known else None


def phrases_of(synonyms: Iterable[tuple[str, str, Means]]) -> dict[str, Phrases]:
    """Return the phrases of each language among synonyms: a language, a phrase, and what it means."""
    found: dict[str, Phrases] = {}
    for language, phrase, means in synonyms:
        found.setdefault(language, Phrases(language)).add(phrase, means)
    return found


def _is_passed_over(word: Word) -> bool:
    return word.is_stop or word.is_beside or word.is_person


def _gists(said: Sequence[Word]) -> Iterator[tuple[int, Key]]:
    """Yield what the first so many words come to, where that can be told from what others say."""
    gist = _Gist()
    for used, word in enumerate(said, 1):
        if gist.ends_before(word):
            return
        if (key := gist.with_word(word)) is not None:
            yield used, key


class _Gist:
    """What is left of words, taken one by one.

    Two words that say something can be told from others, and one that is denied or done to a person ("won't sleep",
    "watch my son").
    """

    def __init__(self) -> None:
        self._held: list[str] = []
        self._marks: tuple[str, ...] = ()
        self._is_of_person = False
        self._tells = False

    def ends_before(self, word: Word) -> bool:
        """Return whether a word belongs to what is said next: "no" denies what stands after it."""
        return len(self._held) == _MOST_OF_A_GIST or (word.denies and bool(self._held))

    def with_word(self, word: Word) -> Key | None:
        """Take one more word, and return what all come to; None where that is nothing new or says too little."""
        if word.denies or word.troubles:
            self._marks = (_DENIED,)
        elif word.is_person and self._held and not self._is_of_person:
            self._is_of_person = True
            return (*self._marks, _OF_A_PERSON, *self._held) if self._tells else None
        elif _is_passed_over(word):
            return None
        else:
            self._held.append(word.term)
            self._tells = self._tells or not word.says_little
        return (*self._marks, *self._held) if self._held and (self._marks or len(self._held) > 1) else None


def _singular(phrase: str, language: str) -> str:
    """Return what a word must begin with to be this one: in English, the word without its plural."""
    if language != "en":
        return ""
    plain = fold(phrase)
    for ending in _PLURALS:
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST_SINGULAR:
            return plain.removesuffix(ending)
    return plain.removesuffix("y") if len(plain) > _SHORTEST_SINGULAR else plain
