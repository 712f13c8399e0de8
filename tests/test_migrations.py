"""The migrations make exactly the schema that the models describe, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from localoffer import audit, migrating
from localoffer.crypto import KeyRing
from localoffer.db import Database


def test_the_migrations_leave_nothing_that_the_models_lack(database: Database) -> None:
    with database.engine.connect() as connection:
        assert migrating.differences(connection) == []
    assert migrating.is_current(database)


@pytest.mark.parametrize("change", ["UPDATE audit_entries SET actor = 'nobody'", "DELETE FROM audit_entries"])
def test_the_database_refuses_to_change_the_audit(session: Session, keys: KeyRing, change: str) -> None:
    audit.record(session, key=keys.audit, actor="system", action="test.done", subject="test", subject_id="1")
    session.commit()
    with pytest.raises(DBAPIError, match="never changed or removed"):
        session.execute(text(change))
    session.rollback()
    assert audit.verify(session, key=keys.audit) == 1
