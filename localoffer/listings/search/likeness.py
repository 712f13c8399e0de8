"""How like listings are to those that say a search best: what says its words in passing is unlike them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from localoffer.listings.search.arrays import Array, passing
from localoffer.listings.search.facts import Facts
from localoffer.listings.search.fields import text_field
from localoffer.listings.search.postings import PostingStore

_WORDS = 128
_HELD_BY_MOST = 0.2
_AXES = 32
_KINDS = np.float32(0.7)
_BEST = 3
_COMPARED = 100


class Likeness:
    """Knows of each listing which kinds of support it is, and which it says of the words that many listings say.

    Two are alike by the angle between what is known of them. Words that stand together are taken together, which keeps
    it small. Every listing is in English.
    """

    def __init__(self, facts: Mapping[int, Facts], store: PostingStore) -> None:
        said = _said(store)
        axes = np.linalg.eigh(said.T @ said).eigenvectors[:, -_AXES:]
        self._known = even(np.hstack((even(_kinds(facts, store.size)) * _KINDS, even(said @ axes))))

    def raised(self, numbers: Array, scores: Array, others: Array) -> Array:
        """Return how well listings match, more for those that are like the few that say the words best.

        Only the first ones are compared, which leaves the order of the rest as it is.

        Args:
            numbers: the listings.
            scores: how well each says the words.
            others: by how much the match of each counts more for other reasons.
        """
        matches = scores * others
        first = slice(None) if numbers.size <= _COMPARED else matches.argpartition(-_COMPARED)[-_COMPARED:]
        known = self._known.take(numbers[first], axis=0)
        said = scores[first]
        best = said.argsort()[-_BEST:]
        # What says the words half as well counts a quarter.
        wanted = np.square(said[best]) @ known[best]
        length = np.sqrt(wanted @ wanted)
        if length:
            # Rounded, so that those that are the same stay in order from A to Z.
            matches[first] *= 1 + (known @ (wanted / length)).round(2)
        return matches


def _said(store: PostingStore) -> Array:
    """Return for each listing how much it says of each word that many listings hold."""
    field = text_field("en")
    words = store.often_held(field, _WORDS, below=_HELD_BY_MOST)
    said = passing(store.size, len(words))
    for place, term in enumerate(words):
        said[:, place] = store.get(field, term).everywhere()
    return said


def _kinds(facts: Mapping[int, Facts], size: int) -> Array:
    """Return for each listing and kind of support whether it is one."""
    every = {kind for fact in facts.values() for kind in fact.kinds}
    places = {kind: place for place, kind in enumerate(sorted(every))}
    found = np.zeros((size, len(places)), np.float32)
    for number, fact in facts.items():
        for kind in fact.kinds:
            found[number, places[kind]] = 1
    return found


def even(rows: Array) -> Array:
    """Make rows as long as 1, where they are, and return them; one of nothing stays so."""
    lengths = np.sqrt(np.einsum("ij,ij->i", rows, rows))[:, np.newaxis]
    np.divide(rows, lengths, out=rows, where=lengths > 0)
    return rows
