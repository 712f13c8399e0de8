"""The places in a text to families where a value of each referral stands, as ``{reference}``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from localoffer.council import Council
from localoffer.directions import apart_in
from localoffer.languages import Language, format_date, format_number

NAMES = ("reference", "day", "phone", "hours", "council", "hours_a_year")
_PLACE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Misplaced:
    """What is wrong with the places of a text.

    ``unknown`` are names that stand for nothing, ``missing`` those that the English text has and this one lacks,
    ``added`` those that it has beyond the English; ``is_broken`` says that a bracket stands alone.
    """

    unknown: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    is_broken: bool = False


def check(text: str, *, english: str | None = None) -> Misplaced | None:
    """Return what is wrong with the places of a text, None where all is well.

    Args:
        english: the English text that it is a translation of; None for English itself.
    """
    has = dict.fromkeys(_PLACE.findall(text))
    known = {name: None for name in has if name in NAMES}
    wanted = dict.fromkeys(_PLACE.findall(english)) if english is not None else known
    found = Misplaced(
        unknown=tuple(name for name in has if name not in NAMES),
        missing=tuple(name for name in wanted if name not in known),
        added=tuple(name for name in known if name not in wanted),
        is_broken=bool(re.search(r"[{}]", _PLACE.sub("", text))),
    )
    return None if found == Misplaced() else found


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return a text with its values; a place that has none stays as it is written."""
    return _PLACE.sub(lambda place: values.get(place[1], place[0]), text)


def values(council: Council, language: Language, *, reference: str, today: date) -> dict[str, str]:
    """Return the value of each place for one referral; the current language has to be that language.

    Args:
        today: the day of the message.
    """
    apart = apart_in(language)
    return {
        "reference": apart(reference),
        "day": format_date(today),
        "phone": apart(council.local_offer.phone),
        "hours": council.local_offer.hours_in(language.code)[0],
        "council": apart(council.name),
        "hours_a_year": format_number(council.hours_a_year),
    }
