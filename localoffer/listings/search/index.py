"""Keeping the index: generations side by side in one folder, and a pointer that says which one is current.

A generation is a folder that nobody changes once the pointer has named it. A new one is made beside it and the pointer
is then replaced in one step, so there is an index to open at every moment. A catch-up begins as hard links to the
generation before (Whoosh never changes a file that it has written) and adds what changed as one more segment.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session
from whoosh import index as whoosh_index
from whoosh.analysis import Analyzer
from whoosh.fields import ID, STORED, FieldType, Schema
from whoosh.formats import Frequency

from localoffer.db import change_number
from localoffer.languages import LANGUAGES
from localoffer.listings.search.analysers import PairAnalyzer, SpellingAnalyzer
from localoffer.listings.search.documents import (
    Document,
    Vocabulary,
    read_documents,
    read_stamps,
    read_vocabulary,
)
from localoffer.listings.search.facts import Facts
from localoffer.listings.search.words import PART, WeighingAnalyzer

FORMAT = 4
"""Goes up when what the index holds changes, so that an older one is rebuilt."""

SUBJECT = "listings"
_POINTER = "current"
_ABOUT = "generation.json"
_VOCABULARY = "vocabulary.json"
_LOCK = "lock"
_KEPT = 2
_MOST_SEGMENTS = 12
_WRITER_TIMEOUT = 5.0

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


class TextField(FieldType):  # type: ignore[misc]
    """A field for words of one language, which keeps how much each counts and nothing else."""

    def __init__(self, analyser: Analyzer) -> None:
        self.analyzer = analyser
        self.format = Frequency()
        self.scorable = True
        self.stored = False
        self.unique = False


def text_field(language: str) -> str:
    """Return the name of the field that holds all words of a language."""
    return f"text_{language}"


def name_field(language: str) -> str:
    """Return the name of the field that holds the words of the listing's name in a language."""
    return f"name_{language}"


def spelling_field(language: str) -> str:
    """Return the name of the field that holds the words of a language as they are spelt."""
    return f"spelling_{language}"


def pair_field(language: str) -> str:
    """Return the name of the field that holds which word follows which in a language."""
    return f"pair_{language}"


def schema() -> Schema:
    """Return what the index holds: each language's words, names, spellings and pairs of words, and the facts."""
    fields: dict[str, FieldType] = {"id": ID(unique=True), "facts": STORED()}
    for language in LANGUAGES:
        fields[text_field(language)] = TextField(WeighingAnalyzer(language))
        fields[name_field(language)] = TextField(WeighingAnalyzer(language, (1.0,)))
        fields[spelling_field(language)] = TextField(SpellingAnalyzer(language))
        fields[pair_field(language)] = TextField(PairAnalyzer(language))
    return Schema(**fields)


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
        _write(made, documents, gone=())
        return self._publish(folder, number, vocabulary, len(stamps))

    def catch_up(self, session: Session, before: Generation) -> Generation:
        """Make a generation that differs from the one before by what changed since; the caller holds the lock.

        Builds from nothing where that is needed: other words around the listings, or many small segments.
        """
        number = change_number(session, SUBJECT)
        vocabulary = read_vocabulary(session)
        if vocabulary != open_vocabulary(before):
            return self.rebuild(session)
        stamps = read_stamps(session)
        held, segments = _held(before)
        changed = [listing for listing, stamp in stamps.items() if held.get(listing) != stamp]
        gone = [listing for listing in held if listing not in stamps or held[listing] != stamps[listing]]
        if segments >= _MOST_SEGMENTS or len(changed) + len(gone) > max(50, len(held) // 4):
            return self.rebuild(session)
        folder = self._new_folder(number)
        shutil.copytree(before.folder, folder, copy_function=_link, ignore=_not_of_the_index)
        _write(whoosh_index.open_dir(str(folder)), read_documents(session, changed, vocabulary), gone=gone)
        return self._publish(folder, number, vocabulary, len(stamps))

    def _new_folder(self, number: int) -> Path:
        return self.folder / f"{number:08d}-{uuid.uuid4().hex[:8]}"

    def _publish(self, folder: Path, number: int, vocabulary: Vocabulary, listings: int) -> Generation:
        (folder / _VOCABULARY).write_text(vocabulary.stored(), encoding="utf-8")
        about = {"format": FORMAT, "number": number, "listings": listings}
        (folder / _ABOUT).write_text(json.dumps(about), encoding="utf-8")
        pointer = self.folder / f"{_POINTER}.{folder.name}"
        pointer.write_text(folder.name, encoding="utf-8")
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


def open_reader(generation: Generation) -> Any:
    """Open a generation and return Whoosh's reader of it; the caller closes it."""
    return whoosh_index.open_dir(str(generation.folder), readonly=True).reader()


def _held(generation: Generation) -> tuple[dict[int, str], int]:
    """Return the stamps of the listings in a generation, by id, and how many segments it has."""
    reader = open_reader(generation)
    try:
        facts = (Facts.from_stored(stored["facts"]) for _, stored in reader.iter_docs())
        return {fact.listing_id: fact.stamp for fact in facts}, len(reader.leaf_readers())
    finally:
        reader.close()


def _write(made: Any, documents: Iterable[Document], *, gone: Iterable[int]) -> None:
    writer = made.writer(timeout=_WRITER_TIMEOUT, limitmb=256)
    try:
        for listing_id in gone:
            writer.delete_by_term("id", str(listing_id))
        for document in documents:
            fields = {text_field(language): text for language, text in document.texts.items()}
            fields |= {spelling_field(language): text for language, text in document.texts.items()}
            fields |= {pair_field(language): text for language, text in document.texts.items()}
            fields |= {name_field(language): text.partition(PART)[0] for language, text in document.texts.items()}
            writer.add_document(id=str(document.facts.listing_id), facts=document.facts.stored(), **fields)
        writer.commit(merge=False)
    except BaseException:
        # Without it a failed commit keeps Whoosh's write lock for as long as the process lives.
        writer.cancel()
        raise


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
