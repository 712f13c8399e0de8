"""Which backups are kept, and for how long: 7 daily, 5 weekly, 12 monthly; the keys of referrals for 30 days."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from localoffer.backups.packing import CHECKSUM

DATA, KEYS = ".backup", ".keys"
DAILY, WEEKLY, MONTHLY = 7, 5, 12
KEYS_LIVE = timedelta(days=30)
_FORM = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"localoffer-(\d{8}T\d{6}Z)(\.backup|\.keys)")


def name(at: datetime, kind: str) -> str:
    """Return the name of the backup of a moment."""
    return f"localoffer-{at.astimezone(UTC).strftime(_FORM)}{kind}"


def found(folder: Path, kind: str) -> list[tuple[datetime, Path]]:
    """Return the backups of a folder, oldest first."""
    matched = ((_NAME.fullmatch(path.name), path) for path in folder.iterdir()) if folder.is_dir() else ()
    return sorted((_moment(match[1]), path) for match, path in matched if match and match[2] == kind)


def kept(moments: Iterable[datetime]) -> set[datetime]:
    """Return which backups stay: the newest of each of the last days, weeks and months that have one."""
    newest_first = sorted(moments, reverse=True)
    spans: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (DAILY, lambda at: at.date()),
        (WEEKLY, lambda at: at.isocalendar()[:2]),
        (MONTHLY, lambda at: (at.year, at.month)),
    )
    stay: set[datetime] = set()
    for most, span in spans:
        newest: dict[object, datetime] = {}
        for at in newest_first:
            newest.setdefault(span(at), at)
        stay |= set(list(newest.values())[:most])
    return stay


def prune(folder: Path, *, at: datetime, oldest: datetime) -> list[Path]:
    """Remove what is kept no longer, and return it; the newest backup always stays.

    Args:
        oldest: nothing from before this moment stays.
    """
    removed = []
    for kind, since in ((DATA, oldest), (KEYS, max(oldest, at - KEYS_LIVE))):
        there = found(folder, kind)
        stay = {moment for moment in kept(moment for moment, _ in there) if moment >= since}
        for moment, path in there[:-1]:
            if moment not in stay:
                path.unlink()
                path.with_name(f"{path.name}{CHECKSUM}").unlink(missing_ok=True)
                removed.append(path)
    return removed


def _moment(written: str) -> datetime:
    return datetime.strptime(written, _FORM).replace(tzinfo=UTC)
