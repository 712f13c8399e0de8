"""What must hold before the site meets families: each thing that is missing, named in a sentence."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError, ProgrammingError

from localoffer import council, migrating
from localoffer.db import Database
from localoffer.listings.models import Listing
from localoffer.places.models import Postcode


class NotReady(SystemExit):
    """The site must not start; the message has one line for each reason, and the exit status is 78 (configuration)."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(78)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(("The site does not start:", *(f"  - {problem}" for problem in self.problems)))


def problems(app: Flask) -> list[str]:
    """Return one sentence for each thing that keeps this installation from serving families; empty when ready."""
    found: Database = app.extensions["localoffer_database"]
    with app.app_context():
        unfilled = council.current().unfilled()
    return [*unfilled, *_database_problems(found)]


def require(app: Flask) -> None:
    """Return when the site may start.

    Raises:
        NotReady: when it may not.
    """
    if found := problems(app):
        refusal = NotReady(found)
        print(refusal, flush=True)  # noqa: T201 - the log may not be read by whoever starts the site
        raise refusal


def _database_problems(database: Database) -> list[str]:
    try:
        if not migrating.is_current(database):
            return ["The database has not been migrated: run `localoffer migrate`."]
        with database.session(writes=False) as session:
            demonstrations = session.scalar(select(func.count()).where(Listing.source == "demonstration")) or 0
            postcodes = session.scalar(select(func.count()).select_from(Postcode)) or 0
    except (OperationalError, ProgrammingError):
        return ["The database does not answer: check LOCALOFFER_DATABASE_URL."]
    wrong = []
    if demonstrations:
        wrong.append(f"{demonstrations} demonstration listings remain: run `localoffer demonstration remove`.")
    if not postcodes:
        wrong.append("The postcodes are not loaded: run `localoffer places load`.")
    return wrong
