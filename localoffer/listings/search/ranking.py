"""The order of what was found: the words first, then what serves the place, has room and was checked lately."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, partial

import numpy as np

from localoffer import alphabets
from localoffer.council import Sinking
from localoffer.languages import ENGLISH, LANGUAGES, get
from localoffer.listings.search import bits
from localoffer.listings.search.arrays import Array
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.facts import Facts
from localoffer.listings.search.filters import FilterSets
from localoffer.listings.search.kept import Kept
from localoffer.listings.search.likeness import Likeness
from localoffer.listings.search.matching import Understood
from localoffer.listings.search.purposes import Purposes
from localoffer.vocabulary import Spaces

_SERVES_THE_DISTRICT = np.float32(0.15)
_NAMES_THE_NEED = np.float32(0.30)
_IN_THE_READERS_LANGUAGE = np.float32(0.20)
_CHECKED_RECENTLY = 0.05
_ROOM = {str(Spaces.AVAILABLE): 0.08, str(Spaces.FEW): 0.06, str(Spaces.FULL): -0.15}
_CLOSED = -0.9
_RECENTLY = 365
_A_MONTH = 31
_LEAST_WORTH = 0.01
_FIRST = 5

_ROOM_FOR_WORTHS = 4 << 20
_PLACE_BITS = np.uint64(31)
_IN_NAME = np.uint64(1 << 62)
_OPEN = np.uint64(1 << 61)
_LAST_PLACE = (1 << 31) - 1


class Ranking:
    """Orders the listings of one generation.

    Each listing gets one number that says all of its order: whether all words are in its name, how well it matches, and
    where it stands from A to Z. The highest are picked, and only these are sorted.
    """

    def __init__(
        self,
        facts: Mapping[int, Facts],
        sets: FilterSets,
        likeness: Likeness,
        purposes: Purposes,
        size: int,
        sinking: Sinking,
    ) -> None:
        """Take the facts of each listing by its number, which is below ``size``, and how an overdue one sinks."""
        self._sinking = sinking
        self._sets = sets
        self._likeness = likeness
        self._purposes = purposes
        self._size = size
        self._checked = np.zeros(size, np.int32)
        self._review_due = np.zeros(size, np.int32)
        self._spaces_stated = np.zeros(size, np.int32)
        self._room = np.zeros(size, np.float32)
        for number, fact in facts.items():
            self._checked[number] = fact.checked
            self._review_due[number] = fact.review_due
            self._spaces_stated[number] = fact.spaces_stated
            self._room[number] = _CLOSED if fact.is_closed else _ROOM.get(fact.spaces, 0.0)
        self._open = bits.mask(sets.everything & ~sets.closed, size) * _OPEN
        self._countywide = {code: _open_to_all(code, facts, sets, size) for code in LANGUAGES}
        self._everywhere = {code: bits.mask(held, size) for code, held in self._countywide.items()}
        self._is_everywhere = {code: mask.tobytes() for code, mask in self._everywhere.items()}
        self._from_the_end = cache(partial(_from_the_end, facts, size))
        self._translated = {code: _named_in(code, facts, size) for code in LANGUAGES if code != ENGLISH.code}
        self._kept: Kept[tuple[object, ...], Array] = Kept(_ROOM_FOR_WORTHS, lambda worths: worths.nbytes)

    def best(
        self,
        found: int,
        *,
        text: str,
        understood: Understood,
        criteria: SearchCriteria,
        language: str,
        today: date,
        most: int,
    ) -> list[int]:
        """Return the first listings of a set, the best first; from A to Z where there is nothing to go by.

        Without words, what names a need or a district that was asked for comes first. The best help for the whole
        county is among the first few, where there is any.
        """
        if not found or not has_best(understood, criteria):
            return self.by_name(found, language, most)
        numbers = bits.to_array(found, self._size)
        scores = self._raised(criteria, language, today).take(numbers)
        if not understood.is_alphabetical:
            says = self._purposes.raised(numbers, understood.scores(found, numbers), text, language)
            scores = self._likeness.raised(numbers, says, scores)
        # Floats that are not negative stand in the same order as the whole numbers that have their bits.
        keys = scores.view(np.uint32).astype(np.uint64) << _PLACE_BITS
        keys |= self._from_the_end(language).take(numbers)
        if in_name := understood.name_bits & found:
            keys[numbers.searchsorted(bits.to_array(in_name, self._size))] |= _IN_NAME
        ranked = _highest(numbers, keys, max(most, _FIRST))
        return self._with_countywide(ranked, numbers, keys, language)[:most]

    def countywide(self, language: str) -> int:
        """Return what is open and helps the whole county, but for groups that are held in another language alone."""
        return self._countywide[language]

    def by_name(self, found: int, language: str, most: int) -> list[int]:
        """Return the first listings of a set from A to Z by their names in a language, closed ones last."""
        numbers = bits.to_array(found, self._size)
        keys = self._open.take(numbers) | self._from_the_end(language).take(numbers)
        return _highest(numbers, keys, most)

    def by_checked(self, found: int, language: str, most: int) -> list[int]:
        """Return the first listings of a set, that which was checked last first, closed ones last."""
        numbers = bits.to_array(found, self._size)
        keys = self._checked.take(numbers).astype(np.uint64) << _PLACE_BITS
        keys |= self._open.take(numbers) | self._from_the_end(language).take(numbers)
        return _highest(numbers, keys, most)

    def fitting(self, found: int, understood: Understood, needs: Sequence[str], language: str, most: int) -> list[int]:
        """Return the first listings of a set that the words did not choose: those that say the words best, then those
        that name one of the needs, then that which was checked last.
        """
        numbers = bits.to_array(found, self._size)
        says = understood.scores(found, numbers) if understood.known else np.zeros(numbers.size)
        names = bits.mask(bits.union(self._sets.named_needs.get(code, 0) for code in needs), self._size).take(numbers)
        alphabetical = self._from_the_end(language).take(numbers)
        order = np.lexsort((alphabetical, self._checked.take(numbers), names, says))[::-1]
        first: list[int] = numbers[order][:most].tolist()
        return first

    def nearest(self, ranked: Sequence[int], found: int, language: str) -> list[int]:
        """Return listings ordered by distance with help for the whole county among the first few: what is far from
        nobody has no distance, and would come last.
        """
        everywhere = found & self.countywide(language)
        if not everywhere or self._has_countywide(ranked, language):
            return list(ranked)
        return _among_the_first(self.by_checked(everywhere, language, 1)[0], ranked)[: len(ranked)]

    def places(self, language: str) -> Array:
        """Return for each number the listing's place from A to Z by its name in a language."""
        return np.uint64(_LAST_PLACE) - self._from_the_end(language)

    def _raised(self, criteria: SearchCriteria, language: str, today: date) -> Array:
        """Return by how much the match of each listing counts more for what it offers."""
        key = criteria.districts, criteria.needs, language, today
        found = self._kept.get(key)
        if found is None:
            found = self._worth(today).copy()
            if language in self._translated:
                found += self._translated[language] * _IN_THE_READERS_LANGUAGE
            for named, asked, more in (
                (self._sets.named, criteria.districts, _SERVES_THE_DISTRICT),
                (self._sets.named_needs, criteria.needs, _NAMES_THE_NEED),
            ):
                if any_named := bits.union(named.get(code, 0) for code in asked):
                    found += bits.mask(any_named, self._size) * more
            self._kept.keep(key, found)
        return found

    def _worth(self, today: date) -> Array:
        """Return by how much the match of each listing counts more for what it said when."""
        day = today.toordinal()
        recent = (self._checked >= day - _RECENTLY) * _CHECKED_RECENTLY
        last = day - self._sinking.after_days
        overdue = (self._review_due > 0) & (self._review_due < last)
        overdue |= (self._spaces_stated > 0) & (self._spaces_stated < last - _A_MONTH * self._sinking.spaces_months)
        worth = 1 + recent - overdue * self._sinking.percent / 100 + self._room
        return np.maximum(worth, _LEAST_WORTH).astype(np.float32)

    def _with_countywide(self, ranked: Sequence[int], numbers: Array, keys: Array, language: str) -> list[int]:
        """Return the order with the best help for the whole county among the first few, where there is any."""
        if self._has_countywide(ranked, language):
            return list(ranked)
        everywhere = self._everywhere[language].take(numbers).nonzero()[0]
        if not everywhere.size:
            return list(ranked)
        return _among_the_first(int(numbers[everywhere[keys[everywhere].argmax()]]), ranked)

    def _has_countywide(self, ranked: Sequence[int], language: str) -> bool:
        is_everywhere = self._is_everywhere[language]
        return any(is_everywhere[number] for number in ranked[:_FIRST])


