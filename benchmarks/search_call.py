"""The search call: criteria in, the first 20 listings, their number and counts out. Ours beside its rivals.

Ours counts every value of every group of filters, as the results page shows them. The rivals count districts and needs,
and FTS5 and tantivy stand a second time with all that ours counts.

Every question goes to each engine in turn before the next question, so that what else the machine does falls on all of
them alike, and what is counted is the processor's time (for PostgreSQL, which works in another process, the time that
the caller waits). The first round finds each engine just opened (cold), the later
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
from functools import partial

from sqlalchemy import select

from benchmarks import corpus
from benchmarks.corpus import Corpus
from benchmarks.engines import Answer, Ours, Rival, SearchEngine, bytes_in
from benchmarks.metrics import Spread
from benchmarks.plain_whoosh import PlainWhoosh
from benchmarks.postgresql import PostgreSql
from benchmarks.prepared import Site, Workshop
from benchmarks.report import bar, doing, megabytes, milliseconds, ratio, say, table
from benchmarks.sqlite_fts5 import Fts5EveryCount, SqliteFts5
from benchmarks.tantivy_index import Tantivy, TantivyEveryCount
from localoffer.db import Database
from localoffer.listings import publishing
from localoffer.listings.applying import content_of
from localoffer.listings.models import Listing
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.documents import Document, read_documents, read_stamps, read_vocabulary
from localoffer.listings.search.fields import text_field
from localoffer.listings.search.following import Follower
from localoffer.listings.search.segments import open_parts


@dataclass
class Timings:
    """Seconds of each call of one engine, and how many values it counted at most."""

    counts: int = 0
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
        ours = answers[Ours.name].total
        totals = {answer.total for name, answer in answers.items() if name != Ours.name}
        self.rivals += len(totals) == 1
        self.same += ours in totals
        self.more += ours > max(totals)


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
        self.site = site
        self.rivals = self._rivals()
        self.reading = 0.0

    def build(self) -> dict[str, float]:
        """Build each index and return the seconds of processor that it took."""
        doing(f"Building the indexes of {self.size:,} listings")
        documents: list[Document] = []
        self.reading = _took(lambda: documents.extend(self.documents(self.ids)), time.process_time)
        built = {Ours.name: _took(self.follower.reindex, time.process_time)}
        return built | {rival.name: _took(partial(rival.build, documents), _building(rival)) for rival in self.rivals}

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
        edited = {Ours.name: _took(self.follower.refresh, time.perf_counter)}
        return edited | {rival.name: _took(partial(rival.add, documents), time.perf_counter) for rival in self.rivals}

    def documents(self, ids: Sequence[int]) -> list[Document]:
        with self.database.session(writes=False) as session:
            return list(read_documents(session, ids, self.vocabulary))

    def keeping(self) -> dict[str, Keeping]:
        """Build, measure the indexes on the disk, then take up one edit in each."""
        built = self.build()
        sizes = {Ours.name: bytes_in(self.follower.engine.generation.folder)}
        sizes |= {rival.name: rival.size() for rival in self.rivals}
        edited = self.edit()
        return {name: Keeping(built[name], edited[name], sizes[name]) for name in built}

    def engines(self) -> list[SearchEngine]:
        """Open every engine anew and return them."""
        follower = Follower(self.database, self.site.folder / "search", in_background=False)
        return [Ours(follower.engine, today=corpus.TODAY), *self._rivals()]

    def english_words(self) -> list[str]:
        """Return every English word of the listings, as the index has it."""
        parts = open_parts(self.follower.engine.generation.folder)
        return sorted({word for part in parts for word in part.segment.fields[text_field("en")].terms})

    def close(self) -> None:
        """Let go of what is open, and remove what takes much room."""
        self.database.engine.dispose()
        for name in ("whoosh", "tantivy", "tantivy-every"):
            shutil.rmtree(self.site.folder / name, ignore_errors=True)

    def _rivals(self) -> list[Rival]:
        """Open the others, each on its own files; what is not there yet is empty."""
        folder = self.site.folder
        return [
            PlainWhoosh(folder / "whoosh", self.vocabulary),
            SqliteFts5(folder / "fts5.sqlite3", self.vocabulary),
            Fts5EveryCount(folder / "fts5-every.sqlite3", self.vocabulary),
            Tantivy(folder / "tantivy", self.vocabulary),
            TantivyEveryCount(folder / "tantivy-every", self.vocabulary),
            PostgreSql(folder / "postgresql", self.vocabulary),
        ]


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
            f"\n{size:,} listings, {questions} questions, {rounds} warm rounds. The others find as many as each other "
            f"for {agreement.rivals}, ours as many as one of them for {agreement.same} and more for {agreement.more}."
        )
        _print_timings(size, timed)
        _print_keeping(size, kept, contest.reading)
        _print_memory(size, site, asked, contest.english_words())
        spreads[size] = Spread.of(timed[Ours.name].warm)
        contest.close()
    _print_growth(spreads)


def _time(
    engines: Sequence[SearchEngine], asked: Sequence[SearchCriteria], rounds: int
) -> tuple[dict[str, Timings], Agreement]:
    """Ask everything of every engine, and return the times and how far the totals agree."""
    timed = {engine.name: Timings() for engine in engines}
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
    engines: Sequence[SearchEngine],
    criteria: SearchCriteria,
    timed: dict[str, Timings],
    *,
    first: int,
    is_cold: bool,
) -> dict[str, Answer]:
    """Ask one question of each engine; a different one goes first each time."""
    first %= len(engines)
    answers = {}
    for engine in (*engines[first:], *engines[:first]):
        clock = time.perf_counter if engine.is_elsewhere else time.thread_time
        began = clock()
        answer = engine.ask(criteria, "en")
        took = clock() - began
        answers[engine.name] = answer
        held = timed[engine.name]
        (held.cold if is_cold else held.warm).append(took)
        held.counts = max(held.counts, sum(map(len, answer.counts.values())))
    return answers


def _print_timings(size: int, timed: dict[str, Timings]) -> None:
    ours, rows = timed[Ours.name], []
    for name, held in timed.items():
        warm, cold = Spread.of(held.warm), Spread.of(held.cold)
        times = [milliseconds(value) for value in (warm.p50, warm.p95, cold.p50, cold.p95)]
        ratios = [ratio(value) for value in Spread.of(ours.warm).over(warm)]
        rows.append([name, str(held.counts), *times, *ratios])
    columns = ("engine", "counts", "warm p50, ms", "p95", "cold p50", "p95", "our p50 / its p50", "our p95 / its p95")
    table(f"Search call, {size:,} listings", columns, rows)
    say(
        f"Counts are the values of filters that an answer counts. Each ratio is our warm time, with {ours.counts} "
        "counts, over that of the row, with as many as the row says."
    )


def _print_keeping(size: int, kept: dict[str, Keeping], reading: float) -> None:
    rows = [[name, f"{held.build:.2f}", milliseconds(held.edit), megabytes(held.size)] for name, held in kept.items()]
    columns = ("engine", "build, CPU s", "one edit taken up, ms", "on the disk, MB")
    table(f"Keeping the index, {size:,} listings", columns, rows)
    say(
        f"Our build and edit read the listings from the database, index three languages and open the new index; the "
        f"others are handed the documents, which took {reading:.2f} CPU s to read."
    )


def _print_memory(size: int, site: Site, asked: Sequence[SearchCriteria], words: Sequence[str]) -> None:
    doing("Starting a worker of its own to see its memory")
    told = json.dumps([[criteria.text for criteria in asked], words])
    command = [sys.executable, "-m", "benchmarks.memory"]
    done = subprocess.run(
        command, env=dict(site.environment), input=told, stdout=subprocess.PIPE, text=True, check=True
    )
    measured = json.loads(done.stdout)
    rows = [
        ["code loaded, once for all workers", f"{measured['loaded']:.2f}", "", ""],
        ["application started", f"{measured['started']:.2f}", "", megabytes(measured["before"])],
        ["index opened and first search", f"{measured['opened']:.2f}", "", megabytes(measured["open"])],
        ["all questions asked", "", "", megabytes(measured["asked"])],
        ["every English word searched once", f"{measured['warmed']:.2f}", "", megabytes(measured["warm"])],
    ]
    for row, name in zip(rows[2:], ("open", "asked", "warm"), strict=True):
        row[2] = megabytes(measured[name] - measured["before"])
    table(f"A worker, {size:,} listings", ("step", "CPU s", "above the application, MB", "resident, MB"), rows)


def _print_growth(spreads: dict[int, Spread]) -> None:
    if len(spreads) > 1:
        (small, least), *_, (large, most) = sorted(spreads.items())
        middle, slow = most.over(least)
        say(
            f"\nFrom {small:,} to {large:,} listings our warm p50 grows {ratio(middle)} times, p95 {ratio(slow)} times."
        )


def _building(rival: Rival) -> Callable[[], float]:
    return time.perf_counter if rival.is_elsewhere else time.process_time


def _took(call: Callable[[], object], clock: Callable[[], float]) -> float:
    gc.collect()
    began = clock()
    call()
    return clock() - began
