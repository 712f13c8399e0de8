"""The database: engine, the request's session, the one commit rule, and the column types that every model shares."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from typing import Any

from flask import Flask, Response, current_app, has_request_context, request
from flask.globals import app_ctx
from sqlalchemy import (
    JSON,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    MetaData,
    String,
    TypeDecorator,
    Uuid,
    create_engine,
    event,
    exc,
    select,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, scoped_session

from localoffer.adding_up import adding

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
LONGEST_WAIT_FOR_A_LOCK = 5.0
"""In seconds; then whoever asked is told to try again, instead of waiting for ever."""
_LONGEST_WAIT_TO_CONNECT = 5
_WRITES = {"localoffer_writes": True}
_WAITING = "localoffer_waiting"


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in time: aware and in UTC on the way out, on SQLite too; a naive one is refused on the way in."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment in time needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The base of every model. Enumerations are stored as their codes, JSON as JSON."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {
        StrEnum: Enum(StrEnum, native_enum=False, length=40, values_callable=lambda codes: [c.value for c in codes]),
        datetime: UtcDateTime,
        dict[str, Any]: JSON,
        list[str]: JSON,
        uuid.UUID: Uuid,
    }


class MissingRow(LookupError):
    """A single thing that was asked for is not there; the site answers 404."""


class ChangeNumber(Base):
    """A number that goes up with every published change of a subject, so that other processes can follow it."""

    __tablename__ = "change_numbers"

    subject: Mapped[str] = mapped_column(String(40), primary_key=True)
    number: Mapped[int]


_CHANGE_NUMBERS = Base.metadata.tables[ChangeNumber.__tablename__]


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return datetime.now(UTC)


@contextmanager
def rows_first(session: Session) -> Iterator[None]:
    """Let change numbers and the audit wait for the end of a block that changes several things.

    They are rows that everybody changes. Whoever held them from the first of several things on would wait for a
    colleague who works on a later one, and the colleague for them: for ever. An exception drops what waits. A block
    within another ends with that one.
    """
    if _WAITING in session.info:
        yield
        return
    waiting: list[tuple[str, Callable[[], None]]] = []
    session.info[_WAITING] = waiting
    try:
        yield
    finally:
        del session.info[_WAITING]
    session.flush()
    for _, change in sorted(waiting, key=lambda one: one[0]):
        change()


def at_last(session: Session, change: Callable[[], None], *, order: str) -> None:
    """Change a row that everybody changes: at once, or at the end of a ``rows_first``, there in the given order.

    The audit comes before the change numbers everywhere, so that no two wait for each other.
    """
    waiting: list[tuple[str, Callable[[], None]]] | None = session.info.get(_WAITING)
    if waiting is None:
        change()
    else:
        waiting.append((order, change))


def bump(session: Session, subject: str) -> None:
    """Say, in the transaction that changes ``subject``, that it has changed."""
    at_last(session, partial(_bump, session, subject), order=f"then {subject}")


def _bump(session: Session, subject: str) -> None:
    # two may say so for the first time at once
    session.execute(adding(session, _CHANGE_NUMBERS, "number"), [{"subject": subject, "number": 1}])


def change_number(session: Session, subject: str) -> int:
    """Return how often ``subject`` has changed; 0 before the first time."""
    return session.scalar(select(ChangeNumber.number).where(ChangeNumber.subject == subject)) or 0


def change_numbers(session: Session) -> dict[str, int]:
    """Return how often each subject has changed; one that never did is not in it."""
    return {row.subject: row.number for row in session.execute(select(ChangeNumber.subject, ChangeNumber.number))}


def add_once(session: Session, row: Base) -> bool:
    """Add a row, unless there is one that it must not stand beside; return whether it was added.

    So a form that is sent twice is kept once, even where both clicks are answered at the same moment.
    """
    try:
        with session.begin_nested():
            session.add(row)
    except exc.IntegrityError:
        return False
    return True


class Database:
    """One engine and the sessions on it.

    On SQLite a transaction that will write begins with ``BEGIN IMMEDIATE``: a deferred one that reads first and writes
    later fails at once with "database is locked", whatever the timeout.
    """

    def __init__(self, url: str) -> None:
        self.engine = _sqlite_engine(url) if url.startswith("sqlite") else _postgresql_engine(url)

    def session(self, *, writes: bool) -> Session:
        """Return a new session; ``writes`` says whether its transactions will write."""
        engine = self.engine.execution_options(**_WRITES) if writes else self.engine
        return Session(engine, expire_on_commit=False)

    def session_of_one_moment(self) -> Session:
        """Return a new reading session that sees the database as it is at its first question, until it ends.

        On SQLite each reading session does; on PostgreSQL each question of one sees what was written since the last.
        """
        if self.engine.dialect.name == "sqlite":
            return self.session(writes=False)
        return Session(self.engine.execution_options(isolation_level="REPEATABLE READ"), expire_on_commit=False)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Open a writing session of its own and commit it at the end; an exception rolls it back."""
        with self.session(writes=True) as session, session.begin():
            yield session

    def forget_deleted(self) -> None:
        """Empty SQLite's log of earlier writes, where what was deleted still stands; a busy database does it later.

        The file itself never keeps it (``secure_delete``). PostgreSQL clears up by itself (autovacuum).
        """
        if self.engine.dialect.name == "sqlite":
            # not through SQLAlchemy, which would begin a transaction first
            connection = self.engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()


def _sqlite_engine(url: str) -> Engine:
    engine = create_engine(url, connect_args={"check_same_thread": False}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        # first, because whoever opens a file may have to wait for it as well
        connection.execute(f"PRAGMA busy_timeout={_milliseconds()}")
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("localoffer_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql_engine(url: str) -> Engine:
    waiting = {"connect_timeout": _LONGEST_WAIT_TO_CONNECT}
    engine = create_engine(url, connect_args=waiting, pool_pre_ping=True, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        connection.execute(f"SET lock_timeout = {_milliseconds()}")
        # whatever the server or the machine says: a day that is counted in a query is that of SQLite
        connection.execute("SET TIME ZONE 'UTC'")
        connection.commit()

    return engine


def _milliseconds() -> int:
    return round(1000 * LONGEST_WAIT_FOR_A_LOCK)


def is_out_of_reach(fault: BaseException) -> bool:
    """Return whether a fault means that the database cannot be used now: gone, full, damaged, or held by another.

    The same request may well succeed later.
    """
    # the bare class is what SQLite raises for a file that is none of its own
    passing = exc.OperationalError | exc.InterfaceError | exc.TimeoutError
    return isinstance(fault, passing) or type(fault) is exc.DatabaseError


def database() -> Database:
    """Return the current application's database."""
    found: Database = current_app.extensions["localoffer_database"]
    return found


def _request_session() -> Session:
    return database().session(writes=not has_request_context() or request.method not in SAFE_METHODS)


session: scoped_session[Session] = scoped_session(
    _request_session,  # type: ignore[arg-type]
    scopefunc=lambda: id(app_ctx._get_current_object()),  # type: ignore[attr-defined]
)


def init_app(app: Flask, database_url: str) -> None:
    """Give the application its database, and every request the commit rule.

    The rule: a request with an unsafe method and an answer below 400 commits once, at its end; any other rolls back.
    """
    app.extensions["localoffer_database"] = Database(database_url)

    @app.after_request
    def commit(response: Response) -> Response:
        if not session.registry.has():
            return response
        if request.method in SAFE_METHODS or response.status_code >= 400:
            session.rollback()
        else:
            session.commit()
        return response

    @app.teardown_appcontext
    def close(_error: BaseException | None) -> None:
        session.remove()
