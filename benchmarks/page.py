"""The whole results page as a browser gets it, beside the same server's hello-worlds: 16 connections, 2 workers.

One hello-world is a bare function, the other Flask's. Each server serves all of them in turn, a few rounds of each, so
that what else the machine does falls on all alike. Requests a second depend on who else uses the processors; the
processor time of the workers for one request does not, and leaves out what the load generator takes.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from urllib.error import URLError
from urllib.request import urlopen

import psutil

from benchmarks import load
from benchmarks.corpus import TODAY, Corpus
from benchmarks.load import Load
from benchmarks.metrics import Spread
from benchmarks.prepared import Site, Workshop
from benchmarks.report import bar, milliseconds, ratio, say, table
from localoffer.db import Database
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.documents import read_vocabulary
from localoffer.listings.search.engine import PAGE_SIZE
from localoffer.listings.search.following import Follower
from localoffer.running import web_command

CONNECTIONS = 16
WORKERS = 2
_STARTS_WITHIN = 30.0
_SITE = "localoffer.wsgi:application"
_HELLO = {"hello, world": "benchmarks.hello:application", "hello, world in Flask": "benchmarks.hello:in_flask"}
_PAGE = "results page"


def _gunicorn(application: str, port: int) -> list[str]:
    told = ("--workers", str(WORKERS), "--worker-class", "sync", "--bind", f"127.0.0.1:{port}", "--log-level", "error")
    return [sys.executable, "-m", "gunicorn", *told, application]


def _granian(application: str, port: int) -> list[str]:
    command = web_command(host="127.0.0.1", port=port, workers=WORKERS)
    return [application if part == _SITE else part for part in command]


SERVERS = {"gunicorn sync": _gunicorn, "granian": _granian}


@dataclass(frozen=True)
class Round:
    """One round of requests: what came of it, and the seconds of processor that the server spent on each."""

    load: Load
    processor: float


@dataclass(frozen=True)
class Served:
    """A running server."""

    process: subprocess.Popen[bytes]
    port: int

    def measure(self, paths: Sequence[str], requests: int) -> Round:
        """Put one round of requests on it."""
        before = self._processor()
        done = load.put_on(self.port, paths, requests=requests, connections=CONNECTIONS)
        return Round(done, (self._processor() - before) / requests)

    def _processor(self) -> float:
        parent = psutil.Process(self.process.pid)
        times = [process.cpu_times() for process in (parent, *parent.children(recursive=True))]
        return sum(spent.user + spent.system for spent in times)


def run(workshop: Workshop, *, sizes: Sequence[int], requests: int, rounds: int) -> None:
    """Print what each server makes of the page at each size, against its own hello-world."""
    spent: dict[tuple[str, int], float] = {}
    for size in sizes:
        site = workshop.with_corpus(size)
        paths = _full_pages(site, size)
        say(f"\n{size:,} listings, {len(paths)} different pages of {PAGE_SIZE} cards, {requests} requests a round.")
        rows: list[list[str]] = []
        for name in SERVERS:
            measured = _rounds(name, site, paths, requests=requests, rounds=rounds)
            spent[name, size] = median(one.processor for one in measured[_PAGE])
            rows += _rows(name, measured)
        columns = (
            *("server", "answers", "requests/s", "of bare hello", "of Flask's"),
            *("p50, ms", "p95", "CPU ms/request", "KB", "failed"),
        )
        table(f"The results page, {size:,} listings, {CONNECTIONS} connections, {WORKERS} workers", columns, rows)
    if len(sizes) > 1:
        for name in SERVERS:
            grown = ratio(spent[name, max(sizes)] / spent[name, min(sizes)])
            say(f"From {min(sizes):,} to {max(sizes):,} listings the page's CPU time grows {grown} times ({name}).")


def _full_pages(site: Site, size: int) -> list[str]:
    """Return the addresses of searches that fill a page, with the index built on the way."""
    database = Database(site.settings.database_url)
    engine = Follower(database, site.folder / "search", in_background=False).engine
    with database.session(writes=False) as session:
        asked = Corpus.of(read_vocabulary(session)).questions(size, 200)
    full = [one for one in asked if engine.find(one, language="en", today=TODAY).total >= PAGE_SIZE]
    database.engine.dispose()
    return [f"/services?{one.query_string()}" for one in full or [SearchCriteria()]]


def _rounds(name: str, site: Site, paths: Sequence[str], *, requests: int, rounds: int) -> dict[str, list[Round]]:
    """Return the rounds of each hello-world and of the page, measured in turn, after each has been warmed."""
    asked = {what: ["/"] for what in _HELLO} | {_PAGE: list(paths)}
    measured: dict[str, list[Round]] = {what: [] for what in asked}
    with ExitStack() as stack:
        applications = _HELLO | {_PAGE: _SITE}
        served = {
            what: stack.enter_context(_serving(name, application, site, asked[what][0]))
            for what, application in applications.items()
        }
        shown, step = bar(f"Asking {name}", len(asked) * (rounds + 1))
        stack.enter_context(shown)
        for turn in range(rounds + 1):
            for what, server in served.items():
                # the first round is not counted: in it each worker renders each card once
                least = len(asked[what]) * WORKERS * 2 if turn == 0 else 0
                one = server.measure(asked[what], max(requests, least))
                measured[what] += [one] if turn else []
                step()
    return measured


def _rows(name: str, measured: Mapping[str, Sequence[Round]]) -> Iterator[list[str]]:
    rates = {what: median(one.load.rate for one in rounds) for what, rounds in measured.items()}
    for what, rounds in measured.items():
        spread = Spread.of([taken for one in rounds for taken in one.load.taken])
        yield [
            name,
            what,
            f"{rates[what]:,.0f}",
            *(ratio(rates[what] / rates[floor]) for floor in _HELLO),
            milliseconds(spread.p50),
            milliseconds(spread.p95),
            milliseconds(median(one.processor for one in rounds)),
            f"{rounds[0].load.mean_size / 1000:.1f}",
            str(sum(one.load.failed for one in rounds)),
        ]


@contextmanager
def _serving(name: str, application: str, site: Site, path: str) -> Iterator[Served]:
    """Start a server, wait until it answers, and stop it afterwards; its log goes into a file, as it would."""
    port = _free_port()
    log = site.folder / "server.log"
    with log.open("ab") as written:
        command = SERVERS[name](application, port)
        process = subprocess.Popen(command, env=dict(site.environment), stdout=written, stderr=written)
        try:
            _wait(process, f"http://127.0.0.1:{port}{path}", log)
            yield Served(process, port)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(address, timeout=_STARTS_WITHIN):  # noqa: S310 - our own address
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start: {log.read_text(errors='replace')[-2000:]}")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])
