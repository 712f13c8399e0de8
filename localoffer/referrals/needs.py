"""How many referrals name each area of need, by month: counts with no way back to anybody's form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import String, delete
from sqlalchemy.orm import Mapped, Session, mapped_column

from localoffer.adding_up import adding, take_away
from localoffer.db import Base
from localoffer.referrals.answers import Answers
from localoffer.working_days import day_of


class NeedCount(Base):
    """How many forms that came in a month (its first day) named an area of need; empty for none of them.

    A form can name several, and nothing joins two rows of one form.
    """

    __tablename__ = "referral_need_counts"

    month: Mapped[date] = mapped_column(primary_key=True)
    area: Mapped[str] = mapped_column(String(60), primary_key=True)
    count: Mapped[int]


class DistrictNeedCount(Base):
    """The same by district, empty where it is not known: what the council has to provide where."""

    __tablename__ = "referral_district_need_counts"

    month: Mapped[date] = mapped_column(primary_key=True)
    district: Mapped[str] = mapped_column(String(60), primary_key=True)
    area: Mapped[str] = mapped_column(String(60), primary_key=True)
    count: Mapped[int]


def count(session: Session, answers: Answers, *, at: datetime) -> None:
    """Count the areas of need that a form names, in the month in which it came, and in its district."""
    for table, rows in _rows(answers, at):
        session.execute(adding(session, table), rows)


def take_back(session: Session, answers: Answers, *, at: datetime) -> None:
    """Count a form no longer that was counted at that moment."""
    for table, rows in _rows(answers, at):
        take_away(session, table, rows)


def remove_old(session: Session, *, before: date) -> int:
    """Remove the counts of the months that were over before a day; return how many rows that were."""
    first = before.replace(day=1)
    results = [session.execute(delete(one).where(one.month < first)) for one in (NeedCount, DistrictNeedCount)]
    return sum(int(result.rowcount) for result in results)  # type: ignore[attr-defined, misc]


def _rows(answers: Answers, at: datetime) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    named = {one.value for one in answers.day_to_day.hard} if answers.day_to_day else set()
    # always in the same order, so that two forms at once never wait for each other
    rows = [{"month": day_of(at).replace(day=1), "area": area, "count": 1} for area in sorted(named or {""})]
    yield NeedCount.__table__, rows
    yield DistrictNeedCount.__table__, [{**row, "district": answers.district or ""} for row in rows]
