"""The search call: criteria in, the first 20 listings, their number and every count out. Ours beside its rivals.

Every question goes to each engine in turn before the next question, so that what else the machine does falls on all of
them alike, and what is counted is the processor's time. The first round finds each engine just opened (cold), the later
ones find it as it is all day (warm).
"""

from __future__ import annotations

import gc
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from benchmarks import corpus
from benchmarks.corpus import Corpus
from benchmarks.engines import Answer, Ours, SearchEngine
from benchmarks.metrics import Spread
from benchmarks.plain_whoosh import PlainWhoosh
from benchmarks.prepared import Site, Workshop
from benchmarks.report import bar, doing, megabytes, milliseconds, ratio, say, table
from benchmarks.sqlite_fts5 import SqliteFts5
from localoffer.db import Database
from localoffer.listings import publishing
from localoffer.listings.applying import content_of
from localoffer.listings.models import Listing
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.documents import Document, read_documents, read_stamps, read_vocabulary
from localoffer.listings.search.following import Follower


@dataclass
class Timings:
    """Seconds of each call of one engine."""

    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)


@dataclass
class Agreement:
    """To how many questions the engines gave the same total; ours gives more where few listings have all the words."""

    rivals: int = 0
    same: int = 0
    more: int = 0

    def take(self, answers: Mapping[str, Answer]) -> None:
        """Count the answers to one question."""
        ours, whoosh, fts5 = (answers[name].total for name in ("ours", "whoosh", "fts5"))
        self.rivals += whoosh == fts5
        self.same += ours == fts5
        self.more += ours > fts5


@dataclass(frozen=True)
class Keeping:
    """What an index takes: seconds of processor to build it, seconds until one edit is found, bytes on the disk."""

    build: float
    edit: float
    size: int


class Contest:
    """The engines over the listings of one site, and what was measured of them."""

    def __init__(self, site: Site, size: int) -> None:
        self.size = size
        self.database = Database(site.settings.database_url)
        self.follower = Follower(self.database, site.folder / "search", in_background=False)
        with self.database.session(writes=False) as session:
            self.vocabulary = read_vocabulary(session)
            self.ids = sorted(read_stamps(session))
        self.whoosh = PlainWhoosh(site.folder / "whoosh", self.vocabulary)
        self.fts5 = SqliteFts5(site.folder / "fts5.sqlite3", self.vocabulary)
        self.site = site
        self.reading = 0.0

    def build(self) -> dict[str, float]:
        """Build each index and return the seconds of processor that it took."""
        doing(f"Building the indexes of {self.size:,} listings")
        documents: list[Document] = []
        self.reading = _processor(lambda: documents.extend(self.documents(self.ids)))
        return {
            "ours": _processor(self.follower.reindex),
            "whoosh": _processor(lambda: self.whoosh.add(documents)),
            "fts5": _processor(lambda: self.fts5.build(documents)),
        }

    def edit(self) -> dict[str, float]:
        """Change one listing and return the seconds until each engine answers with the change."""
        with self.database.transaction() as session:
            listing = session.scalars(select(Listing).where(Listing.id == self.ids[0])).one()
            content = content_of(listing)
            english = replace(content.words["en"], summary="An edit that families look for")
            changed = content.with_changes(words=content.words | {"en": english})
            key = self.site.installation.keys.audit
            publishing.save_draft(session, listing=listing, content=changed, actor="command", audit_key=key)
            publishing.publish(session, listing=listing, actor="command", audit_key=key)
        documents = self.documents(self.ids[:1])
        return {
            "ours": _seconds(self.follower.refresh),
            "whoosh": _seconds(lambda: self.whoosh.add(documents)),
            "fts5": _seconds(lambda: self.fts5.add(documents)),
        }

    def documents(self, ids: Sequence[int]) -> list[Document]:
        with self.database.session(writes=False) as session:
            return list(read_documents(session, ids, self.vocabulary))

    def keeping(self) -> dict[str, Keeping]:
        """Build, measure the indexes on the disk, then take up one edit in each."""
        built = self.build()
        folders = {"ours": self.follower.engine.generation.folder, "whoosh": self.whoosh.folder}
        sizes = {name: sum(path.stat().st_size for path in folder.iterdir()) for name, folder in folders.items()}
        sizes["fts5"] = self.fts5.file.stat().st_size
        edited = self.edit()
        return {name: Keeping(built[name], edited[name], sizes[name]) for name in built}

    def engines(self) -> dict[str, SearchEngine]:
        """Open every engine anew and return them."""
        follower = Follower(self.database, self.site.folder / "search", in_background=False)
        return {
            "ours": Ours(follower.engine, today=corpus.TODAY),
            "whoosh": PlainWhoosh(self.whoosh.folder, self.vocabulary),
            "fts5": SqliteFts5(self.fts5.file, self.vocabulary),
        }


