"""How long it takes to bring in 5,000 rows, from the file to what families see: `python -m benchmarks.bulk [rows]`."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from localoffer import migrating
from localoffer.db import Database
from localoffer.jobs.worker import JobWorker
from localoffer.listings.bulk import runs
from localoffer.listings.bulk.carrying_out import CarryingOut
from localoffer.listings.bulk.runs import By
from localoffer.web.spreadsheets import as_xlsx
from tests.support import county

_KEY = b"k" * 32
_BY = By("staff:1", _KEY)
_HEADINGS = ("Name", "Summary", "Organisation", "Kinds of support", "Ways in", "Districts", "Description", "Postcode")


def main() -> None:
    """Measure reading, doing and undoing, and print the seconds of each."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'bulk.sqlite3'}")
        migrating.migrate(database)
        with database.transaction() as session:
            county.load(session)
        _measure(database, number)
        database.engine.dispose()


def _measure(database: Database, number: int) -> None:
    worker = JobWorker(database, {runs.KIND: CarryingOut(_KEY)})
    content = as_xlsx("Listings", _HEADINGS, (_row(one) for one in range(number)))
    with database.transaction() as session:
        run = runs.import_file(session, name="many.xlsx", content=content, by=_BY).id
    _say(f"{number} rows read", worker.run_once)
    with database.transaction() as session:
        runs.apply(session, runs.get(session, run), publishes=True, by=_BY)
    _say("published", worker.run_once)
    with database.transaction() as session:
        runs.undo(session, runs.get(session, run), by=_BY)
    _say("undone", worker.run_once)


def _row(number: int) -> list[str]:
    group = f"Group {number % 50}"
    said = ["A calm place to play.", group, "Clubs and activities", "You contact them", "Stafford", "Play. " * 60]
    return [f"Club {number}", *said, "ST16 2LH"]


def _say(what: str, do: Callable[[], int]) -> None:
    began, used = time.perf_counter(), time.process_time()
    do()
    print(f"{what}: {time.perf_counter() - began:.1f} s, of which the processor {time.process_time() - used:.1f} s")


if __name__ == "__main__":
    main()
