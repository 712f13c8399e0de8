"""The file that holds the installation's keys: read, and changed in one step, so that no reader sees half of it."""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

from localoffer import on_disk

KEY_LENGTH = 32
Signature: TypeAlias = tuple[int, int, int]


class StillNeeded(Exception):
    """A key cannot be taken out of the file; the message says why."""


@dataclass(frozen=True)
class Contents:
    """What a key file says. ``current`` seals since ``current_since`` (None: since the file was made); all open."""

    current: str
    keys: dict[str, bytes] = field(repr=False)
    pepper: bytes = field(repr=False)
    audit: bytes = field(repr=False)
    current_since: datetime | None = None

    def __post_init__(self) -> None:
        lengths = {len(key) for key in (*self.keys.values(), self.pepper, self.audit)}
        if self.current not in self.keys or lengths != {KEY_LENGTH}:
            raise ValueError("a key is missing or has the wrong length")

    @property
    def prepared(self) -> str | None:
        """The newest key, where it does not seal yet."""
        newest = max(self.keys, key=_number)
        return newest if _number(newest) > _number(self.current) else None


def signature(path: Path) -> Signature:
    """Return what changes whenever the file is replaced.

    Raises:
        OSError: when it is not there.
    """
    told = path.stat()
    return told.st_mtime_ns, told.st_ino, told.st_size


def read(path: Path) -> Contents:
    """Read a key file.

    Raises:
        OSError: when it is not there or must not be read.
        ValueError: when it is not a key file.
    """
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        since = stored.get("current_since")
        return Contents(
            current=stored["current"],
            keys={name: bytes.fromhex(key) for name, key in stored["keys"].items()},
            pepper=bytes.fromhex(stored["pepper"]),
            audit=bytes.fromhex(stored["audit"]),
            current_since=datetime.fromisoformat(since) if since else None,
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError(f"{path} is not a key file") from error


def create(path: Path) -> None:
    """Make a new key file, readable by its owner alone.

    Raises:
        FileExistsError: when the file is there already; keys are never overwritten.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    made = Contents("k1", {"k1": _new_key()}, pepper=_new_key(), audit=_new_key())
    _write(path, made)
    on_disk.settle(path.parent)


def prepare(path: Path) -> str:
    """Add a key that opens and does not seal yet, where there is none; return its id."""
    return str(_change(path, _with_prepared).prepared)


def promote(path: Path, *, at: datetime) -> str:
    """Let the prepared key seal from now on, or a new one where none is prepared; return its id."""
    return _change(path, lambda told: _promoted(told, at)).current


def remove(path: Path, key_id: str) -> None:
    """Take a key that nothing is sealed with any more out of the file.

    Raises:
        StillNeeded: when it is the current key, or there is none of that id.
    """
    _change(path, lambda told: _without(told, key_id))


def _with_prepared(told: Contents) -> Contents:
    if told.prepared:
        return told
    return replace(told, keys={**told.keys, f"k{max(map(_number, told.keys)) + 1}": _new_key()})


def _promoted(told: Contents, at: datetime) -> Contents:
    ready = _with_prepared(told)
    return replace(ready, current=str(ready.prepared), current_since=at)


def need_removable(told: Contents, key_id: str) -> None:
    """Return where a key may be taken out of the file.

    Raises:
        StillNeeded: when it is the current key, or there is none of that id.
    """
    if key_id == told.current:
        raise StillNeeded(f"{key_id} is the key that seals")
    if key_id not in told.keys:
        raise StillNeeded(f"there is no key {key_id}")


def _without(told: Contents, key_id: str) -> Contents:
    need_removable(told, key_id)
    return replace(told, keys={name: key for name, key in told.keys.items() if name != key_id})


def _change(path: Path, change: Callable[[Contents], Contents]) -> Contents:
    with on_disk.alone(path.parent):
        changed = change(read(path))
        unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
        unfinished.unlink(missing_ok=True)
        _write(unfinished, changed)
        unfinished.replace(path)
        # on the disk before anything is sealed with its keys
        on_disk.settle(path.parent)
    return changed


def _write(path: Path, told: Contents) -> None:
    stored: dict[str, Any] = {
        "current": told.current,
        "keys": {name: key.hex() for name, key in told.keys.items()},
        "pepper": told.pepper.hex(),
        "audit": told.audit.hex(),
    }
    if told.current_since:
        stored["current_since"] = told.current_since.isoformat()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(stored, file, indent=1)
        file.flush()
        os.fsync(file.fileno())


def _new_key() -> bytes:
    return secrets.token_bytes(KEY_LENGTH)


def _number(name: str) -> int:
    return int(name.removeprefix("k"))
