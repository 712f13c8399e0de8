"""`localoffer backup`, `restore` and `restore-drill`: what is left when the machine is gone, and the proof of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from localoffer import audit
from localoffer.auditing import verifying
from localoffer.backups import keeping, sealing, working
from localoffer.backups.problems import NotPossible, NotProven
from localoffer.backups.working import Backups, Restored
from localoffer.db import Database, now
from localoffer.installing import Installation
from localoffer.privacy import erasure_log
from localoffer.privacy.rules import earlier
from localoffer.refusing import NOT_CONFIGURED, refuse

_ACTOR = "command"
_REPORT = "restore-drill.txt"


@click.command("backup-key")
@click.pass_obj
def backup_key(installation: Installation) -> None:
    """Make the key that seals backups; an existing one is never overwritten."""
    path = _key_path(installation)
    try:
        sealing.create_key(path)
    except FileExistsError:
        refuse(f"{path} is there already: keys are never overwritten.")
    except OSError as error:
        refuse(f"{path} cannot be made: {error.strerror}.")
    click.echo(f"Made {path}. Keep a copy apart from the backups: without it none of them opens.")


@click.command()
@click.pass_obj
def backup(installation: Installation) -> None:
    """Back the database up while the site runs, prove the backup by restoring it, and remove what is kept no longer."""
    at = now().replace(microsecond=0)
    backups = _backups(installation)
    with _sentences():
        path, proof = working.make(installation.database, backups, keys=installation.keys, at=at)
        oldest = earlier(at, installation.council.retention.backup_months)
        removed = keeping.prune(backups.folder, at=at, oldest=oldest)
    _record(installation, "backup.made", {"rows": proof.rows, "bytes": path.stat().st_size, "removed": len(removed)})
    click.echo(
        f"Made {path} and its keys: {proof.rows} rows, {proof.entries} entries of the audit, restored and proved."
    )
    if removed:
        click.echo(f"{len(removed)} older files were removed.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--keys",
    "keys_of",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The file with the keys of referrals; without it, the newest beside FILE.",
)
@click.pass_obj
def restore(installation: Installation, file: Path, keys_of: Path | None) -> None:
    """Fill an empty database (LOCALOFFER_DATABASE_URL) from the backup FILE, and erase again what was erased since."""
    with _sentences():
        backups = _backups(installation, folder=file.parent)
        chosen = keys_of or backups.newest(keeping.KEYS)
        done = working.restore(installation.database, file, chosen, backups, keys=installation.keys)
        again = _erase_again(installation, installation.database)
    _record(installation, "backup.restored", {"made_at": done.manifest.made_at, "erased_again": again})
    click.echo(f"Restored and proved: {done.proof.rows} rows as they were on {done.manifest.at:%d %B %Y, %H:%M} UTC.")
    click.echo(f"{again} referrals had been erased since and are erased again.")
    if done.proof.without_key:
        click.echo(f"{done.proof.without_key} referrals have no key in {chosen.name} and cannot be read.")
    click.echo("Run `localoffer reindex`, and see docs/operations.md for the heads of the audit.")


@click.command("restore-drill")
@click.pass_obj
def restore_drill(installation: Installation) -> None:
    """Restore the newest backup beside the site, prove it and write a report; exit with 1 where it fails."""
    at = now()
    try:
        with _sentences():
            done, again = working.drill(
                installation.database,
                _backups(installation),
                keys=installation.keys,
                afterwards=lambda restored: _erase_again(installation, restored),
            )
    except SystemExit:
        _record(installation, verifying.NOT_PROVEN, {})
        raise
    _record(installation, verifying.PROVEN, {"made_at": done.manifest.made_at, "seconds": round(done.seconds)})
    report = _report(done, again, at)
    path = installation.settings.var / _REPORT
    path.write_text(report, encoding="utf-8")
    click.echo(report, nl=False)
    click.echo(f"The report stands in {path}.")


def _report(done: Restored, again: int, at: datetime) -> str:
    age = at - done.manifest.at
    lines = (
        f"Restore drill of {at:%d %B %Y, %H:%M} UTC: proved.",
        f"Backup: {done.manifest.at:%d %B %Y, %H:%M} UTC, {age.total_seconds() / 3600:.1f} hours old.",
        f"Time to restore and prove: {done.seconds:.1f} seconds.",
        f"Rows: {done.proof.rows}, each table as counted when the backup was made.",
        f"Audit: {done.proof.entries} entries hold together.",
        f"Opened with the key file: a row of each of {done.proof.opened} kinds.",
        f"Erased again: {again} referrals.",
    )
    return "".join(f"{line}\n" for line in lines)


def _erase_again(installation: Installation, restored: Database) -> int:
    path = installation.settings.var / erasure_log.NAME
    try:
        found = erasure_log.read(path)
    except FileNotFoundError:
        click.echo(f"There is no {path}: if anything was ever erased, bring it and run `localoffer retention replay`.")
        return 0
    if complaint := found.complaint(path):
        click.echo(complaint, err=True)
    return len(erasure_log.replay(restored, found.lines, keys=installation.keys, actor=_ACTOR, at=now()))


def _record(installation: Installation, action: str, details: Mapping[str, Any]) -> None:
    with installation.database.transaction() as session:
        audit.record(
            session,
            key=installation.keys.audit,
            actor=_ACTOR,
            action=action,
            subject="backup",
            subject_id="all",
            details=details,
        )


def _key_path(installation: Installation) -> Path:
    told = installation.settings
    if told.backup_key is None and told.is_production:
        refuse("LOCALOFFER_BACKUP_KEY is missing: the path of the key file that seals backups.", NOT_CONFIGURED)
    return told.backup_key or told.var / "backup.key"


def _backups(installation: Installation, folder: Path | None = None) -> Backups:
    told = installation.settings
    if folder is None and told.backups is None and told.is_production:
        refuse("LOCALOFFER_BACKUPS is missing: the folder that backups go to.", NOT_CONFIGURED)
    with _sentences():
        key = sealing.read_key(_key_path(installation))
    return Backups(folder or told.backups or told.var / "backups", key, told.postgresql_tools)


@contextmanager
def _sentences() -> Iterator[None]:
    """Answer what goes wrong with a sentence."""
    try:
        yield
    except NotPossible as error:
        refuse(str(error))
    except NotProven as error:
        refuse(f"Not proved: {error}")
    except OSError as error:
        refuse(f"{error.filename or 'A file'} cannot be read or written: {error.strerror}.")
    except sqlite3.Error as error:
        refuse(f"SQLite could not copy the database ({error}): is there room on the disk?")
