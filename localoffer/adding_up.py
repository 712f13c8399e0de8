"""Adding to counts that stand in the database, whoever else adds at the same moment, and taking away from them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Table, and_, delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def adding(session: Session, table: Table, counted: str = "count") -> Any:
    """Return the statement that adds the ``count`` of new rows to those of the same key; where there are none, it makes
    them.

    Args:
        counted: the column that has the count.
    """
    statement = _INSERTS[session.get_bind().dialect.name](table)
    return statement.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_={counted: table.c[counted] + statement.excluded[counted]},
    )


def take_away(session: Session, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Take the ``count`` of rows from those of the same key; one of which nothing is left goes."""
    keys = list(table.primary_key.columns)
    for row in rows:
        same = and_(*(key == row[key.name] for key in keys))
        session.execute(update(table).where(same).values(count=table.c["count"] - row["count"]))
        session.execute(delete(table).where(same, table.c["count"] <= 0))
