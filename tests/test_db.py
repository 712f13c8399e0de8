"""The database as every part of the site meets it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Date, func, literal, select

from localoffer.db import Database, UtcDateTime, add_once
from localoffer.places.models import District


def test_a_day_in_a_query_is_the_same_on_both_databases_wherever_the_machine_is(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGTZ", "Pacific/Kiritimati")
    made = Database(database_url)
    moment = literal(datetime(2026, 7, 1, 22, 30, tzinfo=UTC), UtcDateTime())
    with made.session(writes=False) as session:
        assert session.scalar(select(func.date(moment, type_=Date))) == date(2026, 7, 1)
    made.engine.dispose()


def test_what_must_stand_alone_is_added_once_and_the_rest_of_the_transaction_stays(database: Database) -> None:
    with database.transaction() as session:
        assert add_once(session, District(slug="atlantis", gss="E07000991", position=1))
        assert not add_once(session, District(slug="atlantis", gss="E07000992", position=2))
        assert add_once(session, District(slug="avalon", gss="E07000993", position=3))
    with database.session(writes=False) as session:
        positions = select(District.position).where(District.gss.like("E0700099%")).order_by(District.position)
        assert session.scalars(positions).all() == [1, 3]
