"""One moment of a database: dumped while the site runs, and counted at the same moment."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alembic.migration import MigrationContext
from sqlalchemy import Connection, func, inspect, select, table, text
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.backups import postgresql
from localoffer.backups.packing import Manifest
from localoffer.backups.problems import NotPossible
from localoffer.db import Database
from localoffer.referrals.models import Referral, ReferralKey

KEYS = "referral_keys"


def take(database: Database, data: Path, keys: Path, *, at: datetime, tools: Path | None) -> Manifest:
    """Dump a database into ``data``, the wrapped keys of its referrals into ``keys``, and say what there was.

    Raises:
        NotPossible: when a tool is missing or fails.
    """
    engine = database.engine
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            manifest = _read(connection, keys, at)
            _copy(connection, data)
        return manifest
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        manifest = _read(connection, keys, at)
        snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
        postgresql.dump(engine.url, data, snapshot=snapshot, tools=tools)
    return manifest


def put_back(database: Database, data: Path, *, tools: Path | None) -> None:
    """Fill an empty database from a dump.

    Raises:
        NotPossible: when it is not empty, or a tool is missing or fails.
    """
    engine = database.engine
    with engine.connect() as connection:
        if inspect(connection).get_table_names():
            raise NotPossible("The database is not empty: restore into a new one.")
    if engine.dialect.name == "postgresql":
        postgresql.restore(engine.url, data, tools=tools)
        return
    engine.dispose()
    with closing(sqlite3.connect(data)) as source, closing(sqlite3.connect(str(engine.url.database))) as target:
        source.backup(target)


def put_keys_back(session: Session, keys: Path) -> int:
    """Give those referrals their keys that are there; return how many. A key of a referral that is gone is left out."""
    found = {one.uuid.hex: one.id for one in session.execute(select(Referral.uuid, Referral.id))}
    given = 0
    with keys.open(encoding="ascii") as file:
        for line in file:
            row = json.loads(line)
            if (number := found.get(row["uuid"])) is not None:
                session.add(
                    ReferralKey(referral_id=number, key_id=row["key_id"], wrapped=bytes.fromhex(row["wrapped"]))
                )
                given += 1
    session.flush()
    return given


@contextmanager
def scratch(database: Database) -> Iterator[Database]:
    """Give an empty database of the same kind that lives for one proof.

    Raises:
        NotPossible: when none can be made.
    """
    with TemporaryDirectory(prefix="localoffer-proof-") as folder:
        if database.engine.dialect.name == "sqlite":
            yield from _opened(f"sqlite:///{Path(folder) / 'proof.sqlite3'}")
        else:
            with postgresql.scratch(database.engine.url) as url:
                yield from _opened(url)


def counts(connection: Connection) -> dict[str, int]:
    """Return how many rows each table has."""
    names = sorted(inspect(connection).get_table_names())
    return {name: connection.execute(select(func.count()).select_from(table(name))).scalar_one() for name in names}


def revision(connection: Connection) -> str:
    """Return the revision of the schema."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def _opened(url: str) -> Iterator[Database]:
    made = Database(url)
    try:
        yield made
    finally:
        made.engine.dispose()


def _read(connection: Connection, keys: Path, at: datetime) -> Manifest:
    number, mac = audit.head(Session(connection))
    wanted = select(Referral.uuid, ReferralKey.key_id, ReferralKey.wrapped).join(Referral.key).order_by(Referral.id)
    with keys.open("x", encoding="ascii") as file:
        for row in connection.execute(wanted):
            file.write(json.dumps(_line(row)) + "\n")
    dialect = connection.dialect.name
    return Manifest(at.isoformat(), dialect, revision(connection), counts(connection), number, mac.hex())


def _line(row: Any) -> dict[str, str]:
    return {"uuid": row.uuid.hex, "key_id": row.key_id, "wrapped": row.wrapped.hex()}


def _copy(connection: Connection, target: Path) -> None:
    """Copy what this connection's transaction sees, and take the keys of referrals out of the copy for good."""
    source = connection.connection.driver_connection
    assert isinstance(source, sqlite3.Connection)  # noqa: S101 - SQLite has no other driver
    with closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        copy.execute("PRAGMA secure_delete=ON")
        copy.execute(f"DELETE FROM {KEYS}")  # noqa: S608 - the name of a table of ours
        copy.commit()
        copy.execute("VACUUM")
