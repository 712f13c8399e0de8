"""Sessions as rows on the server: the browser holds a random id, the database only its hash.

What a session holds is sealed under a key made from that id, so that nobody reads it without the browser's cookie. No
cookie is set, and no row made, before something is stored. Rows are written in a short transaction of their own after
the request's own has ended, so that a GET can store too and SQLite's one writer is never waited for by itself.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import structlog
from flask import Flask, Request, Response, request
from flask.json.tag import TaggedJSONSerializer
from flask.sessions import SecureCookieSession, SessionInterface, SessionMixin
from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from localoffer.crypto import CannotOpen, KeyRing, seal, unseal
from localoffer.db import SAFE_METHODS, Database, now
from localoffer.staff import browsers
from localoffer.staff.models import StoredSession, User

log = structlog.get_logger()
_serializer = TaggedJSONSerializer()
_NOTED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Limits:
    """How long a session lives: ``idle`` since it was last used (None: no limit), ``absolute`` since it began."""

    idle: timedelta | None
    absolute: timedelta


STAFF_IDLE_MINUTES = 30
STAFF = Limits(idle=timedelta(minutes=STAFF_IDLE_MINUTES), absolute=timedelta(hours=10))
# no idle limit: a form that a family left open for hours must still be accepted
PUBLIC = Limits(idle=None, absolute=timedelta(hours=24))


class ServerSession(SecureCookieSession):
    """What one browser is remembered by; a dict to its users.

    ``token`` is the id in the browser's cookie, None while nothing is stored; ``user_id`` the member of staff.
    """

    def __init__(self, initial: Mapping[str, Any] | None = None, *, stale: bool = False) -> None:
        super().__init__(initial)
        self.token: str | None = None
        self.user_id: int | None = None
        self.seen_at: datetime | None = None
        self.stale = stale
        self.renewing = False

    def renew(self, user_id: int | None) -> None:
        """Give the session a new id when its answer is sent, and end the old one: at sign-in and at sign-out."""
        self.user_id = user_id
        self.renewing = True
        self.modified = True


class StoredSessions(SessionInterface):
    """Opens and saves sessions for Flask."""

    def __init__(self, database: Database, keys: KeyRing) -> None:
        self.database = database
        self.keys = keys
        self.unread_at: set[str] = set()

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        """Return the browser's session, or a new one where its cookie is missing, unknown or too old.

        A GET of a path in ``unread_at`` gets a new one too: it must be answered even while there is no database.
        """
        token = request.cookies.get(self.get_cookie_name(app), "")
        if not token or (request.path in self.unread_at and request.method in SAFE_METHODS):
            return ServerSession()
        with self.database.session(writes=False) as session:
            row = session.get(StoredSession, hash_of(token))
        if row is None or is_over(row, now()):
            return ServerSession(stale=True)
        try:
            opened = ServerSession(self._unsealed(token, row))
        except CannotOpen:
            return ServerSession(stale=True)
        opened.token, opened.user_id, opened.seen_at = token, row.user_id, row.seen_at
        return opened

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Store what changed and tell the browser its id; called after the request's transaction has ended."""
        assert isinstance(session, ServerSession)  # noqa: S101 - open_session makes nothing else
        if session.accessed:
            response.vary.add("Cookie")
        if not session:
            self._forget(app, session, response)
        elif session.token is None or session.renewing:
            self._begin(app, session, response)
        elif session.modified:
            self._update(session.token, session.user_id, data=self._sealed(session.token, session))
        elif session.seen_at is None or now() - session.seen_at > _NOTED_EVERY:
            self._note_use(session.token, session.user_id)

    def _forget(self, app: Flask, session: ServerSession, response: Response) -> None:
        if session.token is not None:
            with self.database.transaction() as writing:
                writing.execute(delete(StoredSession).where(StoredSession.id_hash == hash_of(session.token)))
        if session.token is not None or session.stale:
            self.forget_cookie(app, response)

    def forget_cookie(self, app: Flask, response: AnyResponse) -> None:
        """Take the id of its session from the browser."""
        response.delete_cookie(
            self.get_cookie_name(app),
            path=self.get_cookie_path(app),
            secure=self.get_cookie_secure(app),
            httponly=self.get_cookie_httponly(app),
            samesite=self.get_cookie_samesite(app),
        )

    def _begin(self, app: Flask, session: ServerSession, response: Response) -> None:
        old, token, moment = session.token, secrets.token_urlsafe(32), now()
        limits = PUBLIC if session.user_id is None else STAFF
        with self.database.transaction() as writing:
            if old is not None:
                writing.execute(delete(StoredSession).where(StoredSession.id_hash == hash_of(old)))
            writing.add(
                StoredSession(
                    id_hash=hash_of(token),
                    user_id=session.user_id,
                    data=self._sealed(token, session),
                    created_at=moment,
                    seen_at=moment,
                    expires_at=moment + limits.absolute,
                    browser="" if session.user_id is None else browsers.describe(request.user_agent.string),
                )
            )
            _note_seen(writing, session.user_id, moment)
        session.token = token
        response.set_cookie(
            self.get_cookie_name(app),
            token,
            path=self.get_cookie_path(app),
            secure=self.get_cookie_secure(app),
            httponly=self.get_cookie_httponly(app),
            samesite=self.get_cookie_samesite(app),
        )

    def _note_use(self, token: str, user_id: int | None) -> None:
        try:
            self._update(token, user_id)
        except OperationalError:
            # only the time of last use: a busy database must not turn a page into an error
            log.warning("session_use_not_noted")

    def _update(self, token: str, user_id: int | None, **changes: Any) -> None:
        # an UPDATE, never a merge: a session that was ended meanwhile must not come back
        moment, own = now(), StoredSession.id_hash == hash_of(token)
        with self.database.transaction() as writing:
            writing.execute(update(StoredSession).where(own).values(seen_at=moment, **changes))
            _note_seen(writing, user_id, moment)

    def _sealed(self, token: str, session: ServerSession) -> dict[str, str]:
        sealed = seal(self._key(token), _serializer.dumps(dict(session)).encode(), place="sessions.data")
        return {"sealed": base64.b64encode(sealed).decode()}

    def _unsealed(self, token: str, row: StoredSession) -> dict[str, Any]:
        opened: dict[str, Any] = _serializer.loads(
            unseal(self._key(token), base64.b64decode(row.data["sealed"]), place="sessions.data").decode()
        )
        return opened

    def _key(self, token: str) -> bytes:
        return self.keys.key_from_token(token, purpose="session")


