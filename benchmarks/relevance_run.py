"""How well families find: the judged queries of ``relevance/`` on the demonstration listings.

The queries to tune on and those kept aside stand side by side; only the former are ever shown one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

import yaml
from sqlalchemy import select

from benchmarks.engines import Ours, SearchEngine
from benchmarks.metrics import ndcg, success
from benchmarks.plain_whoosh import PlainWhoosh
from benchmarks.prepared import Site, Workshop
from benchmarks.report import say, table
from benchmarks.sqlite_fts5 import SqliteFts5
from localoffer.db import Database, now
from localoffer.listings.models import Listing
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.documents import Document, read_documents, read_stamps, read_vocabulary
from localoffer.listings.search.following import Follower
from localoffer.listings.search.postcodes import find_in_words
from localoffer.places import gazetteer

QUERIES = Path(__file__).parent / "relevance" / "queries.yaml"
SECOND_SET = Path(__file__).parent / "relevance" / "second_set.yaml"
SECOND_READER = Path(__file__).parent / "relevance" / "second_reader.yaml"
SAID_OTHERWISE = Path(__file__).parent / "relevance" / "said_otherwise.yaml"


class Part(StrEnum):
    """What a query is used for; of those that are not to tune on, only the totals are ever seen."""

    TUNING = "tuning"
    KEPT_ASIDE = "kept aside"
    SECOND = "second set, tuning"
    SECOND_TOTALS = "second set, only in totals"

    @property
    def is_to_tune_on(self) -> bool:
        return self in {Part.TUNING, Part.SECOND}


@dataclass(frozen=True)
class Query:
    """One judged query. ``grades`` is empty where no listing answers it."""

    id: str
    language: str
    criteria: SearchCriteria
    grades: Mapping[str, int]
    part: Part

    @classmethod
    def read(cls, entry: Mapping[str, Any], parts: tuple[Part, Part]) -> Self:
        """Read one entry of a file; ``parts`` are those of its queries to tune on, and of the others."""
        told = {group: [str(entry[group])] for group in ("district", "need", "age") if group in entry}
        criteria = SearchCriteria.asking(entry["text"], **told)
        is_aside = bool(entry.get("kept_aside") or entry.get("only_in_totals"))
        return cls(entry["id"], entry["language"], criteria, entry["answers"], parts[is_aside])


@dataclass(frozen=True)
class Judged:
    """What an engine found for a query (slugs, best first), and how good that is."""

    query: Query
    found: Sequence[str]
    total: int

    @property
    def ndcg(self) -> float:
        return ndcg(self.found, self.query.grades)

    @property
    def is_success(self) -> bool:
        return success(self.found, self.query.grades)


def read_queries() -> list[Query]:
    """Read the judged queries of both sets."""
    return [
        *_read(QUERIES, (Part.TUNING, Part.KEPT_ASIDE)),
        *_read(SECOND_SET, (Part.SECOND, Part.SECOND_TOTALS)),
    ]


def _read(path: Path, parts: tuple[Part, Part]) -> list[Query]:
    return [Query.read(entry, parts) for entry in yaml.safe_load(path.read_text(encoding="utf-8"))]


def said_otherwise(queries: Iterable[Query], path: Path = SAID_OTHERWISE) -> list[Query]:
    """Return queries to tune on in the other words of the file, with the grades of each."""
    others: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        replace(query, criteria=replace(query.criteria, text=text))
        for query in queries
        if query.part.is_to_tune_on
        for text in others.get(query.id, ())
    ]


def second_reader(queries: Iterable[Query], path: Path = SECOND_READER) -> list[Judged]:
    """Return how good the order is in which a second reader put the listings, of the queries that were read twice."""
    first: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [Judged(query, first[query.id], len(first[query.id])) for query in queries if query.id in first]


def judge(engine: SearchEngine, queries: Iterable[Query], slugs: Mapping[int, str]) -> list[Judged]:
    """Ask an engine every query that has an answer."""
    judged = []
    for query in queries:
        if query.grades:
            answer = engine.ask(query.criteria, query.language)
            judged.append(Judged(query, [slugs[number] for number in answer.ids], answer.total))
    return judged


def run(workshop: Workshop, *, show_worst: int = 0) -> None:
    """Print how well each engine answers, by part and language; with ``show_worst`` our worst queries to tune on."""
    site = workshop.with_demonstration()
    engines, slugs = engines_and_slugs(site)
    queries = read_queries()
    judged = {engine.name: judge(engine, queries, slugs) for engine in engines}
    _print_summary(queries, judged)
    _print_second_reader(second_reader(queries))
    _print_languages(judged)
    _print_otherwise({engine.name: judge(engine, said_otherwise(queries), slugs) for engine in engines})
    if show_worst:
        _print_worst(judged[engines[0].name], show_worst)


def engines_and_slugs(site: Site) -> tuple[list[SearchEngine], dict[int, str]]:
    """Return ours and its rivals, filled with the listings of a site, and the slug of each listing by its id."""
    database = Database(site.settings.database_url)
    places = gazetteer.read(site.settings.county / gazetteer.FILE)
    engine = Follower(database, site.folder / "search", in_background=False, places=places).engine
    looking = database.session(writes=False)
    ours = Ours(engine, today=now().date(), where=lambda text: find_in_words(looking, text))
    with database.session(writes=False) as session:
        slugs = {row.id: row.slug for row in session.execute(select(Listing.id, Listing.slug))}
        vocabulary = read_vocabulary(session)
        documents: list[Document] = list(read_documents(session, read_stamps(session), vocabulary))
    rivals: list[PlainWhoosh | SqliteFts5] = []
    for any_word in (False, True):
        rivals.append(PlainWhoosh(site.folder / f"whoosh-{any_word}", vocabulary, any_word=any_word))
        rivals.append(SqliteFts5(site.folder / f"fts5-{any_word}.sqlite3", vocabulary, any_word=any_word))
    for rival in rivals:
        rival.add(documents)
    return [ours, *rivals], slugs


def _print_summary(queries: Sequence[Query], judged: Mapping[str, Sequence[Judged]]) -> None:
    numbers = {part: sum(query.part is part and bool(query.grades) for query in queries) for part in Part}
    unanswerable = sum(not query.grades for query in queries)
    told = ", ".join(f"{number} {part}" for part, number in numbers.items())
    say(f"\nJudged queries: {told}. Not counted: {unanswerable} that nothing answers.")
    rows = [[name, *_figures(found)] for name, found in judged.items()]
    table(f"Relevance: {' / '.join(Part)}", ("engine", "nDCG@10", "success@3", "no result"), rows)


def _print_second_reader(read: Sequence[Judged]) -> None:
    for part in dict.fromkeys(one.query.part for one in read):
        of_part = [one for one in read if one.query.part is part]
        gain, successes = _mean(one.ndcg for one in of_part), _mean(one.is_success for one in of_part)
        say(f"A second reader's order, {part}: nDCG@10 {gain:.3f}, success@3 {successes:.3f} of {len(of_part)}.")


def _print_languages(judged: Mapping[str, Sequence[Judged]]) -> None:
    languages = list(dict.fromkeys(one.query.language for found in judged.values() for one in found))
    rows = [
        [language, name, *_figures([one for one in found if one.query.language == language])]
        for language in languages
        for name, found in judged.items()
    ]
    table(f"By language: {' / '.join(Part)}", ("language", "engine", "nDCG@10", "success@3", "no result"), rows)


def _print_otherwise(judged: Mapping[str, Sequence[Judged]]) -> None:
    rows = [[name, *(figure.partition(" / ")[0] for figure in _figures(found))] for name, found in judged.items()]
    table("Queries to tune on, said otherwise", ("engine", "nDCG@10", "success@3", "no result"), rows)


def _figures(found: Sequence[Judged]) -> tuple[str, str, str]:
    by_part = [[one for one in found if one.query.part is part] for part in Part]
    gains = " / ".join(f"{_mean(one.ndcg for one in part):.3f}" for part in by_part)
    successes = " / ".join(f"{_mean(one.is_success for one in part):.3f}" for part in by_part)
    nothing = " / ".join(f"{_mean(one.total == 0 for one in part):.1%}" for part in by_part)
    return gains, successes, nothing


def _mean(values: Iterable[float]) -> float:
    held = list(values)
    return sum(held) / len(held) if held else 0.0


def worst(found: Iterable[Judged], number: int) -> list[Judged]:
    """Return the queries with the worst results among those to tune on; the others are never looked at."""
    return sorted((one for one in found if one.query.part.is_to_tune_on), key=lambda one: one.ndcg)[:number]


def _print_worst(found: Sequence[Judged], number: int) -> None:
    say(f"\nOur {number} worst queries of those to tune on")
    for one in worst(found, number):
        asked = one.query.criteria
        narrowed = " ".join(f"{name}={value}" for name, value in asked.pairs() if name != "q")
        say(f"\n{one.query.id} {asked.text!r} {narrowed}: nDCG@10 {one.ndcg:.2f}, {one.total} found")
        for slug in one.found[:5]:
            say(f"    found  {one.query.grades.get(slug, 0)}  {slug}")
        best = sorted(one.query.grades.items(), key=lambda held: -held[1])
        for slug, grade in [held for held in best if held[0] not in one.found[:10]][:5]:
            say(f"    missed {grade}  {slug}")
