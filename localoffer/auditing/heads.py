"""The head of the audit, written down outside the database once an hour, so that a chain cut short is found out.

One line for each hour: when, the number of the last entry, its hash, and a keyed hash of the three. Whoever can change
the database can change this file, too, where it lies beside it: a copy belongs on another machine.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from localoffer import audit, on_disk

NAME = "audit-heads.log"
_PURPOSE = b"audit head\0"


@dataclass(frozen=True)
class Head:
    """The last entry of the chain at a moment."""

    at: datetime
    number: int
    mac: bytes

    def line(self, key: bytes) -> str:
        """Return it as the file has it, signed."""
        said = f"{self.at.isoformat()} {self.number} {self.mac.hex()}"
        return f"{said} {_signature(key, said)}\n"


class ForgedHead(audit.BrokenChain):
    """A line of the file was not written by us, or was changed; the message says which."""


def anchor(session: Session, path: Path, *, key: bytes, at: datetime) -> Head:
    """Add the head of the chain to the file, and return it.

    The session must not have asked for anything yet: it would see the head of that moment.

    Raises:
        OSError: when the file cannot be written.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # from the question on: a later head that another worker writes first would say that the chain was cut
    with on_disk.alone(path.parent):
        found = Head(at, *audit.head(session))
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "rb+", buffering=0) as file:
            _drop_unfinished(file.fileno(), path)
            file.write(found.line(key).encode())
            os.fsync(file.fileno())
        on_disk.settle(path.parent)
    return found


def read(path: Path, *, key: bytes) -> list[Head]:
    """Return the heads that a file has; none where there is no file.

    Raises:
        ForgedHead: at the first line whose signature is not ours.
        OSError: when the file is there and cannot be read.
    """
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return []
    # what stands after the last end of a line was not finished
    lines = text[: text.rfind("\n") + 1].splitlines()
    return [_head(line, number, key) for number, line in enumerate(lines, start=1)]


def by_number(heads: list[Head]) -> dict[int, bytes]:
    """Return the hashes of the entries that were heads, by their numbers, for ``audit.verify``.

    Raises:
        BrokenChain: when two heads contradict each other, or a later one is shorter.
    """
    known: dict[int, bytes] = {}
    longest = 0
    for head in heads:
        if head.number < longest:
            raise audit.BrokenChain(f"on {head.at:%Y-%m-%d %H:%M} the chain ended at {head.number}, after {longest}")
        if known.setdefault(head.number, head.mac) != head.mac:
            raise audit.BrokenChain(f"entry {head.number} was another one on {head.at:%Y-%m-%d %H:%M}")
        longest = head.number
    known.pop(0, None)
    return known


def _head(line: str, number: int, key: bytes) -> Head:
    said, _, signature = line.rpartition(" ")
    if not hmac.compare_digest(signature.encode(), _signature(key, said).encode()):
        raise ForgedHead(f"line {number} of {NAME} is not as it was written")
    at, count, mac = said.split()
    return Head(datetime.fromisoformat(at), int(count), bytes.fromhex(mac))


def _signature(key: bytes, said: str) -> str:
    return hmac.digest(key, _PURPOSE + said.encode(), hashlib.sha256).hex()


def _drop_unfinished(handle: int, path: Path) -> None:
    """Take away a line that a process could not finish, so that the next one stands by itself."""
    written = path.read_bytes()
    whole = written.rfind(b"\n") + 1
    if whole < len(written):
        os.truncate(handle, whole)
