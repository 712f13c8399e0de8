"""tantivy, the search library in Rust: a field for each part of the text, BM25 with boosts, aggregations as counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Index, Occur, Query, Searcher

from benchmarks.engines import FIRST, PARTS, Answer, bytes_in, districts_of, fields_for, needs_of, texts
from localoffer.languages import LANGUAGES
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.documents import Document, Vocabulary
from localoffer.listings.search.words import WEIGHTS

_GROUPS = ("district", "need")
_MOST_VALUES = 100
_BOOSTS = {f"{part}_{code}": weight for code in LANGUAGES for part, weight in zip(PARTS, WEIGHTS, strict=True)}


class Tantivy:
    """An index in a folder, asked for all of the words."""

    name = "tantivy"
    is_elsewhere = False

    def __init__(self, folder: Path, vocabulary: Vocabulary) -> None:
        self.folder = folder
        self._vocabulary = vocabulary
        self.folder.mkdir(parents=True, exist_ok=True)
        self._index = Index(_schema(), path=str(folder))
        self._searcher: Searcher = self._index.searcher()

    def build(self, documents: Iterable[Document]) -> None:
        """Write documents into an empty index."""
        self.add(documents)

    def size(self) -> int:
        """Return the bytes that the index takes on the disk."""
        return bytes_in(self.folder)

    def add(self, documents: Iterable[Document]) -> None:
        """Write documents in one commit; one that is there already is replaced."""
        writer = self._index.writer(num_threads=1)
        for document in documents:
            facts = document.facts
            writer.delete_documents_by_query(Query.term_query(self._index.schema, "id", facts.listing_id))
            first, last = facts.ages or (None, None)
            ages = {} if first is None or last is None else {"first_age": first, "last_age": last}
            values = {"id": facts.listing_id, **ages, **texts(document)}
            values["district"] = list(districts_of(facts, self._vocabulary))
            values["need"] = list(needs_of(facts, self._vocabulary))
            writer.add_document(tantivy.Document.from_dict(values, self._index.schema))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def ask(self, criteria: SearchCriteria, language: str) -> Answer:
        words = self._words(criteria.text, language)
        chosen = self._chosen(criteria)
        found: Any = self._searcher.search(_all_of(words, *chosen.values()), limit=FIRST)
        ids = (self._searcher.doc(address).to_dict()["id"][0] for _, address in found.hits)
        return Answer(tuple(ids), found.count, self._counts(words, chosen))

    def _counts(self, words: Query, chosen: Mapping[str, Query]) -> dict[str, dict[str, int]]:
        """Count each group under all others: in one go the groups that see the same listings."""
        counted: dict[str, dict[str, int]] = {}
        free = [group for group in _GROUPS if group not in chosen]
        for groups in (free, *([group] for group in _GROUPS if group in chosen)):
            others = [narrowed for group, narrowed in chosen.items() if group not in groups]
            asked = {group: {"terms": {"field": group, "size": _MOST_VALUES}} for group in groups}
            if asked:
                told = self._searcher.aggregate(_all_of(words, *others), asked)
                counted |= {
                    group: {bucket["key"]: bucket["doc_count"] for bucket in told[group]["buckets"]} for group in groups
                }
        return counted

    def _words(self, text: str, language: str) -> Query:
        return self._index.parse_query(text, fields_for(language), field_boosts=_BOOSTS, conjunction_by_default=True)

    def _chosen(self, criteria: SearchCriteria) -> dict[str, Query]:
        schema = self._index.schema
        chosen = {
            group: Query.term_set_query(schema, group, list(codes))
            for group, codes in (("district", criteria.districts), ("need", criteria.needs))
            if codes
        }
        if criteria.age is not None:
            unsigned = tantivy.FieldType.Unsigned
            first = Query.range_query(schema, "first_age", unsigned, 0, criteria.age)
            last = Query.range_query(schema, "last_age", unsigned, criteria.age, _MOST_VALUES)
            chosen["age"] = _all_of(first, last)
        return chosen


def _all_of(*queries: Query) -> Query:
    """Return what matches all of the queries; only the first one counts for the order."""
    first, *others = queries
    narrowing = [(Occur.Must, Query.const_score_query(query, 0.0)) for query in others]
    return Query.boolean_query([(Occur.Must, first), *narrowing])


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", stored=True, indexed=True, fast=True)
    for group in _GROUPS:
        builder.add_text_field(group, tokenizer_name="raw", index_option="basic", fast=True)
    for edge in ("first_age", "last_age"):
        builder.add_unsigned_field(edge, indexed=True, fast=True)
    for language in LANGUAGES:
        for part in PARTS:
            tokenizer = "en_stem" if language == "en" else "default"
            builder.add_text_field(f"{part}_{language}", tokenizer_name=tokenizer)
    return builder.build()
