"""The values of every group of filters, numbered: what an engine counts to answer all that our results page shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from benchmarks import corpus
from benchmarks.engines import districts_of, needs_of
from localoffer.listings.search.criteria import GROUPS, LAST_AGE
from localoffer.listings.search.documents import Vocabulary
from localoffer.listings.search.facts import OPEN, SPACES_NOW, Facts
from localoffer.vocabulary import SLOTS, Access, Cost, Day, Fact, PartOfDay, WayIn


class FilterValues:
    """The values that there are; the numbers of one group follow each other."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        known: dict[str, Iterable[str]] = {
            "district": (choice.code for choice in vocabulary.districts),
            "need": (choice.code for choice in vocabulary.needs),
            "age": map(str, range(LAST_AGE + 1)),
            "open": OPEN,
            "way": WayIn,
            "cost": Cost,
            "kind": (choice.code for choice in vocabulary.kinds),
            "fact": Fact,
            "access": Access,
            "day": Day,
            "time": PartOfDay,
            "spaces": (SPACES_NOW,),
            "language": corpus.SPOKEN,
        }
        values = [(group.code, str(code)) for group in GROUPS for code in known[group.code]]
        self._numbers: dict[str, dict[str, int]] = {group.code: {} for group in GROUPS}
        for number, (group, code) in enumerate(values):
            self._numbers[group][code] = number
        self.size = len(values)

    def of(self, facts: Facts) -> list[int]:
        """Return the numbers of the values that a listing has, as families filter by them."""
        first, last = facts.ages or (0, -1)
        slots = [SLOTS[slot] for slot in facts.times]
        held: Mapping[str, Iterable[str]] = {
            "district": districts_of(facts, self._vocabulary),
            "need": needs_of(facts, self._vocabulary),
            "age": map(str, range(first, min(last, LAST_AGE) + 1)),
            "open": (code for code in facts.yes if code in OPEN),
            "way": facts.ways,
            "cost": (facts.cost,) if facts.cost else (),
            "kind": facts.kinds,
            "fact": (code for code in facts.yes if code not in OPEN),
            "access": (code for offered in facts.access for code in offered),
            "day": (str(day) for day, _ in slots),
            "time": (str(part) for _, part in slots),
            "spaces": (SPACES_NOW,) if facts.has_room else (),
            "language": facts.languages,
        }
        return sorted({number for group, codes in held.items() for number in self.numbers(group, codes)})

    def numbers(self, group: str, codes: Iterable[str]) -> list[int]:
        """Return the numbers of some values of a group."""
        return [self._numbers[group][code] for code in codes]

    def all_of(self, group: str) -> slice:
        """Return where the numbers of a group stand."""
        numbers = self._numbers[group].values()
        return slice(min(numbers), max(numbers) + 1)

    def by_code(self, counts: Sequence[int]) -> dict[str, dict[str, int]]:
        """Return counts that stand in the order of the numbers by group and value."""
        return {group: {code: counts[number] for code, number in held.items()} for group, held in self._numbers.items()}
