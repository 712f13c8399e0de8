"""What was done with a search, in sentences: what was put right, understood, added and left out, and how to undo it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from localoffer.languages import format_list, gettext
from localoffer.listings.results.addresses import Address
from localoffer.listings.search.criteria import LAST_AGE, Reading, SearchCriteria
from localoffer.listings.search.found import Found
from localoffer.listings.search.understanding import Part, PlaceSaid

_LONGEST_SHOWN = 60


@dataclass(frozen=True)
class Undo:
    """Something that was done with the words by itself: what, and the search without it.

    ``instead`` and ``address`` are empty where that search would find nothing.
    """

    said: str
    instead: str
    address: str


def quoted(text: str) -> str:
    """Return a text in the quotes of the language, shortened where it is long."""
    shown = text if len(text) <= _LONGEST_SHOWN else f"{text[: _LONGEST_SHOWN - 1]}…"
    return gettext("“%(text)s”", text=shown)


def undos(
    criteria: SearchCriteria,
    found: Found,
    address: Address,
    finds: Callable[[SearchCriteria], bool],
) -> Iterable[Undo]:
    """Yield what a family may want undone: corrected spelling, words that became filters.

    Args:
        criteria: what was asked for.
        found: what that found.
        address: returns the address of a search.
        finds: returns whether a search finds anything.
    """

    def undo(said: str, instead: str, without: SearchCriteria) -> Undo:
        return Undo(said, instead, address(without)) if finds(without) else Undo(said, "", "")

    hearing = found.hearing
    first = criteria.with_page(1)
    if hearing.corrections:
        yield undo(
            gettext("Showing results for %(text)s.", text=quoted(hearing.text)),
            gettext("Search instead for %(text)s", text=quoted(criteria.text)),
            replace(first, exact=True),
        )
    if hearing.heard.parts:
        used = format_list([quoted(part.typed) for part in hearing.heard.parts])
        yield undo(
            gettext("We used %(words)s as a filter.", words=used),
            gettext("Search for it as words instead"),
            replace(first, plain=True),
        )


def part_name(part: Part, names: Mapping[str, Mapping[str, str]]) -> str:
    """Return a part of the words as the filter that it became."""
    if part.group == "age":
        first, last = part.codes[0], part.codes[-1]
        if first == last:
            return gettext("age %(age)s", age=first)
        return gettext("%(words)s: age %(first)s to %(last)s", words=quoted(part.typed), first=first, last=last)
    if part.is_outside:
        return gettext("Near %(place)s", place=part.near)
    values = format_list([names[part.group].get(code, code) for code in part.codes])
    if part.near:
        return gettext("In or near %(place)s → %(districts)s", place=part.near, districts=values)
    return values


def without_part(criteria: SearchCriteria, part: Part) -> SearchCriteria:
    """Return the search without a part of its words that became a filter."""
    return replace(criteria, text=part.rest, page=1)


def notes(reading: Reading, found: Found, place: PlaceSaid | None) -> Iterable[str]:
    """Yield what else was done with the search, a sentence for each thing."""
    yield from _ages_left_out(reading)
    yield from (_left_out(dropped) for dropped in reading.dropped if dropped not in reading.ages)
    if place is not None and place.district is None:
        yield _outside(place)
    yield from (_place_outside(part) for part in found.hearing.heard.parts if part.is_outside)
    understood = found.understood
    if understood.ignored and not found.hearing.heard.parts:
        yield gettext("There was no word in your search that we can look for, so we left it out.")
    for swap in understood.swaps:
        yield gettext(
            "You typed %(typed)s, so we also looked for %(means)s.",
            typed=quoted(swap.typed),
            means=format_list([quoted(meaning) for meaning in swap.means]),
        )
    for beginning in understood.beginnings:
        yield gettext("We looked for words that begin with %(word)s.", word=quoted(beginning))
    if understood.unknown:
        unknown = format_list([quoted(word) for word in understood.unknown])
        yield gettext("No service says %(words)s.", words=unknown)
    yield from _order(found)


def _ages_left_out(reading: Reading) -> Iterable[str]:
    if not reading.ages:
        return
    ages = format_list([quoted(age) for age in reading.ages])
    if all(age.isdecimal() and int(age) > LAST_AGE for age in reading.ages):
        yield gettext("This site is for ages 0 to %(last)s, so we left out %(age)s.", last=LAST_AGE, age=ages)
    elif reading.criteria.age is not None:
        yield gettext("You can search for one age at a time, so we left out %(ages)s.", ages=ages)
    else:
        yield gettext(
            "We do not know the age %(age)s, so we left it out. Type one number from 0 to %(last)s.",
            age=ages,
            last=LAST_AGE,
        )


def _left_out(dropped: str) -> str:
    return gettext("We do not know %(filter)s, so we left it out.", filter=quoted(dropped))


def _order(found: Found) -> Iterable[str]:
    if found.total and found.understood.is_none_whole:
        yield gettext("No service has all your words. These have some of them.")
    elif found.total and found.understood.is_partial:
        yield gettext("Some of these services have only some of your words.")


def _place_outside(part: Part) -> str:
    if not part.council:
        return gettext("%(place)s may be outside our county. To be sure, put in your postcode.", place=part.near)
    return gettext(
        "%(place)s is not in our county. Ask the council there (%(council)s) for its Local Offer.",
        place=part.near,
        council=part.council,
    )


def _outside(place: PlaceSaid) -> str:
    if place.council is None:
        return gettext(
            "We do not know the postcode %(postcode)s. Check it, or choose your district.", postcode=place.postcode
        )
    return gettext(
        "The postcode %(postcode)s is in %(council)s, not in our county. Ask the council there for its Local Offer.",
        postcode=place.postcode,
        council=place.council,
    )
