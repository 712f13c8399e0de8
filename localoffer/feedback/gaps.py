"""Where support is missing: for each district and need what was asked for, beside what there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from localoffer.feedback.suppressing import FEWEST
from localoffer.feedback.vocabulary import Results

Pair = tuple[str, str]
"""A district and a need; either is empty where none was named."""


class Sort(StrEnum):
    """The orders of the report."""

    GAP = "gap"
    ASKED = "asked"
    NONE = "none"
    FEW = "few"
    TOLD = "told"
    SERVICES = "services"
    DISTRICT = "district"
    NEED = "need"


@dataclass(frozen=True)
class Gap:
    """One district and need: how many searches asked for both, how many of them found nothing or one or two services,
    how many families said that it is missing, and how many services there are."""

    district: str
    need: str
    asked: int
    none: int
    few: int
    told: int
    services: int


def gaps(
    demand: Mapping[Pair, Mapping[Results, int]],
    told: Mapping[Pair, int],
    services: Mapping[Pair, int],
    *,
    unasked: bool = False,
) -> list[Gap]:
    """Return a row for each district and need that was asked for; with ``unasked`` for each that there is."""
    pairs = dict.fromkeys((*demand, *told, *(services if unasked else ())))
    return [_gap(pair, demand.get(pair, Counter()), told.get(pair, 0), services.get(pair, 0)) for pair in pairs]


def in_order(rows: Iterable[Gap], by: Sort, *, districts: list[str], needs: list[str]) -> list[Gap]:
    """Return rows in an order; equal ones by district and need in the county's own order.

    Numbers too small to be shown count as one and the same, so that the order does not tell them apart.
    """
    first = _KEYS[by]

    def key(row: Gap) -> tuple[Any, ...]:
        place = (_place(row.district, districts), _place(row.need, needs))
        return (*(first(row) if first else ()), *(reversed(place) if by is Sort.NEED else place))

    return sorted(rows, key=key)


def visible(number: int) -> int:
    """Return a number as far as it may be told: those too small to be shown are all 1."""
    return number if number == 0 or number >= FEWEST else 1


def _gap(pair: Pair, found: Mapping[Results, int], told: int, services: int) -> Gap:
    none, few = found.get(Results.NONE, 0), found.get(Results.FEW, 0)
    return Gap(*pair, sum(found.values()), none, few, told, services)


def _missed(row: Gap) -> int:
    return visible(row.none) + visible(row.few) + visible(row.told)


_KEYS: dict[Sort, Callable[[Gap], tuple[int, ...]] | None] = {
    Sort.GAP: lambda row: (-_missed(row), row.services),
    Sort.ASKED: lambda row: (-visible(row.asked),),
    Sort.NONE: lambda row: (-visible(row.none),),
    Sort.FEW: lambda row: (-visible(row.few),),
    Sort.TOLD: lambda row: (-visible(row.told),),
    Sort.SERVICES: lambda row: (row.services,),
    Sort.DISTRICT: None,
    Sort.NEED: None,
}


def _place(code: str, order: list[str]) -> int:
    # one that went from the county's vocabulary stands last, nothing named before it
    return order.index(code) if code in order else len(order) + (code != "")
