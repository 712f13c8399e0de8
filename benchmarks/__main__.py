"""Measure this product on this machine, side by side with what else could be used, and print the figures.

Nothing here fails for being slow: the figures of one run stand beside each other, and their ratios are what counts.
"""

from __future__ import annotations

import argparse
import os
import platform
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks import admin, first_visit, hostile, page, relevance_run, search_call, submission, suggesting
from benchmarks.prepared import Workshop
from benchmarks.report import doing, say

_SIZES = (1_000, 5_000)
_QUICK_SIZES = (500,)


@dataclass(frozen=True)
class Asked:
    """What the command line asked for."""

    sizes: tuple[int, ...]
    is_quick: bool
    show_worst: int

    def amount(self, full: int, quick: int) -> int:
        return quick if self.is_quick else full


def _relevance(workshop: Workshop, asked: Asked) -> None:
    relevance_run.run(workshop, show_worst=asked.show_worst)


def _search(workshop: Workshop, asked: Asked) -> None:
    search_call.run(workshop, sizes=asked.sizes, questions=asked.amount(200, 50), rounds=asked.amount(5, 2))


def _page(workshop: Workshop, asked: Asked) -> None:
    page.run(workshop, sizes=asked.sizes, seconds=asked.amount(3, 1), rounds=asked.amount(5, 2))


def _first_visit(workshop: Workshop, asked: Asked) -> None:
    first_visit.run(workshop, rounds=asked.amount(3, 1))


def _hostile(workshop: Workshop, asked: Asked) -> None:
    hostile.run(workshop, rounds=asked.amount(51, 11))


def _suggesting(workshop: Workshop, asked: Asked) -> None:
    suggesting.run(workshop, sizes=asked.sizes, names=asked.amount(100, 20))


def _submission(workshop: Workshop, asked: Asked) -> None:
    submission.run(workshop, number=asked.amount(500, 50), seconds=asked.amount(60, 3))


def _admin(workshop: Workshop, asked: Asked) -> None:
    listings, referrals = asked.amount(100_000, 500), asked.amount(20_000, 200)
    admin.run(workshop, listings=listings, referrals=referrals, rounds=asked.amount(40, 5))


PARTS: dict[str, Callable[[Workshop, Asked], None]] = {
    "relevance": _relevance,
    "search": _search,
    "suggesting": _suggesting,
    "hostile": _hostile,
    "page": _page,
    "first-visit": _first_visit,
    "submission": _submission,
    "admin": _admin,
}


def main() -> None:
    """Run the parts that were asked for, in order."""
    told = _parser().parse_args()
    asked = Asked(told.sizes or (_QUICK_SIZES if told.quick else _SIZES), told.quick, told.show_worst)
    names = [name for name in PARTS if not told.only or name in told.only]
    load = ", ".join(f"{busy:.1f}" for busy in os.getloadavg())
    machine = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} processors"
    say(f"{machine}, load {load} when this began.")
    with tempfile.TemporaryDirectory(prefix="localoffer-bench-", dir=told.folder) as folder:
        workshop = Workshop(Path(folder))
        for at, name in enumerate(names, start=1):
            doing(f"Part {at} of {len(names)}: {name}")
            say(f"\n## {name}")
            PARTS[name](workshop, asked)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", action="append", choices=list(PARTS), help="run this part; may be given again")
    parser.add_argument("--quick", action="store_true", help="small numbers: to see that it works, not to compare")
    parser.add_argument("--sizes", type=_sizes, help="numbers of listings, as 1000,5000 (which is what is measured)")
    parser.add_argument("--show-worst", type=int, default=0, metavar="N", help="list our N worst judged queries")
    parser.add_argument("--folder", help="make the temporary folder here, where it is on the disk to be measured")
    return parser


def _sizes(told: str) -> tuple[int, ...]:
    return tuple(sorted(int(size) for size in told.split(",")))


if __name__ == "__main__":
    main()
