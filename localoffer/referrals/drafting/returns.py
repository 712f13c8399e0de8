"""The ways back to a saved form: a return code, and links that are good for one time.

Both hold what opens the form and are shown or sent, never stored: a row knows only a hash of the code or link, and has
the browser's token of the form sealed under a key made from it.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from localoffer.crypto import CannotOpen, KeyRing, seal, unseal
from localoffer.referrals import codes
from localoffer.referrals.drafting import drafts
from localoffer.referrals.drafting.drafts import Draft
from localoffer.referrals.models import DraftReturn

LETTERS = 16
MOST_LINKS = 5
_PURPOSE = "way back to a draft"


class TooManyLinks(Exception):
    """As many links to this form as may be out at once have been sent already."""


def keep(session: Session, draft: Draft, *, keys: KeyRing, at: datetime, lasting: timedelta) -> Draft:
    """Save a form so that it can be come back to, with a return code; once more only makes it last from now.

    A draft that is saved again keeps its code, unless that one leads nowhere any more.
    """
    drafts.save(session, draft, keys=keys, at=at)
    kept = drafts.keep(session, draft, at=at, until=at + lasting)
    return kept if _code_lasts(session, kept, keys=keys) else new_code(session, kept, keys=keys, at=at)


def new_code(session: Session, draft: Draft, *, keys: KeyRing, at: datetime) -> Draft:
    """Give a saved form a code; the one that it had before leads nowhere any more."""
    if draft.return_code:
        session.execute(
            delete(DraftReturn).where(DraftReturn.token_hash == _row_key(keys, codes.as_typed(draft.return_code)))
        )
    letters = "".join(secrets.choice(codes.ALPHABET) for _ in range(LETTERS))
    _store(session, draft, letters, keys=keys, one_use=False)
    coded = replace(draft, return_code=codes.in_groups(letters))
    drafts.save(session, coded, keys=keys, at=at)
    return coded


def new_link(session: Session, draft: Draft, *, keys: KeyRing, at: datetime) -> str:
    """Return the token of a link that leads back to a saved form once.

    Raises:
        TooManyLinks: when several that nobody used are out already.
    """
    mine = DraftReturn.draft_hash == drafts.row_key(draft.token)
    out = select(func.count()).where(mine, DraftReturn.one_use, DraftReturn.expires_at > at)
    if (session.scalar(out) or 0) >= MOST_LINKS:
        raise TooManyLinks
    # letters and digits alone: a mail program that makes links of addresses may cut a hyphen off their end
    token = secrets.token_hex(32)
    _store(session, draft, token, keys=keys, one_use=True)
    return token


def by_code(session: Session, typed: str, *, keys: KeyRing, at: datetime) -> str | None:
    """Return the token of the form that a code leads to; forgiving spaces, hyphens and case; None for none."""
    letters = codes.as_typed(typed)
    row = session.get(DraftReturn, _row_key(keys, letters))
    if row is None or row.one_use or row.expires_at <= at:
        return None
    return _open(row.sealed_token, letters, keys=keys)


def leads_back(session: Session, token: str, *, keys: KeyRing, at: datetime) -> bool:
    """Return whether the token of a link can still be used; using it is another thing."""
    row = session.get(DraftReturn, _row_key(keys, token))
    return row is not None and row.one_use and row.expires_at > at


def use_link(session: Session, token: str, *, keys: KeyRing, at: datetime) -> str | None:
    """Return the token of the form that a link leads to, and let it lead there no more; None where it does not."""
    this_one = DraftReturn.token_hash == _row_key(keys, token)
    sealed = session.scalars(
        delete(DraftReturn)
        .where(this_one, DraftReturn.one_use, DraftReturn.expires_at > at)
        .returning(DraftReturn.sealed_token)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    return None if sealed is None else _open(sealed, token, keys=keys)


def _code_lasts(session: Session, draft: Draft, *, keys: KeyRing) -> bool:
    """Let the code of a saved form last as long as the form; return False where it has none that is still there."""
    if not draft.return_code:
        return False
    lasts = session.execute(
        update(DraftReturn)
        .where(DraftReturn.token_hash == _row_key(keys, codes.as_typed(draft.return_code)))
        .values(expires_at=draft.saved_until)
    )
    return bool(lasts.rowcount)  # type: ignore[attr-defined]


def _store(session: Session, draft: Draft, secret: str, *, keys: KeyRing, one_use: bool) -> None:
    key, place = keys.key_from_token(secret, purpose=_PURPOSE), _place(keys, secret)
    session.add(
        DraftReturn(
            token_hash=_row_key(keys, secret),
            draft_hash=drafts.row_key(draft.token),
            sealed_token=seal(key, draft.token.encode(), place=place),
            one_use=one_use,
            expires_at=draft.saved_until,
        )
    )
    session.flush()


def _open(sealed: bytes, secret: str, *, keys: KeyRing) -> str | None:
    try:
        return unseal(keys.key_from_token(secret, purpose=_PURPOSE), sealed, place=_place(keys, secret)).decode()
    except CannotOpen:
        return None


def _row_key(keys: KeyRing, secret: str) -> bytes:
    return keys.keyed_hash(_PURPOSE, secret.encode())


def _place(keys: KeyRing, secret: str) -> str:
    return f"referral_draft_returns.sealed_token:{_row_key(keys, secret).hex()}"
