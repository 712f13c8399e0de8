"""Room on the disk: what can wait is refused while little is left, so that a referral always finds some."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy.engine import make_url

_MEGABYTE = 1_000_000


class NoRoom(Exception):
    """Too little is free; the message says where, how much, and what to do."""


def written_to(var: Path, database_url: str) -> list[Path]:
    """Return the folders that grow with what comes in: our own, and that of the database where it is a file."""
    file = make_url(database_url).database if database_url.startswith("sqlite") else None
    return [var, *([Path(file).parent] if file else [])]


def require(folders: Iterable[Path], *, megabytes: int) -> None:
    """Return where each folder's disk has so much free.

    Raises:
        NoRoom: when one has less.
    """
    for folder in folders:
        # one that is not there yet will be made on the disk of the folder above it
        there = next(one for one in (folder, *folder.absolute().parents) if one.exists())
        free = shutil.disk_usage(there).free // _MEGABYTE
        if free < megabytes:
            raise NoRoom(
                f"The disk of {folder} has {free:,} MB free, and {megabytes:,} MB are kept for what families send: "
                "make room first, or lower LOCALOFFER_KEEP_FREE_MB."
            )
