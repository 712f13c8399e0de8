"""What is counted of a search, and adding it to the day's counts in the database."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import delete
from sqlalchemy.orm import Session

from localoffer.adding_up import adding, take_away
from localoffer.feedback.models import DemandCount, SearchCount, WordCount
from localoffer.feedback.vocabulary import Results


class SearchMade(NamedTuple):
    """A search, by the language of its page and how much it found."""

    day: date
    language: str
    results: Results


class NeedSought(NamedTuple):
    """A need that a search asked for in a district, and how much the search found; either may be empty."""

    day: date
    district: str
    need: str
    results: Results


class WordUsed(NamedTuple):
    """A word of a search; empty where neither the glossary nor a listing has it."""

    day: date
    word: str


Counted: TypeAlias = SearchMade | NeedSought | WordUsed

_TABLES: dict[type[Any], Any] = {
    SearchMade: SearchCount.__table__,
    NeedSought: DemandCount.__table__,
    WordUsed: WordCount.__table__,
}


def add(session: Session, counts: Mapping[Counted, int]) -> None:
    """Add to the day's counts; the caller commits."""
    for table, rows in _rows(counts):
        session.execute(adding(session, table), rows)


def take_back(session: Session, counts: Mapping[Counted, int]) -> None:
    """Take counts that were added away again; the caller commits."""
    for table, rows in _rows(counts):
        take_away(session, table, rows)


def remove_old(session: Session, *, before: date) -> int:
    """Remove the counts of the days before a day; return how many rows that were."""
    removed = 0
    for table in _TABLES.values():
        result = session.execute(delete(table).where(table.c.day < before))
        removed += int(result.rowcount)  # type: ignore[attr-defined]
    return removed


def _rows(counts: Mapping[Counted, int]) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    for kind, table in _TABLES.items():
        # always in the same order, so that two processes never wait for each other
        of_kind = sorted((counted, number) for counted, number in counts.items() if type(counted) is kind)
        if of_kind:
            yield table, [{**one._asdict(), "count": number} for one, number in of_kind]
