"""The record loses what is past its time, up to a signed checkpoint, and proves itself as before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from config import Settings
from localoffer import audit, tidying
from localoffer.audit import AuditCheckpoint, AuditEntry
from localoffer.auditing import heads, shortening, verifying
from localoffer.auditing.shortening import SHORTENED, Unusual
from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.installing import Installation
from localoffer.privacy import holding
from localoffer.privacy.vocabulary import Because
from tests.privacy import making
from tests.support.auditing import cut_off, record

START = datetime(2020, 1, 1, 12, tzinfo=UTC)
LATER = START + timedelta(days=1000)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "var" / heads.NAME


@pytest.fixture
def a_day_each(session: Session, keys: KeyRing, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten entries, one on each of ten days."""
    for day in range(10):
        monkeypatch.setattr(audit, "now", lambda day=day: START + timedelta(days=day))
        record(session, keys)
    monkeypatch.setattr(audit, "now", lambda: LATER)


def shorten(database: Database, keys: KeyRing, path: Path, *, days: int, even_many: bool = False) -> int:
    """Remove what is from before that many days after the first entry."""
    return shortening.shorten(
        database,
        key=keys.audit,
        path=path,
        older_than=START + timedelta(days=days, hours=-1),
        at=LATER,
        actor="system",
        even_many=even_many,
    )


def numbers(session: Session) -> list[int]:
    found = list(session.scalars(select(AuditEntry.number).order_by(AuditEntry.number)))
    session.rollback()
    return found


@pytest.mark.usefixtures("a_day_each")
def test_the_oldest_entries_go_and_the_rest_proves_itself_with_heads_from_before_and_after(
    database: Database, session: Session, keys: KeyRing, path: Path
) -> None:
    # given a head that stands outside the database
    heads.anchor(session, path, key=keys.audit, at=START)
    session.commit()

    # when what is older than the fourth day goes, and on another day what is older than the seventh
    assert shorten(database, keys, path, days=4) == 4
    assert shorten(database, keys, path, days=7) == 3

    # then the rest is there, says so, and holds together
    assert numbers(session) == [8, 9, 10, 11, 12]
    told = session.scalars(select(AuditEntry).where(AuditEntry.action == SHORTENED).order_by(AuditEntry.number)).all()
    assert [entry.details for entry in told] == [{"through": 4, "count": 4}, {"through": 7, "count": 3}]
    known = heads.by_number(heads.read(path, key=keys.audit))
    assert audit.verify(session, key=keys.audit, anchored=known) == 5
    assert shorten(database, keys, path, days=7) == 0


@pytest.mark.usefixtures("a_day_each")
def test_a_chain_of_which_everything_is_past_its_time_goes_on(
    database: Database, session: Session, keys: KeyRing, path: Path
) -> None:
    assert shorten(database, keys, path, days=100) == 10
    record(session, keys)
    assert numbers(session) == [11, 12]
    assert audit.verify(session, key=keys.audit) == 2


@pytest.mark.usefixtures("a_day_each")
def test_nothing_goes_from_a_chain_that_is_broken(
    database: Database, session: Session, keys: KeyRing, path: Path
) -> None:
    cut_off(session, after=10)
    session.execute(text("UPDATE audit_entries SET actor = 'staff:9' WHERE number = 2"))
    session.commit()
    with pytest.raises(audit.BrokenChain, match="entry 2"):
        shorten(database, keys, path, days=4)
    assert len(numbers(session)) == 10


@pytest.mark.usefixtures("a_day_each")
def test_the_database_refuses_to_remove_more_than_the_checkpoint_allows(
    database: Database, session: Session, keys: KeyRing, path: Path
) -> None:
    shorten(database, keys, path, days=4)
    for change in (
        "DELETE FROM audit_entries WHERE number <= 5",
        "UPDATE audit_entries SET actor = 'nobody'",
        "UPDATE audit_checkpoints SET number = 9",
        "DELETE FROM audit_checkpoints",
    ):
        with pytest.raises(DBAPIError, match="never changed or removed"):
            session.execute(text(change))
        session.rollback()
    assert audit.verify(session, key=keys.audit) == 7


