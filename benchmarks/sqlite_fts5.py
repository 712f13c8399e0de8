"""SQLite's full-text search: FTS5 with its Porter stemmer and bm25, filters as bit masks, counts in one statement.

Beside it the same with the counts of every group of filters.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.engines import FIRST, PARTS, WEIGHTS, Answer, districts_of, fields_for, needs_of, texts
from benchmarks.filter_values import FilterValues
from localoffer.languages import LANGUAGES
from localoffer.listings.search.arrays import Array
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.documents import Document, Vocabulary

_FIELDS = [f"{part}_{language}" for language in LANGUAGES for part in PARTS]
_WORD = re.compile(r"\w+")
_WRITE = f"INSERT INTO words (rowid, {', '.join(_FIELDS)}) VALUES (?{', ?' * len(_FIELDS)})"  # noqa: S608 - our own names

Asked = Mapping[str, Any]
Counts = Mapping[str, Mapping[str, int]]


class SqliteFts5:
    """An index in a file. ``any_word``: one word of the search is enough (``OR``)."""

    is_elsewhere = False

    def __init__(self, file: Path, vocabulary: Vocabulary, *, any_word: bool = False) -> None:
        self.name = "FTS5, any word" if any_word else "FTS5, all words"
        self.file = file
        self._vocabulary = vocabulary
        self._between = " OR " if any_word else " "
        self._districts = {choice.code: 1 << at for at, choice in enumerate(vocabulary.districts)}
        self._needs = {choice.code: 1 << at for at, choice in enumerate(vocabulary.needs)}
        is_new = not file.exists()
        self._connection = sqlite3.connect(file, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        if is_new:
            self._create()
        self._counting = self._count_statement()

    def add(self, documents: Iterable[Document]) -> None:
        """Write documents in one transaction; one that is there already is replaced."""
        self._connection.execute("BEGIN IMMEDIATE")
        for document in documents:
            self._write(document)
        self._connection.execute("COMMIT")

    def build(self, documents: Iterable[Document]) -> None:
        """Write documents into an empty index and merge it into one piece."""
        self.add(documents)
        self._connection.execute("INSERT INTO words (words) VALUES ('optimize')")

    def size(self) -> int:
        """Return the bytes that the index takes on the disk."""
        return self.file.stat().st_size

    def ask(self, criteria: SearchCriteria, language: str) -> Answer:
        asked: Asked = {
            "words": self._expression(criteria.text, language),
            "district": sum(self._districts[code] for code in criteria.districts),
            "need": sum(self._needs[code] for code in criteria.needs),
            "age": criteria.age,
            "first": FIRST,
        }
        if not asked["words"]:
            return Answer((), 0)
        total, counts = self._count(criteria, asked)
        rows = self._connection.execute(_TOP, asked).fetchall()
        return Answer(tuple(row[0] for row in rows), total, counts)

    def _write(self, document: Document) -> None:
        facts, told = document.facts, texts(document)
        number = facts.listing_id
        first, last = facts.ages or (None, None)
        districts = sum(self._districts[code] for code in districts_of(facts, self._vocabulary))
        needs = sum(self._needs[code] for code in needs_of(facts, self._vocabulary))
        row = (number, facts.names["en"], districts, needs, first, last)
        run = self._connection.execute
        run("REPLACE INTO listings VALUES (?, ?, ?, ?, ?, ?)", row)
        run("DELETE FROM words WHERE rowid = ?", (number,))
        run(_WRITE, (number, *(told[name] for name in _FIELDS)))

    def _count(self, criteria: SearchCriteria, asked: Asked) -> tuple[int, Counts]:
        counted = self._connection.execute(self._counting, asked).fetchone()
        return counted[0] or 0, self._by_code([number or 0 for number in counted[1:]])

    def _by_code(self, numbers: Sequence[int]) -> dict[str, dict[str, int]]:
        split = len(self._districts)
        return {
            "district": dict(zip(self._districts, numbers[:split], strict=True)),
            "need": dict(zip(self._needs, numbers[split:], strict=True)),
        }

    def _expression(self, text: str, language: str) -> str:
        words = self._between.join(f'"{word}"' for word in _WORD.findall(text))
        return f"{{{' '.join(fields_for(language))}}} : ({words})" if words else ""

    def _create(self) -> None:
        run = self._connection.execute
        run("CREATE TABLE listings (id INTEGER PRIMARY KEY, shown, districts INT, needs INT, first INT, last INT)")
        tokenizer = "porter unicode61 remove_diacritics 2"
        run(f"CREATE VIRTUAL TABLE words USING fts5({', '.join(_FIELDS)}, tokenize='{tokenizer}')")
        weights = ", ".join(str(weight) for _ in LANGUAGES for weight in WEIGHTS)
        run(f"INSERT INTO words (words, rank) VALUES ('rank', 'bm25({weights})')")  # noqa: S608 - our own numbers

    def _count_statement(self) -> str:
        counts = [f"sum(needed AND districts & {bit} > 0)" for bit in self._districts.values()]
        counts += [f"sum(placed AND needs & {bit} > 0)" for bit in self._needs.values()]
        return _COUNTS.replace("COUNTS", ", ".join(counts))


class Fts5EveryCount(SqliteFts5):
    """Counts every group of filters, as our results page does, for words, districts, needs and an age.

    The values of each listing are one row of bits, beside the index; those of all that the words find are fetched and
    added up by numpy. On the benchmark's questions that is faster than one statement with a sum for each value, and
    than ``GROUP BY`` over a table of listings and values.
    """

    def __init__(self, file: Path, vocabulary: Vocabulary) -> None:
        super().__init__(file, vocabulary)
        self.name = "FTS5, every count"
        self._values = FilterValues(vocabulary)

    def _create(self) -> None:
        super()._create()
        self._connection.execute("CREATE TABLE held (id INTEGER PRIMARY KEY, bits BLOB)")

    def _write(self, document: Document) -> None:
        super()._write(document)
        held = np.zeros(self._values.size, np.uint8)
        held[self._values.of(document.facts)] = 1
        row = (document.facts.listing_id, np.packbits(held).tobytes())
        self._connection.execute("REPLACE INTO held VALUES (?, ?)", row)

    def _count(self, criteria: SearchCriteria, asked: Asked) -> tuple[int, Counts]:
        values = self._values
        fetched = [row[0] for row in self._connection.execute(_HELD, asked)]
        packed = np.frombuffer(b"".join(fetched), np.uint8).reshape(len(fetched), -(-values.size // 8))
        held = np.unpackbits(packed, axis=1, count=values.size)
        chosen = {group: values.numbers(group, criteria.values(group)) for group in ("district", "need", "age")}
        passed = {group: held[:, numbers].any(axis=1) for group, numbers in chosen.items() if numbers}

        def under(groups: Iterable[str]) -> Array:
            """Return the listings that these groups let through."""
            masks = [passed[group] for group in groups]
            return held[np.logical_and.reduce(masks)] if masks else held

        found = under(passed)
        counts = found.sum(axis=0, dtype=np.int64)
        for group in passed:
            own = values.all_of(group)
            counts[own] = under(passed.keys() - {group})[:, own].sum(axis=0, dtype=np.int64)
        return len(found), values.by_code(counts.tolist())


_HELD = """
SELECT bits FROM words CROSS JOIN held ON held.id = words.rowid WHERE words MATCH :words
"""
_COUNTS = """
SELECT sum(placed AND needed), COUNTS FROM (
    SELECT districts, needs,
           (:district = 0 OR districts & :district > 0) AS placed,
           (:need = 0 OR needs & :need > 0) AS needed
      FROM words CROSS JOIN listings ON listings.id = words.rowid
     WHERE words MATCH :words AND (:age IS NULL OR :age BETWEEN first AND last)
)
"""
_TOP = """
SELECT listings.id, shown
  FROM words CROSS JOIN listings ON listings.id = words.rowid
 WHERE words MATCH :words
   AND (:district = 0 OR districts & :district > 0)
   AND (:need = 0 OR needs & :need > 0)
   AND (:age IS NULL OR :age BETWEEN first AND last)
 ORDER BY rank LIMIT :first
"""
