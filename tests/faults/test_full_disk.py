"""A disk that really has no room left, as a file system of a few megabytes in memory."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

import config
from benchmarks.torture.forms import Forms
from benchmarks.torture.verdict import integrity_faults
from localoffer import create_app
from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.referrals.models import Referral
from tests.faults.families import SENT, Family
from tests.support.databases import Databases, SqliteDatabases

_ROOM_LEFT = 400_000


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 8 MB."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        pytest.skip("only root may mount a file system, and not everywhere")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _fill(disk: Path, *, but: int) -> Path:
    """Fill a disk with a file but for so many bytes."""
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        file.write(bytes(shutil.disk_usage(disk).free - but))
    return filler


def test_a_disk_without_room_loses_nothing_and_needs_no_restart_once_there_is_room(
    small_disk: Path, databases: Databases, settings: config.Settings
) -> None:
    """Protected by the one transaction of a request and by synchronous writes: what was answered "sent" is there."""
    if not isinstance(databases, SqliteDatabases):
        pytest.skip("the server of the tests cannot be moved to another disk")
    path = small_disk / "site.sqlite3"
    shutil.copyfile(databases.template, path)
    app = create_app(replace(settings, database_url=f"sqlite:///{path}"))
    database: Database = app.extensions["localoffer_database"]
    keys: KeyRing = app.extensions["localoffer_keys"]
    forms = Forms(database, keys)
    families = [Family(app, forms.take()) for _ in range(20)]

    filler = _fill(small_disk, but=_ROOM_LEFT)
    answers = [family.press() for family in families]
    taken = [answer.location == SENT for answer in answers]
    assert {answer.status_code for answer in answers} == {303, 503}
    with database.session(writes=False) as session:
        assert session.scalar(select(func.count()).select_from(Referral)) == sum(taken)

    filler.unlink()
    assert all(family.is_sent() for family in families)
    with database.session(writes=False) as session:
        assert session.scalar(select(func.count()).select_from(Referral)) == len(families)
        assert integrity_faults(session) == []
    database.engine.dispose()
