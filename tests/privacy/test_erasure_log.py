"""The file of what was erased keeps each line for as long as a backup may bring a child back, whatever happens."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from threading import Thread
from uuid import UUID

import pytest

from localoffer.db import Database, now
from localoffer.privacy import erasure_log
from localoffer.privacy.erasure_log import Contents, Line
from localoffer.privacy.models import Erasure

pytestmark = pytest.mark.any_database


def test_the_file_of_erasures_has_each_once_and_forgets_in_time(database: Database, tmp_path: Path) -> None:
    path, at = tmp_path / "var" / "erasures.log", now()
    with database.transaction() as own:
        for number, days in ((1, 500), (2, 5)):
            own.add(Erasure(referral_uuid=make_uuid(number), erased_at=at - timedelta(days=days), why="asked"))
    assert erasure_log.write_waiting(database, path, at=at) == 2
    assert erasure_log.write_waiting(database, path, at=at) == 0
    assert [line.referral_uuid for line in erasure_log.read(path).lines] == [make_uuid(1), make_uuid(2)]
    erasure_log.forget(path, before=at - timedelta(days=400))
    assert erasure_log.read(path).lines == [Line(at - timedelta(days=5), make_uuid(2), "asked")]
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_line_that_was_not_finished_hides_no_other(database: Database, tmp_path: Path) -> None:
    path, at = tmp_path / "erasures.log", now()
    path.write_text(f"{at.isoformat()} 1234", encoding="utf-8")
    with database.transaction() as own:
        own.add(Erasure(referral_uuid=make_uuid(3), erased_at=at, why="asked"))
    erasure_log.write_waiting(database, path, at=at)
    assert [line.referral_uuid for line in erasure_log.read(path).lines] == [make_uuid(3)]


def test_what_is_erased_while_old_lines_go_stays_in_the_file(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given a file with a line that no backup needs any more
    path, at = tmp_path / "erasures.log", now()
    path.write_text(f"{Line(at - timedelta(days=500), make_uuid(1), 'asked')}", encoding="utf-8")
    with database.transaction() as own:
        own.add(Erasure(referral_uuid=make_uuid(2), erased_at=at, why="asked"))
    read, meanwhile = (
        erasure_log.read,
        Thread(target=erasure_log.write_waiting, args=(database, path), kwargs={"at": at}),
    )

    def reading(file: Path) -> Contents:
        found = read(file)
        meanwhile.start()
        # it waits for us, or would be done by now
        meanwhile.join(timeout=0.5)
        return found

    # when somebody else is erased just then
    monkeypatch.setattr(erasure_log, "read", reading)
    erasure_log.forget(path, before=at - timedelta(days=400))
    meanwhile.join()
    # then the file has what is new and not what is old
    assert [line.referral_uuid for line in read(path).lines] == [make_uuid(2)]


def test_a_line_with_a_broken_byte_hides_no_other(tmp_path: Path) -> None:
    path, line = tmp_path / "erasures.log", Line(now(), make_uuid(4), "asked")
    path.write_bytes(b"\xff\xfe\n" + str(line).encode())
    assert erasure_log.read(path).lines == [line]


def test_a_line_that_a_process_could_not_finish_is_no_damage_once_it_stands_whole(
    database: Database, tmp_path: Path
) -> None:
    path, at = tmp_path / "erasures.log", now()
    with database.transaction() as own:
        own.add(Erasure(referral_uuid=make_uuid(3), erased_at=at, why="asked"))
    path.write_text(str(Line(at, make_uuid(3), "asked"))[:40], encoding="utf-8")
    erasure_log.write_waiting(database, path, at=at)
    assert erasure_log.read(path).damaged == {}


DAMAGED = [
    b"\xff\xfe 2026",
    b"2026-11-01T00:00:00 0000 asked",
    b"2026-11-01T00:00:00 " + str(UUID(int=1)).encode() + b" asked",
]
"""Broken bytes, an id that is none, and a moment without a time zone, which is none that can be compared."""


@pytest.mark.parametrize("damaged", DAMAGED)
def test_a_damaged_line_is_said_and_stays_as_it_is_when_old_lines_go(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], damaged: bytes
) -> None:
    path, at = tmp_path / "erasures.log", now()
    old, new = (Line(at - timedelta(days=days), make_uuid(days), "asked") for days in (500, 5))
    path.write_bytes(str(old).encode() + damaged + b"\n" + str(new).encode())
    assert list(erasure_log.read(path).damaged) == [2]
    erasure_log.forget(path, before=at - timedelta(days=400))
    assert erasure_log.read(path).lines == [new]
    assert damaged + b"\n" in path.read_bytes()
    assert '"erasure_not_read", "level": "error"' in capfd.readouterr().err


def make_uuid(number: int) -> UUID:
    return UUID(int=number)
