"""The commands: a key, a backup, a drill with its report, a restore."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import Session

from config import Settings
from localoffer.audit import AuditEntry
from localoffer.auditing import verifying
from localoffer.cli import main
from localoffer.referrals.models import Referral
from localoffer.staff.models import User
from tests.backups.conftest import TOOLS
from tests.support.client import CheckedClient
from tests.support.databases import Databases
from tests.support.staff import sign_in

pytestmark = pytest.mark.any_database


def command(settings: Settings, *words: str) -> Result:
    told = {
        "LOCALOFFER_ENV": "test",
        "LOCALOFFER_VAR": str(settings.var),
        "LOCALOFFER_DATABASE_URL": settings.database_url,
        "LOCALOFFER_KEYS": str(settings.keys),
        "LOCALOFFER_POSTGRESQL_TOOLS": str(TOOLS),
    }
    return CliRunner().invoke(main, words, env=told)


def test_from_a_key_to_a_site_on_another_machine(
    settings: Settings, databases: Databases, session: Session, form: Referral
) -> None:
    assert "run `localoffer backup-key`" in command(settings, "backup").output
    assert command(settings, "backup-key").exit_code == 0
    assert "never overwritten" in command(settings, "backup-key").output
    assert "restored and proved" in command(settings, "backup").output
    assert command(settings, "person", "erase", form.reference, "--really").exit_code == 0

    with (settings.var / "erasures.log").open("a") as file_of_erasures:
        file_of_erasures.write("damaged\n")

    drilled = command(settings, "restore-drill")

    assert drilled.exit_code == 0, drilled.output
    assert "Line 2 of " in drilled.output
    assert "Erased again: 1 referrals." in (settings.var / "restore-drill.txt").read_text()
    proven = verifying.last(session, verifying.PROVEN)
    assert proven is not None
    assert set(proven.details) == {"made_at", "seconds"}
    (file,) = (settings.var / "backups").glob("*.backup")
    with databases.empty() as url:
        restored = command(replace(settings, database_url=url), "restore", str(file))
        assert restored.exit_code == 0, restored.output
        assert "1 referrals had been erased since" in restored.output
    (settings.var / "erasures.log").unlink()
    assert "There is no " in command(settings, "restore-drill").output


@pytest.mark.any_database
def test_a_drill_that_fails_says_so_and_writes_it_down(settings: Settings, session: Session) -> None:
    command(settings, "backup-key")
    command(settings, "backup")
    (file,) = (settings.var / "backups").glob("*.backup")
    file.write_bytes(file.read_bytes()[:-1])
    failed = command(settings, "restore-drill")
    assert failed.exit_code == 1
    assert "Not proved" in failed.output
    assert session.scalars(select(AuditEntry.action).order_by(AuditEntry.number)).all()[-1] == verifying.NOT_PROVEN


@pytest.mark.any_database
def test_managers_see_how_long_ago_a_restore_was_proven(
    settings: Settings, client: CheckedClient, make_user: Callable[..., User]
) -> None:
    make_user()
    sign_in(client)
    assert "Restore drill to do" in client.page("/admin").words
    command(settings, "backup-key")
    command(settings, "backup")
    command(settings, "restore-drill")
    assert "Days since a restore was last proven" in client.page("/admin").words
    assert "Last proven restore of a backup: today." in client.page("/admin/record").words


def test_a_restore_of_yesterday_evening_was_not_proven_today() -> None:
    evening, morning = datetime(2026, 11, 23, 20, tzinfo=UTC), datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert verifying.days_since(AuditEntry(at=evening), at=morning) == 1


@pytest.mark.any_database
def test_a_key_file_that_is_none_is_refused(settings: Settings, tmp_path: Path) -> None:
    settings.var.mkdir(parents=True, exist_ok=True)
    (settings.var / "backup.key").write_text("nothing of the kind")
    assert "cannot be read as a backup key" in command(settings, "backup").output
