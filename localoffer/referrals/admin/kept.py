"""Calls that broke off: what a member of staff has typed so far, kept for that person alone, in that browser alone.

As with a family's own form, the row is found by a hash of a random token that only the browser holds, and its content
is sealed under a key made from that token, so that the database and the server's key together cannot read it. The name
of the key holds who typed it: somebody else who signs in to the same browser opens nothing.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from localoffer.crypto import CannotOpen, KeyRing, seal, unseal
from localoffer.referrals.models import ReferralDraft


@dataclass(frozen=True)
class Kept:
    """What was typed, as the page sent it, and from when until when it is kept. ``mark`` names it in an address."""

    token: str
    typed: MultiDict[str, str]
    kept_at: datetime
    until: datetime

    @property
    def mark(self) -> str:
        return mark_of(self.token)


def mark_of(token: str) -> str:
    """Return what names a kept form in an address: it opens nothing."""
    return hashlib.sha256(b"kept mark\0" + token.encode()).hexdigest()[:16]


def keep(
    session: Session,
    token: str,
    typed: MultiDict[str, str],
    *,
    keys: KeyRing,
    actor: str,
    at: datetime,
    lasting: timedelta,
) -> None:
    """Keep what was typed, in the place of what was kept of the same form before."""
    written = json.dumps(list(typed.items(multi=True))).encode()
    row = session.get(ReferralDraft, _row_key(token))
    if row is None:
        row = ReferralDraft(token_hash=_row_key(token), created_at=at)
        session.add(row)
    row.sealed = seal(_key(keys, token, actor), written, place=_place(token))
    row.changed_at = row.saved_at = at
    row.expires_at = at + lasting
    session.flush()


def load(session: Session, token: str, *, keys: KeyRing, actor: str, at: datetime) -> Kept | None:
    """Return what was kept; None when it has run out, was sent, or is somebody else's."""
    row = session.get(ReferralDraft, _row_key(token))
    if row is None or row.expires_at <= at:
        return None
    try:
        written = json.loads(unseal(_key(keys, token, actor), row.sealed, place=_place(token)))
    except CannotOpen:
        return None
    return Kept(token, MultiDict([(name, value) for name, value in written]), row.changed_at, row.expires_at)


def erase(session: Session, token: str) -> None:
    """Erase what was kept, if anything was."""
    session.execute(delete(ReferralDraft).where(ReferralDraft.token_hash == _row_key(token)))


def _row_key(token: str) -> bytes:
    # not that of the public form: once the referral is made, its confirmation has a row of its own
    return hashlib.sha256(b"kept\0" + token.encode()).digest()


def _key(keys: KeyRing, token: str, actor: str) -> bytes:
    return keys.key_from_token(token, purpose=f"kept form of {actor}")


def _place(token: str) -> str:
    return f"referral_drafts.sealed:{_row_key(token).hex()}"
