"""Forms that are being filled in: kept for 24 hours, readable only with the token in the family's own browser."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from localoffer.crypto import CannotOpen, KeyRing, seal, unseal
from localoffer.referrals.answers import Answers
from localoffer.referrals.models import ReferralDraft

LASTING = timedelta(hours=24)
_PURPOSE = "referral draft"


@dataclass(frozen=True)
class Sent:
    """What is left of a form once it was sent: enough for the confirmation to help when it is opened again."""

    reference: str
    district: str
    hard: tuple[str, ...]
    receipt: bool


@dataclass(frozen=True)
class Unsent:
    """What somebody had typed into the page of one step, as it stood, when they left it without pressing Continue."""

    slug: str
    typed: Mapping[str, list[str]]


@dataclass(frozen=True)
class Draft:
    """One browser's form; ``sent`` is set, and the answers are gone, once it was sent.

    ``begun_at`` is when its first page was asked for; None until it was stored.
    """

    token: str
    answers: Answers = field(default_factory=Answers)
    sent: Sent | None = None
    begun_at: datetime | None = None
    unsent: Unsent | None = None

    @property
    def mark(self) -> str:
        """What each page of this form carries, so that one left open is not taken for a page of a later form."""
        return hashlib.sha256(b"page\0" + self.token.encode()).hexdigest()[:16]


def new_token() -> str:
    """Return a token of 256 random bits for a browser that begins."""
    return secrets.token_urlsafe(32)


def journey_hash(token: str) -> bytes:
    """Return what makes the referral of this journey unique; it tells nothing of the token."""
    return hashlib.sha256(b"journey\0" + token.encode()).digest()


def load(session: Session, *, keys: KeyRing, token: str | None, at: datetime, locked: bool = False) -> Draft | None:
    """Return the draft that belongs to a token; None when there is none, or it has run out, or it does not open.

    Args:
        locked: hold the row until the transaction ends, so that two requests of one browser do not undo each other.
    """
    if not token:
        return None
    row = session.get(ReferralDraft, _row_key(token), with_for_update=locked or None)
    if row is None or row.expires_at <= at:
        return None
    try:
        stored = json.loads(unseal(_key(keys, token), row.sealed, place=_place(token)))
    except CannotOpen:
        return None
    unsent = Unsent(**stored["unsent"]) if stored.get("unsent") else None
    return Draft(token, Answers.from_json(stored["answers"]), _read_sent(stored.get("sent")), row.created_at, unsent)


def save(session: Session, draft: Draft, *, keys: KeyRing, at: datetime) -> None:
    """Store a draft. It lives for 24 hours from its start; one that was sent, 24 hours from then."""
    stored = {
        "answers": draft.answers.to_json(),
        "sent": vars(draft.sent) if draft.sent else None,
        "unsent": vars(draft.unsent) if draft.unsent else None,
    }
    sealed = seal(_key(keys, draft.token), json.dumps(stored).encode(), place=_place(draft.token))
    row = session.get(ReferralDraft, _row_key(draft.token))
    if row is None:
        row = ReferralDraft(token_hash=_row_key(draft.token), created_at=at, expires_at=at + LASTING)
        session.add(row)
    row.sealed, row.changed_at = sealed, at
    if draft.sent:
        row.expires_at = at + LASTING
    session.flush()


def mark_sent(session: Session, draft: Draft, sent: Sent, *, keys: KeyRing, at: datetime) -> Draft:
    """Replace a draft's answers by what the confirmation shows."""
    marked = replace(draft, answers=Answers(), sent=sent, unsent=None)
    save(session, marked, keys=keys, at=at)
    return marked


def erase(session: Session, token: str | None) -> None:
    """Erase the draft of a token, if there is one."""
    if token:
        session.execute(delete(ReferralDraft).where(ReferralDraft.token_hash == _row_key(token)))


def erase_expired(session: Session, *, at: datetime) -> int:
    """Erase every draft that has run out; return how many."""
    erased = session.execute(delete(ReferralDraft).where(ReferralDraft.expires_at <= at))
    return int(erased.rowcount)  # type: ignore[attr-defined]


def _read_sent(stored: Mapping[str, Any] | None) -> Sent | None:
    if stored is None:
        return None
    return Sent(stored["reference"], stored["district"], tuple(stored["hard"]), stored["receipt"])


def _row_key(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _key(keys: KeyRing, token: str) -> bytes:
    return keys.key_from_token(token, purpose=_PURPOSE)


def _place(token: str) -> str:
    return f"referral_drafts.sealed:{_row_key(token).hex()}"
