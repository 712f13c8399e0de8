"""The file of what was erased: it outlives a database that is restored from a backup, so that nothing comes back.

One line for each referral: when, its id, and by which rule. The database notes an erasure first, in the transaction
that erases; the file follows. A process that ends in between leaves the line to the next run.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import on_disk
from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.privacy.erasing import erase
from localoffer.privacy.models import Erasure
from localoffer.referrals.models import Referral

log = structlog.get_logger()
NAME = "erasures.log"
_REPLAYED = "replayed"
# bytes that are no text stay the same bytes when the file is written anew
_AS_THEY_ARE = "surrogateescape"


@dataclass(frozen=True)
class Line:
    """One erasure, as the file has it."""

    at: datetime
    referral_uuid: uuid.UUID
    why: str

    def __str__(self) -> str:
        return f"{self.at.isoformat()} {self.referral_uuid} {self.why}\n"


@dataclass(frozen=True)
class Contents:
    """What the file says: its erasures, and by their numbers the lines that cannot be read."""

    lines: list[Line]
    damaged: dict[int, str]

    def complaint(self, path: Path) -> str:
        """Return what is to be said of the damaged lines; empty where there are none."""
        if not self.damaged:
            return ""
        numbers = ", ".join(map(str, self.damaged))
        return (
            f"Line {numbers} of {path} cannot be read: what was erased there may have come back with a backup. "
            "Replay the copy of the file that is kept apart."
        )


def write_waiting(database: Database, path: Path, *, at: datetime) -> int:
    """Add what was erased since the last time to the file; return how much that was.

    Raises:
        OSError: when the file cannot be written; what was not written waits for the next time.
    """
    with database.transaction() as session:
        waiting = session.scalars(select(Erasure).where(Erasure.written_at.is_(None)).order_by(Erasure.erased_at)).all()
        if waiting:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with on_disk.alone(path.parent):
                _append(path, (Line(one.erased_at, one.referral_uuid, one.why) for one in waiting))
                on_disk.settle(path.parent)
        for one in waiting:
            one.written_at = at
    return len(waiting)


def read(path: Path) -> Contents:
    """Return what a file says; the log names the lines that cannot be read.

    One that a process could not finish, and that the next run wrote again, is none of those.

    Raises:
        OSError: when it cannot be read.
    """
    lines, unread = [], {}
    for number, text in enumerate(path.read_text(encoding="utf-8", errors=_AS_THEY_ARE).split("\n"), start=1):
        try:
            lines.append(_line(text))
        except ValueError:
            unread[number] = text
    whole = [str(line) for line in lines]
    damaged = {number: text for number, text in unread.items() if not any(one.startswith(text) for one in whole)}
    for number in damaged:
        log.error("erasure_not_read", number=number)
    return Contents(lines, damaged)


def forget(path: Path, *, before: datetime) -> None:
    """Take the lines out of the file that no backup needs any more; one that cannot be read stays as it is.

    Raises:
        OSError: when it cannot be written.
    """
    if not path.exists():
        return
    # from the reading on: a line that another process adds meanwhile would go with the old file
    with on_disk.alone(path.parent):
        found = read(path)
        kept = [line for line in found.lines if line.at > before]
        if len(kept) < len(found.lines):
            unfinished = path.with_name(f".{path.name}.part")
            unfinished.unlink(missing_ok=True)
            _append(unfinished, (*(f"{text}\n" for text in found.damaged.values()), *kept))
            unfinished.replace(path)
            on_disk.settle(path.parent)


def replay(database: Database, lines: Iterable[Line], *, keys: KeyRing, actor: str, at: datetime) -> list[uuid.UUID]:
    """Erase again what was erased before and came back with a restored backup; return the ids of what had come back."""
    found = []
    for line in lines:
        with database.transaction() as session:
            if _erase_again(session, line, keys=keys, actor=actor, at=at):
                found.append(line.referral_uuid)
    return found


def _erase_again(session: Session, line: Line, *, keys: KeyRing, actor: str, at: datetime) -> bool:
    back = select(Referral).where(Referral.uuid == line.referral_uuid).with_for_update(of=Referral)
    referral = session.scalars(back).one_or_none()
    if referral is None:
        return False
    erase(session, referral, why=_REPLAYED, keys=keys, actor=actor, at=at, despite_hold=True)
    return True


def _append(path: Path, lines: Iterable[Line | str]) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8", errors=_AS_THEY_ARE) as file:
        file.write("" if _ends_whole(path) else "\n")
        file.writelines(map(str, lines))
        file.flush()
        os.fsync(file.fileno())


def _ends_whole(path: Path) -> bool:
    return path.read_bytes()[-1:] in (b"", b"\n")


def _line(text: str) -> Line:
    """Return the erasure that a line tells of; a ``ValueError`` where it tells of none."""
    at, found, why = text.split()
    moment = datetime.fromisoformat(at)
    if moment.tzinfo is None:
        raise ValueError("a moment in time needs a time zone")
    return Line(moment, uuid.UUID(found), why)
