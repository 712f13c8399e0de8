"""What families type where an age is asked for: "8", "8 years", "8½", "18 months", "8 lat", "8 and 12"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from localoffer.languages import LANGUAGES
from localoffer.listings.search.ages import said_age
from localoffer.listings.search.criteria import LAST_AGE

_MOST_DIGITS = 4
# "5-11" are two ages, "-1" is none
_NUMBER = re.compile(
    rf"(?<!\w)(?<!^-)(?<!\s-)(?P<whole>\d{{1,{_MOST_DIGITS}}})(?!\d)"
    r"(?:\s*[¼½¾]|\s+[1-3]/[1-4](?!\d)|[.,]\d(?!\d))?"
)


class TypedAge(NamedTuple):
    """The first age that was typed, empty where there is none, and what else of it is no part of that age."""

    years: str
    left_out: tuple[str, ...] = ()


def typed_age(typed: str) -> TypedAge:
    """Return the age in what somebody typed, as a number of years in the digits of English."""
    if typed.isdecimal() and len(typed) <= _MOST_DIGITS:
        return TypedAge(str(int(typed)))
    read = list(_read(typed))
    ages = [years for _, years in read if years]
    if not ages:
        return TypedAge("", (typed,) if typed else ())
    first = next((years for years in ages if int(years) <= LAST_AGE), ages[0])
    others = (years or number for number, years in read)
    return TypedAge(first, tuple(dict.fromkeys(other for other in others if other != first)))


def _read(typed: str) -> Iterator[tuple[str, str]]:
    """Yield each number as it was typed and the years that it stands for, empty where it stands for none."""
    numbers = list(_NUMBER.finditer(typed))
    start = 0
    for at, number in enumerate(numbers, 1):
        is_last = at == len(numbers)
        end = len(typed) if is_last else numbers[at].start()
        yield number.group(), _years(number["whole"], typed[start:end], typed[number.end() : end], is_last=is_last)
        start = end


def _years(number: str, said: str, behind: str, *, is_last: bool) -> str:
    """Return the years of a number by all that is said of it, and by what stands behind it."""
    age = next((age for code in LANGUAGES if (age := said_age(said, code)) is not None), None)
    if age is not None:
        return str(age.first) if age.first == age.last else ""
    # "6 weeks" are no years; between two ages there may be any word
    return str(int(number)) if not is_last or not any(map(str.isalpha, behind)) else ""
