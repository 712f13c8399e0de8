"""What the benchmarks compute: their measures are right, their listings stay the same, and rivals answer alike."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from benchmarks import corpus, corpus_rows
from benchmarks.corpus import Corpus
from benchmarks.engines import Answer, Ours, Rival
from benchmarks.first_visit import CATEGORIES, Visit
from benchmarks.metrics import Spread, ndcg, percentile, success
from benchmarks.plain_whoosh import PlainWhoosh
from benchmarks.relevance.pool import NOT_USEFUL, settle, unjudged
from benchmarks.relevance_run import (
    SAID_OTHERWISE,
    Judged,
    Part,
    Query,
    read_queries,
    said_otherwise,
    second_reader,
    worst,
)
from benchmarks.sqlite_fts5 import Fts5EveryCount, SqliteFts5
from localoffer.listings.applying import content_of
from localoffer.listings.models import Listing
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.documents import read_documents, read_stamps, read_vocabulary
from localoffer.listings.search.engine import Engine
from localoffer.listings.search.index import IndexFolder
from localoffer.vocabulary import SLOTS, Access, Fact, Spaces

pytestmark = pytest.mark.any_database

GRADES = {"best": 3, "good": 2, "fair": 1}
CODES = Corpus(("north", "south"), ("autism", "hearing", "sight", "adhd"), ("club", "advice"))


def test_the_best_order_scores_one_and_nothing_relevant_scores_none() -> None:
    assert ndcg(["best", "good", "fair", "other"], GRADES) == 1.0
    assert ndcg(["other"], GRADES) == 0.0
    assert ndcg([], GRADES) == 0.0
    assert ndcg(["best"], {}) == 0.0


def test_ndcg_weighs_grades_by_place() -> None:
    # 3 at the second place: (7 / log2 3) / (7 / log2 2 + 3 / log2 3 + 1 / log2 4)
    assert ndcg(["other", "best"], GRADES) == pytest.approx(4.4165 / 9.3928, abs=0.0001)


def test_ndcg_looks_no_further_than_its_depth() -> None:
    assert ndcg(["other", "best"], GRADES, at=1) == 0.0
    assert ndcg(["best"], GRADES, at=1) == 1.0


def test_success_needs_a_good_answer_near_the_top() -> None:
    assert success(["other", "other", "good"], GRADES)
    assert not success(["other", "other", "other", "good"], GRADES)
    assert not success(["fair"], GRADES)


def test_percentiles_are_values_that_were_measured() -> None:
    values = [float(value) for value in range(100, 0, -1)]
    assert (percentile(values, 50), percentile(values, 95), percentile([7.0], 95)) == (50.0, 95.0, 7.0)
    assert percentile([], 50) == 0.0
    assert Spread.of(values).over(Spread(25.0, 190.0)) == (2.0, 0.5)


def test_a_listing_of_the_corpus_depends_on_its_number_alone() -> None:
    other = Corpus(CODES.districts, CODES.needs, CODES.kinds)
    assert [CODES.content(number) for number in (0, 7)] == [other.content(number) for number in (0, 7)]
    assert CODES.content(1) != CODES.content(2)
    assert CODES.content(12).words["en"].name == "Pepedon nederemar pepogobering repebeset"


def test_questions_are_the_same_every_time_and_ask_for_words_that_there_are() -> None:
    asked = CODES.questions(50, 30)
    assert asked == CODES.questions(50, 30)
    known = set(CODES.words["en"])
    assert all(set(criteria.text.split()) <= known for criteria in asked)
    assert any(criteria.districts for criteria in asked)
    assert any(not criteria.districts for criteria in asked)


def test_stored_listings_read_back_as_they_were_made(session: Session) -> None:
    corpus_rows.store(session, 12)
    session.commit()
    made = Corpus.of(read_vocabulary(session), corpus.read_spots(session))
    for listing in session.scalars(select(Listing).order_by(Listing.id)):
        assert content_of(listing).with_changes(website="", phone="") == made.content(listing.id - 1).with_changes(
            website="", phone=""
        )
    assert session.scalar(select(func.count()).select_from(Listing)) == 12


def test_the_corpus_states_every_fact_that_families_filter_by(session: Session) -> None:
    spots = corpus.read_spots(session, each=5)
    made = Corpus.of(read_vocabulary(session), spots)
    contents = [made.content(number) for number in range(200)]
    venues = [venue for content in contents for venue in content.venues]

    assert {slot for content in contents for slot in content.times} == set(SLOTS)
    assert {fact for content in contents for fact in content.facts} == set(Fact)
    assert {code for venue in venues for code in venue.access} == set(Access)
    assert {code for content in contents for code in content.languages_spoken} >= {"en", "pl", "ur"}
    assert {content.spaces for content in contents} == {None, *Spaces}
    known = {spot.postcode for of_district in spots.values() for spot in of_district}
    assert {venue.postcode for venue in venues} <= known
    for content in contents:
        near = {spot.postcode for district in content.districts for spot in spots.get(district, ())}
        assert not near or {venue.postcode for venue in content.venues} <= near


def test_all_engines_find_as_many(session: Session, tmp_path: Path) -> None:
    corpus_rows.store(session, 60)
    session.commit()
    vocabulary = read_vocabulary(session)
    documents = list(read_documents(session, read_stamps(session), vocabulary))
    whoosh, fts5 = PlainWhoosh(tmp_path / "whoosh", vocabulary), SqliteFts5(tmp_path / "fts5.sqlite3", vocabulary)
    whoosh.add(documents)
    fts5.build(documents)
    ours = Ours(Engine(IndexFolder(tmp_path / "ours").rebuild(session)), today=corpus.TODAY)
    for criteria in Corpus.of(vocabulary).questions(60, 40):
        told, of_whoosh, of_fts5 = (engine.ask(criteria, "en") for engine in (ours, whoosh, fts5))
        assert of_whoosh.total == of_fts5.total, criteria
        # where few listings have all the words, ours goes on with some of them
        assert told.total >= of_fts5.total, criteria
        if " " not in criteria.text:
            assert told.total == of_fts5.total, criteria
            assert {group: dict(told.counts[group]) for group in of_fts5.counts} == of_fts5.counts


def test_rivals_that_count_every_value_count_as_we_do(session: Session, tmp_path: Path) -> None:
    tantivy_index = pytest.importorskip("benchmarks.tantivy_index", reason="tantivy is installed to measure only")
    corpus_rows.store(session, 60)
    session.commit()
    vocabulary = read_vocabulary(session)
    documents = list(read_documents(session, read_stamps(session), vocabulary))
    rivals: list[Rival] = [
        Fts5EveryCount(tmp_path / "fts5.sqlite3", vocabulary),
        tantivy_index.TantivyEveryCount(tmp_path / "tantivy", vocabulary),
    ]
    for rival in rivals:
        rival.build(documents)
    ours = Ours(Engine(IndexFolder(tmp_path / "ours").rebuild(session)), today=corpus.TODAY)
    compared = set()
    # where few listings have all of several words, ours goes on with some of them
    for criteria in (asked for asked in Corpus.of(vocabulary).questions(60, 120) if " " not in asked.text):
        told = ours.ask(criteria, "en")
        compared.add(frozenset(group for group, _ in criteria.chosen))
        for rival in rivals:
            answer = rival.ask(criteria, "en")
            assert (answer.total, answer.counts) == (told.total, told.counts), (rival.name, criteria)
    assert compared == {frozenset(), frozenset({"district"}), frozenset({"district", "need"})}


def test_a_rival_knows_only_the_newest_words_of_a_listing(session: Session, tmp_path: Path) -> None:
    corpus_rows.store(session, 2)
    session.commit()
    vocabulary = read_vocabulary(session)
    documents = list(read_documents(session, read_stamps(session), vocabulary))
    words, others = (document.texts["en"].lower().split() for document in documents)
    name = next(word for word in words if word not in others)
    edited = documents[0]._replace(texts=documents[1].texts)
    for rival in (PlainWhoosh(tmp_path / "whoosh", vocabulary), SqliteFts5(tmp_path / "fts5.sqlite3", vocabulary)):
        rival.add(documents)
        before = rival.ask(SearchCriteria(text=name), "en")
        rival.add([edited])
        assert before.ids[0] == documents[0].facts.listing_id
        assert documents[0].facts.listing_id not in rival.ask(SearchCriteria(text=name), "en").ids


@pytest.mark.parametrize(("tuning", "others"), [(Part.TUNING, Part.KEPT_ASIDE), (Part.SECOND, Part.SECOND_TOTALS)])
def test_a_good_part_of_the_judged_queries_is_not_tuned_on(tuning: Part, others: Part) -> None:
    of_set = [query for query in read_queries() if query.part in {tuning, others}]
    aside = [query for query in of_set if query.part is others]
    assert len(of_set) / 3 - 1 < len(aside) < len(of_set) / 2
    assert {query.language for query in aside} == {query.language for query in of_set} == {"en", "pl", "ur"}


def test_no_query_is_judged_twice() -> None:
    queries = read_queries()
    assert len({query.id for query in queries}) == len(queries)


def test_only_queries_to_tune_on_are_said_otherwise() -> None:
    queries = read_queries()
    to_tune_on = {query.id for query in queries if query.grades and query.part.is_to_tune_on}
    others = yaml.safe_load(SAID_OTHERWISE.read_text(encoding="utf-8"))
    assert set(others) <= to_tune_on
    assert len(said_otherwise(queries)) == sum(map(len, others.values()))


class _Answers:
    """An engine that always finds the same listings."""

    is_elsewhere = False

    def __init__(self, name: str, *ids: int) -> None:
        self.name = name
        self.ids = ids

    def ask(self, criteria: SearchCriteria, language: str) -> Answer:
        return Answer(self.ids, len(self.ids))


def test_the_pool_holds_what_any_engine_puts_first_and_nobody_judged() -> None:
    slugs = {1: "best", 2: "unread", 3: "useless", **{number: f"other-{number}" for number in range(4, 20)}}
    query = Query("en-001", "en", SearchCriteria(text="club"), GRADES, Part.TUNING)
    engines = [_Answers("one", 1, 2, 3), _Answers("other", *range(4, 20))]

    found = unjudged(query, engines, slugs, not_useful=["useless"])

    assert sorted(found) == sorted(["unread", *(f"other-{number}" for number in range(4, 14))])
    assert found == unjudged(query, engines[::-1], slugs, not_useful=["useless"]), "who found it cannot be seen"
    assert found != sorted(found)


def test_what_is_not_useful_is_kept_beside_what_was_so_before(tmp_path: Path) -> None:
    path = tmp_path / "not_useful.yaml"
    settle(path, {"en-001": ["other"]}, {"en-001": ["another", "other"], "pl-001": ["third"]})
    assert yaml.safe_load(path.read_text(encoding="utf-8")) == {"en-001": ["another", "other"], "pl-001": ["third"]}


def test_no_listing_is_both_useful_and_not() -> None:
    refused = yaml.safe_load(NOT_USEFUL.read_text(encoding="utf-8"))
    graded = {query.id: set(query.grades) for query in read_queries()}
    assert set(refused) <= set(graded)
    assert [query for query, slugs in refused.items() if graded[query] & set(slugs)] == []


def test_the_second_reader_read_everything_that_nobody_tunes_on_and_nothing_else() -> None:
    queries = read_queries()
    read = second_reader(queries)

    assert {one.query.part for one in read} == {Part.KEPT_ASIDE, Part.SECOND_TOTALS}
    aside = [query.id for query in queries if not query.part.is_to_tune_on and query.grades]
    assert [one.query.id for one in read] == aside
    assert all(1 <= len(one.found) == len(set(one.found)) <= 10 for one in read)


def test_queries_kept_aside_are_never_among_the_worst() -> None:
    def judged(name: str, found: str, part: Part) -> Judged:
        return Judged(Query(name, "en", SearchCriteria(text=name), GRADES, part), [found], 1)

    found = [judged("aside", "other", Part.KEPT_ASIDE), judged("bad", "fair", Part.SECOND)]
    found.append(judged("worse", "other", Part.TUNING))
    assert [one.query.id for one in worst(found, 3)] == ["worse", "bad"]


def test_a_visit_counts_what_went_over_the_wire_and_names_what_cost_a_mark() -> None:
    asked = [("http://site/", 4_000), ("http://site/main.css", 1_000), ("data:image/svg+xml,x", 0), ("http://ads/", 9)]
    audit = {"score": 0, "scoreDisplayMode": "binary"}
    told = {
        "categories": {name: {"score": 1, "auditRefs": []} for name in CATEGORIES}
        | {"seo": {"score": 0.92, "auditRefs": [{"id": "meta", "weight": 1}, {"id": "advice", "weight": 0}]}},
        "audits": {
            "meta": audit,
            "advice": audit,
            "network-requests": {"details": {"items": [{"url": url, "transferSize": size} for url, size in asked]}},
        },
    }
    visit = Visit.of(told, "http://site")
    assert (visit.marks["seo"], visit.marks["performance"], visit.faults) == (92, 100, ("meta",))
    assert (visit.size, visit.requests, visit.elsewhere) == (5_009, 3, ("http://ads/",))
