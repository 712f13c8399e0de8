"""What a family asked for: made once from the query string, and able to write itself back as one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple, Self
from urllib.parse import quote_plus


class Group(NamedTuple):
    """One group of filters. A listing must have all the chosen values where ``is_all``, otherwise any of them."""

    code: str
    is_all: bool = False


GROUPS = (
    Group("district"),
    Group("need"),
    Group("age"),
    Group("open", is_all=True),
    Group("way"),
    Group("cost"),
    Group("kind"),
    Group("fact", is_all=True),
    Group("access", is_all=True),
    Group("day"),
    Group("time"),
    Group("spaces"),
    Group("language"),
)
"""The groups of filters, in the order in which addresses hold them. Between groups, a listing must pass all."""

LAST_AGE = 25
LAST_PAGE = 5_000
MILES = (1, 3, 5, 10, 20)
USUAL_MILES = 5
_GROUP_OF_PAIR = itemgetter(0)
_PLACES = {group.code: place for place, group in enumerate(GROUPS)}
_POSTCODE = re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}(?!\w)", re.IGNORECASE)

encoded = lru_cache(maxsize=1024)(quote_plus)
"""A value as a query string holds it; a page's addresses hold the same few again and again."""


class Sort(StrEnum):
    """The order of the results."""

    BEST = "best"
    NEAREST = "nearest"
    CHECKED = "checked"
    NAME = "name"


@dataclass(frozen=True)
class SearchCriteria:
    """What was asked for; empty fields ask for nothing.

    ``chosen`` are the filters as pairs of group and value, group by group; ``asking`` makes it. The group ``age`` has
    several values only where a word such as "toddler" stands for them. ``postcode`` is what was typed, whatever it is,
    ``miles`` how far from it may be; neither leaves the reader's own page (``for_others``). ``exact`` asks for the
    words as they are spelt, ``plain`` for words only, whatever they name.
    """

    text: str = ""
    chosen: tuple[tuple[str, str], ...] = ()
    postcode: str = ""
    miles: int = USUAL_MILES
    sort: Sort = Sort.BEST
    page: int = 1
    exact: bool = False
    plain: bool = False

    @property
    def read_as(self) -> tuple[str, ...]:
        """The names of the ways in which the words are to be read, where it is not the usual one."""
        return tuple(name for name, asked in (("exact", self.exact), ("plain", self.plain)) if asked)

    @classmethod
    def asking(cls, text: str = "", **values: Iterable[str]) -> Self:
        """Return a search for words and, by group, filters: ``asking("lego", district=["lichfield"], age=["8"])``."""
        criteria = cls(text)
        for group, held in values.items():
            criteria = criteria.with_values(group, held)
        return criteria

    def values(self, group: str) -> tuple[str, ...]:
        """Return the chosen values of a group, in order."""
        return self._by_group.get(group, ())

    @cached_property
    def _by_group(self) -> dict[str, tuple[str, ...]]:
        return {group: tuple([value for _, value in pairs]) for group, pairs in groupby(self.chosen, _GROUP_OF_PAIR)}

    @property
    def districts(self) -> tuple[str, ...]:
        return self.values("district")

    @property
    def needs(self) -> tuple[str, ...]:
        return self.values("need")

    @property
    def years(self) -> tuple[int, ...]:
        """The ages asked for, any of which is enough."""
        return tuple(int(year) for year in self.values("age"))

    @property
    def age(self) -> int | None:
        """The age asked for; None where none or several are."""
        years = self.years
        return years[0] if len(years) == 1 else None

    @property
    def is_filtered(self) -> bool:
        """Whether any filter or place (not counting the words) narrows the search."""
        return bool(self.chosen or self.postcode)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked for, so that the search browses everything."""
        return not self.text and not self.is_filtered

    @property
    def is_for_search_engines(self) -> bool:
        """Whether search engines should know its page: everything there is, a need, a district, or one of each."""
        groups = [group for group, _ in self.chosen]
        is_common = set(groups) <= {"need", "district"} and len(set(groups)) == len(groups)
        return is_common and self == replace(type(self)(), chosen=self.chosen)

    def pairs(self) -> list[tuple[str, str]]:
        """Return the criteria as names and values of a query string, without what is empty or as usual.

        An address has room for one age, so several of them, which only words stand for, are left out.
        """
        told = [("q", self.text)] if self.text else []
        if self.postcode:
            told.append(("postcode", self.postcode))
            told += [("miles", str(self.miles))] if self.miles != USUAL_MILES else []
        told += [(group, value) for group, value in self.chosen if group != "age" or self.age is not None]
        if self.sort is not Sort.BEST:
            told.append(("sort", str(self.sort)))
        # They hold for these words alone: other words in the same form are read as usual.
        told += [(name, self.text) for name in self.read_as if self.text]
        if self.page > 1:
            told.append(("page", str(self.page)))
        return told

    def query_string(self) -> str:
        """Return the query string that these criteria can be read back from; empty when nothing was asked for."""
        return "&".join(f"{name}={encoded(value)}" for name, value in self.pairs())

    def for_others(self, district: str | None = None) -> Self:
        """Return the search as a feed or a link for others may carry it: from the first page, without a postcode.

        Args:
            district: where the family is; it stands in the place of a postcode that is left out.
        """
        text = " ".join(_POSTCODE.sub(" ", self.text).split())
        sort = Sort.BEST if self.sort is Sort.NEAREST else self.sort
        told = replace(self, text=text, postcode="", miles=USUAL_MILES, sort=sort, page=1)
        is_without = bool(self.postcode) or text != self.text
        return told.with_filter("district", district) if district and is_without else told

    def with_page(self, page: int) -> Self:
        """Return the same search at another page."""
        return replace(self, page=page)

    def with_filter(self, group: str, value: str) -> Self:
        """Return the first page of the search narrowed by one more value of a group; an age replaces the one before."""
        held = () if group == "age" else self.values(group)
        return self.with_values(group, (*held, value))

    def with_values(self, group: str, values: Iterable[str]) -> Self:
        """Return the first page of the search with these values of a group and no others, once each.

        Raises:
            KeyError: when there is no such group.
        """
        place = _PLACES[group]
        before = tuple(pair for pair in self.chosen if _PLACES[pair[0]] < place)
        after = tuple(pair for pair in self.chosen if _PLACES[pair[0]] > place)
        own = tuple((group, value) for value in dict.fromkeys(values))
        return replace(self, chosen=(*before, *own, *after), page=1)

    def without_filter(self, group: str, value: str | None = None) -> Self:
        """Return the first page of the search without one value of a group, or without all of them (``value`` None).

        ``text`` and ``postcode`` count as groups of one value.
        """
        if group == "text":
            return replace(self, text="", exact=False, plain=False, page=1)
        if group == "postcode":
            sort = Sort.BEST if self.sort is Sort.NEAREST else self.sort
            return replace(self, postcode="", miles=USUAL_MILES, sort=sort, page=1)
        return self.with_values(group, () if value is None else (held for held in self.values(group) if held != value))

    def without_filters(self) -> Self:
        """Return the first page of the search for the words alone."""
        return replace(self.without_filter("postcode"), chosen=())


@dataclass(frozen=True)
class Reading:
    """Criteria as they were read, and the values that were dropped because the site does not know them.

    ``ages`` are those of them that were typed as an age; ``typed`` are the words as they were typed, of which the
    criteria have only the first where there are too many.
    """

    criteria: SearchCriteria
    dropped: tuple[str, ...] = ()
    ages: tuple[str, ...] = ()
    typed: str = ""