@pytest.mark.usefixtures("a_day_each")
def test_a_checkpoint_that_we_did_not_sign_is_found_out(session: Session, keys: KeyRing) -> None:
    mac = session.scalars(select(AuditEntry.mac).where(AuditEntry.number == 6)).one()
    session.add(AuditCheckpoint(number=6, mac=mac, made_at=LATER, signature=bytes(32)))
    session.flush()
    session.execute(text("DELETE FROM audit_entries WHERE number <= 6"))
    with pytest.raises(audit.BrokenChain, match="the checkpoint at entry 6 is not ours"):
        audit.verify(session, key=keys.audit)


def test_what_tells_of_a_held_referral_stays_with_all_that_came_after(
    database: Database, session: Session, keys: KeyRing, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given an entry, one of a referral, and another
    monkeypatch.setattr(audit, "now", lambda: START)
    record(session, keys)
    referral = making.referral(session, keys, changed_at=START)
    assert holding.hold(session, referral, why=Because.COURT, keys=keys, actor="staff:1", at=START)
    record(session, keys)
    first = session.scalars(
        select(AuditEntry.number).where(AuditEntry.subject_id == str(referral.uuid)).order_by(AuditEntry.number)
    ).first()
    session.commit()

    # when all of them are past their time
    shorten(database, keys, path, days=1)

    # then those from the referral on stay, and go once it is released
    assert numbers(session)[0] == first
    holding.release(session, session.merge(referral), keys=keys, actor="staff:1")
    session.commit()
    monkeypatch.setattr(audit, "now", lambda: LATER)
    shorten(database, keys, path, days=1)
    assert first not in numbers(session)


@pytest.mark.any_database
def test_what_is_held_while_the_chain_is_proved_stays(
    database: Database, session: Session, keys: KeyRing, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given an entry, one of a referral, and another, all of them past their time
    monkeypatch.setattr(audit, "now", lambda: START)
    record(session, keys)
    referral = making.referral(session, keys, changed_at=START)
    about, viewed = str(referral.uuid), "referral.viewed"
    audit.record(session, key=keys.audit, actor="staff:1", action=viewed, subject="referral", subject_id=about)
    record(session, keys)
    look = verifying.look

    def looking(*asked: Database, key: bytes, path: Path) -> verifying.Result:
        found = look(*asked, key=key, path=path)
        with database.transaction() as own:
            holding.hold(own, own.merge(referral), why=Because.COURT, keys=keys, actor="staff:1", at=LATER)
        return found

    # when somebody holds the referral while the chain is proved
    monkeypatch.setattr(verifying, "look", looking)
    shorten(database, keys, path, days=1)

    # then only what is older than the referral goes
    assert numbers(session)[0] == 2


@pytest.mark.any_database
@pytest.mark.usefixtures("a_day_each")
def test_many_at_once_go_when_a_person_says_so(
    database: Database, session: Session, keys: KeyRing, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shortening, "_FEW", 3)
    with pytest.raises(Unusual, match="4 entries"):
        shorten(database, keys, path, days=4)
    assert len(numbers(session)) == 10
    assert shorten(database, keys, path, days=4, even_many=True) == 4


@pytest.mark.any_database
@pytest.mark.usefixtures("a_day_each")
def test_the_worker_and_the_command_keep_to_the_countys_number_of_years(
    settings: Settings, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a county that keeps it for six years, and a clock at noon of the fifth day six years later
    monkeypatch.setattr(tidying, "now", lambda: START.replace(year=2026, day=5))
    # when the hourly work is done
    assert tidying.shorten_audit(Installation(settings)) == 4
    # then the entry of that day stays until the next
    assert numbers(session)[0] == 5
