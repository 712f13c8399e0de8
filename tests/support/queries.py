"""What a piece of code asks of the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import event

from localoffer.db import Database


@contextmanager
def queries_of(database: Database) -> Iterator[list[str]]:
    """Collect the statements that go to the database meanwhile, without those that begin and end transactions.

    Those by which a process follows what others change are left out, too: a thread of its own asks them, but in tests.
    """
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if not statement.upper().startswith(("BEGIN", "COMMIT", "ROLLBACK", "SELECT CHANGE_NUMBERS")):
            asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
