"""Dumping and restoring PostgreSQL by its own tools, and databases that live for one proof alone."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, text
from sqlalchemy.exc import ProgrammingError

from localoffer.backups.problems import NotPossible, NotProven

_TOLD = {"host": "PGHOST", "port": "PGPORT", "username": "PGUSER", "password": "PGPASSWORD", "database": "PGDATABASE"}


def dump(url: URL, target: Path, *, snapshot: str, tools: Path | None) -> None:
    """Dump what a snapshot sees, but for the keys of referrals.

    Raises:
        NotPossible: when pg_dump is not there or does not do it.
    """
    _run("pg_dump", url, tools, "-Fc", "--snapshot", snapshot, "--exclude-table-data=referral_keys", "-f", str(target))


def restore(url: URL, source: Path, *, tools: Path | None) -> None:
    """Fill an empty database from a dump.

    Raises:
        NotPossible: when pg_restore is not there or does not do it.
    """
    how = ("--exit-on-error", "--no-owner", "--no-privileges", "--single-transaction")
    _run("pg_restore", url, tools, *how, "--dbname", str(url.database), str(source))


@contextmanager
def scratch(url: URL) -> Iterator[str]:
    """Give the address of an empty database beside the one at ``url``, and remove it afterwards.

    Raises:
        NotPossible: when the account may not make databases.
    """
    name = f"localoffer_proof_{secrets.token_hex(6)}"
    engine = create_engine(url, isolation_level="AUTOCOMMIT", hide_parameters=True)
    try:
        _make(engine, name)
        try:
            yield url.set(database=name).render_as_string(hide_password=False)
        finally:
            with engine.connect() as connection:
                connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    finally:
        engine.dispose()


def _make(engine: Engine, name: str) -> None:
    with engine.connect() as connection:
        try:
            connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
        except ProgrammingError as error:
            raise NotPossible(
                "A backup is proved by restoring it into a database of its own, which this account may not make:"
                " allow it (ALTER ROLE … CREATEDB)."
            ) from error


def _run(tool: str, url: URL, tools: Path | None, *arguments: str) -> None:
    """Run a tool; where the database is and the password go by its environment, which no other account can read."""
    program = shutil.which(tool, path=str(tools) if tools else None)
    if program is None:
        raise NotPossible(
            f"{tool} is not installed here: install PostgreSQL's client of the server's version,"
            " or name its folder by LOCALOFFER_POSTGRESQL_TOOLS."
        )
    told = {name: str(value) for part, name in _TOLD.items() if (value := getattr(url, part))}
    told |= {f"PG{name.upper()}": str(value) for name, value in url.query.items()}
    done = subprocess.run(  # noqa: S603 - a tool of the database's, without a shell
        [program, *arguments], env={**os.environ, **told}, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if done.returncode:
        # what it says may hold rows of families
        if b"server version mismatch" in done.stderr:
            raise NotPossible(f"{program} is older than the server: name a newer one by LOCALOFFER_POSTGRESQL_TOOLS.")
        kind = NotProven if tool == "pg_restore" else NotPossible
        raise kind(f"{program} ended with exit status {done.returncode}.")
