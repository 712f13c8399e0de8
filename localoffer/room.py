"""Room on the disk: what can wait is refused while little is left, so that a referral always finds some."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

_MEGABYTE = 1_000_000


class NoRoom(Exception):
    """Too little is free; the message says where, how much, and what to do."""


def require(folders: Iterable[Path], *, megabytes: int) -> None:
    """Return where each folder's disk has so much free.

    Raises:
        NoRoom: when one has less.
    """
    for folder in folders:
        free = shutil.disk_usage(folder).free // _MEGABYTE
        if free < megabytes:
            raise NoRoom(
                f"The disk of {folder} has {free:,} MB free, and {megabytes:,} MB are kept for what families send: "
                "make room first, or lower LOCALOFFER_KEEP_FREE_MB."
            )
