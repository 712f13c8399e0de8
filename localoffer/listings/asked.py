"""What was asked for, in words: the title of the search, and each thing in it with the search that leaves it out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from localoffer.languages import format_number, gettext, ngettext
from localoffer.listings import presenters
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.documents import Vocabulary
from localoffer.listings.search.engine import Found
from localoffer.listings.search_notes import part_name, quoted, without_part

Names = Mapping[str, Mapping[str, str]]
Address = Callable[[SearchCriteria], str]


@dataclass(frozen=True)
class Chosen:
    """One thing that was asked for, and the address of the search without it."""

    name: str
    address_without: str


def names_of(vocabulary: Vocabulary, language: str) -> Names:
    """Return the names of the values that families filter by, by group and code."""
    return {
        "district": {choice.code: choice.name(language) for choice in vocabulary.districts},
        "need": {choice.code: choice.name(language) for choice in vocabulary.needs},
    }


def title(criteria: SearchCriteria, total: int, names: Names) -> str:
    """Return how many services there are, and for which search."""
    number = format_number(total)
    asked = asked_for(criteria, names)
    if not asked:
        return ngettext("%(number)s service", "%(number)s services", total, number=number)
    if not total:
        return gettext("No services found: %(search)s", search=asked)
    return ngettext(
        "%(number)s service: %(search)s", "%(number)s services: %(search)s", total, number=number, search=asked
    )


def asked_for(criteria: SearchCriteria, names: Names) -> str:
    """Return a search in words; empty where nothing was asked for."""
    asked = [quoted(criteria.text)] if criteria.text else []
    asked += [names["need"][code] for code in criteria.needs]
    asked += [names["district"][code] for code in criteria.districts]
    if criteria.age is not None:
        asked.append(gettext("age %(age)s", age=criteria.age))
    return presenters.BETWEEN.join(asked)


def chosen(criteria: SearchCriteria, found: Found, names: Names, address: Address) -> Iterator[Chosen]:
    """Yield what was asked for. Where nothing was found, the ways out say what to leave out instead."""
    if not found.total:
        return
    if criteria.text:
        yield Chosen(quoted(criteria.text), address(criteria.without_filter("text")))
    for part in found.hearing.heard.parts:
        yield Chosen(part_name(part, names), address(without_part(criteria, part)))
    for group, codes in (("need", criteria.needs), ("district", criteria.districts)):
        for code in codes:
            yield Chosen(names[group][code], address(without(criteria, found, group, code, codes)))
    if criteria.age is not None:
        yield Chosen(gettext("age %(age)s", age=criteria.age), address(criteria.without_filter("age")))


def without(criteria: SearchCriteria, found: Found, group: str, code: str, codes: tuple[str, ...]) -> SearchCriteria:
    """Return the search without one value, and without the others of its group where those offer nothing."""
    counts = found.counts[group]
    others_offer = any(counts[other] for other in codes if other != code)
    return criteria.without_filter(group, code if others_offer else None)