def has_best(understood: Understood, criteria: SearchCriteria) -> bool:
    """Return whether one listing can match a search better than another, by its words or what was ticked."""
    return not understood.is_alphabetical or bool(criteria.needs or criteria.districts)


def _among_the_first(best: int, ranked: Sequence[int]) -> list[int]:
    others = [number for number in ranked if number != best]
    return [*others[: _FIRST - 1], best, *others[_FIRST - 1 :]]


def _highest(numbers: Array, keys: Array, most: int) -> list[int]:
    """Return the numbers that have the highest keys, the highest first."""
    if numbers.size > most:
        chosen = keys.argpartition(numbers.size - most)[numbers.size - most :]
        numbers, keys = numbers[chosen], keys[chosen]
    ranked: list[int] = numbers[keys.argsort()[::-1]].tolist()
    return ranked


def _open_to_all(language: str, facts: Mapping[int, Facts], sets: FilterSets, size: int) -> int:
    spoken = {language, ENGLISH.code}
    others = (number for number, fact in facts.items() if fact.languages and spoken.isdisjoint(fact.languages))
    return sets.countywide & ~sets.closed & ~bits.from_numbers(others, size)


def _named_in(language: str, facts: Mapping[int, Facts], size: int) -> Array:
    """Return for each number whether the listing can be read in a language."""
    found = np.zeros(size, bool)
    found[[number for number, fact in facts.items() if language in fact.names]] = True
    return found


def _from_the_end(facts: Mapping[int, Facts], size: int, language: str) -> Array:
    """Return for each listing how many places it stands before the last possible one from A to Z."""

    alphabet = alphabets.of(get(language))

    def key(number: int) -> tuple[alphabets.Key, int]:
        names = facts[number].names
        return alphabet.key(names.get(language) or names["en"]), facts[number].listing_id

    found = np.zeros(size, np.uint64)
    found[sorted(facts, key=key)] = _LAST_PLACE - np.arange(len(facts))
    return found
