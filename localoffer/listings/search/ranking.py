"""The order of what was found: the words first, then what serves the place, has room and was checked lately."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from localoffer.listings.search import bits
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.facts import Facts
from localoffer.listings.search.filters import FilterSets
from localoffer.listings.search.matching import Understood
from localoffer.vocabulary import Spaces

_SERVES_THE_DISTRICT = 0.15
_NAMES_THE_NEED = 0.30
_CHECKED_RECENTLY = 0.05
_OVERDUE = -0.05
_ROOM = {str(Spaces.AVAILABLE): 0.08, str(Spaces.FEW): 0.06, str(Spaces.FULL): -0.15}
_RECENTLY = 365
_FIRST = 5


@dataclass(frozen=True)
class Ranking:
    """What the order of one generation's listings depends on beside the words."""

    facts: Mapping[int, Facts]
    sets: FilterSets
    today: date

    def order(
        self, found: int, understood: Understood, criteria: SearchCriteria, alphabetical: Mapping[int, int]
    ) -> list[int]:
        """Return the listings of a set, the best first; from A to Z where there are no words to go by."""
        if understood.is_alphabetical:
            return sorted(bits.numbers(found), key=alphabetical.__getitem__)
        served = bits.union(self.sets.named.get(code, 0) for code in criteria.districts)
        own = frozenset(bits.numbers(served & found))
        named = frozenset(bits.numbers(understood.name_bits & found))

        def key(number: int) -> tuple[bool, float, int]:
            facts = self.facts[number]
            raised = 1 + (number in own) * _SERVES_THE_DISTRICT + self._worth(facts)
            raised += any(need in criteria.needs for need in facts.needs) * _NAMES_THE_NEED
            return number not in named, -understood.score(number) * raised, alphabetical[number]

        return self._with_countywide(sorted(bits.numbers(found), key=key))

    def _worth(self, facts: Facts) -> float:
        day = self.today.toordinal()
        recent = (facts.checked >= day - _RECENTLY) * _CHECKED_RECENTLY
        overdue = (0 < facts.review_due < day) * _OVERDUE
        return recent + overdue + _ROOM.get(facts.spaces, 0.0)

    def _with_countywide(self, ranked: Sequence[int]) -> list[int]:
        """Return the order with the best help for the whole county among the first few, where there is any."""
        kept = list(ranked)
        if any(self.facts[number].is_everywhere for number in kept[:_FIRST]):
            return kept
        for at in range(_FIRST, len(kept)):
            if self.facts[kept[at]].is_everywhere:
                kept.insert(_FIRST - 1, kept.pop(at))
                break
        return kept
