"""Forms that are being filled in, readable only with the token in the family's own browser.

One lives for 24 hours; one that was saved, for as many days as the council decided.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from localoffer.crypto import CannotOpen, KeyRing, seal, unseal
from localoffer.referrals.answers import Answers
from localoffer.referrals.drafting import carried_over
from localoffer.referrals.drafting.carried_over import CarriedOver
from localoffer.referrals.models import DraftReturn, ReferralDraft

LASTING = timedelta(hours=24)
DETAILS_LASTING = timedelta(hours=2)
_PURPOSE = "referral draft"


@dataclass(frozen=True)
class Sent:
    """What is left of a form once it was sent: enough for the confirmation to help when it is opened again.

    ``another_until`` is until when the form of another child begins with what both share; None where nothing is.
    """

    reference: str
    district: str
    hard: tuple[str, ...]
    receipt: bool
    at: datetime | None = None
    another_until: datetime | None = None


@dataclass(frozen=True)
class SentBefore:
    """A form that was sent earlier in the same sitting, and the status code that goes with it."""

    reference: str
    code: str
    at: datetime


@dataclass(frozen=True)
class Unsent:
    """What somebody had typed into the page of one step, as it stood, when they left it without pressing Continue."""

    slug: str
    typed: Mapping[str, list[str]]


@dataclass(frozen=True)
class Draft:
    """One browser's form; ``sent`` is set, and the answers are gone, once it was sent.

    ``begun_at`` is when its first page was asked for; None until it was stored. ``sitting`` are the forms of other
    children that were sent before it. ``saved_until`` is None for a form that nobody saved.
    """

    token: str
    answers: Answers = field(default_factory=Answers)
    sent: Sent | None = None
    begun_at: datetime | None = None
    unsent: Unsent | None = None
    carried: CarriedOver = field(default_factory=CarriedOver)
    sitting: tuple[SentBefore, ...] = ()
    return_code: str = ""
    saved_until: datetime | None = None

    @property
    def mark(self) -> str:
        """What each page of this form carries, so that one left open is not taken for a page of a later form."""
        return hashlib.sha256(b"page\0" + self.token.encode()).hexdigest()[:16]

    def with_section(self, name: str, section: Any) -> Draft:
        """Return this form with one section answered (again) in the form itself."""
        return replace(self, answers=self.answers.with_section(name, section), carried=self.carried.without(name))


def new_token() -> str:
    """Return a token of 256 random bits for a browser that begins."""
    return secrets.token_urlsafe(32)


def journey_hash(token: str) -> bytes:
    """Return what makes the referral of this journey unique; it tells nothing of the token."""
    return hashlib.sha256(b"journey\0" + token.encode()).digest()


def next_token(token: str) -> str:
    """Return the token of the form of another child that follows the one of this token: always the same."""
    return base64.urlsafe_b64encode(hashlib.sha256(b"next\0" + token.encode()).digest()).decode().rstrip("=")


def row_key(token: str) -> bytes:
    """Return what the row of a draft is found by; it tells nothing of the token."""
    return hashlib.sha256(token.encode()).digest()


def load(session: Session, *, keys: KeyRing, token: str | None, at: datetime, locked: bool = False) -> Draft | None:
    """Return the draft that belongs to a token; None when there is none, or it has run out, or it does not open.

    Args:
        locked: hold the row until the transaction ends, so that two requests of one browser do not undo each other.
    """
    if not token:
        return None
    row = session.get(ReferralDraft, row_key(token), with_for_update=locked or None)
    if row is None or row.expires_at <= at:
        return None
    try:
        stored = json.loads(unseal(_key(keys, token), row.sealed, place=_place(token)))
    except CannotOpen:
        return None
    return Draft(
        token,
        Answers.from_json(stored["answers"]),
        _read_sent(stored.get("sent")),
        row.created_at,
        Unsent(**stored["unsent"]) if stored.get("unsent") else None,
        carried=CarriedOver.from_json(stored.get("carried")),
        sitting=_read_sitting(stored.get("sitting", []), at),
        return_code=stored.get("return_code", ""),
        saved_until=row.expires_at if row.saved_at else None,
    )


def save(session: Session, draft: Draft, *, keys: KeyRing, at: datetime, lasting: timedelta = LASTING) -> None:
    """Store a draft. A new one lives for ``lasting`` unless it is kept; one that was sent, for 24 hours from then."""
    sealed = seal(_key(keys, draft.token), json.dumps(_as_json(draft)).encode(), place=_place(draft.token))
    row = session.get(ReferralDraft, row_key(draft.token))
    if row is None:
        row = ReferralDraft(token_hash=row_key(draft.token), created_at=at, expires_at=at + lasting)
        session.add(row)
    row.sealed, row.changed_at = sealed, at
    if draft.sent:
        row.expires_at, row.saved_at = at + LASTING, None
    session.flush()


def keep(session: Session, draft: Draft, *, at: datetime, until: datetime) -> Draft:
    """Let a stored draft live until a moment, because somebody wants to come back to it; return it as it is then."""
    row = session.get_one(ReferralDraft, row_key(draft.token))
    row.saved_at, row.expires_at = at, until
    session.flush()
    return replace(draft, saved_until=until)


def prolong(session: Session, draft: Draft, *, at: datetime) -> datetime:
    """Give a draft at least 24 hours from now, so that it does not run out under somebody's hands; return its end.

    The code that leads back to it lasts as long.
    """
    row = session.get_one(ReferralDraft, row_key(draft.token))
    row.expires_at = max(row.expires_at, at + LASTING)
    its_code = (DraftReturn.draft_hash == row.token_hash, DraftReturn.one_use.is_(False))
    session.execute(update(DraftReturn).where(*its_code).values(expires_at=row.expires_at))
    return row.expires_at


def mark_sent(session: Session, draft: Draft, sent: Sent, *, keys: KeyRing, at: datetime) -> Draft:
    """Replace a draft's answers by what the confirmation shows. The ways back to it go with them.

    What the form of another child would share waits, for two hours, in a draft of its own that only this browser's
    token leads to.
    """
    shared = carried_over.from_last_form(draft.answers) if draft.begun_at else None
    if shared:
        answers, carried = shared
        following = Draft(next_token(draft.token), answers, carried=carried)
        save(session, following, keys=keys, at=at, lasting=DETAILS_LASTING)
    session.execute(delete(DraftReturn).where(DraftReturn.draft_hash == row_key(draft.token)))
    another_until = at + DETAILS_LASTING if shared else None
    marked = Draft(
        draft.token,
        sent=replace(sent, at=at, another_until=another_until),
        begun_at=draft.begun_at,
        sitting=draft.sitting,
    )
    save(session, marked, keys=keys, at=at)
    return marked


def erase(session: Session, token: str | None) -> None:
    """Erase the draft of a token, if there is one."""
    if token:
        session.execute(delete(ReferralDraft).where(ReferralDraft.token_hash == row_key(token)))


def erase_unsaved(session: Session, token: str | None) -> None:
    """Erase the draft of a token, unless somebody saved it to come back to it."""
    if token:
        mine = ReferralDraft.token_hash == row_key(token)
        session.execute(delete(ReferralDraft).where(mine, ReferralDraft.saved_at.is_(None)))


def _as_json(draft: Draft) -> dict[str, Any]:
    return {
        "answers": draft.answers.to_json(),
        "sent": _plain(draft.sent) if draft.sent else None,
        "unsent": vars(draft.unsent) if draft.unsent else None,
        "carried": draft.carried.to_json(),
        "sitting": [_plain(one) for one in draft.sitting],
        "return_code": draft.return_code,
    }


def _plain(section: Sent | SentBefore) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in vars(section).items()}


def _read_sent(stored: Mapping[str, Any] | None) -> Sent | None:
    if stored is None:
        return None
    moments = {name: _moment(stored.get(name)) for name in ("at", "another_until")}
    return Sent(stored["reference"], stored["district"], tuple(stored["hard"]), stored["receipt"], **moments)


def _read_sitting(stored: list[dict[str, Any]], at: datetime) -> tuple[SentBefore, ...]:
    """Return the forms of this sitting; one sent longer ago than a confirmation lives is not of it any more."""
    read = (SentBefore(one["reference"], one["code"], datetime.fromisoformat(one["at"])) for one in stored)
    return tuple(one for one in read if one.at + LASTING > at)


def _moment(stored: str | None) -> datetime | None:
    return datetime.fromisoformat(stored) if stored else None


def _key(keys: KeyRing, token: str) -> bytes:
    return keys.key_from_token(token, purpose=_PURPOSE)


def _place(token: str) -> str:
    return f"referral_drafts.sealed:{row_key(token).hex()}"
