"""Rows and groups of answers, as finished words, and the names that they need."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from localoffer.languages import LazyText, gettext

Link = Callable[[str], str]


@dataclass(frozen=True)
class Row:
    """One question in short, and what was answered; ``change`` is the address where it can be changed, or empty."""

    key: str
    value: str | list[str]
    change: str = ""
    change_hidden: str = ""


@dataclass(frozen=True)
class Group:
    """Rows that belong together, under a title."""

    title: str
    rows: list[Row]


@dataclass(frozen=True)
class Names:
    """Names in the reader's language: of districts by slug, of the site's languages by code."""

    districts: Mapping[str, str]
    languages: Mapping[str, str]


class Rows:
    """Collects the rows of a group; ``link`` gives the address of a step, or is None where nothing can be changed."""

    def __init__(self, link: Link | None) -> None:
        self._link = link
        self.rows: list[Row] = []

    def add(self, step: str, key: LazyText, value: object) -> None:
        lines = [str(one) for one in value] if isinstance(value, list | tuple) else str(value or "")
        change = self._link(step) if self._link else ""
        self.rows.append(Row(str(key), lines or gettext("Not provided"), change, str(key) if change else ""))


def titles(codes: Iterable[object]) -> list[str]:
    """Return the titles of what was chosen."""
    return [str(getattr(code, "title", code)) for code in codes]
