"""What families choose by beside their words: where they live, the order, and every other filter, on real rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from localoffer.db import Database
from localoffer.listings.search.criteria import SearchCriteria, Sort
from localoffer.listings.search.following import Follower
from localoffer.listings.search.found import Found
from localoffer.listings.search.nearness import Near
from localoffer.places.queries import Point
from localoffer.vocabulary import Coverage, Fact, Spaces, WayIn
from tests.support.listings import listing

pytestmark = pytest.mark.any_database

TODAY = date(2026, 11, 21)
HOME = Near(Point(392_500, 323_300), "stafford", "ST16 2LH")
OUTSIDE = Near(Point(388_300, 347_600), None, "ST1 1HL")
_MILE = 1_609


@pytest.fixture
def follower(database: Database, tmp_path: Path) -> Follower:
    return Follower(database, tmp_path / "index", in_background=False)


def _venue(miles_north: float, town: str, *, hidden: bool = False, access: tuple[str, ...] = ()) -> dict[str, object]:
    assert HOME.point is not None
    return {
        "town": town,
        "easting": HOME.point.easting,
        "northing": HOME.point.northing + round(miles_north * _MILE),
        "hidden": hidden,
        "access": list(access),
    }


def _find(follower: Follower, criteria: SearchCriteria, near: Near | None = None) -> Found:
    return follower.engine.find(criteria, language="en", today=TODAY, near=near)


def _names(found: Found) -> list[str]:
    return [hit.facts.names["en"] for hit in found.hits]


def _around_home(session: Session) -> None:
    listing(session, "Covers home", districts=("stafford",))
    listing(session, "Everywhere", districts=(), coverage=Coverage.COUNTY)
    listing(session, "Near", districts=("tamworth",), venues=(_venue(9, "Leek"), _venue(3, "Stone")))
    listing(session, "Nearer but hidden", districts=("tamworth",), venues=(_venue(1, "Stone", hidden=True),))
    listing(session, "Far", districts=("tamworth",), venues=(_venue(7, "Leek"),))
    listing(session, "Says no place", districts=(), venues=(_venue(30, "Leek"),))
    session.commit()


def test_a_postcode_finds_what_comes_to_the_family_and_what_is_near_it(follower: Follower, session: Session) -> None:
    _around_home(session)

    found = _find(follower, SearchCriteria(postcode="ST16 2LH"), HOME)

    assert _names(found) == ["Near", "Covers home", "Everywhere"]
    assert [hit.facts.names["en"] for hit in found.apart] == ["Says no place"]
    assert _names(_find(follower, SearchCriteria(postcode="ST16 2LH", miles=10), HOME)) == [
        "Near",
        "Far",
        "Covers home",
        "Everywhere",
    ]


def test_districts_that_were_ticked_join_the_postcode(follower: Follower, session: Session) -> None:
    _around_home(session)
    asked = SearchCriteria(postcode="ST16 2LH", chosen=(("district", "tamworth"),))

    found = _find(follower, asked, HOME)

    assert _names(found) == ["Near", "Far", "Covers home", "Everywhere", "Nearer but hidden"]
    # a count beside a district is what that district alone would give
    assert (found.counts["district"]["tamworth"], found.counts["district"]["stafford"]) == (4, 2)


def test_outside_the_county_only_distance_and_what_is_everywhere_count(follower: Follower, session: Session) -> None:
    _around_home(session)
    listing(session, "Across the border", districts=("tamworth",), venues=(_venue(15, "Hanley"),))
    session.commit()

    assert _names(_find(follower, SearchCriteria(postcode="ST1 1HL"), OUTSIDE)) == ["Across the border", "Everywhere"]


def test_what_is_found_says_how_far_its_nearest_visible_venue_is(follower: Follower, session: Session) -> None:
    _around_home(session)

    hits = _find(follower, SearchCriteria(postcode="ST16 2LH", miles=10), HOME).hits
    away = {hit.facts.names["en"]: (round(hit.miles, 1) if hit.miles is not None else None, hit.town) for hit in hits}

    assert away == {
        "Covers home": (None, ""),
        "Everywhere": (None, ""),
        "Far": (7.0, "Leek"),
        "Near": (3.0, "Stone"),
    }


def test_the_nearest_come_first_and_then_those_that_come_to_the_family(follower: Follower, session: Session) -> None:
    _around_home(session)
    asked = SearchCriteria(postcode="ST16 2LH", miles=10, sort=Sort.NEAREST)

    assert _names(_find(follower, asked, HOME)) == ["Near", "Far", "Covers home", "Everywhere"]
    assert _names(_find(follower, replace(asked, postcode=""))) == sorted(_names(_find(follower, SearchCriteria())))


def test_results_can_be_in_the_order_of_their_checks_or_names(follower: Follower, session: Session) -> None:
    listing(session, "Swimming B", checked_on=date(2026, 1, 1))
    listing(session, "Swimming A", checked_on=None, spaces=Spaces.FULL)
    listing(session, "Swimming C", checked_on=date(2026, 11, 1), spaces=Spaces.FULL)
    session.commit()

    def ordered(sort: Sort) -> list[str]:
        return [name[-1] for name in _names(_find(follower, SearchCriteria("swimming", sort=sort)))]

    assert ordered(Sort.BEST) == ["B", "C", "A"]
    assert ordered(Sort.CHECKED) == ["C", "B", "A"]
    assert ordered(Sort.NAME) == ["A", "B", "C"]


def test_pages_go_on_in_the_order_that_was_chosen(follower: Follower, session: Session) -> None:
    for number in range(45):
        listing(session, f"Club {number:02}", venues=(_venue((number * 7 % 45) / 10, "Stone"),))
    session.commit()
    asked = SearchCriteria(postcode="ST16 2LH", sort=Sort.NEAREST)

    miles = [hit.miles for page in (1, 2, 3) for hit in _find(follower, asked.with_page(page), HOME).hits]

    assert len(miles) == 45
    assert miles == sorted(miles)  # type: ignore[type-var]


def test_what_must_hold_together_holds_at_one_venue(follower: Follower, session: Session) -> None:
    listing(session, "One place", venues=(_venue(1, "Stone", access=("step_free", "parking")),))
    listing(
        session,
        "Two places",
        venues=(_venue(1, "Stone", access=("step_free",)), _venue(2, "Leek", access=("parking",))),
    )
    session.commit()

    both = _find(follower, SearchCriteria.asking(access=["step_free", "parking"]))

    assert _names(both) == ["One place"]
    assert _find(follower, SearchCriteria.asking(access=["step_free"])).counts["access"]["parking"] == 1


def test_a_day_and_a_time_mean_the_same_slot(follower: Follower, session: Session) -> None:
    listing(session, "Saturday morning", times=["sat-morning"])
    listing(session, "Sunday morning", times=["sat-evening", "sun-morning"])
    listing(session, "Says no time", times=[])
    session.commit()

    found = _find(follower, SearchCriteria.asking(day=["sat"], time=["morning"]))

    assert _names(found) == ["Saturday morning"]
    assert [hit.facts.names["en"] for hit in found.apart] == ["Says no time"]
    assert (found.counts["day"]["sun"], found.counts["time"]["evening"]) == (1, 1)


def test_each_thing_that_is_not_needed_narrows_and_silence_stands_apart(follower: Follower, session: Session) -> None:
    listing(session, "Open to all", diagnosis_needed=False, ehc_plan_needed=False, ways_in=(WayIn.DROP_IN,))
    listing(session, "Says nothing of a plan", diagnosis_needed=False, ways_in=(WayIn.CONTACT,))
    listing(session, "Needs a diagnosis", diagnosis_needed=True, ehc_plan_needed=False)
    listing(session, "Needs a professional", diagnosis_needed=False, ways_in=(WayIn.PROFESSIONAL,))
    session.commit()

    found = _find(follower, SearchCriteria.asking(open=["no_diagnosis", "no_plan", "refer_yourself"]))

    assert _names(found) == ["Open to all"]
    assert [hit.facts.names["en"] for hit in found.apart] == ["Says nothing of a plan"]


def test_a_fact_that_is_stated_not_to_be_so_is_no_maybe(follower: Follower, session: Session) -> None:
    listing(session, "Yes", facts={Fact.TRANSPORT: (True, None)})
    listing(session, "No", facts={Fact.TRANSPORT: (False, None)})
    listing(session, "Says nothing")
    session.commit()

    found = _find(follower, SearchCriteria.asking(fact=["transport"]))

    assert (_names(found), [hit.facts.names["en"] for hit in found.apart]) == (["Yes"], ["Says nothing"])


def test_only_languages_that_somebody_speaks_are_there_to_choose(follower: Follower, session: Session) -> None:
    listing(session, "Club", languages_spoken=["ur", "pl"])
    session.commit()

    assert follower.engine.known["language"] == ("pl", "ur")
