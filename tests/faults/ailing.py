"""Ways in which a database ails, each for a while: as an operator meets them, on either of our databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import create_engine, event, text

from localoffer.db import Database
from tests.support.databases import Databases, PostgresDatabases

_UNLIMITED = 1_000_000_000
_FULL = """
CREATE FUNCTION there_is_no_room() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
CREATE TRIGGER there_is_no_room BEFORE INSERT ON referrals EXECUTE FUNCTION there_is_no_room()
"""
_ROOM = "DROP TRIGGER there_is_no_room ON referrals; DROP FUNCTION there_is_no_room()"


class Ailing(Protocol):
    """The database of a site, which can be made to ail."""

    @contextmanager
    def full(self) -> Iterator[None]:
        """While there is no room on its disk."""
        ...

    @contextmanager
    def locked(self) -> Iterator[None]:
        """While another process holds it and does not let go: it can be read, and not written."""
        ...

    @contextmanager
    def gone(self) -> Iterator[None]:
        """While it does not answer at all."""
        ...


def ailing(database: Database, databases: Databases) -> Ailing:
    """Return the means to make a site's database ail."""
    if isinstance(databases, PostgresDatabases):
        return AilingPostgres(database, databases)
    return AilingSqlite(database)


class AilingSqlite:
    """A file."""

    def __init__(self, database: Database) -> None:
        self.engine = database.engine
        self.path = Path(database.engine.url.database or "")
        self.most_pages = _UNLIMITED
        event.listen(self.engine, "checkout", self._limit)

    @contextmanager
    def full(self) -> Iterator[None]:
        with self.engine.connect() as connection:
            self.most_pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        yield
        self.most_pages = _UNLIMITED

    @contextmanager
    def locked(self) -> Iterator[None]:
        with create_engine(f"sqlite:///{self.path}").connect() as other:
            other.exec_driver_sql("BEGIN IMMEDIATE")
            yield
            other.exec_driver_sql("ROLLBACK")

    @contextmanager
    def gone(self) -> Iterator[None]:
        # what is open stays readable, so the site's connections go as well; a folder in its place cannot be opened
        self.engine.dispose()
        kept = self.path.rename(self.path.with_suffix(".kept"))
        self.path.mkdir()
        yield
        self.path.rmdir()
        kept.rename(self.path)

    def _limit(self, connection: Any, *_: Any) -> None:
        connection.execute(f"PRAGMA max_page_count={self.most_pages}")


class AilingPostgres:
    """A server of the tests' own; a full disk is told by the very error that the server gives for one."""

    def __init__(self, database: Database, databases: PostgresDatabases) -> None:
        self.url = database.engine.url
        self.databases = databases

    @contextmanager
    def full(self) -> Iterator[None]:
        self._do(_FULL)
        yield
        self._do(_ROOM)

    @contextmanager
    def locked(self) -> Iterator[None]:
        with create_engine(self.url).begin() as other:
            other.execute(text("LOCK TABLE referrals, health_checks IN EXCLUSIVE MODE"))
            yield

    @contextmanager
    def gone(self) -> Iterator[None]:
        self.databases.server.stop()
        yield
        self.databases.server.ensure_postgres_running()

    def _do(self, statements: str) -> None:
        with create_engine(self.url).begin() as connection:
            connection.exec_driver_sql(statements)