def run(workshop: Workshop, *, sizes: Sequence[int], questions: int, rounds: int) -> None:
    """Print what the search call costs at each size, and what it takes to keep the index."""
    spreads: dict[int, Spread] = {}
    for size in sizes:
        site = workshop.with_corpus(size)
        contest = Contest(site, size)
        kept = contest.keeping()
        asked = Corpus.of(contest.vocabulary).questions(size, questions)
        timed, agreement = _time(contest.engines(), asked, rounds)
        say(
            f"\n{size:,} listings, {questions} questions, {rounds} warm rounds. Whoosh and FTS5 find as many as each "
            f"other for {agreement.rivals}, ours as many as FTS5 for {agreement.same} and more for {agreement.more}."
        )
        _print_timings(size, timed)
        _print_keeping(size, kept, contest.reading)
        _print_memory(size, site, asked)
        spreads[size] = Spread.of(timed["ours"].warm)
        contest.database.engine.dispose()
        shutil.rmtree(contest.whoosh.folder)
    _print_growth(spreads)


def _time(
    engines: dict[str, SearchEngine], asked: Sequence[SearchCriteria], rounds: int
) -> tuple[dict[str, Timings], Agreement]:
    """Ask everything of every engine, and return the times and how far the totals agree."""
    timed = {name: Timings() for name in engines}
    agreement = Agreement()
    shown, step = bar("Asking", len(asked) * (rounds + 1))
    gc.collect()
    with shown:
        for turn in range(rounds + 1):
            for at, criteria in enumerate(asked):
                answers = _in_turn(engines, criteria, timed, first=at, is_cold=turn == 0)
                if turn == 0:
                    agreement.take(answers)
                step()
    return timed, agreement


def _in_turn(
    engines: dict[str, SearchEngine],
    criteria: SearchCriteria,
    timed: dict[str, Timings],
    *,
    first: int,
    is_cold: bool,
) -> dict[str, Answer]:
    """Ask one question of each engine; a different one goes first each time."""
    order = list(engines)
    first %= len(order)
    answers = {}
    for name in order[first:] + order[:first]:
        began = time.thread_time()
        answers[name] = engines[name].ask(criteria, "en")
        took = time.thread_time() - began
        (timed[name].cold if is_cold else timed[name].warm).append(took)
    return answers


_NAMES = {"ours": "Local Offer", "whoosh": "plain Whoosh", "fts5": "SQLite FTS5"}


def _print_timings(size: int, timed: dict[str, Timings]) -> None:
    rival = Spread.of(timed["fts5"].warm)
    rows = []
    for name, held in timed.items():
        warm, cold = Spread.of(held.warm), Spread.of(held.cold)
        times = [milliseconds(value) for value in (warm.p50, warm.p95, cold.p50, cold.p95)]
        rows.append([_NAMES[name], *times, *(ratio(value) for value in warm.over(rival))])
    columns = ("engine", "warm p50, ms", "p95", "cold p50", "p95", "p50 against FTS5", "p95 against FTS5")
    table(f"Search call, {size:,} listings", columns, rows)


def _print_keeping(size: int, kept: dict[str, Keeping], reading: float) -> None:
    rows = [
        [_NAMES[name], f"{held.build:.2f}", milliseconds(held.edit), megabytes(held.size)]
        for name, held in kept.items()
    ]
    columns = ("engine", "build, CPU s", "one edit taken up, ms", "on the disk, MB")
    table(f"Keeping the index, {size:,} listings", columns, rows)
    say(
        f"Our build and edit read the listings from the database, index three languages and open the new index; the "
        f"others are handed the documents, which took {reading:.2f} CPU s to read."
    )


def _print_memory(size: int, site: Site, asked: Sequence[SearchCriteria]) -> None:
    doing("Starting a worker of its own to see its memory")
    told = json.dumps([criteria.text for criteria in asked])
    command = [sys.executable, "-m", "benchmarks.memory"]
    done = subprocess.run(
        command, env=dict(site.environment), input=told, stdout=subprocess.PIPE, text=True, check=True
    )
    measured = json.loads(done.stdout)
    rows = [
        ["application started", f"{measured['started']:.2f}", "", megabytes(measured["before"])],
        ["index opened and first search", f"{measured['opened']:.2f}", "", megabytes(measured["open"])],
        ["all questions asked", "", "", megabytes(measured["asked"])],
        ["every English word searched once", f"{measured['warmed']:.2f}", "", megabytes(measured["warm"])],
    ]
    for row, name in zip(rows[1:], ("open", "asked", "warm"), strict=True):
        row[2] = megabytes(measured[name] - measured["before"])
    table(f"A worker, {size:,} listings", ("step", "CPU s", "above the application, MB", "resident, MB"), rows)


def _print_growth(spreads: dict[int, Spread]) -> None:
    if len(spreads) > 1:
        (small, least), *_, (large, most) = sorted(spreads.items())
        middle, slow = most.over(least)
        say(
            f"\nFrom {small:,} to {large:,} listings our warm p50 grows {ratio(middle)} times, p95 {ratio(slow)} times."
        )


def _seconds(call: Callable[[], object]) -> float:
    gc.collect()
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def _processor(call: Callable[[], object]) -> float:
    gc.collect()
    began = time.process_time()
    call()
    return time.process_time() - began
