"""Suggestions while somebody types: one letter after the other of names that are there, and of names with a mistake."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import select

from benchmarks.metrics import Spread
from benchmarks.prepared import Site, Workshop
from benchmarks.report import doing, milliseconds, table
from localoffer.db import Database
from localoffer.listings.models import ListingText
from localoffer.listings.search.engine import Engine
from localoffer.listings.search.following import Follower
from localoffer.places import gazetteer

_LONGEST = 12
_SHORTEST = 2
_SEED = 7


def run(workshop: Workshop, *, sizes: Sequence[int], names: int) -> None:
    """Print how long a suggestion takes at each number of listings, as often as each letter is typed."""
    rows = []
    for size in sizes:
        site = workshop.with_corpus(size)
        doing(f"Opening {size:,} listings")
        database = Database(site.settings.database_url)
        typed = list(_typed(_names(database, names)))
        engine = _opened(site, database)
        first = Spread.of([_seconds(engine, text) for text in typed])
        again = Spread.of([_seconds(engine, text) for text in typed])
        figures = (first.p50, first.p95, again.p50, again.p95)
        rows.append([f"{size:,}", f"{len(typed):,}", *map(milliseconds, figures)])
    columns = ("listings", "letters typed", "first p50", "first p95", "again p50", "again p95")
    table("Suggestions, milliseconds of processor time", columns, rows)


def _opened(site: Site, database: Database) -> Engine:
    places = gazetteer.read(site.settings.county / gazetteer.FILE)
    return Follower(database, site.folder / "search", in_background=False, places=places).engine


def _names(database: Database, number: int) -> list[str]:
    """Return the names of some listings, the same ones every time."""
    asked = select(ListingText.name).where(ListingText.language == "en").order_by(ListingText.listing_id)
    with database.session(writes=False) as session:
        known = session.scalars(asked).all()
    return random.Random(_SEED).sample(known, min(number, len(known)))


def _typed(names: Iterable[str]) -> Iterator[str]:
    """Yield what stands in the box while names are typed, every third with a letter left out."""
    for number, name in enumerate(names):
        spelt = name[:3] + name[4:] if number % 3 == 2 else name
        yield from (spelt[:length] for length in range(_SHORTEST, min(len(spelt), _LONGEST) + 1))


def _seconds(engine: Engine, typed: str) -> float:
    start = time.process_time()
    engine.suggest(typed, "en")
    return time.process_time() - start
