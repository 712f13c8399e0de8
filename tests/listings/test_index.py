"""Generations side by side, a pointer that is switched in one step, and one writer at a time."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from localoffer.listings.search import index
from localoffer.listings.search.documents import Document
from localoffer.listings.search.engine import Engine
from localoffer.listings.search.index import IndexBusy, IndexFolder, open_vocabulary
from localoffer.listings.search.segments import written
from tests.support.listings import change, listing, synonym

pytestmark = pytest.mark.any_database


@pytest.fixture
def folder(tmp_path: Path) -> IndexFolder:
    return IndexFolder(tmp_path / "search")


def test_a_rebuild_stands_beside_the_generation_before_and_is_then_current(
    folder: IndexFolder, session: Session
) -> None:
    listing(session, "Lego club")
    session.commit()
    assert folder.current() is None

    with folder.locked(timeout=1):
        first = folder.rebuild(session)
        second = folder.rebuild(session)

    assert folder.current() == second
    assert first.name != second.name
    assert first.folder.exists()
    assert second.listings == 1


def test_only_the_last_two_generations_are_kept_and_an_opened_one_stays_readable(
    folder: IndexFolder, session: Session
) -> None:
    listing(session, "Lego club")
    session.commit()
    with folder.locked(timeout=1):
        opened = Engine(folder.rebuild(session))
        newer = [folder.rebuild(session) for _ in range(3)]

    there = {path.name for path in folder.folder.iterdir() if path.is_dir()}
    assert there == {newer[-1].name, newer[-2].name}
    assert opened._matcher.understand("lego", "en").bits.bit_count() == 1


def test_progress_is_told_for_each_listing(folder: IndexFolder, session: Session) -> None:
    for number in range(3):
        listing(session, f"Club {number}")
    session.commit()
    told: list[tuple[int, int]] = []

    folder.rebuild(session, progress=lambda done, total: told.append((done, total)))

    assert told == [(1, 3), (2, 3), (3, 3)]


def test_a_second_writer_waits_and_then_gives_up(folder: IndexFolder) -> None:
    other = IndexFolder(folder.folder)
    with folder.locked(timeout=1), pytest.raises(IndexBusy), other.locked(timeout=0):
        pass

    with other.locked(timeout=0):
        pass


def test_a_build_that_fails_leaves_the_current_generation_and_no_lock(
    folder: IndexFolder, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = listing(session, "Lego club")
    session.commit()
    with folder.locked(timeout=1):
        first = folder.rebuild(session)
    change(session, made, changed_at=datetime(2026, 11, 1, tzinfo=UTC))
    session.commit()

    def broken(*_told: object) -> list[Document]:
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(index, "read_documents", broken)
        for attempt in (folder.rebuild, lambda opened: folder.catch_up(opened, first)):
            with pytest.raises(RuntimeError), folder.locked(timeout=1):
                attempt(session)

    assert folder.current() == first
    with folder.locked(timeout=0):
        assert folder.catch_up(session, first).listings == 1


@pytest.mark.parametrize("spoilt", ["", "no-such-generation", "../elsewhere", "\0"])
def test_a_pointer_that_leads_nowhere_means_that_there_is_no_index(folder: IndexFolder, spoilt: str) -> None:
    folder.folder.mkdir(parents=True)
    (folder.folder / "current").write_text(spoilt)

    assert folder.current() is None


def test_an_index_of_another_format_is_not_read(
    folder: IndexFolder, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.rebuild(session)

    monkeypatch.setattr(index, "FORMAT", index.FORMAT + 1)

    assert folder.current() is None


def test_many_edits_never_leave_many_segments(folder: IndexFolder, session: Session) -> None:
    made = [listing(session, f"Club {number}") for number in range(30)]
    session.commit()
    generation = folder.rebuild(session)
    segments = []

    for number in range(40):
        change(session, made[number % 25], changed_at=datetime(2026, 11, 1, second=number, tzinfo=UTC))
        session.commit()
        generation = folder.catch_up(session, generation)
        segments.append(len(written(generation.folder)))

    assert 1 < max(segments) <= 4
    assert Engine(generation).listings == 30


def test_an_edit_writes_only_what_changed(folder: IndexFolder, session: Session) -> None:
    made = [listing(session, f"Club {number}") for number in range(30)]
    session.commit()
    before = folder.rebuild(session)
    change(session, made[3], changed_at=datetime(2026, 11, 1, tzinfo=UTC))
    session.commit()

    after = folder.catch_up(session, before)

    first, second = written(after.folder)
    assert first.name == written(before.folder)[0].name
    assert (len(first.keys), len(second.keys)) == (29, 1)
    assert {key.listing_id for key in second.keys.values()} == {made[3].id}


def test_a_changed_vocabulary_is_taken_up(folder: IndexFolder, session: Session) -> None:
    listing(session, "Lego club")
    session.commit()
    first = folder.rebuild(session)
    synonym(session, "bricks", "lego")
    session.commit()

    second = folder.catch_up(session, first)

    assert open_vocabulary(second).synonyms == (("en", "bricks", ("lego",)),)
