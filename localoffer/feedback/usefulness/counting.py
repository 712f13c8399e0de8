"""Counting whether pages were useful: once for each page that was opened, and nothing of whoever says so."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from localoffer.adding_up import adding
from localoffer.db import add_once
from localoffer.feedback.usefulness.models import UsefulCount, UsefulMark

MARKS_LAST = timedelta(days=1)
_TABLE: Any = UsefulCount.__table__


@dataclass(frozen=True)
class Said:
    """What a reader said of a page. ``about`` is a code of ``feedback.subjects``."""

    about: str
    language: str
    was_useful: bool


@dataclass(frozen=True)
class Tally:
    """How many readers found a page useful, and how many did not."""

    about: str
    yes: int
    no: int

    @property
    def total(self) -> int:
        return self.yes + self.no


def tell(session: Session, said: Said, *, mark: str, on: date, at: datetime) -> bool:
    """Count what a reader said; return False where the same opened page has been answered before.

    Args:
        mark: what the page carried: random, and different each time it was opened.
    """
    if not add_once(session, UsefulMark(mark_hash=hashlib.sha256(mark.encode()).digest(), at=at)):
        return False
    row = {"day": on, "about": said.about, "language": said.language, "was_useful": said.was_useful, "count": 1}
    session.execute(adding(session, _TABLE), [row])
    return True


def tallies(session: Session, *, since: date, language: str = "") -> list[Tally]:
    """Return for each page what its readers said since a day; with ``language``, those who read it in that one."""
    wanted = select(UsefulCount.about, UsefulCount.was_useful, func.sum(UsefulCount.count))
    wanted = wanted.where(UsefulCount.day >= since).group_by(UsefulCount.about, UsefulCount.was_useful)
    if language:
        wanted = wanted.where(UsefulCount.language == language)
    found: dict[str, Counter[bool]] = {}
    for about, was_useful, number in session.execute(wanted.order_by(UsefulCount.about)):
        found.setdefault(about, Counter())[was_useful] = number
    return [_tally(about, said) for about, said in found.items()]


def remove_old(session: Session, *, before: date, at: datetime) -> int:
    """Remove the counts of the days before a day, and the marks that no double click can send any more.

    Returns:
        How many rows that were.
    """
    old = (
        delete(UsefulCount).where(UsefulCount.day < before),
        delete(UsefulMark).where(UsefulMark.at < at - MARKS_LAST),
    )
    gone: list[int] = [session.execute(one).rowcount for one in old]  # type: ignore[attr-defined]
    return sum(gone)


def _tally(about: str, said: Mapping[bool, int]) -> Tally:
    return Tally(about, said.get(True, 0), said.get(False, 0))
