"""Whoosh as everybody uses it: a field for each part of the text, ``MultifieldParser``, BM25F, ``filter``, facets."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from whoosh import index, qparser, query, sorting
from whoosh.analysis import StandardAnalyzer, StemmingAnalyzer
from whoosh.fields import ID, KEYWORD, NUMERIC, TEXT, FieldType, Schema

from benchmarks.engines import FIRST, PARTS, WEIGHTS, Answer, bytes_in, districts_of, fields_for, needs_of, texts
from localoffer.languages import LANGUAGES
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.documents import Document, Vocabulary


class PlainWhoosh:
    """An index in a folder. ``any_word``: one word of the search is enough, which its parser offers as ``OrGroup``."""

    is_elsewhere = False

    def __init__(self, folder: Path, vocabulary: Vocabulary, *, any_word: bool = False) -> None:
        self.name = "Whoosh, any word" if any_word else "Whoosh, all words"
        self.folder = folder
        self._vocabulary = vocabulary
        if not folder.exists():
            folder.mkdir(parents=True)
            index.create_in(str(folder), _schema())
        self._index = index.open_dir(str(folder))
        self._searcher: Any = self._index.searcher()
        group = qparser.OrGroup.factory(0.9) if any_word else qparser.AndGroup
        schema = self._index.schema
        self._parsers = {code: qparser.MultifieldParser(fields_for(code), schema, group=group) for code in LANGUAGES}

    def build(self, documents: Iterable[Document]) -> None:
        """Write documents into an empty index."""
        self.add(documents)

    def size(self) -> int:
        """Return the bytes that the index takes on the disk."""
        return bytes_in(self.folder)

    def add(self, documents: Iterable[Document]) -> None:
        """Write documents in one commit; one that is there already is replaced."""
        writer = self._index.writer(limitmb=256)
        for document in documents:
            facts = document.facts
            first, last = facts.ages or (None, None)
            writer.update_document(
                id=str(facts.listing_id),
                shown=facts.names["en"],
                district=" ".join(districts_of(facts, self._vocabulary)),
                need=" ".join(needs_of(facts, self._vocabulary)),
                **({} if first is None else {"first_age": first, "last_age": last}),
                **texts(document),
            )
        writer.commit()
        self.open()

    def open(self) -> None:
        """Read what was committed last."""
        self._searcher.close()
        self._searcher = self._index.searcher()

    def ask(self, criteria: SearchCriteria, language: str) -> Answer:
        facets = {name: sorting.FieldFacet(name, allow_overlap=True) for name in ("district", "need")}
        results = self._searcher.search(
            self._parsers[language].parse(criteria.text),
            limit=FIRST,
            filter=_filter(criteria),
            groupedby=facets,
            maptype=sorting.Count,
        )
        hits = [hit.fields() for hit in results]
        groups = {name: results.groups(name).items() for name in facets}
        counts = {name: {code: count for code, count in held if code is not None} for name, held in groups.items()}
        return Answer(tuple(int(hit["id"]) for hit in hits), len(results), counts)


def _schema() -> Schema:
    kinds: dict[str, FieldType] = {
        "id": ID(stored=True, unique=True),
        "shown": ID(stored=True),
        "district": KEYWORD(),
        "need": KEYWORD(),
        "first_age": NUMERIC(),
        "last_age": NUMERIC(),
    }
    for language in LANGUAGES:
        for part, weight in zip(PARTS, WEIGHTS, strict=True):
            analyzer = StemmingAnalyzer() if language == "en" else StandardAnalyzer()
            kinds[f"{part}_{language}"] = TEXT(analyzer=analyzer, field_boost=weight)
    return Schema(**kinds)


def _filter(criteria: SearchCriteria) -> Any:
    wanted: list[Any] = [
        query.Or([query.Term(name, code) for code in codes])
        for name, codes in (("district", criteria.districts), ("need", criteria.needs))
        if codes
    ]
    if criteria.age is not None:
        wanted.append(query.NumericRange("first_age", None, criteria.age))
        wanted.append(query.NumericRange("last_age", criteria.age, None))
    return query.And(wanted) if wanted else None
