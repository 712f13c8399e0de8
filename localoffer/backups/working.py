"""Making a backup, restoring one, and the drill that restores the newest and takes the time."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from localoffer import migrating, on_disk
from localoffer.backups import keeping, packing, proving, snapshots
from localoffer.backups.packing import Manifest
from localoffer.backups.problems import NotPossible
from localoffer.backups.proving import Proof
from localoffer.crypto import KeyRing
from localoffer.db import Database

_UNFINISHED = ".unfinished-"


@dataclass(frozen=True)
class Backups:
    """Where backups lie, the key that seals them, and the tools that make them."""

    folder: Path
    key: bytes
    tools: Path | None = None

    def newest(self, kind: str) -> Path:
        """Return the newest backup of a kind.

        Raises:
            NotPossible: when there is none.
        """
        there = keeping.found(self.folder, kind)
        if not there:
            raise NotPossible(f"There is no {kind} file in {self.folder}: run `localoffer backup`.")
        return there[-1][1]


@dataclass(frozen=True)
class Restored:
    """What was restored and how long it took: reading and restoring, and proving, in seconds."""

    manifest: Manifest
    proof: Proof
    seconds: float


def make(database: Database, backups: Backups, *, keys: KeyRing, at: datetime) -> tuple[Path, Proof]:
    """Make a backup while the site runs. It has its name only once it was restored from its file and proved.

    One is made at a time in a folder; another one waits.

    Raises:
        NotPossible: when a tool, a right or room is missing.
        NotProven: when the backup does not give back what was put into it; then none was made.
        OSError: when the folder cannot be written to.
    """
    backups.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with on_disk.alone(backups.folder), TemporaryDirectory(prefix=_UNFINISHED, dir=backups.folder) as name:
        _remove_left_behind(backups.folder, but=Path(name))
        folder = Path(name)
        manifest = snapshots.take(database, folder / "data", folder / "keys", at=at, tools=backups.tools)
        made = []
        for dump, kind in ((folder / "data", keeping.DATA), (folder / "keys", keeping.KEYS)):
            sealed = folder / keeping.name(at, kind)
            packing.pack(manifest, dump, sealed, key=backups.key)
            dump.unlink()
            made += [packing.write_checksum(sealed, name=sealed.name), sealed]
        with snapshots.scratch(database) as proof_of:
            proof = restore(proof_of, made[1], made[3], backups, keys=keys).proof
        for path in made:
            path.replace(backups.folder / path.name)
        on_disk.settle(backups.folder)
    return backups.folder / keeping.name(at, keeping.DATA), proof


def restore(database: Database, data: Path, keys_of: Path, backups: Backups, *, keys: KeyRing) -> Restored:
    """Fill an empty database from two sealed files, and prove it.

    Args:
        keys_of: the file with the keys of referrals; a newer one than ``data`` is right.

    Raises:
        NotPossible: when a file, a tool or a right is missing, or the database is not empty.
        NotProven: when a file was changed, or the database is not what was backed up.
    """
    began = perf_counter()
    with _unpacked(data, keys_of, backups.key) as (manifest, dump, of_keys, key_dump):
        if manifest.dialect != database.engine.dialect.name:
            raise NotPossible(f"{data} was made of {manifest.dialect}: it restores into that alone.")
        snapshots.put_back(database, dump, tools=backups.tools)
        with database.transaction() as session:
            snapshots.put_keys_back(session, key_dump)
    rows = proving.compare(database, manifest, with_all_keys=manifest.made_at == of_keys.made_at)
    # a backup of an earlier version holds an earlier schema
    migrating.migrate(database)
    proof = proving.prove(database, manifest, keys=keys, rows=rows)
    return Restored(manifest, proof, perf_counter() - began)


def drill(
    database: Database, backups: Backups, *, keys: KeyRing, afterwards: Callable[[Database], int]
) -> tuple[Restored, int]:
    """Restore the newest backup into a database of its own, prove it, and do what is done after a restore.

    Args:
        afterwards: replays what was erased since, and returns how much had come back.

    Raises:
        NotPossible: when there is no backup, or a tool or a right is missing.
        NotProven: when the backup does not give back what was put into it.
    """
    began = perf_counter()
    data, keys_of = backups.newest(keeping.DATA), backups.newest(keeping.KEYS)
    with snapshots.scratch(database) as proof_of:
        done = restore(proof_of, data, keys_of, backups, keys=keys)
        again = afterwards(proof_of)
    return Restored(done.manifest, done.proof, perf_counter() - began), again


def _remove_left_behind(folder: Path, *, but: Path) -> None:
    """Remove what a process that was killed had not sealed yet."""
    for left in folder.glob(f"{_UNFINISHED}*"):
        if left != but:
            shutil.rmtree(left)


@contextmanager
def _unpacked(data: Path, keys_of: Path, key: bytes) -> Iterator[tuple[Manifest, Path, Manifest, Path]]:
    with TemporaryDirectory(prefix="localoffer-restore-") as name:
        dump, key_dump = Path(name) / "data", Path(name) / "keys"
        yield packing.unpack(data, dump, key=key), dump, packing.unpack(keys_of, key_dump, key=key), key_dump
