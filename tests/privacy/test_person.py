"""One person's data is handed over whole, held for the law, erased for good, and stays erased after a restore."""

from __future__ import annotations

import errno
import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Event, current_thread
from typing import Any
from zipfile import ZipFile

import pytest
from sqlalchemy import Engine, delete, event, select, update
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

import config
from localoffer import audit
from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.outbox.models import OutboxMessage
from localoffer.privacy import erasing, erasure_log, holding
from localoffer.privacy.erasure_log import Line
from localoffer.privacy.models import Erasure
from localoffer.privacy.vocabulary import Because
from localoffer.referrals import queries
from localoffer.referrals.casework import keeping as agreeing
from localoffer.referrals.casework import notes
from localoffer.referrals.casework.record import AgreedGoal
from localoffer.referrals.models import Referral, ReferralCode, ReferralKey, ReferralMessage, ReferralTask
from localoffer.referrals.vocabulary import ReferralStage
from tests.privacy import making
from tests.privacy.conftest import command
from tests.referrals import journeys
from tests.referrals.conftest import only_referral
from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database

CHILD = b"c" * 32


@pytest.fixture
def sent(client: CheckedClient, database: Database) -> Referral:
    """A referral that a professional sent by the form itself."""
    journeys.fill_in(client, journeys.PROFESSIONAL)
    journeys.send(client)
    return only_referral(database)


def answers_of(steps: journeys.Steps) -> set[str]:
    """Return every word that somebody typed."""
    typed = [value for _, fields in steps for name, value in fields.items() if isinstance(value, str)]
    return {value for value in typed if len(value) > 12 or " " in value} - {"st16 2lh"}


def test_everything_that_was_told_is_handed_over_to_read_and_as_data(
    sent: Referral, manager: CheckedClient, settings: config.Settings, tmp_path: Path
) -> None:
    # given a referral that somebody has looked at
    manager.page(f"/admin/referrals/{sent.reference}")
    path = tmp_path / "handed-over.zip"
    # when it is exported
    result = command(settings, "person", "export", sent.reference, str(path))
    assert result.exit_code == 0, result.output
    # then only its owner reads the file, and it has all that was typed, and who looked
    assert path.stat().st_mode & 0o777 == 0o600
    with ZipFile(path) as archive:
        readable = archive.read("read-me-first.html").decode()
        data = json.loads(archive.read("everything.json"))
    for typed in answers_of(journeys.PROFESSIONAL):
        assert typed in json.dumps(data, ensure_ascii=False), typed
        assert typed in readable, typed
    (told,) = data["referrals"]
    assert "referral.viewed" in {entry["action"] for entry in told["who_did_what"]}
    assert "Grace Hopper" in readable
    assert told["notice_version"] == sent.notice_version


def test_an_export_is_recorded_and_never_overwrites(
    sent: Referral, session: Session, settings: config.Settings, tmp_path: Path
) -> None:
    path = tmp_path / "handed-over.zip"
    command(settings, "person", "export", sent.reference, str(path))
    before = path.read_bytes()
    again = command(settings, "person", "export", sent.reference, str(path))
    assert (again.exit_code, path.read_bytes()) == (1, before)
    exported = select(audit.AuditEntry).where(audit.AuditEntry.action == "referral.exported")
    assert [entry.subject_id for entry in session.scalars(exported)] == [str(sent.uuid)]


def test_messages_and_notes_are_handed_over_and_nobody_elses(
    session: Session, keys: KeyRing, settings: config.Settings, tmp_path: Path
) -> None:
    mine = making.referral(session, keys, changed_at=now(), child_hash=CHILD)
    second = making.referral(session, keys, changed_at=now(), child_hash=CHILD, first_name="ZÉBEDEE")
    twin = making.referral(session, keys, changed_at=now(), child_hash=CHILD, first_name="Yolanda")
    stranger = making.referral(session, keys, changed_at=now(), child_hash=b"d" * 32)
    session.commit()
    result = command(settings, "person", "export", mine.reference, str(tmp_path / "out.zip"))
    with ZipFile(tmp_path / "out.zip") as archive:
        data = json.loads(archive.read("everything.json"))
    assert [one["reference"] for one in data["referrals"]] == [mine.reference, second.reference]
    assert data["referrals"][0]["messages"][0]["text"] == "Wobblesome news"
    # a twin is named to whoever runs the command, for a person to decide
    assert f"{twin.reference} is about somebody with the same last name" in result.output
    assert stranger.reference not in result.output


