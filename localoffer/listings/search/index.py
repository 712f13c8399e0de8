"""Keeping the index: generations side by side in one folder, and a pointer that says which one is current.

A generation is a folder that nobody changes once the pointer has named it. A new one is made beside it and the pointer
is then replaced in one step, so there is an index to open at every moment. A catch-up begins as hard links to the
generation before (Whoosh never changes a file that it has written) and adds what changed as one more segment.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import shutil
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from sqlalchemy.orm import Session
from whoosh import index as whoosh_index

from localoffer import on_disk
from localoffer.db import change_number
from localoffer.listings.search.codec import ArrayCodec, ArrayPool
from localoffer.listings.search.documents import (
    Document,
    Vocabulary,
    read_documents,
    read_stamps,
    read_vocabulary,
)
from localoffer.listings.search.fields import KEY, Key, asked_field, name_field, schema, spelling_field, text_field
from localoffer.listings.search.segments import Written, written
from localoffer.listings.search.words import PART, spellings

FORMAT = 9
"""Goes up when what the index holds changes, so that an older one is rebuilt."""

SUBJECT = "listings"
_POINTER = "current"
_ABOUT = "generation.json"
_VOCABULARY = "vocabulary.json"
_LOCK = "lock"
_KEPT = 2
_GROWTH = 4
_LEAST_CURRENT = 0.75
_WRITER_TIMEOUT = 5.0

_log = logging.getLogger(__name__)

Progress = Callable[[int, int], None]


class IndexBusy(Exception):
    """Another process is writing the index and did not finish in time."""


@dataclass(frozen=True)
class Generation:
    """One built index: its folder, the change number of the listings in it, and how many there are."""

    folder: Path
    number: int
    listings: int

    @property
    def name(self) -> str:
        return self.folder.name


class IndexFolder:
    """The folder ``<var>/search``: the generations in it, the pointer, and the lock of the one writer."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def current(self) -> Generation | None:
        """Return the current generation; None where there is none that this version of the program can read."""
        try:
            name = (self.folder / _POINTER).read_text(encoding="utf-8").strip()
            about = json.loads((self.folder / name / _ABOUT).read_text(encoding="utf-8"))
            if not name or about["format"] != FORMAT:
                return None
            return Generation(self.folder / name, about["number"], about["listings"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    @contextmanager
    def locked(self, *, timeout: float) -> Iterator[None]:
        """Be the one writer of this folder, in any process.

        Raises:
            IndexBusy: when another is still writing after ``timeout`` seconds.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / _LOCK).open("a") as handle:
            _lock(handle.fileno(), time.monotonic() + timeout)
            yield

    def rebuild(self, session: Session, *, progress: Progress | None = None) -> Generation:
        """Build a generation from nothing and make it current; the caller holds the lock."""
        number = change_number(session, SUBJECT)
        vocabulary = read_vocabulary(session)
        stamps = read_stamps(session)
        folder = self._new_folder(number)
        folder.mkdir(parents=True)
        made = whoosh_index.create_in(str(folder), schema())
        documents = _counted(read_documents(session, stamps, vocabulary), len(stamps), progress)
        _write(made, documents)
        return self._publish(folder, number, vocabulary, len(stamps))

    def catch_up(self, session: Session, before: Generation) -> Generation:
        """Make a generation that differs from the one before by what changed since; the caller holds the lock.

        Builds from nothing where that is needed (other words around the listings, a generation before that is damaged)
        or takes hardly longer.
        """
        number = change_number(session, SUBJECT)
        vocabulary = read_vocabulary(session)
        known = _known(before)
        if known is None or vocabulary != known[0]:
            return self.rebuild(session)
        stamps = read_stamps(session)
        change = _Change.between(known[1], stamps)
        if change.is_everything:
            return self.rebuild(session)
        folder = self._new_folder(number)
        shutil.copytree(before.folder, folder, copy_function=_link, ignore=_not_of_the_index)
        documents = read_documents(session, change.to_write, vocabulary)
        _write(whoosh_index.open_dir(str(folder)), documents, gone=change.gone, merged=change.merged)
        return self._publish(folder, number, vocabulary, len(stamps))

    def _new_folder(self, number: int) -> Path:
        return self.folder / f"{number:08d}-{uuid.uuid4().hex[:8]}"

    def _publish(self, folder: Path, number: int, vocabulary: Vocabulary, listings: int) -> Generation:
        (folder / _VOCABULARY).write_text(vocabulary.stored(), encoding="utf-8")
        about = {"format": FORMAT, "number": number, "listings": listings}
        (folder / _ABOUT).write_text(json.dumps(about), encoding="utf-8")
        pointer = self.folder / f"{_POINTER}.{folder.name}"
        pointer.write_text(folder.name, encoding="utf-8")
        # else a machine that loses its power may come back with the name of a generation whose files are empty
        _put_on_disk((*folder.iterdir(), pointer))
        _put_on_disk((folder, self.folder))
        pointer.replace(self.folder / _POINTER)
        self._forget_old(folder.name)
        return Generation(folder, number, listings)

    def _forget_old(self, current: str) -> None:
        """Remove generations that no process opens any more; an opened one stays readable until it is closed."""
        folders = (path for path in self.folder.iterdir() if path.is_dir() and path.name != current)
        by_age = sorted(folders, key=lambda path: path.stat().st_mtime, reverse=True)
        for path in by_age[_KEPT - 1 :]:
            shutil.rmtree(path, ignore_errors=True)


def open_vocabulary(generation: Generation) -> Vocabulary:
    """Read the vocabulary that a generation was made with."""
    return Vocabulary.from_stored((generation.folder / _VOCABULARY).read_text(encoding="utf-8"))


def _known(generation: Generation) -> tuple[Vocabulary, list[Written]] | None:
    """Return what a writer goes on from; None where it cannot be read, whatever is wrong with it."""
    try:
        return open_vocabulary(generation), written(generation.folder)
    except Exception as fault:
        _log.error("search: the index is damaged (%s); building it from nothing", type(fault).__name__)
        return None


def _put_on_disk(paths: Sequence[Path]) -> None:
    # side by side a disk takes them in a third of the time
    with ThreadPoolExecutor(len(paths)) as at_once:
        list(at_once.map(on_disk.settle, paths))


@dataclass(frozen=True)
class _Change:
    """What brings a generation up to date.

    ``to_write`` are the ids of the listings to write in a segment of their own, ``merged`` the names of the segments
    that it replaces, ``gone`` the numbers, in the generation before, of what is no longer so in the others.
    """

    to_write: frozenset[int]
    merged: frozenset[str]
    gone: tuple[int, ...]
    is_everything: bool

    @classmethod
    def between(cls, segments: Sequence[Written], stamps: Mapping[int, str]) -> Self:
        """Work out the change from what was written to how the listings are now, by id.

        A segment that is not much larger than what is written anyway, or of which much is gone, is written again with
        it: so each edit writes little, and there are never many segments.
        """
        current = {segment.name: _current(segment, stamps) for segment in segments}
        to_write = set(stamps).difference(*current.values())
        merged: set[str] = set()
        for segment in reversed(segments):
            kept = current[segment.name]
            if len(kept) <= _GROWTH * len(to_write) or len(kept) < _LEAST_CURRENT * segment.size:
                to_write |= kept
                merged.add(segment.name)
        gone = (
            number
            for segment in segments
            if segment.name not in merged
            for number, key in segment.keys.items()
            if key.listing_id not in current[segment.name]
        )
        return cls(frozenset(to_write), frozenset(merged), tuple(gone), len(merged) == len(segments))


def _current(segment: Written, stamps: Mapping[int, str]) -> set[int]:
    """Return the ids of the listings that are as a segment has them."""
    return {key.listing_id for key in segment.keys.values() if stamps.get(key.listing_id) == key.stamp}


def _write(
    made: Any, documents: Iterable[Document], *, gone: Iterable[int] = (), merged: Container[str] = frozenset()
) -> None:
    """Write documents as one new segment, which takes the place of the ``merged`` ones."""
    writer = made.writer(timeout=_WRITER_TIMEOUT, codec=ArrayCodec(), compound=False)
    writer.pool = ArrayPool()
    try:
        for number in gone:
            writer.delete_document(number)
        for fields in _as_fields(documents):
            writer.add_document(**fields)
        writer.commit(mergetype=lambda _, segments: [one for one in segments if one.segment_id() not in merged])
    except BaseException:
        # Without it a failed commit keeps Whoosh's write lock for as long as the process lives.
        writer.cancel()
        raise


def _as_fields(documents: Iterable[Document]) -> Iterator[dict[str, str]]:
    """Yield documents as Whoosh takes them. Each spelling is given once, with the first document that has it."""
    spelt: defaultdict[str, set[str]] = defaultdict(set)
    for document in documents:
        facts = document.facts
        fields = {"facts": facts.stored(), KEY: Key(facts.listing_id, facts.stamp).term()}
        for language, text in document.texts.items():
            new = spellings(text) - spelt[language]
            spelt[language] |= new
            fields |= {
                text_field(language): text,
                name_field(language): text.partition(PART)[0],
                asked_field(language): text.rpartition(PART)[2],
                spelling_field(language): " ".join(new),
            }
        yield fields


def _counted(documents: Iterable[Document], total: int, progress: Progress | None) -> Iterator[Document]:
    for done, document in enumerate(documents, start=1):
        yield document
        if progress is not None:
            progress(done, total)


def _not_of_the_index(_folder: str, names: list[str]) -> set[str]:
    return {name for name in names if name in {_ABOUT, _VOCABULARY} or name.endswith(("LOCK", ".tmp"))}


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _lock(handle: int, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= deadline:
                raise IndexBusy("another process is writing the index") from error
            time.sleep(0.02)
        else:
            return
