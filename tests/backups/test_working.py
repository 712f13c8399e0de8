"""A backup gives back what was there, or says that it does not."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import migrating, on_disk
from localoffer.backups import keeping, packing, postgresql, sealing, snapshots, working
from localoffer.backups.problems import NotPossible, NotProven
from localoffer.backups.working import Backups
from localoffer.crypto import CannotOpen, KeyRing
from localoffer.db import Database
from localoffer.privacy.erasing import erase
from localoffer.referrals.models import Referral, ReferralKey
from localoffer.referrals.sealing import open_summary
from tests.backups.conftest import AT, TOOLS
from tests.support.databases import Databases


def test_a_backup_restores_on_an_empty_machine(
    database: Database, databases: Databases, backups: Backups, keys: KeyRing, form: Referral
) -> None:
    path, proof = working.make(database, backups, keys=keys, at=AT)
    assert (proof.entries, proof.without_key) == (3, 0)
    assert path.stat().st_mode & 0o777 == 0o600
    assert sorted(one.name for one in backups.folder.iterdir()) == [
        "localoffer-20260301T090000Z.backup",
        "localoffer-20260301T090000Z.backup.sha256",
        "localoffer-20260301T090000Z.keys",
        "localoffer-20260301T090000Z.keys.sha256",
    ]

    with databases.empty() as url:
        elsewhere = Database(url)
        working.restore(elsewhere, path, backups.newest(keeping.KEYS), backups, keys=keys)
        with elsewhere.session(writes=False) as session:
            assert open_summary(session.scalars(select(Referral)).one(), keys=keys).first_name == "Zebedee"
        elsewhere.engine.dispose()


@pytest.mark.any_database
def test_what_a_backup_that_was_killed_left_unsealed_goes_with_the_next(
    database: Database, backups: Backups, keys: KeyRing, form: Referral
) -> None:
    """The keys of referrals among it: whoever was erased since would be readable for as long as they lie there."""
    left = backups.folder / ".unfinished-1234"
    left.mkdir(parents=True)
    (left / "keys").write_text("{}\n", encoding="ascii")
    working.make(database, backups, keys=keys, at=AT)
    assert not left.exists()


@pytest.mark.any_database
def test_two_backups_at_once_do_not_take_each_others_files_away(
    database: Database, backups: Backups, keys: KeyRing, form: Referral
) -> None:
    with ThreadPoolExecutor(2) as pool:
        made = [pool.submit(working.make, database, backups, keys=keys, at=AT + timedelta(hours=n)) for n in range(2)]
    assert {one.result()[0].exists() for one in made} == {True}


@pytest.mark.any_database
def test_a_power_cut_leaves_a_backup_whole_or_not_there(
    database: Database, backups: Backups, keys: KeyRing, form: Referral, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Older ones are removed once it has its name: all that it consists of is on the disk by then."""
    settled: list[str] = []
    settle = on_disk.settle

    def note(path: Path) -> None:
        settled.append(path.name)
        settle(path)

    monkeypatch.setattr(on_disk, "settle", note)
    path, _ = working.make(database, backups, keys=keys, at=AT)
    assert f"{path.name}.sha256" in settled
    assert settled[-1] == backups.folder.name


def test_what_was_erased_since_stays_unreadable_in_an_old_backup(
    database: Database, databases: Databases, session: Session, backups: Backups, keys: KeyRing, form: Referral
) -> None:
    old, _ = working.make(database, backups, keys=keys, at=AT)
    erase(session, form, why="asked", keys=keys, actor="command", at=AT)
    session.commit()
    working.make(database, backups, keys=keys, at=AT + timedelta(days=1))

    with databases.empty() as url:
        elsewhere = Database(url)
        done = working.restore(elsewhere, old, backups.newest(keeping.KEYS), backups, keys=keys)
        assert done.proof.without_key == 1
        with elsewhere.session(writes=False) as restored, pytest.raises(CannotOpen):
            open_summary(restored.scalars(select(Referral)).one(), keys=keys)
        elsewhere.engine.dispose()


def test_the_drill_restores_the_newest_and_erases_again(
    database: Database, backups: Backups, keys: KeyRing, form: Referral
) -> None:
    working.make(database, backups, keys=keys, at=AT)
    seen = []

    def afterwards(restored: Database) -> int:
        with restored.session(writes=False) as opened:
            seen.append(len(opened.scalars(select(ReferralKey)).all()))
        return 4

    done, again = working.drill(database, backups, keys=keys, afterwards=afterwards)

    assert (seen, again) == ([1], 4)
    assert done.manifest.at == AT


@pytest.mark.any_database
def test_the_main_backup_has_no_key_of_a_referral(
    database: Database, session: Session, backups: Backups, keys: KeyRing, form: Referral, tmp_path: Path
) -> None:
    wrapped = session.scalars(select(ReferralKey)).one().wrapped
    path, _ = working.make(database, backups, keys=keys, at=AT)
    manifest = packing.unpack(path, tmp_path / "opened", key=backups.key)
    assert manifest.counts["referral_keys"] == 1
    assert wrapped not in (tmp_path / "opened").read_bytes()
    packing.unpack(backups.newest(keeping.KEYS), tmp_path / "keys", key=backups.key)
    assert wrapped.hex() in (tmp_path / "keys").read_text()


