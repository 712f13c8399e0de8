"""What a family asked for: made once from the query string, and able to write itself back as one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

LONGEST_TEXT = 200
LAST_AGE = 25
LAST_PAGE = 5_000
_MOST_VALUES = 100
_LONGEST_VALUE = 80
_MOST_REPORTED = 5
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co"})
_POSTCODE = re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}(?!\w)", re.IGNORECASE)
_JOINERS = "\u200c\u200d"


@dataclass(frozen=True)
class SearchCriteria:
    """What was asked for; empty fields ask for nothing. Districts and needs are codes, in the county's own order.

    ``ages`` are the years that a word such as "toddler" stands for; no query string has them. ``exact`` asks for the
    words as they are spelt, ``plain`` for words only, whatever they name.
    """

    text: str = ""
    districts: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    age: int | None = None
    page: int = 1
    ages: tuple[int, ...] = ()
    exact: bool = False
    plain: bool = False

    @property
    def is_filtered(self) -> bool:
        """Whether any filter (not counting the words) narrows the search."""
        return bool(self.districts or self.needs or self.years)

    @property
    def years(self) -> tuple[int, ...]:
        """The ages asked for, any of which is enough."""
        return self.ages if self.age is None else (self.age,)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked for, so that the search browses everything."""
        return not self.text and not self.is_filtered

    def pairs(self) -> list[tuple[str, str]]:
        """Return the criteria as names and values of a query string, without what is empty and without page 1."""
        told = [("q", self.text)] if self.text else []
        told += [("district", code) for code in self.districts]
        told += [("need", code) for code in self.needs]
        if self.age is not None:
            told.append(("age", str(self.age)))
        told += [(name, "1") for name, asked in (("exact", self.exact), ("plain", self.plain)) if asked and self.text]
        if self.page > 1:
            told.append(("page", str(self.page)))
        return told

    def query_string(self) -> str:
        """Return the query string that these criteria can be read back from; empty when nothing was asked for."""
        return urlencode(self.pairs())

    def for_others(self) -> Self:
        """Return the search as a feed or a link for others may carry it: from the first page, without a postcode."""
        return replace(self, text=" ".join(_POSTCODE.sub(" ", self.text).split()), page=1)

    def with_page(self, page: int) -> Self:
        """Return the same search at another page."""
        return replace(self, page=page)

    def with_filter(self, name: str, value: str) -> Self:
        """Return the first page of the search narrowed to one more ``district`` or ``need``."""
        held = self._codes(name)
        return self._with_codes(name, held if value in held else (*held, value))

    def without_filter(self, name: str, value: str | None = None) -> Self:
        """Return the first page of the search without one ``district`` or ``need``, or all of them (``value`` None).

        ``text`` and ``age`` have one value only and lose it.
        """
        if name == "text":
            return replace(self, text="", exact=False, plain=False, page=1)
        if name == "age":
            return replace(self, age=None, ages=(), page=1)
        kept = () if value is None else tuple(code for code in self._codes(name) if code != value)
        return self._with_codes(name, kept)

    def _codes(self, name: str) -> tuple[str, ...]:
        return {"district": self.districts, "need": self.needs}[name]

    def _with_codes(self, name: str, codes: tuple[str, ...]) -> Self:
        if name == "district":
            return replace(self, districts=codes, page=1)
        return replace(self, needs=codes, page=1)


@dataclass(frozen=True)
class Reading:
    """Criteria as they were read, and the values that were dropped because the site does not know them."""

    criteria: SearchCriteria
    dropped: tuple[str, ...] = ()


def read(asked: MultiDict[str, str], *, districts: Collection[str], needs: Collection[str]) -> Reading:
    """Read a query string. Nothing in it is an error: what is not understood is dropped and reported.

    Args:
        asked: the names and values of the query string.
        districts: the codes of the districts that there are, in order.
        needs: the codes of the needs that there are, in order.
    """
    dropped: list[str] = []
    criteria = SearchCriteria(
        text=_clean(asked.get("q", ""), LONGEST_TEXT),
        districts=_known(asked.getlist("district"), districts, dropped),
        needs=_known(asked.getlist("need"), needs, dropped),
        age=_age(asked.get("age", ""), dropped),
        page=_page(asked.get("page", "")),
        exact=asked.get("exact") == "1",
        plain=asked.get("plain") == "1",
    )
    return Reading(criteria, tuple(dict.fromkeys(dropped))[:_MOST_REPORTED])


def _clean(typed: str, longest: int) -> str:
    """Return text without control characters and direction marks, white space folded, no longer than ``longest``."""
    visible = (
        character
        for character in typed[: longest * 5]
        if character.isspace() or character in _JOINERS or unicodedata.category(character) not in _UNSEEN
    )
    return " ".join("".join(visible).split())[:longest].strip()


def _known(asked: Iterable[str], codes: Collection[str], dropped: list[str]) -> tuple[str, ...]:
    cleaned = [_clean(value, _LONGEST_VALUE) for value in list(asked)[:_MOST_VALUES]]
    held = frozenset(cleaned)
    dropped.extend(value for value in cleaned if value and value not in codes)
    return tuple(code for code in codes if code in held)


def _age(asked: str, dropped: list[str]) -> int | None:
    cleaned = _clean(asked, _LONGEST_VALUE)
    if not cleaned:
        return None
    if cleaned.isdecimal() and len(cleaned) <= 3 and int(cleaned) <= LAST_AGE:
        return int(cleaned)
    dropped.append(cleaned)
    return None


def _page(asked: str) -> int:
    cleaned = asked.strip()
    if not cleaned.isdecimal():
        return 1
    if len(cleaned) > len(str(LAST_PAGE)):
        return LAST_PAGE
    return min(max(int(cleaned), 1), LAST_PAGE)
