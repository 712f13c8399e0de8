"""What a backup holds: a line that says of what, when and how much, then the dump; packed, then sealed."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from localoffer import on_disk
from localoffer.backups import sealing
from localoffer.backups.problems import NotProven

CHECKSUM = ".sha256"
_LONGEST = 1 << 20


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself: ``counts`` are rows by table, ``number`` and ``mac`` the head of the audit."""

    made_at: str
    dialect: str
    revision: str
    counts: dict[str, int]
    number: int
    mac: str

    @property
    def at(self) -> datetime:
        return datetime.fromisoformat(self.made_at)


def pack(manifest: Manifest, dump: Path, target: Path, *, key: bytes) -> None:
    """Write a sealed file."""
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        sealed = sealing.SealedWriter(file, key)
        with gzip.GzipFile(fileobj=sealed, mode="wb", compresslevel=4, mtime=0) as packed:
            packed.write(json.dumps(asdict(manifest)).encode() + b"\n")
            with dump.open("rb") as source:
                shutil.copyfileobj(source, packed)
        sealed.finish()


def unpack(source: Path, target: Path, *, key: bytes) -> Manifest:
    """Write the dump of a sealed file into a new file, and return what the backup says of itself.

    Raises:
        NotPossible: when it cannot be read, or is no backup.
        NotProven: when its checksum, its tag or what is in it does not fit.
    """
    check(source)
    packed = target.with_name(f"{target.name}.packed")
    sealing.unseal(source, packed, key=key)
    try:
        with gzip.open(packed, "rb") as opened:
            manifest = Manifest(**json.loads(opened.readline(_LONGEST)))
            with target.open("xb") as file:
                shutil.copyfileobj(opened, file)
    except (EOFError, gzip.BadGzipFile, ValueError, TypeError) as error:
        raise NotProven(f"{source} is damaged.") from error
    finally:
        packed.unlink(missing_ok=True)
    return manifest


def write_checksum(path: Path, *, name: str) -> Path:
    """Write the checksum of a file beside it, as ``sha256sum -c`` reads it, and return where."""
    target = path.with_name(f"{path.name}{CHECKSUM}")
    target.write_text(f"{_digest(path)}  {name}\n", encoding="ascii")
    on_disk.settle(target)
    return target


def check(path: Path) -> None:
    """Hold a file against its checksum, where there is one.

    Raises:
        NotProven: when it does not fit.
    """
    beside = path.with_name(f"{path.name}{CHECKSUM}")
    if beside.exists() and beside.read_text(encoding="ascii", errors="replace").split()[:1] != [_digest(path)]:
        raise NotProven(f"{path} is not what its checksum says: it was changed or is not whole.")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
