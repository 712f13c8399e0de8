"""The status page that a browser has opened: a cookie of its own, and a row on the server that soon runs out.

The browser holds a random token; what it opened is sealed under a key made from that token. Thirty minutes without a
request close it, so does the button, and so does leaving in a hurry.
"""

from __future__ import annotations

import base64
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from flask import request
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response

from localoffer import languages
from localoffer.crypto import CannotOpen, seal, unseal
from localoffer.db import SAFE_METHODS, database, now, session
from localoffer.referrals.asking import at_hand
from localoffer.referrals.following import lookup
from localoffer.referrals.following.lookup import Found
from localoffer.referrals.models import Referral
from localoffer.referrals.vocabulary import CodeHolder, Referrer
from localoffer.staff.models import StoredSession
from localoffer.staff.sessions import end_of_browser, hash_of
from localoffer.web import settings

log = structlog.get_logger()
IDLE = timedelta(minutes=30)
_LONGEST = timedelta(hours=8)
_NOTED_EVERY = timedelta(minutes=1)
_PURPOSE, _PLACE = "status page", "sessions.status"
FAMILY = frozenset({Referrer.PARENT, Referrer.YOUNG_PERSON})


@dataclass(frozen=True)
class Opened:
    """A referral as somebody sees it who has a code of it."""

    referral: Referral
    whose: CodeHolder

    @property
    def is_family(self) -> bool:
        """Whether it is the family's own view; whoever asked for somebody else sees less."""
        return self.whose is CodeHolder.FAMILY or self.referral.referrer in FAMILY


def opened(referral: Referral, found: Found) -> Opened:
    """Return a referral for whoever has shown that code of it, and speak from now on as to them."""
    languages.speak_to_young_person(referral.referrer is Referrer.YOUNG_PERSON)
    return Opened(referral, found.whose)


def begin(response: Response, found: Found) -> Response:
    """Open the page of a referral in this browser; the row is stored in the request's own transaction."""
    token, moment = secrets.token_urlsafe(32), now()
    told = {"referral": found.referral_id, "whose": found.whose.value, "code": found.code_hash.hex()}
    sealed = seal(_key(token), json.dumps(told).encode(), place=_PLACE)
    _end()
    session().add(
        StoredSession(
            id_hash=hash_of(token),
            user_id=None,
            data={"sealed": base64.b64encode(sealed).decode()},
            created_at=moment,
            seen_at=moment,
            expires_at=moment + IDLE,
        )
    )
    response.set_cookie(name(), token, secure=settings().secure, httponly=True, samesite="Lax", path="/")
    return response


def current() -> Opened | None:
    """Return what this browser has opened, and keep it open for another while; None when it has nothing open."""
    token = request.cookies.get(name(), "")
    row = session().get(StoredSession, hash_of(token)) if token else None
    if row is None or row.expires_at <= now():
        return None
    try:
        told = json.loads(unseal(_key(token), base64.b64decode(row.data["sealed"]), place=_PLACE))
    except (CannotOpen, KeyError):
        return None
    found = Found(told["referral"], CodeHolder(told["whose"]), bytes.fromhex(told["code"]))
    referral = lookup.load(session(), found)
    if referral is None:
        return None
    _keep_open(row)
    return opened(referral, found)


def close(response: Response) -> None:
    """Close what this browser has opened; the row goes in the request's own transaction."""
    _end()
    forget(response)


def forget(response: Response) -> None:
    """Take from the browser what opens the page."""
    response.delete_cookie(name(), secure=settings().secure, httponly=True, samesite="Lax", path="/")


def name() -> str:
    """Return the name of the cookie."""
    return "__Host-status" if settings().secure else "status"


def _end() -> None:
    """Remove the row of what this browser has opened."""
    token = request.cookies.get(name(), "")
    if token:
        end_of_browser(session(), [token])


def _keep_open(row: StoredSession) -> None:
    """Note that the page is in use, at most once a minute; while reading, in a short transaction of its own."""
    moment = now()
    if moment - row.seen_at < _NOTED_EVERY:
        return
    if request.method not in SAFE_METHODS:
        _prolong(row, moment)
        return
    try:
        with database().transaction() as own:
            mine = own.get(StoredSession, row.id_hash)
            if mine is not None:
                _prolong(mine, moment)
    except OperationalError:
        # only the time of last use: a busy database must not turn a page into an error
        log.warning("status_use_not_noted")


def _prolong(row: StoredSession, moment: datetime) -> None:
    row.seen_at, row.expires_at = moment, min(moment + IDLE, row.created_at + _LONGEST)


def _key(token: str) -> bytes:
    return at_hand.keys().key_from_token(token, purpose=_PURPOSE)