def test_what_is_agreed_and_noted_is_handed_over(
    sent: Referral, session: Session, keys: KeyRing, settings: config.Settings, tmp_path: Path
) -> None:
    # given a goal, and a note that was put right
    referral, at = session.get_one(Referral, sent.id), now()
    goals = (AgreedGoal("Ride a Wobblesome bus"),)
    agreeing.save(session, referral, based_on=0, keys=keys, actor="staff:1", at=at, goals=goals)
    notes.add(session, referral, text="Rang at ten", keys=keys, actor="staff:1", at=at)
    session.refresh(referral)
    first = referral.notes[0].id
    notes.add(session, referral, text="Rang at eleven", keys=keys, actor="staff:1", at=at, replaces=first)
    session.commit()
    # when the person asks for everything
    command(settings, "person", "export", sent.reference, str(tmp_path / "out.zip"))
    # then all of it is there, to read and as data
    with ZipFile(tmp_path / "out.zip") as archive:
        for name in archive.namelist():
            written = archive.read(name).decode()
            assert all(one in written for one in ("Ride a Wobblesome bus", "Rang at ten", "Rang at eleven")), name


def test_a_look_at_several_names_nobody_else_in_the_export(
    session: Session, keys: KeyRing, manager: CheckedClient, settings: config.Settings, tmp_path: Path
) -> None:
    # given a child and a twin, whom staff see beside each other
    mine = making.referral(session, keys, changed_at=now(), child_hash=CHILD)
    twin = making.referral(session, keys, changed_at=now(), child_hash=CHILD, first_name="Yolanda")
    session.commit()
    manager.page("/admin/referrals")
    manager.page(f"/admin/referrals/{twin.reference}")
    # when one of them is exported
    command(settings, "person", "export", mine.reference, str(tmp_path / "out.zip"))
    with ZipFile(tmp_path / "out.zip") as archive:
        text = archive.read("everything.json").decode()
    # then both looks are there, for each showed the child's name, and the other is not named
    actions = [entry["action"] for entry in json.loads(text)["referrals"][0]["who_did_what"]]
    assert actions.count("referral.queue_viewed") == 1
    assert actions.count("referral.viewed") == 1
    assert str(twin.uuid) not in text


def test_erasing_leaves_nothing_but_the_id(
    session: Session, keys: KeyRing, database: Database, settings: config.Settings
) -> None:
    # given a person with many forms, and somebody else
    mine = [making.referral(session, keys, changed_at=now(), child_hash=CHILD) for _ in range(12)]
    other = making.referral(session, keys, changed_at=now())
    session.commit()
    session.expunge_all()
    # when they are erased: first only said, then done
    said = command(settings, "person", "erase", mine[0].reference)
    assert "--really does it" in said.output
    assert len(session.scalars(select(Referral.id)).all()) == 13
    session.rollback()
    assert command(settings, "person", "erase", mine[0].reference, "--really").exit_code == 0
    # then nothing of them is left
    for kind in (ReferralKey, ReferralCode, ReferralMessage, ReferralTask):
        assert set(session.scalars(select(kind.referral_id))) == {other.id}
    assert session.scalars(select(Referral.id)).all() == [other.id]
    assert set(session.scalars(select(Erasure.referral_uuid))) == {one.uuid for one in mine}
    # and what was done is recorded by id
    erased = select(audit.AuditEntry.subject_id).where(audit.AuditEntry.action == "referral.erased")
    assert set(session.scalars(erased)) == {str(one.uuid) for one in mine}


