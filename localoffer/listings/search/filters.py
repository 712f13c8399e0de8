"""For each value that families filter by, the set of listings that have it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from localoffer.listings.search import bits
from localoffer.listings.search.criteria import LAST_AGE, SearchCriteria
from localoffer.listings.search.documents import Vocabulary
from localoffer.listings.search.facts import OPEN, Facts
from localoffer.vocabulary import Access, Cost, Day, Fact, PartOfDay, WayIn

GROUPS = ("district", "need", "age")
SPACES_NOW = "now"


@dataclass(frozen=True)
class FilterSets:
    """The sets of one generation.

    A listing that is everywhere (whole county, online) is in every district, one for any need in every need; one that
    does not state its districts, needs or ages is in none of them and in ``unstated``. ``named`` holds for each
    district the listings that name it themselves.
    """

    everything: int
    values: Mapping[str, Mapping[str, int]]
    unstated: Mapping[str, int]
    named: Mapping[str, int]
    countywide: int
    known: Mapping[str, Collection[str]]

    def narrow(self, words: int, criteria: SearchCriteria) -> Narrowed:
        """Return what the chosen filters let through of the listings that the words let through."""
        return Narrowed(self, words, self._chosen(criteria))

    def _chosen(self, criteria: SearchCriteria) -> dict[str, int | None]:
        age = tuple(str(year) for year in criteria.years)
        asked = {"district": criteria.districts, "need": criteria.needs, "age": age}
        return {
            group: bits.union(self.values[group].get(code, 0) for code in codes) if codes else None
            for group, codes in asked.items()
        }


@dataclass(frozen=True)
class Narrowed:
    """One search over the sets: what the words let through, and what each group does (None where nothing is chosen)."""

    sets: FilterSets
    words: int
    chosen: Mapping[str, int | None]

    @cached_property
    def found(self) -> int:
        """The listings under the words and all groups."""
        return self._under(self.chosen)

    @property
    def total(self) -> int:
        return self.found.bit_count()

    @cached_property
    def apart(self) -> int:
        """The listings that would be found if what they do not state were what is asked."""
        widened = (held | self.sets.unstated[group] for group, held in self.chosen.items() if held is not None)
        return bits.common(widened, within=self.words) & ~self.found

    def counts(self) -> dict[str, dict[str, int]]:
        """Return for each group and value how many listings have it under the words and all other groups."""
        counts = {}
        for group in GROUPS:
            others = self._under(other for other in self.chosen if other != group)
            counts[group] = {code: (others & held).bit_count() for code, held in self.sets.values[group].items()}
        return counts

    def _under(self, groups: Iterable[str]) -> int:
        return bits.common((held for group in groups if (held := self.chosen[group]) is not None), within=self.words)


def build(facts: Mapping[int, Facts], size: int, vocabulary: Vocabulary) -> FilterSets:
    """Build the sets from the facts of each document of the index; ``size`` is above every document's number."""

    def where(numbers: Sequence[int]) -> int:
        return bits.from_numbers(numbers, size)

    everywhere = where([number for number, fact in facts.items() if fact.is_everywhere])
    any_need = where([number for number, fact in facts.items() if fact.any_need])
    named = _by_code({number: fact.districts for number, fact in facts.items()}, size)
    needs = _by_code({number: fact.needs for number, fact in facts.items()}, size)
    ages = _by_code({number: _years(fact) for number, fact in facts.items()}, size)
    return FilterSets(
        everything=where(list(facts)),
        values={
            "district": {choice.code: named.get(choice.code, 0) | everywhere for choice in vocabulary.districts},
            "need": {choice.code: needs.get(choice.code, 0) | any_need for choice in vocabulary.needs},
            "age": {str(year): ages.get(str(year), 0) for year in range(LAST_AGE + 1)},
        },
        unstated={
            "district": where([n for n, fact in facts.items() if not fact.states_place]),
            "need": where([n for n, fact in facts.items() if not fact.states_needs]),
            "age": where([n for n, fact in facts.items() if fact.ages is None]),
        },
        named=named,
        countywide=everywhere,
        known=_known(vocabulary),
    )


def _known(vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """Return the values that there are in each group, in the order in which they are shown."""
    return {
        "district": tuple(choice.code for choice in vocabulary.districts),
        "need": tuple(choice.code for choice in vocabulary.needs),
        "age": tuple(str(year) for year in range(LAST_AGE + 1)),
        "open": OPEN,
        "way": tuple(map(str, WayIn)),
        "cost": tuple(map(str, Cost)),
        "kind": tuple(choice.code for choice in vocabulary.kinds),
        "fact": tuple(map(str, Fact)),
        "access": tuple(map(str, Access)),
        "day": tuple(map(str, Day)),
        "time": tuple(map(str, PartOfDay)),
        "spaces": (SPACES_NOW,),
        "language": (),
    }


def _by_code(codes: Mapping[int, Sequence[str]], size: int) -> dict[str, int]:
    members: dict[str, list[int]] = {}
    for number, held in codes.items():
        for code in held:
            members.setdefault(code, []).append(number)
    return {code: bits.from_numbers(numbers, size) for code, numbers in members.items()}


def _years(fact: Facts) -> list[str]:
    if fact.ages is None:
        return []
    first, last = fact.ages
    return [str(year) for year in range(max(first, 0), min(last, LAST_AGE) + 1)]