@pytest.mark.any_database
def test_a_changed_or_missing_byte_is_found(
    database: Database, backups: Backups, keys: KeyRing, tmp_path: Path
) -> None:
    path, _ = working.make(database, backups, keys=keys, at=AT)
    whole = path.read_bytes()
    wrong = [whole[:length] for length in (0, 30, 5000, len(whole) - 1)]
    for place in (0, 25, 40, 2000, len(whole) - 1):
        wrong.append(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
    # first the checksum finds it, then, without one, the tag
    for checksum in (True, False):
        for written in wrong:
            path.write_bytes(written)
            with pytest.raises((NotProven, NotPossible), match=r"was changed|is not a backup"):
                packing.unpack(path, tmp_path / "opened", key=backups.key)
            assert not (tmp_path / "opened").exists()
        if checksum:
            path.with_name(f"{path.name}.sha256").unlink()


@pytest.mark.any_database
def test_another_key_opens_nothing(database: Database, backups: Backups, keys: KeyRing, tmp_path: Path) -> None:
    path, _ = working.make(database, backups, keys=keys, at=AT)
    sealing.create_key(tmp_path / "another.key")
    with pytest.raises(NotProven, match="another key"):
        packing.unpack(path, tmp_path / "opened", key=sealing.read_key(tmp_path / "another.key"))


@pytest.mark.any_database
def test_a_backup_that_this_key_file_does_not_open_is_not_made(
    database: Database, backups: Backups, form: Referral, tmp_path: Path
) -> None:
    with pytest.raises(NotProven):
        working.make(database, backups, keys=KeyRing.create(tmp_path / "others.json"), at=AT)
    assert list(backups.folder.iterdir()) == []


@pytest.mark.any_database
def test_nothing_is_restored_over_a_site(database: Database, backups: Backups, keys: KeyRing) -> None:
    path, _ = working.make(database, backups, keys=keys, at=AT)
    with pytest.raises(NotPossible, match="not empty"):
        working.restore(database, path, backups.newest(keeping.KEYS), backups, keys=keys)


@pytest.mark.any_database
def test_a_row_that_is_missing_is_named(tmp_path: Path, database: Database, backups: Backups, keys: KeyRing) -> None:
    working.make(database, backups, keys=keys, at=AT)
    data = backups.newest(keeping.DATA)
    manifest = packing.unpack(data, tmp_path / "dump", key=backups.key)
    counted = {**manifest.counts, "postcodes": manifest.counts["postcodes"] + 1}
    data.unlink()
    packing.pack(replace(manifest, counts=counted), tmp_path / "dump", data, key=backups.key)
    packing.write_checksum(data, name=data.name)
    with pytest.raises(NotProven, match="postcodes has"):
        working.drill(database, backups, keys=keys, afterwards=lambda _: 0)


@pytest.mark.any_database
def test_a_backup_of_an_earlier_version_is_brought_to_this_one(
    databases: Databases, backups: Backups, keys: KeyRing, tmp_path: Path
) -> None:
    with databases.empty() as url, databases.empty() as another:
        old, new = Database(url), Database(another)
        with old.engine.begin() as connection:
            command.upgrade(migrating._config(connection), "0012")
        manifest = snapshots.take(old, tmp_path / "data", tmp_path / "keys", at=AT, tools=TOOLS)
        assert manifest.revision == "0012"
        for kind in ("data", "keys"):
            packing.pack(manifest, tmp_path / kind, tmp_path / f"{kind}.sealed", key=backups.key)
        working.restore(new, tmp_path / "data.sealed", tmp_path / "keys.sealed", backups, keys=keys)
        assert migrating.is_current(new)
        new.engine.dispose()


@pytest.mark.any_database
def test_without_the_tools_of_postgresql_a_sentence_says_so(tmp_path: Path, database: Database) -> None:
    with pytest.raises(NotPossible, match="pg_dump is not installed here"):
        postgresql.dump(database.engine.url, tmp_path / "dump", snapshot="", tools=tmp_path)


@pytest.mark.any_database
def test_a_backup_of_one_kind_of_database_restores_into_no_other(
    database: Database, databases: Databases, backups: Backups, keys: KeyRing, tmp_path: Path
) -> None:
    path, _ = working.make(database, backups, keys=keys, at=AT)
    manifest = packing.unpack(path, tmp_path / "dump", key=backups.key)
    path.unlink()
    packing.pack(replace(manifest, dialect="another"), tmp_path / "dump", path, key=backups.key)
    path.with_name(f"{path.name}.sha256").unlink()
    with databases.empty() as url, pytest.raises(NotPossible, match="made of another"):
        working.restore(Database(url), path, backups.newest(keeping.KEYS), backups, keys=keys)
