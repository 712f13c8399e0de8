"""A database as the version before left it: its schema, rows in every table, and a form that is being filled in."""

from __future__ import annotations

import json
import secrets
import uuid
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from sqlalchemy import Column, Connection, MetaData, Table, insert, select, types

from localoffer.crypto import KeyRing, seal
from localoffer.db import Database, now
from localoffer.referrals.drafting import drafts

OLD = "0004"
# what is in these holds together, and the site itself puts it there
_MADE_BY_THE_SITE = frozenset(
    {"alembic_version", "audit_entries", "audit_head", "district_texts", "districts", "term_texts", "terms"}
)
_OF_THE_COUNTY = frozenset({"districts", "district_texts", "terms", "term_texts", "postcodes", "outward_codes"})
_CODES = {"stage": "received", "from_stage": "received", "to_stage": "accepted", "referrer": "parent"}
_MOMENT = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
_MAKERS: Mapping[type[types.TypeEngine[Any]], Callable[[], Any]] = {
    types.Boolean: lambda: False,
    types.DateTime: lambda: _MOMENT,
    types.Date: lambda: date(2026, 11, secrets.randbelow(28) + 1),
    types.Uuid: uuid.uuid4,
    types.JSON: list,
    types.LargeBinary: lambda: secrets.token_bytes(32),
    types.Integer: lambda: secrets.randbelow(10_000),
    types.Float: lambda: 0.5,
}
# as that version wrote them
OLD_ANSWERS: Mapping[str, Any] = {
    "who": {"referrer": "parent"},
    "young_person": {"first_name": "Zebedee", "last_name": "Quillfeather", "known_as": "Zeb"},
    "date_of_birth": {"born": f"{now().year - 11}-03-27"},
    "home": {"postcode": "ST16 2LH", "district": "stafford", "council": ""},
    "strengths": {"strengths": "Xylophones and kindness"},
    "day_to_day": {"hard": ["communication-and-interaction"], "words": "Wobbly mornings before school"},
    "learn": {"goals": ["cooking", "travel"], "own_goal": "Ordering juice in a café"},
    "contact": {
        "name": "Philippa Quillfeather",
        "phone": "01632 960977",
        "safe_to_phone": "phone_only",
        "email": "philippa@example.org",
    },
    "speaking": {"language": "en", "other_language": "", "interpreter": "no"},
    "agreement": {"agreed": "yes"},
}


class OldVersion:
    """The old version of the site: it knows the tables and columns of its own schema alone."""

    def __init__(self, database: Database) -> None:
        """Bring an empty database to the old schema."""
        self.database = database
        self.tables = MetaData()
        with database.session(writes=True) as session, session.begin():
            connection = session.connection()
            config = Config(Path(__file__).resolve().parents[2] / "alembic.ini")
            config.attributes["connection"] = connection
            command.upgrade(config, OLD)
            self.tables.reflect(connection)

    def copy_county(self, newer: Database) -> None:
        """Take over the county as a database of the new version has it, as far as the old version knows its columns."""
        with newer.engine.connect() as there, self.database.session(writes=True) as session, session.begin():
            for table in (one for one in self.tables.sorted_tables if one.name in _OF_THE_COUNTY):
                if rows := there.execute(select(table)).mappings().all():
                    session.connection().execute(insert(table), [dict(row) for row in rows])

    def write_everywhere(self) -> None:
        """Write a row into every table, as the old version would."""
        with self.database.session(writes=True) as session, session.begin():
            for table in self._to_fill():
                connection = session.connection()
                connection.execute(insert(table).values(dict(_values(table, connection))))

    def counts(self) -> dict[str, int]:
        """Return how many rows each of the old tables has."""
        with self.database.engine.connect() as connection:
            return {table.name: len(connection.execute(select(table)).all()) for table in self._to_fill()}

    def begin_form(self, keys: KeyRing, *, at: datetime) -> str:
        """Store a form in which everything was answered that the old version asked; return the browser's token."""
        token = drafts.new_token()
        hashed = drafts.row_key(token)
        written = json.dumps({"answers": OLD_ANSWERS, "sent": None}).encode()
        key = keys.key_from_token(token, purpose="referral draft")
        row = {
            "token_hash": hashed,
            "sealed": seal(key, written, place=f"referral_drafts.sealed:{hashed.hex()}"),
            "created_at": at,
            "changed_at": at,
            "expires_at": at + timedelta(hours=24),
        }
        with self.database.session(writes=True) as session, session.begin():
            session.execute(insert(self.tables.tables["referral_drafts"]).values(row))
        return token

    def _to_fill(self) -> list[Table]:
        return [table for table in self.tables.sorted_tables if table.name not in _MADE_BY_THE_SITE]


def _values(table: Table, connection: Connection) -> Iterator[tuple[str, Any]]:
    for column in table.columns:
        if column.foreign_keys:
            (key,) = column.foreign_keys
            yield column.name, connection.execute(select(key.column).order_by(key.column.desc())).scalars().first()
        elif not _is_numbered(table, column):
            yield column.name, _value(column)


def _is_numbered(table: Table, column: Column[Any]) -> bool:
    return list(table.primary_key) == [column] and isinstance(column.type, types.Integer)


def _value(column: Column[Any]) -> Any:
    if column.name in _CODES:
        return _CODES[column.name]
    if isinstance(column.type, types.String) and not isinstance(column.type, types.Uuid):
        return secrets.token_hex(32)[: column.type.length or 64]
    return next(make() for kind, make in _MAKERS.items() if isinstance(column.type, kind))
