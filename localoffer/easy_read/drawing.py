"""What templates need to draw ideas: where a link leads, and what the council says in place of a fact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import url_for

from localoffer import council
from localoffer.council import Council
from localoffer.easy_read.kept import shelf
from localoffer.easy_read.places import endpoint_of
from localoffer.languages import current, format_number


@dataclass(frozen=True)
class Fact:
    """What the council keeps elsewhere: a number to ring, or words in a language of their own."""

    text: str
    is_phone: bool = False
    lang: str = ""


_PHONES: Mapping[str, Callable[[Council], str]] = {
    "local_offer": lambda told: told.local_offer.phone,
    "front_door": lambda told: told.front_door.phone,
    "out_of_hours": lambda told: told.out_of_hours.phone,
    "data_protection": lambda told: told.data_protection.phone,
    "999": lambda _told: "999",
    "111": lambda _told: "111",
}
_NUMBERS: Mapping[str, Callable[[Council], int]] = {
    "hours_a_year": lambda told: told.hours_a_year,
    "last_age": lambda told: told.referring.ages.last,
    "own_age": lambda told: told.referring.ages.to_refer_oneself,
}
_HOURS = ("local_offer_hours", "front_door_hours")
FACTS = frozenset({*_PHONES, *_NUMBERS, *_HOURS, "county"})
"""The names that texts may put into ``{…}``."""


def fact(name: str) -> Fact:
    """Return what stands for a name in ``{…}``; the name itself where there is nothing of that name."""
    told, spoken = council.current(), current().code
    if name in _PHONES:
        return Fact(_PHONES[name](told), is_phone=True)
    if name in _NUMBERS:
        return Fact(format_number(_NUMBERS[name](told)))
    if name in _HOURS:
        hours, lang = getattr(told, name.removesuffix("_hours")).hours_in(spoken)
        return Fact(hours, lang="" if lang == spoken else lang)
    return Fact(told.county, lang="" if spoken == "en" else "en") if name == "county" else Fact(name)


def address_of(name: str) -> str:
    """Return where a link of a text leads: the easy read of a page, where it has one; empty where it leads nowhere."""
    slug = shelf().easy_of.get(name)
    return standard_address(f"easy:{slug}" if slug else name)


def standard_address(name: str) -> str:
    """Return the address of what a name stands for, as everybody reads it; empty where it stands for nothing."""
    endpoint, slug = endpoint_of(name) or ("", "")
    if not endpoint:
        return ""
    return url_for(endpoint, slug=slug) if slug else url_for(endpoint)
