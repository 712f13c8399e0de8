"""The database as every part of the site meets it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Date, func, literal, select

from localoffer.db import Database, UtcDateTime


def test_a_day_in_a_query_is_the_same_on_both_databases_wherever_the_machine_is(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGTZ", "Pacific/Kiritimati")
    made = Database(database_url)
    moment = literal(datetime(2026, 7, 1, 22, 30, tzinfo=UTC), UtcDateTime())
    with made.session(writes=False) as session:
        assert session.scalar(select(func.date(moment, type_=Date))) == date(2026, 7, 1)
    made.engine.dispose()
