"""Finding entries of the audit. A page begins where the one before ended, so that the last is as quick as the first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from localoffer.audit import AuditEntry
from localoffer.referrals.models import Referral
from localoffer.working_days import LONDON

SIZE = 50
UNKNOWN = "(unknown)"
"""Stands for what somebody typed and the record does not have: it may be a name, and is kept nowhere."""
_LONGEST = 80


@dataclass(frozen=True)
class Search:
    """What somebody looks for; what is empty narrows nothing.

    ``before`` shows the entries older than that number, ``after`` those that are newer; never both.
    """

    actor: str = ""
    action: str = ""
    subject: str = ""
    subject_id: str = ""
    since: date | None = None
    until: date | None = None
    before: int | None = None
    after: int | None = None

    @classmethod
    def of(cls, told: Mapping[str, str]) -> Search:
        """Read it from an address; what makes no sense there is left out."""
        texts = {name: told.get(name, "").replace("\0", "").strip()[:_LONGEST] for name in _TEXTS}
        before, after = _number(told.get("before", "")), _number(told.get("after", ""))
        return cls(
            **texts,
            since=_day(told.get("since", "")),
            until=_day(told.get("until", "")),
            before=before,
            after=after if before is None else None,
        )

    def arguments(self) -> dict[str, Any]:
        """Return it as an address holds it."""
        return {name: value or None for name, value in vars(self).items()}

    @property
    def of_any_number(self) -> Search:
        """The same search, from the newest entry on."""
        return replace(self, before=None, after=None)

    @property
    def is_narrow(self) -> bool:
        """Whether it leaves anything out."""
        return self.of_any_number != Search()


@dataclass(frozen=True)
class Found:
    """One page of entries, newest first; ``older`` and ``newer`` say from which number the pages beside it go."""

    entries: list[AuditEntry]
    older: int | None
    newer: int | None


@dataclass(frozen=True)
class Known:
    """What the record has, in order: who did something, what was done, and to what kinds of things."""

    actor: list[str]
    action: list[str]
    subject: list[str]


def known(session: Session) -> Known:
    """Return what the record has to choose from."""
    return Known(*(distinct(session, column) for column in (AuditEntry.actor, AuditEntry.action, AuditEntry.subject)))


def only_known(session: Session, search: Search, known: Known) -> Search:
    """Return the same search, with ``UNKNOWN`` for what neither the record has nor a referral is called."""
    texts = {name: value for name in _TEXTS if (value := getattr(search, name))}
    strange = {name for name, value in texts.items() if value not in getattr(known, name, (value,))}
    if search.subject_id and not _is_known(session, search.subject_id, known):
        strange.add("subject_id")
    nobody: dict[str, Any] = dict.fromkeys(strange, UNKNOWN)
    return replace(search, **nobody)


def _is_known(session: Session, typed: str, known: Known) -> bool:
    # by subject, too, which is how the index goes
    has_id = select(AuditEntry.number).where(AuditEntry.subject.in_(known.subject), AuditEntry.subject_id == typed)
    return _referral(session, typed) is not None or session.scalar(has_id.limit(1)) is not None


def of_id(session: Session, search: Search) -> Search:
    """Return the same search by id, where somebody typed the reference of a referral, in any case."""
    found = _referral(session, search.subject_id) if search.subject_id else None
    return search if found is None else replace(search, subject_id=str(found))


def _referral(session: Session, typed: str) -> UUID | None:
    return session.scalar(select(Referral.uuid).where(Referral.reference == typed.upper()))


def page(session: Session, search: Search, *, size: int = SIZE) -> Found:
    """Return the entries of one page."""
    wanted = _narrowed(search)
    upwards = search.after is not None
    if upwards:
        wanted = wanted.where(AuditEntry.number > search.after).order_by(AuditEntry.number)
    else:
        wanted = wanted.order_by(AuditEntry.number.desc())
        if search.before is not None:
            wanted = wanted.where(AuditEntry.number < search.before)
    rows = list(session.scalars(wanted.limit(size + 1)))
    has_more, shown = len(rows) > size, rows[:size]
    if upwards:
        shown.reverse()
        has_older, has_newer = True, has_more
    else:
        has_older, has_newer = has_more, search.before is not None
    if not shown:
        return Found([], None, None)
    return Found(shown, shown[-1].number if has_older else None, shown[0].number if has_newer else None)


def every(session: Session, search: Search) -> Iterator[Row[Any]]:
    """Go through all entries of a search, newest first, without holding them all; each row has an entry's columns."""
    wanted = _narrowed(search).with_only_columns(*AuditEntry.__table__.columns).order_by(AuditEntry.number.desc())
    yield from session.execute(wanted.execution_options(yield_per=1000))


def distinct(session: Session, column: InstrumentedAttribute[str]) -> list[str]:
    """Return the values of an indexed column in order, jumping from one to the next instead of reading every entry."""
    first = select(func.min(column).label("value")).cte("jumps", recursive=True)
    following = select(func.min(column)).where(column > first.c.value).scalar_subquery()
    jumps = first.union_all(select(following).where(first.c.value.is_not(None)))
    return [value for value in session.scalars(select(jumps.c.value)) if value is not None]


def _narrowed(search: Search) -> Select[AuditEntry]:
    conditions: list[ColumnElement[bool]] = [
        getattr(AuditEntry, name) == value for name in _TEXTS if (value := getattr(search, name))
    ]
    if search.since:
        conditions.append(AuditEntry.at >= _beginning(search.since))
    if search.until:
        conditions.append(AuditEntry.at < _beginning(search.until + timedelta(days=1)))
    return select(AuditEntry).where(literal(True), *conditions)


def _beginning(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return found if 2000 <= found.year < 2200 else None


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


_TEXTS = ("actor", "action", "subject", "subject_id")
