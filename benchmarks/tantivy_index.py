"""tantivy, the search library in Rust: a field for each part of the text, BM25 with boosts, aggregations as counts.

Beside it the same with the counts of every group of filters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import tantivy
from tantivy import Index, Occur, Query, Searcher

from benchmarks.engines import FIRST, PARTS, WEIGHTS, Answer, bytes_in, districts_of, fields_for, needs_of, texts
from benchmarks.filter_values import FilterValues
from localoffer.languages import LANGUAGES
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.documents import Document, Vocabulary

_GROUPS = ("district", "need")
_MOST_VALUES = 200
_BOOSTS = {f"{part}_{code}": weight for code in LANGUAGES for part, weight in zip(PARTS, WEIGHTS, strict=True)}


Counts = dict[str, dict[str, int]]


class Tantivy:
    """An index in a folder, asked for all of the words."""

    name = "tantivy"
    is_elsewhere = False

    def __init__(self, folder: Path, vocabulary: Vocabulary) -> None:
        self.folder = folder
        self._vocabulary = vocabulary
        self.folder.mkdir(parents=True, exist_ok=True)
        self._index = Index(self._fields().build(), path=str(folder))
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
            writer.delete_documents_by_query(Query.term_query(self._index.schema, "id", document.facts.listing_id))
            writer.add_document(tantivy.Document.from_dict(self._stored(document), self._index.schema))
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

    def _fields(self) -> tantivy.SchemaBuilder:
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
        return builder

    def _stored(self, document: Document) -> dict[str, Any]:
        facts = document.facts
        first, last = facts.ages or (None, None)
        return {
            "id": facts.listing_id,
            "district": list(districts_of(facts, self._vocabulary)),
            "need": list(needs_of(facts, self._vocabulary)),
            **({} if first is None else {"first_age": first, "last_age": last}),
            **texts(document),
        }

    def _counts(self, words: Query, chosen: Mapping[str, Query]) -> Counts:
        """Count each group under all others: in one go the groups that see the same listings."""
        free = [group for group in _GROUPS if group not in chosen]
        return (self._terms(words, chosen, free) if free else {}) | self._counts_of_chosen(words, chosen)

    def _counts_of_chosen(self, words: Query, chosen: Mapping[str, Query]) -> Counts:
        counted: Counts = {}
        for group in _GROUPS:
            if group in chosen:
                others = {other: query for other, query in chosen.items() if other != group}
                counted |= self._terms(words, others, [group])
        return counted

    def _terms(self, words: Query, chosen: Mapping[str, Query], fields: Sequence[str]) -> dict[str, dict[Any, int]]:
        """Return how many of the listings found have each value of some fields; a value that none has is left out."""
        asked = {field: {"terms": {"field": field, "size": _MOST_VALUES}} for field in fields}
        told = self._searcher.aggregate(_all_of(words, *chosen.values()), asked)
        return {field: {bucket["key"]: bucket["doc_count"] for bucket in told[field]["buckets"]} for field in fields}

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


class TantivyEveryCount(Tantivy):
    """Counts every group of filters, as our results page does, for words, districts and needs.

    The values of all groups are numbers in one field, and one aggregation counts them; another one each group in which
    something was chosen. On the benchmark's questions that is faster than an aggregation for each group.
    """

    name = "tantivy, every count"

    def __init__(self, folder: Path, vocabulary: Vocabulary) -> None:
        super().__init__(folder, vocabulary)
        self._values = FilterValues(vocabulary)

    def _fields(self) -> tantivy.SchemaBuilder:
        return super()._fields().add_unsigned_field("value", fast=True)

    def _stored(self, document: Document) -> dict[str, Any]:
        return super()._stored(document) | {"value": self._values.of(document.facts)}

    def _counts(self, words: Query, chosen: Mapping[str, Query]) -> Counts:
        counts = [0] * self._values.size
        for number, count in self._terms(words, chosen, ["value"])["value"].items():
            counts[int(number)] = count
        counted = self._values.by_code(counts)
        for group, told in self._counts_of_chosen(words, chosen).items():
            counted[group] = dict.fromkeys(counted[group], 0) | told
        return counted


def _all_of(*queries: Query) -> Query:
    """Return what matches all of the queries; only the first one counts for the order."""
    first, *others = queries
    narrowing = [(Occur.Must, Query.const_score_query(query, 0.0)) for query in others]
    return Query.boolean_query([(Occur.Must, first), *narrowing])
