"""Adding to counts that stand in the database, whoever else adds at the same moment."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

_INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def adding(session: Session, table: Table) -> Any:
    """Return the statement that adds the ``count`` of new rows to those of the same key; where there are none, it makes
    them."""
    statement = _INSERTS[session.get_bind().dialect.name](table)
    return statement.on_conflict_do_update(
        index_elements=list(table.primary_key.columns),
        set_={"count": table.c.count + statement.excluded["count"]},
    )
