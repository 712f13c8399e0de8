"""Reading a search from a query string, in which nothing is an error."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Self

from werkzeug.datastructures import MultiDict

from localoffer.listings.search.criteria import GROUPS, LAST_PAGE, MILES, USUAL_MILES, Reading, SearchCriteria, Sort
from localoffer.listings.search.tokens import tokens
from localoffer.listings.search.typed_ages import typed_age
from localoffer.listings.search.words import matches

LONGEST_TYPED = 1000
LONGEST_TEXT = 200
LONGEST_POSTCODE = 20
_MOST_VALUES = 100
_MOST_AGES = 5
_LONGEST_VALUE = 80
_MOST_REPORTED = 5
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co"})
_JOINERS = "\u200c\u200d"


class Codes(tuple[str, ...]):
    """The codes of a group, in order; ``became`` has those that were merged into one of them since."""

    became: Mapping[str, str]

    @classmethod
    def of(cls, codes: Iterable[str], became: Mapping[str, str]) -> Self:
        """Return codes that know which others they stand for."""
        made = cls(codes)
        made.became = became
        return made


Known = Mapping[str, Collection[str]]
"""The codes that there are in each group, in the order in which they are shown."""


def read(asked: MultiDict[str, str], known: Known) -> Reading:
    """Read a query string. Nothing in it is an error: what is not understood is dropped and reported.

    Whatever it holds, the criteria are small: a text, a short postcode and, in each group, codes that there are.

    Args:
        asked: the names and values of the query string.
        known: the codes that there are in each group.
    """
    dropped: list[str] = []
    ages: list[str] = []
    first = asked.to_dict()
    typed = _clean(first.get("q", ""), LONGEST_TYPED)
    text = _searched(typed)
    postcode = _clean(first.get("postcode", ""), LONGEST_POSTCODE)
    criteria = SearchCriteria(
        text=text,
        chosen=_chosen(asked, known, dropped, ages),
        postcode=postcode,
        miles=_miles(first.get("miles", ""), dropped) if postcode else USUAL_MILES,
        sort=_sort(first.get("sort", ""), dropped),
        page=_page(first.get("page", "")),
        exact=bool(text) and first.get("exact") == text,
        plain=bool(text) and first.get("plain") == text,
    )
    return Reading(criteria, tuple(dict.fromkeys(dropped))[:_MOST_REPORTED], tuple(ages), typed)


def in_todays_codes(criteria: SearchCriteria, known: Known) -> SearchCriteria:
    """Return the same search with what merged codes became, whoever made it and when."""
    for group in dict.fromkeys(group for group, _ in criteria.chosen):
        codes, held = known.get(group), criteria.values(group)
        if isinstance(codes, Codes) and any(code in codes.became for code in held):
            today = criteria.with_values(group, [codes.became.get(code, code) for code in held])
            criteria = replace(today, page=criteria.page)
    return criteria


def _searched(typed: str) -> str:
    """Return the first words of a text: as many as are searched for, and none of them by half."""
    text = typed
    if len(text) > LONGEST_TEXT:
        text = text[: LONGEST_TEXT + 1].rpartition(" ")[0] or text[:LONGEST_TEXT]
    said = tokens(text)
    return text[: said[-1].end] if said and any(matches(text[said[-1].end :])) else text


def _chosen(
    asked: MultiDict[str, str], known: Known, dropped: list[str], ages: list[str]
) -> tuple[tuple[str, str], ...]:
    chosen: list[tuple[str, str]] = []
    for group in GROUPS:
        if group.code not in asked:
            continue
        values = asked.getlist(group.code)
        if group.code == "age":
            age = typed_age(_value(" ".join(values[:_MOST_AGES])))
            values = [age.years]
            is_known = age.years in known.get("age", ())
            ages += age.left_out if is_known else filter(None, (age.years, *age.left_out))
            dropped += age.left_out
        chosen += [(group.code, code) for code in _codes(values, known.get(group.code, ()), dropped)]
    return tuple(chosen)


def _codes(asked: Iterable[str], codes: Collection[str], dropped: list[str]) -> list[str]:
    became = codes.became if isinstance(codes, Codes) else {}
    known = frozenset(codes)
    cleaned = [value if value in known else _value(value) for value in list(asked)[:_MOST_VALUES]]
    held = dict.fromkeys(became.get(value, value) for value in cleaned)
    dropped.extend(value for value in held if value and value not in known)
    return [code for code in codes if code in held]


def _miles(asked: str, dropped: list[str]) -> int:
    codes = _codes([asked], [str(miles) for miles in MILES], dropped)
    return int(codes[0]) if codes else USUAL_MILES


def _sort(asked: str, dropped: list[str]) -> Sort:
    codes = _codes([asked], [str(sort) for sort in Sort], dropped)
    return Sort(codes[0]) if codes else Sort.BEST


def _page(asked: str) -> int:
    cleaned = asked.strip()
    if not cleaned.isdecimal():
        return 1
    if len(cleaned) > len(str(LAST_PAGE)):
        return LAST_PAGE
    return min(max(int(cleaned), 1), LAST_PAGE)


def _value(typed: str) -> str:
    return _clean(typed, _LONGEST_VALUE)


def _clean(typed: str, longest: int) -> str:
    """Return text without control characters and direction marks, white space folded, no longer than ``longest``."""
    visible = (
        character
        for character in typed[: longest * 5]
        if character.isspace() or character in _JOINERS or unicodedata.category(character) not in _UNSEEN
    )
    return " ".join("".join(visible).split())[:longest].strip()
