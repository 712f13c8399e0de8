"""Datasette over the same listings: what a council could put on the web without writing a program.

One table with full-text search over its words, and facets of districts and needs as its pages offer them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.engines import FIRST, districts_of, needs_of, parts
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.documents import Document, Vocabulary


def make(file: Path, documents: Iterable[Document], vocabulary: Vocabulary) -> None:
    """Write the listings, in English, into a database as Datasette's own tools would."""
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE listings (id INTEGER PRIMARY KEY, name, summary, rest, district, need)")
        connection.executemany(
            "INSERT INTO listings VALUES (?, ?, ?, ?, ?, ?)", (_row(document, vocabulary) for document in documents)
        )
        connection.execute(
            "CREATE VIRTUAL TABLE listings_fts USING fts5(name, summary, rest, content='listings', content_rowid='id',"
            " tokenize='porter')"
        )
        connection.execute("INSERT INTO listings_fts (listings_fts) VALUES ('rebuild')")


def addresses(file: Path, asked: Sequence[SearchCriteria]) -> list[str]:
    """Return the addresses of searches: words and filters, both facets, as many rows as our pages have cards."""
    return [f"/{file.stem}/listings?{urlencode(_query(criteria))}" for criteria in asked]


def _row(document: Document, vocabulary: Vocabulary) -> tuple[object, ...]:
    facts = document.facts
    codes = (districts_of(facts, vocabulary), needs_of(facts, vocabulary))
    return (facts.listing_id, *parts(document, "en"), *(json.dumps(list(held)) for held in codes))


def _query(criteria: SearchCriteria) -> list[tuple[str, str | int]]:
    chosen = [("district", code) for code in criteria.districts] + [("need", code) for code in criteria.needs]
    return [
        ("_search", criteria.text),
        *((f"{group}__arraycontains", code) for group, code in chosen),
        ("_facet_array", "district"),
        ("_facet_array", "need"),
        ("_size", FIRST),
    ]
