"""The codes of what families could not find and of what was searched for."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

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