def test_a_destroyed_key_cannot_be_found_in_the_file(
    session: Session, keys: KeyRing, database: Database, settings: config.Settings
) -> None:
    if database.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL clears its pages by itself")
    made = making.referral(session, keys, changed_at=now())
    wrapped, reference = made.key.wrapped, made.reference
    session.commit()
    file = Path(make_url(str(database.engine.url)).database or "")
    assert wrapped in file.read_bytes() + Path(f"{file}-wal").read_bytes()
    session.close()
    command(settings, "person", "erase", reference, "--really")
    assert wrapped not in file.read_bytes() + Path(f"{file}-wal").read_bytes()


def test_what_is_held_is_not_erased_until_it_is_released(
    session: Session, keys: KeyRing, settings: config.Settings
) -> None:
    reference = making.referral(session, keys, changed_at=now()).reference
    session.commit()
    assert command(settings, "person", "hold", reference, "--because", "court").exit_code == 0
    assert "is held already" in command(settings, "person", "hold", reference, "--because", "court").output
    refused = command(settings, "person", "erase", reference, "--really")
    assert refused.exit_code == 1
    assert re.search(r"is held \(court\) since \d+ \w+ \d{4}: nothing was erased", refused.output)
    assert command(settings, "person", "release", reference).exit_code == 0
    assert "is not held" in command(settings, "person", "release", reference).output
    assert command(settings, "person", "erase", reference, "--really").exit_code == 0
    entries = session.scalars(select(audit.AuditEntry)).all()
    assert [entry.details for entry in entries if entry.action == "referral.held"] == [{"because": "court"}]


def test_no_caller_erases_what_is_held(session: Session, keys: KeyRing) -> None:
    made = making.referral(session, keys, changed_at=now(), held_since=now())
    with pytest.raises(erasing.Held):
        erasing.erase(session, made, why="asked", keys=keys, actor="command", at=now())


def test_what_was_held_since_it_was_read_is_not_erased(session: Session, keys: KeyRing) -> None:
    made = making.referral(session, keys, changed_at=now())
    meanwhile = update(Referral).values(held_since=now()).execution_options(synchronize_session=False)
    session.execute(meanwhile)
    with pytest.raises(erasing.Held):
        erasing.erase(session, made, why="asked", keys=keys, actor="command", at=now())


def test_a_hold_that_is_being_placed_keeps_the_whole_person(
    session: Session, database: Database, keys: KeyRing, settings: config.Settings
) -> None:
    # given two forms of one person, and somebody who is just holding the second
    named = making.referral(session, keys, changed_at=now(), child_hash=CHILD)
    second = making.referral(session, keys, changed_at=now(), child_hash=CHILD).reference
    session.commit()
    begun, asked = Event(), Event()
    eraser = current_thread()

    def hold() -> None:
        with database.transaction() as own:
            referral = queries.get(own, reference=second, locked=True)
            holding.hold(own, referral, why=Because.COURT, keys=keys, actor="staff:1", at=now())
            begun.set()
            assert asked.wait(5), "nobody waits for what is being held"

    def note(_connection: Any, _cursor: Any, statement: str, *_told: Any) -> None:
        if current_thread() is eraser and ("BEGIN IMMEDIATE" in statement or "FOR UPDATE" in statement):
            asked.set()

    # when the person is erased meanwhile
    with ThreadPoolExecutor(1) as pool:
        held = pool.submit(hold)
        assert begun.wait(5)
        event.listen(Engine, "before_cursor_execute", note)
        try:
            refused = command(settings, "person", "erase", named.reference, "--really")
        finally:
            event.remove(Engine, "before_cursor_execute", note)
        held.result()
    # then nothing is
    assert (refused.exit_code, "nothing was erased" in refused.output) == (1, True)
    assert len(session.scalars(select(Referral)).all()) == 2


