"""What was counted in memory reaches the database, added to what is there."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from localoffer.db import Database
from localoffer.feedback import counts, recording
from localoffer.feedback.counts import Counted, NeedSought, SearchMade, WordUsed
from localoffer.feedback.models import DemandCount, SearchCount, WordCount
from localoffer.feedback.recording import Recorder
from localoffer.feedback.vocabulary import Results

pytestmark = pytest.mark.any_database

_A_DAY, _THE_NEXT = date(2026, 11, 21), date(2026, 11, 22)
_COUNTED: tuple[Counted, ...] = (
    SearchMade(_A_DAY, "en", Results.NONE),
    NeedSought(_A_DAY, "stafford", "", Results.NONE),
    NeedSought(_A_DAY, "", "autism", Results.FEW),
    WordUsed(_A_DAY, "swimming"),
    WordUsed(_A_DAY, ""),
)


def words(session: Session) -> dict[tuple[date, str], int]:
    session.rollback()
    rows = session.execute(select(WordCount.day, WordCount.word, WordCount.count))
    found = {(day, word): number for day, word, number in rows}
    session.rollback()
    return found


def test_counts_are_added_to_those_that_are_there(database: Database, session: Session) -> None:
    for _ in range(2):
        recorder = Recorder(database, in_background=False)
        recorder.count(_COUNTED)
        recorder.count([WordUsed(_A_DAY, "swimming"), WordUsed(_THE_NEXT, "swimming")])
        recorder.write()
        recorder.write()

    assert words(session) == {(_A_DAY, "swimming"): 4, (_A_DAY, ""): 2, (_THE_NEXT, "swimming"): 2}
    assert session.scalars(select(SearchCount.count)).all() == [2]
    demand = session.execute(select(DemandCount.district, DemandCount.need, DemandCount.results, DemandCount.count))
    assert sorted(tuple(row) for row in demand) == [("", "autism", "few", 2), ("stafford", "", "none", 2)]


def test_two_writers_at_once_lose_nothing(database: Database, session: Session) -> None:
    def write() -> None:
        recorder = Recorder(database, in_background=False)
        for number in range(10):
            recorder.count([WordUsed(_A_DAY, f"word {number % 3}"), *_COUNTED])
            recorder.write()

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert words(session)[_A_DAY, "swimming"] == 20
    assert words(session)[_A_DAY, "word 0"] == 8


def test_what_the_database_did_not_take_is_written_the_next_time(database: Database, session: Session) -> None:
    recorder = Recorder(database, in_background=False)
    recorder.count(_COUNTED)

    session.execute(text("ALTER TABLE word_counts RENAME TO elsewhere"))
    session.commit()
    with pytest.raises(SQLAlchemyError):
        recorder.write()
    recorder.count([WordUsed(_A_DAY, "swimming")])
    session.execute(text("ALTER TABLE elsewhere RENAME TO word_counts"))
    session.commit()
    recorder.write()

    assert words(session) == {(_A_DAY, "swimming"): 2, (_A_DAY, ""): 1}
    # and nothing of the failed try had stayed
    assert session.scalars(select(SearchCount.count)).all() == [1]


def test_the_thread_writes_without_a_request_and_outlives_a_fault(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "_INTERVAL", 0.01)
    tried, written = [], threading.Event()

    def add(_session: Session, _counts: object) -> None:
        tried.append(1)
        if len(tried) == 1:
            raise SQLAlchemyError("the database is away")
        written.set()

    recorder = Recorder(database, in_background=True, add=add)
    recorder.count(_COUNTED)

    assert written.wait(timeout=20)
    recorder.stop()
    assert len(tried) == 2


def test_what_is_left_is_written_when_the_process_ends(database: Database, session: Session) -> None:
    recorder = Recorder(database, in_background=True)
    recorder.count(_COUNTED)
    assert words(session) == {}

    recorder.stop()

    assert words(session)[_A_DAY, "swimming"] == 1
    assert "search-recorder" not in {thread.name for thread in threading.enumerate()}


def test_a_process_that_ends_by_itself_writes_what_it_has_counted(database_url: str, session: Session) -> None:
    script = (
        "import sys\n"
        "from datetime import date\n"
        "from localoffer.db import Database\n"
        "from localoffer.feedback.counts import WordUsed\n"
        "from localoffer.feedback.recording import Recorder\n"
        "recorder = Recorder(Database(sys.argv[1]), in_background=True)\n"
        "recorder.count([WordUsed(date(2026, 11, 21), 'swimming')])\n"
    )
    subprocess.run([sys.executable, "-c", script, database_url], check=True, timeout=60)
    assert words(session) == {(_A_DAY, "swimming"): 1}


def test_a_forked_process_does_not_write_what_its_parent_counted(
    database: Database, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder = Recorder(database, in_background=False)
    recorder.count(_COUNTED)

    monkeypatch.setattr(os, "getpid", lambda: -1)
    recorder.count([WordUsed(_A_DAY, "lego")])
    recorder.write()

    assert words(session) == {(_A_DAY, "lego"): 1}


def test_counts_that_are_too_old_go_and_no_others(database: Database, session: Session) -> None:
    recorder = Recorder(database, in_background=False)
    recorder.count([*_COUNTED, WordUsed(_THE_NEXT, "swimming")])
    recorder.write()

    assert counts.remove_old(session, before=_THE_NEXT) == len(_COUNTED)
    session.commit()

    assert words(session) == {(_THE_NEXT, "swimming"): 1}
