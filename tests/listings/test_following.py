"""Each process follows the published listings."""

from __future__ import annotations

import gc
import os
import threading
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from localoffer.db import Database, change_number
from localoffer.listings.search import following
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.engine import Engine
from localoffer.listings.search.following import Follower
from localoffer.listings.search.index import Generation, IndexBusy, IndexFolder
from tests.support.listings import listing

_A_DAY = date(2026, 11, 21)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "search"


def test_one_process_builds_and_the_other_opens_what_it_built(
    database: Database, session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = Follower(database, folder, in_background=False)
    other = Follower(database, folder, in_background=False)
    listing(session)
    session.commit()
    one.refresh()

    monkeypatch.setattr(IndexFolder, "rebuild", _must_not_build)
    monkeypatch.setattr(IndexFolder, "catch_up", _must_not_build)

    assert other.refresh().generation == one.refresh().generation


def test_a_reindex_elsewhere_is_opened_though_no_listing_changed(
    database: Database, session: Session, folder: Path
) -> None:
    one = Follower(database, folder, in_background=False)
    before = one.refresh()

    assert Follower(database, folder, in_background=False).reindex() == 0

    assert one.refresh().generation != before.generation
    with database.session(writes=False) as reading:
        assert one.refresh().generation.number == change_number(reading, "listings")


def test_nothing_is_opened_again_while_nothing_changes(database: Database, folder: Path) -> None:
    one = Follower(database, folder, in_background=False)

    assert one.refresh() is one.refresh()


def test_who_searches_in_polish_waits_for_nothing_after_an_edit_where_somebody_did_before(
    database: Database, session: Session, folder: Path
) -> None:
    follower = Follower(database, folder, in_background=False)
    listing(session, "Ponies", translations={"pl": {"name": "Konie"}})
    session.commit()
    assert follower.engine.ready_languages == ["en"]

    follower.engine.find(SearchCriteria("konie"), language="pl", today=_A_DAY)
    listing(session, "Judo")
    session.commit()

    assert follower.refresh().ready_languages == ["en", "pl"]


def test_what_was_being_built_while_a_process_waited_is_opened(
    database: Database, session: Session, folder: Path
) -> None:
    one = Follower(database, folder, in_background=False)
    other = Follower(database, folder, in_background=False)
    listing(session)
    session.commit()
    held = IndexFolder(folder)
    waiting = threading.Thread(target=other.refresh)

    with held.locked(timeout=1), database.session(writes=False) as reading:
        waiting.start()
        built = held.rebuild(reading)
    waiting.join(timeout=20)

    assert other.refresh().generation == built == one.refresh().generation


def test_a_builder_that_does_not_finish_is_not_waited_for_without_end(
    database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "_OTHERS_BUILD", 0.0)

    with IndexFolder(folder).locked(timeout=1), pytest.raises(IndexBusy):
        Follower(database, folder, in_background=False).refresh()


def test_the_thread_swaps_the_engine_without_a_request(
    database: Database, session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "_INTERVAL", 0.01)
    swapped = threading.Event()
    follower = _Telling(database, folder, swapped)
    assert follower.engine.listings == 0

    swapped.clear()
    listing(session)
    session.commit()

    assert swapped.wait(timeout=20)
    assert follower._engine is not None
    assert follower._engine.find(SearchCriteria(), language="en", today=_A_DAY).total == 1
    thread = follower._thread
    follower.stop()
    assert thread is not None
    assert not thread.is_alive()


def test_a_process_that_starts_opens_the_index_before_anybody_searches(database: Database, folder: Path) -> None:
    opened = threading.Event()
    follower = _Telling(database, folder, opened)

    follower.start()

    assert opened.wait(timeout=20)
    assert follower._engine is not None
    follower.stop()


def test_a_fault_while_following_does_not_end_it(
    database: Database, session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "_INTERVAL", 0.01)
    swapped = threading.Event()
    follower = _Telling(database, folder, swapped)
    assert follower.engine.listings == 0
    failed = threading.Event()

    def fail(*_told: object) -> None:
        failed.set()
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(IndexFolder, "catch_up", fail)
        listing(session)
        session.commit()
        assert failed.wait(timeout=20)
        swapped.clear()

    assert swapped.wait(timeout=20)
    follower.stop()


def test_each_process_starts_a_thread_of_its_own(
    database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    follower = Follower(database, folder, in_background=True)
    follower.start()
    first = follower._thread

    follower.start()
    assert follower._thread is first
    monkeypatch.setattr(os, "getpid", lambda: -1)
    follower.start()
    second = follower._thread

    assert second is not first
    follower.stop()
    assert first is not None
    first.join(timeout=20)


def test_many_swaps_leave_no_files_open(database: Database, session: Session, folder: Path) -> None:
    follower = Follower(database, folder, in_background=False)
    listing(session)
    session.commit()
    follower.refresh()
    before = _open_files()

    for number in range(20):
        listing(session, f"Club {number}")
        session.commit()
        follower.refresh().find(SearchCriteria(text="club"), language="en", today=_A_DAY)

    assert _open_files() <= before + 20


def _empty(folder: Path, *kept: str) -> None:
    """Leave what a machine may find that lost its power: the files are there, and nothing is in them."""
    for path in folder.iterdir():
        if path.name not in kept:
            path.unlink()
            path.touch()


@pytest.mark.parametrize("kept", [("generation.json",), ("generation.json", "vocabulary.json")])
@pytest.mark.parametrize("has_changed", [False, True])
def test_a_damaged_index_is_built_anew_by_the_first_that_opens_it(
    database: Database, session: Session, folder: Path, kept: tuple[str, ...], has_changed: bool
) -> None:
    listing(session)
    session.commit()
    damaged = Follower(database, folder, in_background=False).refresh().generation
    _empty(damaged.folder, *kept)
    if has_changed:
        listing(session, "Judo")
        session.commit()

    first, second = (Follower(database, folder, in_background=False) for _ in range(2))

    assert first.refresh().find(SearchCriteria(), language="en", today=_A_DAY).total == 1 + has_changed
    assert first.refresh().generation == second.refresh().generation != damaged


def test_what_building_anew_does_not_heal_is_not_built_again_and_again(
    database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_told: object) -> None:
        raise TypeError

    monkeypatch.setattr(following, "Engine", fail)
    follower = Follower(database, folder, in_background=False)

    for _ in range(3):
        with pytest.raises(TypeError):
            follower.refresh()

    assert sum(path.is_dir() for path in folder.iterdir()) == 2


def test_a_generation_is_on_the_disk_before_it_is_named(
    database: Database, session: Session, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listing(session)
    session.commit()
    put = []

    def note(handle: int) -> None:
        assert not (folder / "current").exists()
        put.append(Path(os.readlink(f"/proc/self/fd/{handle}")))

    monkeypatch.setattr(os, "fsync", note)
    built = Follower(database, folder, in_background=False).refresh().generation.folder

    assert {*built.iterdir(), built, folder} - set(put) == set()


class _Telling(Follower):
    """Tells when an engine was swapped in."""

    def __init__(self, database: Database, folder: Path, swapped: threading.Event) -> None:
        super().__init__(database, folder, in_background=True)
        self._swapped = swapped

    def _open(self, generation: Generation) -> Engine:
        before = self._engine
        engine = super()._open(generation)
        if engine is not before:
            self._swapped.set()
        return engine


def _must_not_build(*_told: object, **_more: object) -> Generation:
    raise AssertionError("this process must not build")


def _open_files() -> int:
    gc.collect()
    return len(os.listdir("/proc/self/fd"))
