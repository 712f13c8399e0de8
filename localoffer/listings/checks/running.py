"""One run of the check: ask the web addresses whose turn it is, then bring what is stored to what is wrong now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.listings.checks import finding
from localoffer.listings.checks.models import Finding, WebCheck
from localoffer.listings.checks.vocabulary import FindingKind, WebFault
from localoffer.outbox.refused import refused_addresses

log = structlog.get_logger()
_AGAIN_AFTER = timedelta(hours=20)

Ask = Callable[[str], WebFault | None]
Pace = Callable[[Iterable[str]], Iterable[str]]


@dataclass(frozen=True)
class Report:
    """How many addresses were asked, how many are left for the next run, and how much is wrong by kind."""

    asked: int
    left: int
    found: Counter[FindingKind]


def run(database: Database, *, keys: KeyRing, today: date, most: int, ask: Ask, pace: Pace) -> Report:
    """Run the check. Each answer is stored by itself, so that a run that is stopped loses nothing.

    Args:
        most: how many addresses are asked at most.
        ask: says what is wrong with one.
        pace: puts them into a polite order, and ends when the time is over.
    """
    with database.session(writes=False) as session:
        due = _due(session, at=now())
    asked = 0
    for address in pace(due[:most]):
        try:
            fault = ask(address)
        except Exception as error:  # whatever an address does to us, the others are asked all the same
            log.error("address_not_asked", fault=type(error).__name__)
            continue
        with database.transaction() as session:
            _store(session, address, fault, at=now(), today=today)
        asked += 1
    with database.transaction() as session:
        counted = store_findings(session, keys=keys, today=today)
    return Report(asked, len(due) - asked, counted)


def store_findings(session: Session, *, keys: KeyRing, today: date) -> Counter[FindingKind]:
    """Bring the stored findings to what is wrong now, and count them; one that stays keeps the day it was found."""
    there = {(row.listing_id, row.kind, row.about): row for row in session.scalars(select(Finding))}
    counted: Counter[FindingKind] = Counter()
    for one in finding.found(session, refused=refused_addresses(session, keys=keys)):
        counted[one.kind] += 1
        row = there.pop((one.listing_id, one.kind, one.about), None)
        if row is None:
            row = Finding(listing_id=one.listing_id, kind=one.kind, about=one.about, found_on=today)
            session.add(row)
        row.fault = one.fault
    for row in there.values():
        session.delete(row)
    return counted


def _due(session: Session, *, at: datetime) -> list[str]:
    """Return the addresses whose turn it is: never asked first, then those asked longest ago."""
    shown = {address for listing in finding.listings(session) for address in finding.addresses_of(listing)}
    asked = {row.address: row.checked_at for row in session.execute(select(WebCheck.address, WebCheck.checked_at))}
    due = [one for one in shown if one not in asked or at - asked[one] >= _AGAIN_AFTER]
    return sorted(due, key=lambda one: (one in asked, asked.get(one, at), one))


def _store(session: Session, address: str, fault: WebFault | None, *, at: datetime, today: date) -> None:
    row = session.get(WebCheck, address)
    if row is None:
        row = WebCheck(address=address)
        session.add(row)
    row.checked_at, row.fault = at, fault
    row.failing_since = (row.failing_since or today) if fault else None