def hash_of(token: str) -> bytes:
    """Return what the database knows a browser's id, or a link's token, by."""
    return hashlib.sha256(token.encode()).digest()


def is_over(row: StoredSession, moment: datetime) -> bool:
    """Whether a stored session has outlived its limits."""
    limits = PUBLIC if row.user_id is None else STAFF
    return moment >= row.expires_at or (limits.idle is not None and moment - row.seen_at >= limits.idle)


def handle_of(row: StoredSession) -> str:
    """Return what names a session of a member of staff in an address; nobody comes in with it."""
    return row.id_hash.hex()[:16]


def of(session: Session, user_id: int) -> list[StoredSession]:
    """Return the sessions in which a member of staff is signed in now, the one that was used last first."""
    moment = now()
    rows = session.scalars(
        select(StoredSession).where(StoredSession.user_id == user_id).order_by(StoredSession.seen_at.desc())
    )
    return [row for row in rows if not is_over(row, moment)]


def end_one(session: Session, user_id: int, *, handle: str) -> bool:
    """End one session of a member of staff; False where they have none of that name."""
    found = [row for row in of(session, user_id) if handle_of(row) == handle]
    for row in found:
        session.delete(row)
    return bool(found)


def end_others(session: Session, user_id: int, *, than: str) -> int:
    """End every session of a member of staff but that of the browser with the id ``than``; return how many."""
    others = [row for row in of(session, user_id) if row.id_hash != hash_of(than)]
    for row in others:
        session.delete(row)
    return len(others)


def end_all(session: Session, user_id: int) -> None:
    """End every session of a member of staff."""
    session.execute(delete(StoredSession).where(StoredSession.user_id == user_id))


def end_of_browser(session: Session, tokens: Collection[str]) -> None:
    """End the sessions of these ids, as a browser's cookies hold them."""
    session.execute(delete(StoredSession).where(StoredSession.id_hash.in_([hash_of(token) for token in tokens])))


def remove_expired(session: Session) -> int:
    """Remove the rows of sessions that are over; return how many they were."""
    moment = now()
    idle = STAFF.idle or STAFF.absolute
    over = or_(
        StoredSession.expires_at <= moment,
        and_(StoredSession.user_id.is_not(None), StoredSession.seen_at <= moment - idle),
    )
    removed = session.execute(delete(StoredSession).where(over))
    return int(removed.rowcount)  # type: ignore[attr-defined]


def _note_seen(session: Session, user_id: int | None, moment: datetime) -> None:
    if user_id is not None:
        session.execute(update(User).where(User.id == user_id).values(last_seen_at=moment))
