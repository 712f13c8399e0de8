"""The codes of what families could not find and of what was searched for."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from localoffer.languages import LazyText, lazy_gettext

WHOLE_COUNTY = "county"
"""Stands in place of a district where somebody looked in all of them."""

NOT_SAID = ""
"""Stands in place of a district or a need where nobody named one."""


class Results(StrEnum):
    """How many services a search found."""

    NONE = "none"
    FEW = "few"
    SOME = "some"
    MANY = "many"

    @classmethod
    def of(cls, total: int) -> Self:
        """Return what a number of services counts as."""
        return cls(next((band for least, band in _LEAST if total >= least), cls.NONE))


_LEAST = ((20, Results.MANY), (3, Results.SOME), (1, Results.FEW))


class AgeBand(StrEnum):
    """How old a child or young person is, told no closer than a parent needs to say it here."""

    UNDER_5 = "0-4"
    PRIMARY = "5-10"
    SECONDARY = "11-15"
    LEAVING = "16-18"
    ADULT = "19-25"

    @property
    def title(self) -> LazyText:
        return _AGE_BANDS[self]

    @property
    def years(self) -> range:
        first, _, last = self.value.partition("-")
        return range(int(first), int(last) + 1)


_AGE_BANDS = {
    AgeBand.UNDER_5: lazy_gettext("0 to 4"),
    AgeBand.PRIMARY: lazy_gettext("5 to 10"),
    AgeBand.SECONDARY: lazy_gettext("11 to 15"),
    AgeBand.LEAVING: lazy_gettext("16 to 18"),
    AgeBand.ADULT: lazy_gettext("19 to 25"),
}
