"""For each value that families filter by, the set of listings that have it; and what a search lets through of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from localoffer.listings.search import bits
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.filter_groups import AllOf, AnyOf, AtOneVenue, Counts, Passed, Week
from localoffer.listings.search.nearness import Near, Nearness
from localoffer.listings.search.tally import Tally

_PLACE, _ACCESS, _WHEN = "district", "access", "when"


@dataclass(frozen=True)
class FilterSets:
    """The sets of one generation.

    A listing that is everywhere (whole county, online) is in every district, one for any need in every need. One that
    does not state its district, need, age, cost, way in, spaces, times, or its answer to a fact, has none of their
    values; a filter leaves it apart from the rest, as it may have what was asked. ``named`` holds for each district the
    listings that name it themselves, ``named_needs`` the same for each need, ``known`` for each group the values that
    there are; ``closed`` are the listings that are closed for a time, ``online`` those that are used from anywhere.
    """

    everything: int
    countywide: int
    online: int
    closed: int
    named: Mapping[str, int]
    named_needs: Mapping[str, int]
    known: Mapping[str, Collection[str]]
    nearness: Nearness
    any_of: Mapping[str, AnyOf]
    all_of: Mapping[str, AllOf]
    access: AtOneVenue
    week: Week
    tally: Tally

    def narrow(self, words: int, criteria: SearchCriteria, near: Near | None = None) -> Narrowed:
        """Return what the chosen filters let through of the listings that the words let through.

        Args:
            words: the listings that the words let through.
            criteria: what was asked for; its ``postcode`` counts only as ``near``.
            near: where the family is; it then finds what serves its district or the whole county, and what has a venue
                within the miles of the criteria; in another council's area, the latter and what is online.
        """
        return Narrowed(self, words, criteria, self._passed(criteria, near))

    def _passed(self, criteria: SearchCriteria, near: Near | None) -> dict[str, Passed]:
        """Return for each group in which something was chosen what it lets through."""
        passed: dict[str, Passed] = {}
        chosen = {code for code, _ in criteria.chosen}
        for code in chosen - {_PLACE, "day", "time"}:
            passed[code] = self._ticked(code).passed(criteria.values(code))
        if _PLACE in chosen or near is not None:
            reached = self._reached(near, criteria.miles) if near is not None else 0
            passed[_PLACE] = self.any_of[_PLACE].passed(criteria.districts, reached)
        if "day" in chosen or "time" in chosen:
            passed[_WHEN] = self.week.passed(criteria.values("day"), criteria.values("time"))
        return passed

    def _ticked(self, code: str) -> AnyOf | AllOf | AtOneVenue:
        return self.any_of.get(code) or self.all_of.get(code) or self.access

    def _reached(self, near: Near, miles: int) -> int:
        """Return the listings that come to a family or are near it."""
        around = self.nearness.within(near.point, miles) if near.point is not None else 0
        return around | (self.online if near.is_outside else self.countywide) | self.named.get(near.district or "", 0)


class Narrowed:
    """One search over the sets: what the words let through, and what each group does in which something was chosen.

    ``found`` are the listings under the words and all groups.
    """

    def __init__(self, sets: FilterSets, words: int, criteria: SearchCriteria, passed: Mapping[str, Passed]) -> None:
        self._sets = sets
        self._words = words
        self._criteria = criteria
        self._passed = passed
        self.found = bits.common((held.sure for held in passed.values()), within=words)

    def with_words(self, words: int) -> Narrowed:
        """Return the same filters over other listings that the words let through."""
        return Narrowed(self._sets, words, self._criteria, self._passed)

    @property
    def total(self) -> int:
        return self.found.bit_count()

    @property
    def apart(self) -> int:
        """The listings that would be found if what they do not state were what is asked."""
        return bits.common((passed.maybe for passed in self._passed.values()), within=self._words) & ~self.found

    def counts(self) -> dict[str, Counts]:
        """Return for each group and value how many listings have it under the words and all other groups.

        Where all chosen values must hold, each of them is a group of its own. What was found is then what all others
        let through; so it is for a group in which nothing was chosen.
        """
        sets, values = self._sets, self._criteria.values
        counts = sets.tally.counts(self.found)
        for code in self._passed.keys() & sets.any_of.keys():
            counts[code] = sets.any_of[code].counts(self._without(code))
        if _ACCESS in self._passed:
            counts[_ACCESS] = sets.access.counts(self.found, values(_ACCESS))
        if _WHEN in self._passed:
            others = self._without(_WHEN)
            counts["day"] = sets.week.count_days(others, values("time"))
            counts["time"] = sets.week.count_times(others, values("day"))
        return counts

    def _without(self, left_out: str) -> int:
        others = (passed.sure for group, passed in self._passed.items() if group != left_out)
        return bits.common(others, within=self._words)
