"""Reading what was counted and what families told, over a period."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from localoffer.db import MissingRow
from localoffer.feedback.gaps import Pair
from localoffer.feedback.models import DemandCount, MissingSupport, SearchCount, WordCount
from localoffer.feedback.vocabulary import NOT_SAID, WHOLE_COUNTY, Results
from localoffer.paging import in_range, pages_of


@dataclass(frozen=True)
class Words:
    """The words searched for most, and how many searches had a word that neither the glossary nor a listing has."""

    most: tuple[tuple[str, int], ...]
    unknown: int


@dataclass(frozen=True)
class ToldPage:
    """One page of what families told, newest first."""

    rows: Sequence[MissingSupport]
    total: int
    page: int
    pages: int


def demand(session: Session, *, since: date) -> dict[Pair, Counter[Results]]:
    """Return for each district and need how many searches asked for both, by how much they found."""
    rows = session.execute(
        select(DemandCount.district, DemandCount.need, DemandCount.results, func.sum(DemandCount.count))
        .where(DemandCount.day >= since)
        .group_by(DemandCount.district, DemandCount.need, DemandCount.results)
    )
    found: dict[Pair, Counter[Results]] = {}
    for district, need, results, number in rows:
        found.setdefault((district, need), Counter())[results] = number
    return found


def told(session: Session, *, since: date) -> Counter[Pair]:
    """Return for each district and need how many families said that they could not find it.

    Whoever looked in the whole county named no district; a family with two needs counts once for each.
    """
    rows = session.execute(select(MissingSupport.district, MissingSupport.needs).where(MissingSupport.told_on >= since))
    return Counter(
        (NOT_SAID if district == WHOLE_COUNTY else district, need)
        for district, needs in rows
        for need in needs or [NOT_SAID]
    )


def number_told(since: date) -> ScalarSelect[int]:
    """Return how many families said what they could not find, as a part of a query."""
    return select(func.count()).where(MissingSupport.told_on >= since).scalar_subquery()


def count_told(session: Session, *, since: date) -> int:
    """Return how many families said what they could not find."""
    return session.scalar(select(number_told(since))) or 0


def told_page(
    session: Session, *, since: date, district: str = "", need: str = "", page: int = 1, per_page: int = 25
) -> ToldPage:
    """Return one page of what families told, newest first; a page past the end is the last one.

    Without ``district`` and ``need`` those of all; with them, those who named both.
    """
    wanted = select(MissingSupport.id, MissingSupport.needs).where(MissingSupport.told_on >= since)
    if district:
        wanted = wanted.where(MissingSupport.district == district)
    newest = wanted.order_by(MissingSupport.told_on.desc(), MissingSupport.id.desc())
    # which needs a row holds is JSON, which the two databases look into in different ways
    ids = [row.id for row in session.execute(newest) if not need or need in row.needs]
    page, pages = in_range(page, total=len(ids), per_page=per_page), pages_of(len(ids), per_page)
    shown = ids[(page - 1) * per_page : page * per_page]
    rows = session.scalars(select(MissingSupport).where(MissingSupport.id.in_(shown)))
    return ToldPage(sorted(rows, key=lambda row: shown.index(row.id)), len(ids), page, pages)


def get(session: Session, *, key: str) -> MissingSupport:
    """Return what one family told.

    Raises:
        MissingRow: when there is no such thing.
    """
    try:
        wanted = uuid.UUID(key)
    except ValueError as error:
        raise MissingRow("that is no key") from error
    row = session.scalar(select(MissingSupport).where(MissingSupport.uuid == wanted))
    if row is None:
        raise MissingRow("nobody told that, or it is no longer kept")
    return row


def searches(session: Session, *, since: date) -> dict[str, Counter[Results]]:
    """Return for each language of the pages how many searches there were, by how much they found."""
    rows = session.execute(
        select(SearchCount.language, SearchCount.results, func.sum(SearchCount.count))
        .where(SearchCount.day >= since)
        .group_by(SearchCount.language, SearchCount.results)
    )
    found: dict[str, Counter[Results]] = {}
    for language, results, number in rows:
        found.setdefault(language, Counter())[results] = number
    return found


def words(session: Session, *, since: date, most: int, least: int) -> Words:
    """Return the words searched for most, without those searched for fewer than ``least`` times."""
    number = func.sum(WordCount.count)
    counted = select(WordCount.word, number).where(WordCount.day >= since).group_by(WordCount.word)
    known = counted.where(WordCount.word != "").having(number >= least).order_by(number.desc(), WordCount.word)
    unknown = select(number).where(WordCount.day >= since, WordCount.word == "")
    rows = session.execute(known.limit(most))
    return Words(tuple((word, times) for word, times in rows), session.scalar(unknown) or 0)
