"""Seven daily, five weekly and twelve monthly backups stay; the keys of referrals stay for thirty days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as some

from localoffer.backups import keeping

AT = datetime(2026, 3, 31, 2, tzinfo=UTC)
LONG_AGO = AT - timedelta(days=400)


def _write(folder: Path, days: range) -> None:
    for day in days:
        for kind in (keeping.DATA, keeping.KEYS):
            path = folder / keeping.name(AT - timedelta(days=day), kind)
            path.touch()
            if not day % 50:
                path.with_name(f"{path.name}.sha256").touch()


def test_after_a_year_of_nights_the_right_ones_are_left(tmp_path: Path) -> None:
    _write(tmp_path, range(420))
    keeping.prune(tmp_path, at=AT, oldest=LONG_AGO)
    left = [moment.date().isoformat() for moment, _ in keeping.found(tmp_path, keeping.DATA)]
    assert left[-7:] == [f"2026-03-{day}" for day in range(25, 32)]
    assert left[:12] == [
        *("2025-04-30", "2025-05-31", "2025-06-30", "2025-07-31", "2025-08-31", "2025-09-30", "2025-10-31"),
        *("2025-11-30", "2025-12-31", "2026-01-31", "2026-02-28", "2026-03-08"),
    ]
    keys = [moment for moment, _ in keeping.found(tmp_path, keeping.KEYS)]
    assert min(keys) >= AT - keeping.KEYS_LIVE
    # that of today, twice
    assert len(list(tmp_path.glob("*.sha256"))) == 2


def test_the_newest_stays_however_old_it_is(tmp_path: Path) -> None:
    _write(tmp_path, range(500, 502))
    (tmp_path / "another.txt").touch()
    keeping.prune(tmp_path, at=AT, oldest=LONG_AGO)
    assert len(keeping.found(tmp_path, keeping.DATA)) == len(keeping.found(tmp_path, keeping.KEYS)) == 1
    assert (tmp_path / "another.txt").exists()


@given(some.sets(some.integers(0, 24 * 1000), max_size=60))
def test_pruning_again_removes_nothing_more(hours: set[int]) -> None:
    aware = {AT - timedelta(hours=number) for number in hours}
    once = keeping.kept(aware)
    assert keeping.kept(once) == once
    assert len(once) <= keeping.DAILY + keeping.WEEKLY + keeping.MONTHLY
    assert not aware or max(aware) in once