def test_one_held_form_keeps_the_whole_person(session: Session, keys: KeyRing, settings: config.Settings) -> None:
    free = making.referral(session, keys, changed_at=now(), child_hash=CHILD)
    making.referral(session, keys, changed_at=now(), child_hash=CHILD, held_since=now())
    session.commit()
    assert command(settings, "person", "erase", free.reference, "--really").exit_code == 1
    assert len(session.scalars(select(Referral)).all()) == 2


def test_a_reference_that_nobody_has_is_named(settings: config.Settings, session: Session) -> None:
    for words in (
        ("export", "AAAA-AAAA", str(settings.var / "out.zip")),
        ("erase", "AAAA-AAAA"),
        ("release", "AAAA-AAAA"),
    ):
        result = command(settings, "person", *words)
        assert (result.exit_code, result.output) == (1, "There is no form AAAA-AAAA.\n")


def test_what_a_restored_backup_brings_back_is_erased_again(
    session: Session, keys: KeyRing, settings: config.Settings
) -> None:
    # given a referral that the retention job has erased
    ago = now() - timedelta(days=365 * 20)
    uuid = making.referral(session, keys, stage=ReferralStage.FINISHED, changed_at=ago).uuid
    session.commit()
    session.expunge_all()
    assert "closed_referral       1 removed" in command(settings, "retention", "run", "--really").output
    # when a backup from before is restored: the referral is back, held as it once was, and the table does not know
    session.execute(delete(Erasure))
    making.referral(session, keys, changed_at=now(), held_since=now(), uuid=uuid)
    session.commit()
    # then the file beside the database knows
    replayed = command(settings, "retention", "replay")
    assert "1 erasures were read; 1 referrals had come back" in replayed.output
    assert session.scalars(select(Referral)).all() == []
    session.rollback()
    assert "0 referrals had come back" in command(settings, "retention", "replay").output


def test_an_export_that_finds_no_room_leaves_nothing_behind_and_can_be_made_again(
    sent: Referral, settings: config.Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, write = tmp_path / "person.zip", ZipFile.writestr

    def full(archive: ZipFile, name: str, text: str) -> None:
        if name == "everything.json":
            raise OSError(errno.ENOSPC, "No space left on device")
        write(archive, name, text)

    with monkeypatch.context() as disk:
        disk.setattr(ZipFile, "writestr", full)
        failed = command(settings, "person", "export", sent.reference, str(path))
    assert (failed.exit_code, path.exists()) == (1, False)
    assert "cannot be written: No space left on device" in failed.output
    assert command(settings, "person", "export", sent.reference, str(path)).exit_code == 0


def test_a_line_of_what_was_erased_that_cannot_be_read_fails_the_replay_after_the_others(
    session: Session, keys: KeyRing, settings: config.Settings
) -> None:
    back = making.referral(session, keys, changed_at=now())
    line = Line(now(), back.uuid, "asked")
    session.commit()
    settings.var.mkdir(exist_ok=True)
    (settings.var / erasure_log.NAME).write_text(f"damaged\n{line}", encoding="utf-8")
    replayed = command(settings, "retention", "replay")
    assert replayed.exit_code == 1
    assert "1 erasures were read; 1 referrals had come back" in replayed.output
    assert "Line 1 of " in replayed.output
    assert "cannot be read" in replayed.output


def test_whatever_names_a_referral_goes_with_it() -> None:
    naming = [
        (table.name, key.ondelete)
        for table in Referral.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == Referral.__tablename__
    ]
    assert len(naming) >= 5
    assert {rule for _, rule in naming} == {"CASCADE"}


def test_no_mail_about_an_erased_referral_is_left(sent: Referral, session: Session, settings: config.Settings) -> None:
    keys_of_mail = session.scalars(select(OutboxMessage.unique_key)).all()
    assert len(keys_of_mail) >= 2
    session.rollback()
    command(settings, "person", "erase", sent.reference, "--really")
    assert session.scalars(select(OutboxMessage.unique_key)).all() == []
