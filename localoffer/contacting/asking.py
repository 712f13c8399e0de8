"""Storing a request: with its notice to the team and its audit entry, in one transaction, and never twice."""

from __future__ import annotations

import re
import secrets
import uuid
from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime
from itertools import chain

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.contacting import admin_messages, wishes
from localoffer.contacting.models import ContactRequest
from localoffer.contacting.vocabulary import ANY, RequestState, Sign
from localoffer.contacting.wishes import CallWish, Wish, kind_of
from localoffer.crypto import KeyRing
from localoffer.db import add_once
from localoffer.forms import marks
from localoffer.outbox import store
from localoffer.vocabulary import Day
from localoffer.working_days import answer_by, day_of

NOTICE = "contact-notice"
_TRIES = 5
# Without I, L, O, U, 0 and 1, which are taken for others when read aloud.
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_REFERENCE = 6
_LINK = re.compile(r"https?:|www\.", re.IGNORECASE)
_MOST_LINKS = 1
_NEXT_DAY = 1
# working days after the promised one among which each day of the week is found, whatever is a bank holiday
_FURTHEST = 20


@dataclass(frozen=True)
class Team:
    """Who deals with requests: their address (empty for none), what the links in their mail begin with, and within how
    many working days they ring, where the council has said so.
    """

    address: str
    base_url: str
    working_days: int | None = None


@dataclass(frozen=True)
class Asked:
    """A request as it came: the random ``mark`` of the page that it was written on, and the language of that page."""

    wish: Wish
    mark: str
    language: str
    at: datetime
    set_aside_for: Collection[Sign] = ()


def ask(session: Session, *, asked: Asked, keys: KeyRing, team: Team) -> ContactRequest:
    """Store a request in the caller's transaction; the same form sent twice returns the request that was stored first.

    What looks like spam is stored as well, apart from the queue, and the team is not told of it.
    """
    sent_hash = marks.sent_hash(asked.mark, asdict(asked.wish))
    for _ in range(_TRIES):
        there = session.scalars(select(ContactRequest).where(ContactRequest.sent_hash == sent_hash)).one_or_none()
        if there is not None:
            return there
        row = _row(asked, sent_hash, keys=keys, team=team)
        if not add_once(session, row):
            continue
        if row.set_aside_at is None:
            tell_the_team(session, row, keys=keys, team=team)
        audit.record(
            session,
            key=keys.audit,
            actor="family",
            action="contact.asked",
            subject="contact_request",
            subject_id=str(row.uuid),
            details={"kind": row.kind.value},
        )
        return row
    raise RuntimeError(f"no free reference in {_TRIES} tries")


def tell_the_team(session: Session, row: ContactRequest, *, keys: KeyRing, team: Team) -> None:
    """Put the notice of a request into the outbox, once; it names the reference and nobody."""
    if not team.address:
        return
    written = admin_messages.notice(row.kind, row.reference, team.base_url)
    store.enqueue(
        session,
        keys=keys,
        unique_key=f"{NOTICE}:{row.uuid}",
        kind=NOTICE,
        to=team.address,
        subject=written.subject,
        body=written.body,
    )


def signs_of(wish: Wish, *, empty_box: str, is_busy: bool) -> tuple[Sign, ...]:
    """Return what makes a request look as if a machine had sent it.

    Args:
        empty_box: what stands in the box that people do not see.
        is_busy: whether more requests come from the same address than people send.
    """
    links = sum(len(_LINK.findall(text)) for text in asdict(wish).values() if isinstance(text, str))
    held = (
        (Sign.FILLED_THE_EMPTY_BOX, bool(empty_box)),
        (Sign.LINKS, links > _MOST_LINKS),
        (Sign.BUSY_ADDRESS, is_busy),
    )
    return tuple(sign for sign, holds in held if holds)


def _row(asked: Asked, sent_hash: bytes, *, keys: KeyRing, team: Team) -> ContactRequest:
    row = ContactRequest(
        uuid=uuid.uuid4(),
        reference=f"CR-{''.join(secrets.choice(_ALPHABET) for _ in range(_REFERENCE))}",
        kind=kind_of(asked.wish),
        sent_hash=sent_hash,
        language=asked.language,
        made_at=asked.at,
        due_on=_due_on(asked, team.working_days or _NEXT_DAY),
        state=RequestState.WAITING,
        set_aside_at=asked.at if asked.set_aside_for else None,
        set_aside_for=sorted(asked.set_aside_for),
    )
    wishes.seal(row, asked.wish, keys=keys)
    return row


def _due_on(asked: Asked, working_days: int) -> date:
    """Return the day by which to deal with a request: of whoever is rung, one on which they said that it is safe.

    It is the last such day within the time that the team gives itself, or else the first one after it.
    """
    today = day_of(asked.at)
    promised, safe = answer_by(today, working_days), _safe_weekdays(asked.wish)
    within = (answer_by(today, days) for days in range(working_days, 0, -1))
    after = (answer_by(promised, days) for days in range(1, _FURTHEST))
    return next((day for day in chain(within, after) if day.weekday() in safe), promised)


def _safe_weekdays(wish: Wish) -> frozenset[int]:
    """Return the weekdays on which nothing speaks against dealing with a wish, Monday as 0."""
    if not isinstance(wish, CallWish) or ANY in wish.days:
        return frozenset(range(len(Day)))
    return frozenset(list(Day).index(Day(day)) for day in wish.days)
