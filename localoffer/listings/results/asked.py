"""What was asked for, in words: the title of the search, and each thing in it with the search that leaves it out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from localoffer.languages import format_number, gettext, ngettext
from localoffer.listings import presenters
from localoffer.listings.results.addresses import Address
from localoffer.listings.results.filter_names import Names
from localoffer.listings.results.notes import part_name, quoted, without_part
from localoffer.listings.results.postcode_field import distance
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.found import Found
from localoffer.listings.search.nearness import Near

_MOST_IN_A_TITLE = 5
_FIRST = ("need", "district")


@dataclass(frozen=True)
class Chosen:
    """One thing that was asked for, and the address of the search without it."""

    name: str
    address_without: str


def title(criteria: SearchCriteria, total: int, names: Names, near: Near | None = None) -> str:
    """Return how many services there are, and for which search."""
    number = format_number(total)
    asked = asked_for(criteria, names, near)
    if not asked:
        return ngettext("%(number)s service", "%(number)s services", total, number=number)
    if not total:
        return gettext("No services found: %(search)s", search=asked)
    return ngettext(
        "%(number)s service: %(search)s", "%(number)s services: %(search)s", total, number=number, search=asked
    )


def title_for_others(own: str, criteria: SearchCriteria, followed: SearchCriteria, names: Names) -> str:
    """Return what a link to a search is called that goes to others: its own title, if that can hold no postcode.

    Args:
        own: the title for the reader.
        criteria: what was asked for.
        followed: the same without a postcode, which may find another number of services.
        names: of the values of the filters.
    """
    if not criteria.postcode and followed.text == criteria.text:
        return own
    return asked_for(followed, names) or gettext("Find support for your child")


def asked_for(criteria: SearchCriteria, names: Names, near: Near | None = None) -> str:
    """Return what a search asks for in a few words; empty where it asks for nothing."""
    asked = [quoted(criteria.text)] if criteria.text else []
    if criteria.postcode and near is not None:
        asked.append(_around(near, criteria.miles))
    asked += [names[group][code] for group, code in _in_order(criteria)]
    others = len(asked) - _MOST_IN_A_TITLE
    if others > 1:
        asked[_MOST_IN_A_TITLE:] = [ngettext("%(num)s more filter", "%(num)s more filters", others)]
    return presenters.BETWEEN.join(asked)


def chosen(
    criteria: SearchCriteria, found: Found, names: Names, address: Address, near: Near | None = None
) -> Iterator[Chosen]:
    """Yield what was asked for. Where nothing was found, the ways out say what to leave out instead."""
    if not found.total:
        return
    parts = found.hearing.heard.parts
    # words that are all one filter are one thing to leave out, not two
    if criteria.text and all(part.rest for part in parts):
        yield Chosen(quoted(criteria.text), address(criteria.without_filter("text")))
    for part in parts:
        yield Chosen(part_name(part, names), address(without_part(criteria, part)))
    if criteria.postcode and near is not None:
        yield Chosen(_around(near, criteria.miles), address(criteria.without_filter("postcode")))
    for group, code in _in_order(criteria):
        yield Chosen(names[group][code], address(without(criteria, found, group, code)))


def without(criteria: SearchCriteria, found: Found, group: str, code: str) -> SearchCriteria:
    """Return the search without one value, and without the others of its group where those offer nothing."""
    counts = found.counts[group]
    others_offer = any(counts[other] for other in criteria.values(group) if other != code)
    return criteria.without_filter(group, code if others_offer else None)


def _in_order(criteria: SearchCriteria) -> list[tuple[str, str]]:
    """Return what was ticked: what a family would say first, then the rest as it stands in the form."""
    first = [pair for group in _FIRST for pair in criteria.chosen if pair[0] == group]
    return first + [pair for pair in criteria.chosen if pair[0] not in _FIRST]


def _around(near: Near, miles: int) -> str:
    if near.point is None:
        return gettext("near %(place)s", place=near.label)
    # not "within": what comes to the family, or is for the whole county, may be anywhere
    return gettext("near %(place)s (%(distance)s)", place=near.label, distance=distance(miles))
