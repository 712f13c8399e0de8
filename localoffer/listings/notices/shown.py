"""What listings say today: each process keeps it in memory, so that no page asks the database for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from flask import Flask, current_app
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from localoffer.days import today
from localoffer.listings.notices.models import ListingNotice
from localoffer.listings.notices.vocabulary import ForNowKind
from localoffer.web.following import Followed, follow
from localoffer.web.translated import of_today

SUBJECT = "listing_notices"
"""The change number of what listings say for a time."""
_EXTENSION = "localoffer_listing_notices"
_ANNOUNCED = timedelta(days=14)


@dataclass(frozen=True)
class ForNow:
    """One thing that a listing says for a time; see ``ListingNotice``. ``stamp`` changes with every change of it.

    ``texts`` lacks translations of what the English no longer says: whether it is closed is no matter to be late in.
    """

    kind: ForNowKind
    texts: Mapping[str, str]
    starts_on: date
    ends_on: date | None
    stamp: str

    def stands_on(self, day: date) -> bool:
        """Return whether it holds on a day."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def is_told_on(self, day: date) -> bool:
        """Return whether families read it on a day: a closure is told of two weeks before it begins."""
        ahead = _ANNOUNCED if self.kind is ForNowKind.CLOSED else timedelta()
        return self.starts_on - ahead <= day and (self.ends_on is None or day <= self.ends_on)


@dataclass(frozen=True)
class Kept:
    """What a process keeps: by listing what has not ended, and when what a listing says last changed."""

    said: Mapping[int, tuple[ForNow, ...]] = field(default_factory=dict)
    changed: Mapping[int, datetime] = field(default_factory=dict)

    def told_on(self, day: date) -> dict[int, tuple[ForNow, ...]]:
        """Return by listing what families read on a day, a closure first; a listing that says nothing is not in it."""
        told = {number: tuple(one for one in held if one.is_told_on(day)) for number, held in self.said.items()}
        return {number: held for number, held in told.items() if held}

    def closed_on(self, day: date) -> frozenset[int]:
        """Return the listings that are closed on a day."""
        return frozenset(
            number
            for number, held in self.said.items()
            if any(one.kind is ForNowKind.CLOSED and one.stands_on(day) for one in held)
        )


def kept(app: Flask | None = None) -> Kept:
    """Return what this process keeps, of the current application where none is given."""
    followed: Followed[Kept] = (app or current_app).extensions[_EXTENSION]
    return followed.newest


def of(listing_id: int) -> tuple[ForNow, ...]:
    """Return what a listing says today, a closure first."""
    return kept().told_on(today()).get(listing_id, ())


def is_closed(listing_id: int) -> bool:
    """Return whether a listing is closed today."""
    return listing_id in kept().closed_on(today())


def closed_now(app: Flask) -> frozenset[int]:
    """Return the listings that are closed today."""
    return kept(app).closed_on(today())


def read(session: Session) -> Kept:
    """Return what has neither ended nor been taken down, and when what each listing says last changed."""
    not_over = or_(ListingNotice.ends_on.is_(None), ListingNotice.ends_on >= today())
    wanted = select(ListingNotice).where(ListingNotice.taken_down_at.is_(None), not_over)
    said: dict[int, list[ForNow]] = defaultdict(list)
    for row in session.scalars(wanted.order_by(ListingNotice.starts_on, ListingNotice.id)):
        stamp = f"{row.id} {row.changed_at.isoformat()}"
        texts = of_today(row.texts, row.made_from)
        said[row.listing_id].append(ForNow(row.kind, texts, row.starts_on, row.ends_on, stamp))
    last = select(ListingNotice.listing_id, func.max(ListingNotice.changed_at)).group_by(ListingNotice.listing_id)
    changed = {number: at for number, at in session.execute(last)}  # noqa: C416 - rows are no pairs to a type checker
    return Kept({number: _closure_first(held) for number, held in said.items()}, changed)


def init_app(app: Flask) -> None:
    """Let the processes of an application follow what listings say."""
    app.extensions[_EXTENSION] = follow(app, SUBJECT, read, nothing=Kept())


def _closure_first(held: list[ForNow]) -> tuple[ForNow, ...]:
    return tuple(sorted(held, key=lambda one: one.kind is not ForNowKind.CLOSED))
