"""Whole pages as a browser gets them, beside the same server's hello-worlds: 16 connections, 2 workers.

One hello-world is a bare function, the other Flask's. Each server serves all of them in turn, a few rounds of each, so
that what else the machine does falls on all alike. A page of results that is asked for again was kept; to see what
drawing it takes, it is asked for at more addresses than a process keeps pages. Requests a second depend on who else
uses the processors; the processor time of the workers for one request does not, and leaves out what the load generator
takes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median

from sqlalchemy import select

from benchmarks import datasette_site, load
from benchmarks.corpus import TODAY, Corpus
from benchmarks.load import CONNECTIONS, Load
from benchmarks.prepared import Site, Workshop
from benchmarks.report import bar, milliseconds, ratio, say, table
from benchmarks.serving import DATASETTE, OUR_SITE, SERVERS, WORKERS, Served, serving
from localoffer.db import Database
from localoffer.listings.models import Listing
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.documents import read_documents, read_stamps, read_vocabulary
from localoffer.listings.search.engine import PAGE_SIZE
from localoffer.listings.search.following import Follower

_HELLO = {"hello, world": "benchmarks.hello:application", "hello, world in Flask": "benchmarks.hello:in_flask"}
_RESULTS = "results page"
_DRAWN_ANEW = "the same, drawn anew"
_TIMES = 12
_FILTERS = (("need", "autism"), ("open", "no_diagnosis"), ("cost", "free"), ("way", "contact"), ("age", "8"))
_LISTINGS = 200
_MOST_WARMING = 10


@dataclass(frozen=True)
class Asked:
    """One kind of answer: the application that gives it, and the addresses and headers that it is asked with."""

    application: str = OUR_SITE
    paths: list[str] = field(default_factory=lambda: ["/"])
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Round:
    """One round of requests: what came of it, and the seconds of processor that the server spent on each."""

    load: Load
    processor: float


def run(workshop: Workshop, *, sizes: Sequence[int], seconds: float, rounds: int) -> None:
    """Print what each server makes of the pages at each size, against its own hello-world."""
    spent: dict[tuple[str, int], float] = {}
    say(f"Load: {load.NAME}.")
    for size in sizes:
        site = workshop.with_corpus(size)
        asked = {what: Asked(application) for what, application in _HELLO.items()} | _pages(site, size)
        say(f"\n{size:,} listings, {len(asked[_RESULTS].paths)} different pages of {PAGE_SIZE} cards.")
        rows: list[list[str]] = []
        for name in SERVERS:
            measured = _rounds(name, site, asked, seconds=seconds, rounds=rounds)
            spent[name, size] = median(one.processor for one in measured[_DRAWN_ANEW])
            rows += _rows(name, measured)
        rows += _rows(DATASETTE, _rounds(DATASETTE, site, _in_datasette(site, size), seconds=seconds, rounds=rounds))
        columns = (
            *("server", "answers", "requests/s", "of bare hello", "of Flask's"),
            *("p50, ms", "p95", "CPU ms/request", "KB", "failed"),
        )
        table(f"Whole pages, {size:,} listings, {CONNECTIONS} connections, {WORKERS} workers", columns, rows)
    if len(sizes) > 1:
        for name in SERVERS:
            grown = ratio(spent[name, max(sizes)] / spent[name, min(sizes)])
            say(f"Drawn anew, a page takes {grown} times as long at {max(sizes):,} as at {min(sizes):,} ({name}).")


def _pages(site: Site, size: int) -> dict[str, Asked]:
    """Return the pages to ask for, with the index built on the way. All results pages show all filters."""
    database = Database(site.settings.database_url)
    engine = Follower(database, site.folder / "search", in_background=False).engine
    with database.session(writes=False) as session:
        questions = Corpus.of(read_vocabulary(session)).questions(size, 200)
        slugs = list(session.scalars(select(Listing.slug).order_by(Listing.id).limit(_LISTINGS)))
    words = _full([one for one in questions if engine.find(one, language="en", today=TODAY).total >= PAGE_SIZE])
    narrowed = [one.with_filter(*_FILTERS[at % len(_FILTERS)]) for at, one in enumerate(questions)]
    filtered = _full([one for one in narrowed if engine.find(one, language="en", today=TODAY).total >= PAGE_SIZE])
    database.engine.dispose()
    return {
        _RESULTS: Asked(paths=words),
        # what the site does not know in an address changes nothing
        _DRAWN_ANEW: Asked(paths=[f"{path}&time={time}" for time in range(_TIMES) for path in words]),
        "the same, one filter more": Asked(paths=filtered),
        "the same, packed (br)": Asked(paths=words, headers={"Accept-Encoding": "br"}),
        "a listing": Asked(paths=[f"/services/{slug}" for slug in slugs]),
        "home": Asked(),
    }


def _in_datasette(site: Site, size: int) -> dict[str, Asked]:
    """Return the same searches as Datasette answers them, each with its two facets, over the same listings."""
    database = Database(site.settings.database_url)
    file = site.folder / "listings.db"
    with database.session(writes=False) as session:
        vocabulary = read_vocabulary(session)
        if not file.exists():
            datasette_site.make(file, read_documents(session, read_stamps(session), vocabulary), vocabulary)
    database.engine.dispose()
    paths = datasette_site.addresses(file, Corpus.of(vocabulary).questions(size, 200))
    return {"its page of the same search": Asked(str(file), paths)}


def _full(found: Sequence[SearchCriteria]) -> list[str]:
    return [f"/services?{one.query_string()}" for one in found or [SearchCriteria()]]


def _rounds(
    name: str, site: Site, asked: Mapping[str, Asked], *, seconds: float, rounds: int
) -> dict[str, list[Round]]:
    """Return the rounds of each hello-world and of each page, measured in turn, after each has been warmed."""
    measured: dict[str, list[Round]] = {what: [] for what in asked}
    with ExitStack() as stack:
        applications = {one.application for one in asked.values()}
        served = {one: stack.enter_context(serving(name, one, site)) for one in sorted(applications)}
        shown, step = bar(f"Asking {name}", len(asked) * (rounds + 1))
        stack.enter_context(shown)
        for one in asked.values():
            _warm(served[one.application], one, seconds=seconds)
            step()
        for _ in range(rounds):
            for what, one in asked.items():
                measured[what].append(_measure(served[one.application], one, seconds=seconds))
                step()
    return measured


def _warm(server: Served, asked: Asked, *, seconds: float) -> None:
    """Ask until each worker has made each page, and so rendered each card, once or twice; ten rounds at the most."""
    answered = 0
    for _ in range(_MOST_WARMING):
        answered += load.put_on(server.port, asked.paths, seconds=seconds, headers=asked.headers).answered
        if answered >= 2 * WORKERS * len(asked.paths):
            return


def _measure(server: Served, asked: Asked, *, seconds: float) -> Round:
    before = server.processor()
    done = load.put_on(server.port, asked.paths, seconds=seconds, headers=asked.headers)
    return Round(done, (server.processor() - before) / max(1, done.answered))


def _rows(name: str, measured: Mapping[str, Sequence[Round]]) -> Iterator[list[str]]:
    rates = {what: median(one.load.rate for one in rounds) for what, rounds in measured.items()}
    for what, rounds in measured.items():
        yield [
            name,
            what,
            f"{rates[what]:,.0f}",
            *(ratio(rates[what] / rates[floor]) if floor in rates else "" for floor in _HELLO),
            milliseconds(median(one.load.spread.p50 for one in rounds)),
            milliseconds(median(one.load.spread.p95 for one in rounds)),
            milliseconds(median(one.processor for one in rounds)),
            f"{rounds[0].load.mean_size / 1000:.1f}",
            str(sum(one.load.failed for one in rounds)),
        ]
