"""Where a search finds nothing: what to leave out of it, and what that gives."""

from __future__ import annotations

from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.nearness import Near
from localoffer.listings.search.ways_out import WayOut, ways_out
from localoffer.places.queries import Point

HOME = Near(Point(392_500, 323_300), "stafford", "ST16 2LH")


def _ways(criteria: SearchCriteria, near: Near | None = None, **totals: int) -> list[WayOut]:
    """Return the ways out where the searches with these query strings find so many, and all others nothing."""
    known = {query.replace("_AND_", "&").replace("_IS_", "="): total for query, total in totals.items()}

    def total(wanted: SearchCriteria, place: Near | None) -> int:
        assert (place is not None) == bool(wanted.postcode)
        return known.get(wanted.query_string(), 0)

    return ways_out(criteria, near, total)


def test_each_thing_that_was_asked_for_can_be_left_out() -> None:
    asked = SearchCriteria.asking("lego", need=["autism"], cost=["free", "varies"])

    ways = _ways(asked, need_IS_autism_AND_cost_IS_free_AND_cost_IS_varies=2, q_IS_lego_AND_need_IS_autism=5)

    assert [(way.name, way.values, way.total) for way in ways] == [
        ("cost", ("free", "varies"), 5),
        ("text", (), 2),
    ]


def test_of_filters_that_must_all_hold_one_is_left_out_at_a_time() -> None:
    asked = SearchCriteria.asking(fact=["transport", "medication"])

    ways = _ways(asked, fact_IS_transport=3, fact_IS_medication=1)

    assert [(way.criteria.values("fact"), way.values) for way in ways] == [
        (("transport",), ("medication",)),
        (("medication",), ("transport",)),
    ]


def test_each_thing_is_tried_alone_where_leaving_out_one_is_not_enough() -> None:
    asked = SearchCriteria.asking("lego", need=["autism"], day=["sat"])

    ways = _ways(asked, day_IS_sat=4)

    assert [(way.name, way.is_alone, way.values) for way in ways] == [("day", True, ("sat",))]


def test_a_postcode_is_left_out_with_the_districts_beside_it() -> None:
    asked = SearchCriteria(postcode="ST16 2LH", chosen=(("district", "tamworth"), ("need", "autism")))

    ways = _ways(asked, HOME, need_IS_autism=7)

    assert [(way.name, way.criteria.query_string()) for way in ways] == [("postcode", "need=autism")]


def test_the_shortest_distance_that_gives_something_is_offered() -> None:
    asked = SearchCriteria(text="lego", postcode="ST16 2LH")
    near = {f"q_IS_lego_AND_postcode_IS_ST16+2LH_AND_miles_IS_{miles}": miles for miles in (10, 20)}

    ways = _ways(asked, HOME, **near)

    assert [(way.name, way.criteria.miles) for way in ways] == [("miles", 10)]


def test_a_postcode_in_the_words_stands_in_its_field_where_the_way_out_keeps_it() -> None:
    heard = SearchCriteria.asking("lego", district=["stafford"])

    ways = _ways(heard, HOME, **{"postcode_IS_ST16+2LH_AND_district_IS_stafford": 2})

    assert [(way.name, way.criteria.postcode) for way in ways] == [("text", "ST16 2LH")]


def test_a_postcode_that_leads_nowhere_is_not_carried_along() -> None:
    asked = SearchCriteria(text="lego", postcode="nonsense", chosen=(("need", "autism"),))

    assert [way.criteria.query_string() for way in _ways(asked, need_IS_autism=1)] == ["need=autism"]


def test_a_word_for_several_ages_becomes_the_one_in_the_middle() -> None:
    asked = SearchCriteria.asking("lego", age=["1", "2", "3"])

    assert [way.criteria.age for way in _ways(asked, age_IS_2=1)] == [2]


def test_only_so_many_ways_are_tried() -> None:
    asked = SearchCriteria.asking(fact=[str(number) for number in range(300)], access=[str(n) for n in range(300)])
    tried = []

    ways_out(asked, None, lambda wanted, _: tried.append(wanted) or 0)  # type: ignore[func-returns-value]

    assert len(tried) <= 40
