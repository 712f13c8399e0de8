"""Proving that a restored database is what was backed up: whole, complete, opened by our keys, its audit unbroken."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select, text
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.backups import snapshots
from localoffer.backups.packing import Manifest
from localoffer.backups.problems import NotProven
from localoffer.crypto import CannotOpen, KeyRing
from localoffer.db import Database
from localoffer.privacy import rotation
from localoffer.referrals import sealing
from localoffer.referrals.models import Referral, ReferralKey


@dataclass(frozen=True)
class Proof:
    """What was found: rows, entries of the audit, tables of which a row was opened, referrals without a key."""

    rows: int
    entries: int
    opened: int
    without_key: int


def compare(database: Database, manifest: Manifest, *, with_all_keys: bool) -> int:
    """Hold a restored database, as it was restored, against what its backup says; return how many rows it has.

    Args:
        with_all_keys: whether the keys of referrals are of the same moment as the rest.

    Raises:
        NotProven: at the first thing that is not as it was.
    """
    with database.engine.connect() as connection:
        _whole(connection)
        return sum(_complete(connection, manifest, with_all_keys=with_all_keys).values())


def prove(database: Database, manifest: Manifest, *, keys: KeyRing, rows: int) -> Proof:
    """Look into a restored database that has the schema of this version.

    Args:
        rows: what ``compare`` counted.

    Raises:
        NotProven: when the audit is broken, or something does not open.
    """
    with database.session(writes=False) as session:
        entries = _audited(session, manifest, keys)
        opened = _opened(session, keys)
        keyless = select(func.count()).select_from(Referral).where(Referral.id.not_in(select(ReferralKey.referral_id)))
        return Proof(rows, entries, opened, session.scalar(keyless) or 0)


def _whole(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    if connection.execute(text("PRAGMA integrity_check")).scalars().all() != ["ok"]:
        raise NotProven("The restored database is damaged (integrity_check).")
    if connection.execute(text("PRAGMA foreign_key_check")).first() is not None:
        raise NotProven("In the restored database a row points to one that is not there.")


def _complete(connection: Connection, manifest: Manifest, *, with_all_keys: bool) -> dict[str, int]:
    if (found := snapshots.revision(connection)) != manifest.revision:
        raise NotProven(f"The restored schema is {found or 'none'}, not {manifest.revision}.")
    counted = snapshots.counts(connection)
    for name in sorted({*counted, *manifest.counts}):
        there, was = counted.get(name), manifest.counts.get(name)
        if there != was and (with_all_keys or name != snapshots.KEYS):
            raise NotProven(f"{name} has {there} rows, not {was}.")
    return counted


def _audited(session: Session, manifest: Manifest, keys: KeyRing) -> int:
    anchored = {manifest.number: bytes.fromhex(manifest.mac)} if manifest.number else {}
    try:
        return audit.verify(session, key=keys.audit, anchored=anchored)
    except audit.BrokenChain as error:
        raise NotProven(f"The restored audit is broken: {error}.") from error


def _opened(session: Session, keys: KeyRing) -> int:
    """Open the newest row of each table that holds something sealed; return of how many tables there was one."""
    opened = 0
    for sealed in rotation.SEALED:
        (primary,) = sealed.table.primary_key.columns
        newest = select(sealed.model).where(sealed.table.c.key_id.is_not(None)).order_by(primary.desc()).limit(1)
        row = session.scalars(newest).one_or_none()
        try:
            if row is not None:
                sealed.again(row, keys)
                opened += 1
        except CannotOpen as error:
            raise NotProven(f"A row of {sealed.table.name} does not open with this key file.") from error
    newest_form = select(Referral).join(Referral.key).order_by(Referral.id.desc()).limit(1)
    if (referral := session.scalars(newest_form).one_or_none()) is not None:
        try:
            sealing.open_answers(referral, keys=keys)
        except CannotOpen as error:
            raise NotProven("The answers of a form do not open with this key file.") from error
        opened += 1
    return opened
