"""A chain that was cut short is found out by the heads that stand outside the database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import event, text
from sqlalchemy.orm import Session

from config import Settings
from localoffer import audit, tidying
from localoffer.auditing import heads, verifying
from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.installing import Installation
from tests.support.auditing import cut_off, record

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "var" / heads.NAME


@pytest.mark.any_database
def test_a_chain_that_agrees_with_every_head_is_whole(
    database: Database, session: Session, keys: KeyRing, path: Path
) -> None:
    for hour in range(3):
        record(session, keys, 2)
        heads.anchor(session, path, key=keys.audit, at=AT + timedelta(hours=hour))

    found = verifying.look(database, key=keys.audit, path=path)

    assert (found.entries, found.heads, found.problem) == (6, 3, "")
    assert path.stat().st_mode & 0o777 == 0o600


def test_an_end_that_was_cut_off_with_its_head_is_named(
    database: Database, session: Session, keys: KeyRing, path: Path
) -> None:
    record(session, keys, 5)
    heads.anchor(session, path, key=keys.audit, at=AT)
    cut_off(session, after=3)
    assert audit.verify(session, key=keys.audit) == 3, "the chain alone cannot tell"

    found = verifying.look(database, key=keys.audit, path=path)

    assert found.problem == "entries 4 to 5 are missing: entry 5 is known outside the database"


@pytest.mark.any_database
def test_an_end_that_was_written_anew_is_named(database: Database, session: Session, keys: KeyRing, path: Path) -> None:
    record(session, keys, 5)
    heads.anchor(session, path, key=keys.audit, at=AT)
    cut_off(session, after=3)
    record(session, keys, 4, action="test.another")

    found = verifying.look(database, key=keys.audit, path=path)

    assert found.problem == "entry 5 is not the one that was written down outside the database"


@pytest.mark.any_database
def test_a_head_that_is_shorter_than_an_earlier_one_is_named(session: Session, keys: KeyRing, path: Path) -> None:
    record(session, keys, 5)
    heads.anchor(session, path, key=keys.audit, at=AT)
    cut_off(session, after=3)
    heads.anchor(session, path, key=keys.audit, at=AT + timedelta(hours=1))

    with pytest.raises(audit.BrokenChain, match="on 2026-03-01 10:00 the chain ended at 3, after 5"):
        heads.by_number(heads.read(path, key=keys.audit))


@pytest.mark.any_database
def test_a_line_that_somebody_wrote_or_changed_is_named(session: Session, keys: KeyRing, path: Path) -> None:
    record(session, keys, 2)
    heads.anchor(session, path, key=keys.audit, at=AT)
    heads.anchor(session, path, key=keys.audit, at=AT + timedelta(hours=1))
    path.write_text(path.read_text().replace("10:00:00", "11:00:00"))
    with pytest.raises(heads.ForgedHead, match="line 2"):
        heads.read(path, key=keys.audit)


@pytest.mark.any_database
def test_a_line_that_was_not_finished_harms_no_other(session: Session, keys: KeyRing, path: Path) -> None:
    heads.anchor(session, path, key=keys.audit, at=AT)
    with path.open("a") as file:
        file.write("2026-03-01T10:00")
    assert len(heads.read(path, key=keys.audit)) == 1

    heads.anchor(session, path, key=keys.audit, at=AT + timedelta(hours=1))

    assert [head.at.hour for head in heads.read(path, key=keys.audit)] == [9, 10]


@pytest.mark.any_database
def test_the_worker_writes_the_head_down_each_hour(settings: Settings, session: Session, keys: KeyRing) -> None:
    record(session, keys, 3)
    assert tidying.anchor_audit(Installation(settings)) == 3
    assert [head.number for head in heads.read(settings.var / heads.NAME, key=keys.audit)] == [3]


def test_whoever_changes_an_entry_with_its_triggers_away_is_found_out(
    database: Database, session: Session, keys: KeyRing, path: Path
) -> None:
    record(session, keys, 3)
    cut_off(session, after=3)
    session.execute(text("UPDATE audit_entries SET actor = 'staff:9' WHERE number = 2"))
    session.commit()

    found = verifying.verify(database, key=keys.audit, path=path, actor="command")

    assert found.problem == "entry 2 is not what was written"
    last = verifying.last(session, verifying.VERIFIED, verifying.BROKEN)
    assert last is not None
    assert last.action == verifying.BROKEN
    assert last.details["problem"] == found.problem


@pytest.mark.any_database
def test_two_workers_of_one_machine_write_no_head_that_contradicts_another(
    database: Database, session: Session, keys: KeyRing, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(session, keys, 1)
    head, others = audit.head, list[Thread]()

    def worker() -> None:
        with database.session(writes=False) as own:
            heads.anchor(own, path, key=keys.audit, at=AT)

    def asked(asking: Session) -> tuple[int, bytes]:
        """Return the head, and let the other worker write a later one down before it is used."""
        found = head(asking)
        if not others:
            with database.transaction() as own:
                record(own, keys, 1)
            others.append(Thread(target=worker))
            others[0].start()
            # it waits for us, or would be done by now
            others[0].join(timeout=0.5)
        return found

    monkeypatch.setattr(audit, "head", asked)
    worker()
    others[0].join()
    assert [one.number for one in heads.read(path, key=keys.audit)] == [1, 2]


def test_what_is_written_while_the_chain_is_gone_through_breaks_it_for_nobody(
    database: Database, session: Session, keys: KeyRing, path: Path
) -> None:
    """Staff look at referrals all day: on PostgreSQL each question would see what came since the last one."""
    record(session, keys, 3)
    heads.anchor(session, path, key=keys.audit, at=AT)
    session.rollback()
    written: list[str] = []

    def meanwhile(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if "FROM audit_entries" in statement and not written:
            written.append(statement)
            with database.transaction() as own:
                record(own, keys, 1)

    event.listen(database.engine, "after_cursor_execute", meanwhile)
    found = verifying.look(database, key=keys.audit, path=path)
    event.remove(database.engine, "after_cursor_execute", meanwhile)
    assert written
    assert (found.entries, found.problem) == (3, "")
