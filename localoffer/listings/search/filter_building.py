"""Building the sets that families filter by from the facts of every listing, once for each generation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from localoffer.listings.search import bits
from localoffer.listings.search.criteria import LAST_AGE
from localoffer.listings.search.documents import Vocabulary
from localoffer.listings.search.facts import OPEN, SPACES_NOW, Facts
from localoffer.listings.search.filter_groups import AllOf, AnyOf, AtOneVenue, Sets, Week
from localoffer.listings.search.filters import FilterSets
from localoffer.listings.search.nearness import Nearness
from localoffer.listings.search.reading import Codes
from localoffer.listings.search.tally import Tally
from localoffer.vocabulary import Access, Cost, Coverage, Day, Fact, PartOfDay, WayIn

_YEARS = tuple(str(year) for year in range(LAST_AGE + 1))
_Known = Mapping[str, Sequence[str]]
_Code = TypeVar("_Code", bound=Hashable)


def build(facts: Mapping[int, Facts], size: int, vocabulary: Vocabulary) -> FilterSets:
    """Build the sets from the facts of each document of the index; ``size`` is above every document's number."""
    listings = _Listings(facts, size)
    known = _known(vocabulary, facts)
    named = _Named(
        districts=listings.by_code(lambda fact: fact.districts),
        needs=listings.by_code(lambda fact: fact.needs),
        everywhere=listings.where(lambda fact: fact.is_everywhere),
    )
    any_of, all_of = _any_of(listings, known, named), _all_of(listings, known)
    access = AtOneVenue(listings.by_code(_offers), known["access"])
    week = Week(listings.by_code(lambda fact: fact.times), listings.where(lambda fact: not fact.times))
    counted: dict[str, Sets] = {code: group.sets for code, group in any_of.items()}
    counted |= {code: group.sets for code, group in all_of.items()}
    counted |= {"access": access.sets, "day": week.days, "time": week.times}
    return FilterSets(
        everything=listings.everything,
        countywide=named.everywhere,
        online=listings.where(lambda fact: fact.coverage == Coverage.ONLINE),
        closed=listings.where(lambda fact: fact.is_closed),
        named=named.districts,
        named_needs=named.needs,
        known=known,
        nearness=Nearness({number: fact.spots for number, fact in facts.items() if fact.spots}, size),
        any_of=any_of,
        all_of=all_of,
        access=access,
        week=week,
        tally=Tally(counted, size),
    )


class _Named(NamedTuple):
    """Who names each district and each need, and who is everywhere."""

    districts: dict[str, int]
    needs: dict[str, int]
    everywhere: int


class _Listings:
    """The listings of one generation, to be gathered into sets."""

    def __init__(self, facts: Mapping[int, Facts], size: int) -> None:
        self._facts = facts
        self._size = size
        self.everything = bits.from_numbers(facts, size)

    def where(self, holds: Callable[[Facts], bool]) -> int:
        """Return the listings of which something holds."""
        return bits.from_numbers((number for number, fact in self._facts.items() if holds(fact)), self._size)

    def by_code(self, codes: Callable[[Facts], Iterable[_Code]]) -> dict[_Code, int]:
        """Return for each code the listings that have it."""
        members: dict[_Code, list[int]] = defaultdict(list)
        for number, fact in self._facts.items():
            for code in codes(fact):
                members[code].append(number)
        return {code: bits.from_numbers(numbers, self._size) for code, numbers in members.items()}

    def any_of(
        self,
        known: Iterable[str],
        codes: Callable[[Facts], Iterable[str]],
        is_silent: Callable[[Facts], bool] | None = None,
    ) -> AnyOf:
        """Return a group whose values are codes that listings have."""
        held = self.by_code(codes)
        return AnyOf({code: held.get(code, 0) for code in known}, self.where(is_silent) if is_silent else 0)


def _any_of(listings: _Listings, known: _Known, named: _Named) -> dict[str, AnyOf]:
    any_need = listings.where(lambda fact: fact.any_need)
    return {
        "district": AnyOf(
            {code: named.districts.get(code, 0) | named.everywhere for code in known["district"]},
            listings.where(lambda fact: not fact.states_place),
        ),
        "need": AnyOf(
            {code: named.needs.get(code, 0) | any_need for code in known["need"]},
            listings.where(lambda fact: not fact.states_needs),
        ),
        "age": listings.any_of(known["age"], _years, lambda fact: fact.ages is None),
        "way": listings.any_of(known["way"], lambda fact: fact.ways, lambda fact: not fact.ways),
        "cost": listings.any_of(known["cost"], lambda fact: (fact.cost,), lambda fact: not fact.cost),
        "kind": listings.any_of(known["kind"], lambda fact: fact.kinds),
        "spaces": listings.any_of(known["spaces"], _room, lambda fact: not fact.spaces and not fact.is_closed),
        "language": listings.any_of(known["language"], lambda fact: fact.languages),
    }


def _all_of(listings: _Listings, known: _Known) -> dict[str, AllOf]:
    yes, no = listings.by_code(lambda fact: fact.yes), listings.by_code(lambda fact: fact.no)
    return {
        group: AllOf(
            {code: yes.get(code, 0) for code in known[group]},
            {code: listings.everything & ~(yes.get(code, 0) | no.get(code, 0)) for code in known[group]},
        )
        for group in ("open", "fact")
    }


def _years(fact: Facts) -> Iterable[str]:
    if fact.ages is None:
        return ()
    first, last = fact.ages
    return (_YEARS[year] for year in range(max(first, 0), min(last, LAST_AGE) + 1))


def _room(fact: Facts) -> Iterable[str]:
    return (SPACES_NOW,) if fact.has_room else ()


def _offers(fact: Facts) -> Iterable[frozenset[str]]:
    return {frozenset(offered) for offered in fact.access}


def _known(vocabulary: Vocabulary, facts: Mapping[int, Facts]) -> _Known:
    """Return the values that there are in each group, in the order in which they are shown."""
    return {
        "district": tuple(choice.code for choice in vocabulary.districts),
        "need": Codes.of((choice.code for choice in vocabulary.needs), vocabulary.became_of("need")),
        "age": _YEARS,
        "open": OPEN,
        "way": tuple(map(str, WayIn)),
        "cost": tuple(map(str, Cost)),
        "kind": Codes.of((choice.code for choice in vocabulary.kinds), vocabulary.became_of("kind")),
        "fact": tuple(map(str, Fact)),
        "access": tuple(map(str, Access)),
        "day": tuple(map(str, Day)),
        "time": tuple(map(str, PartOfDay)),
        "spaces": (SPACES_NOW,),
        "language": tuple(sorted({code for fact in facts.values() for code in fact.languages})),
    }
