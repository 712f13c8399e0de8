"""What each listing is for, as families ask for it: learnt from what they type when it is what they need."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import NamedTuple

import numpy as np

from localoffer.languages import ENGLISH
from localoffer.listings.search.arrays import Array, passing
from localoffer.listings.search.fields import asked_field, text_field
from localoffer.listings.search.likeness import even
from localoffer.listings.search.postings import PostingStore
from localoffer.listings.search.tokens import tokens

_WORDS = 400
_AXES = 32
_LEAST_HELD = 0.1
_WORTH = np.float32(0.5)
_ALIKE = 0.4


class _Typed(NamedTuple):
    """What families type in one language: how rare each word is, and where it and each listing stand among the axes.

    A word stands the farther from the middle the rarer it is, a listing as far as any other.
    """

    rarity: Mapping[str, float]
    words: Mapping[str, Array]
    listings: Array

    def fitting(self, said: set[str], numbers: Array) -> Array | None:
        """Return how near listings are to some words, from -1 to 1; None where nobody types these.

        None, too, where the axes hold next to nothing of them: what is left would point anywhere.
        """
        known = [term for term in said if term in self.rarity]
        if not known:
            return None
        wanted = reduce(operator.add, (self.words[term] for term in known))
        length = math.sqrt(wanted @ wanted)
        if length < _LEAST_HELD * math.hypot(*(self.rarity[term] for term in known)):
            return None
        near: Array = self.listings.take(numbers, axis=0) @ (wanted / np.float32(length))
        return near


class Purposes:
    """Knows of each listing the words that families type for it.

    Words that are typed for the same listings are taken together: "can't sit still" is near to what is typed for the
    same clubs as "fidgets", and a search for it brings these up without having that word.
    """

    def __init__(self, store: PostingStore) -> None:
        self._store = store
        # What is typed in other languages is read when somebody first searches in them.
        self._typed: dict[str, _Typed | None] = {}
        self.warm([ENGLISH.code])

    @property
    def languages(self) -> list[str]:
        """Those that are ready: English, and those in which somebody has searched."""
        return list(self._typed)

    def warm(self, languages: Iterable[str]) -> None:
        """Make ready what the first search in each language would wait for."""
        for language in languages:
            self._typed_in(language)

    def raised(self, numbers: Array, scores: Array, text: str, language: str) -> Array:
        """Return how well listings say the words of a search, more for those for which families type what is like it.

        Args:
            numbers: the listings.
            scores: how well each says the words.
            text: the whole search.
            language: of the reader.
        """
        said = tokens(text)
        near = [
            fitting
            for code in dict.fromkeys((language, ENGLISH.code))
            if (typed := self._typed_in(code)) is not None
            and (fitting := typed.fitting({token.word(code).term for token in said}, numbers)) is not None
        ]
        if not near:
            return scores
        # Rounded, so that those that are the same stay in order from A to Z.
        raised: Array = scores + np.maximum.reduce(near).round(2).clip(0) * (_WORTH * scores.max())
        return raised

    def alike(self, number: int) -> list[int]:
        """Return the listings for which families type what is like that for one, itself among them."""
        typed = self._typed_in(ENGLISH.code)
        if typed is None:
            return []
        near = typed.listings @ typed.listings[number]
        found: list[int] = (near >= _ALIKE).nonzero()[0].tolist()
        return found

    def _typed_in(self, language: str) -> _Typed | None:
        if language not in self._typed:
            self._typed[language] = _typed(self._store, language)
        return self._typed[language]


def _typed(store: PostingStore, language: str) -> _Typed | None:
    """Return what families type in a language, None where nobody has noted it.

    A listing for which nobody has stands where its own text puts it, so that it is not behind the others.
    """
    words = store.often_held(asked_field(language), _WORDS, below=1)
    if not words:
        return None
    typed = _said(store, asked_field(language), words)
    axes = np.linalg.eigh(typed.T @ typed).eigenvectors[:, -_AXES:]
    listings = typed @ axes
    silent = ~typed.any(axis=1)
    # It takes 1,600 bytes for each listing, and so does the next.
    del typed
    listings[silent] = (_said(store, text_field(language), words) @ axes)[silent]
    held = (store.frequency(asked_field(language), term) for term in words)
    rarity = [math.log(1 + store.count / times) for times in held]
    told = axes * np.array(rarity, np.float32)[:, np.newaxis]
    return _Typed(dict(zip(words, rarity, strict=True)), dict(zip(words, told, strict=True)), even(listings))


def _said(store: PostingStore, field: str, words: Sequence[str]) -> Array:
    """Return how much each listing says of some words in a field, all listings alike."""
    said = passing(store.size, len(words))
    for place, term in enumerate(words):
        said[:, place] = store.impacts(field, term)
    return even(said)
