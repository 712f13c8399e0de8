"""What filters let through, leave apart and count, against going through the listings one by one."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.listings import demonstration, vocabulary_loading
from localoffer.listings.models import Venue
from localoffer.listings.search import bits
from localoffer.listings.search.criteria import MILES, SearchCriteria
from localoffer.listings.search.documents import Choice, Vocabulary, read_documents, read_stamps, read_vocabulary
from localoffer.listings.search.facts import Facts, Spot
from localoffer.listings.search.filter_building import build
from localoffer.listings.search.nearness import Near
from localoffer.places.queries import Point
from localoffer.vocabulary import SLOTS, Access, Cost, Coverage, Fact, Spaces, WayIn
from tests.support.by_hand import Asked, count
from tests.support.county import FOLDER

pytestmark = pytest.mark.any_database

_SIZE = 32
_VALUES = {
    "district": ["d1", "d2", "d3"],
    "need": ["n1", "n2", "n3"],
    "age": ["0", "8", "13", "25"],
    "open": ["no_diagnosis", "no_assessment", "no_plan", "refer_yourself"],
    "way": [str(way) for way in WayIn],
    "cost": [str(cost) for cost in Cost],
    "kind": ["k1", "k2"],
    "fact": [str(fact) for fact in (Fact.TRANSPORT, Fact.MEDICATION, Fact.SCHOOL_HOLIDAYS)],
    "access": [str(access) for access in (Access.STEP_FREE, Access.PARKING, Access.QUIET_SPACE)],
    "day": ["sat", "sun", "mon"],
    "time": ["morning", "evening"],
    "spaces": ["now"],
    "language": ["en", "pl", "ur"],
}
_VOCABULARY = Vocabulary(
    districts=tuple(Choice(code, {"en": code}) for code in _VALUES["district"]),
    needs=tuple(Choice(code, {"en": code}) for code in _VALUES["need"]),
    kinds=tuple(Choice(code, {"en": code}) for code in _VALUES["kind"]),
)
_ANSWERED = [*_VALUES["open"], *_VALUES["fact"]]
_metres = st.integers(0, 40_000)
_districts = st.none() | st.sampled_from(_VALUES["district"])


def _some(group: str, most: int = 3) -> SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(_VALUES[group]), unique=True, max_size=most).map(tuple)


@st.composite
def _facts(draw: st.DrawFn) -> Facts:
    answers = draw(st.dictionaries(st.sampled_from(_ANSWERED), st.booleans()))
    ages = draw(st.none() | st.tuples(st.integers(0, 25), st.integers(0, 25)))
    return Facts(
        listing_id=1,
        stamp="",
        coverage=str(draw(st.sampled_from(Coverage))),
        districts=draw(_some("district")),
        needs=draw(_some("need")),
        any_need=draw(st.booleans()),
        ages=(min(ages), max(ages)) if ages else None,
        spaces=draw(st.sampled_from(["", *map(str, Spaces)])),
        kinds=draw(_some("kind")),
        ways=draw(_some("way")),
        cost=draw(st.sampled_from(["", *_VALUES["cost"]])),
        yes=tuple(code for code, answer in answers.items() if answer),
        no=tuple(code for code, answer in answers.items() if not answer),
        languages=draw(_some("language")),
        times=draw(st.lists(st.sampled_from(list(SLOTS)), unique=True, max_size=4).map(tuple)),
        access=tuple(draw(st.lists(_some("access"), max_size=2))),
        spots=tuple(draw(st.lists(st.builds(Spot, _metres, _metres), max_size=2))),
    )


@st.composite
def _asked(draw: st.DrawFn) -> Asked:
    groups = draw(st.lists(st.sampled_from(list(_VALUES)), unique=True, max_size=4))
    criteria = SearchCriteria.asking("", **{group: draw(_some(group, 2)) for group in groups})
    point = st.none() | st.builds(Point, _metres, _metres)
    near = draw(st.none() | st.builds(Near, point, _districts, st.just("ST16 2LH"), st.booleans()))
    miles = draw(st.sampled_from(MILES))
    return Asked(SearchCriteria(chosen=criteria.chosen, postcode="ST16 2LH" if near else "", miles=miles), near)


def _is_as_by_hand(facts: Mapping[int, Facts], vocabulary: Vocabulary, worded: set[int], asked: Asked) -> None:
    size = max(facts, default=0) + 1
    sets = build(facts, size, vocabulary)
    listings = {number: fact for number, fact in facts.items() if number in worded}

    narrowed = sets.narrow(bits.from_numbers(listings, size), asked.criteria, asked.near)

    found = {number for number, fact in listings.items() if asked.finds(fact)}
    apart = {number for number, fact in listings.items() if asked.finds(fact, silence=True)} - found
    assert set(bits.numbers(narrowed.found)) == found
    assert narrowed.total == len(found)
    assert set(bits.numbers(narrowed.apart)) == apart
    counts = narrowed.counts()
    assert {group: set(held) for group, held in counts.items()} == {
        group: set(held) for group, held in sets.known.items()
    }
    for group, values in sets.known.items():
        for value in values:
            assert counts[group][value] == count(listings.values(), asked, group, value), (group, value)


# To explain a failure takes minutes here, and the listings in it are few once it is shrunk.
@settings(
    phases=[phase for phase in Phase if phase is not Phase.explain],
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    facts=st.dictionaries(st.integers(0, _SIZE - 1), _facts(), max_size=12),
    worded=st.sets(st.integers(0, _SIZE - 1)) | st.just(set(range(_SIZE))),
    asked=_asked(),
)
def test_what_is_found_left_apart_and_counted_is_what_counting_by_hand_gives(
    facts: dict[int, Facts], worded: set[int], asked: Asked
) -> None:
    _is_as_by_hand(facts, _VOCABULARY, worded, asked)


HOME = Near(Point(392_500, 323_300), "stafford", "ST16 2LH")
FAR = Near(Point(300_000, 200_000), None, "SW1A 1AA", is_outside=True)


def test_the_demonstration_is_found_and_counted_as_by_hand(session: Session, keys: KeyRing) -> None:
    vocabulary_loading.load(session, FOLDER / "vocabulary.yaml")
    demonstration.load(session, FOLDER / "demonstration.yaml", audit_key=keys.audit)
    for number, venue in enumerate(session.scalars(select(Venue).order_by(Venue.id))):
        # The tests' directory has a few postcodes only.
        venue.easting, venue.northing = 380_000 + number * 7_919 % 50_000, 300_000 + number * 6_007 % 60_000
    session.flush()
    vocabulary = read_vocabulary(session)
    documents = read_documents(session, read_stamps(session), vocabulary)
    facts = {number: document.facts for number, document in enumerate(documents)}
    for near, chosen in (
        (None, {}),
        (None, {"open": ["no_diagnosis", "refer_yourself"], "need": ["autism", "adhd"], "age": ["8"]}),
        (None, {"fact": ["school_holidays"], "cost": ["free", "varies"], "spaces": ["now"]}),
        (HOME, {"district": ["tamworth"], "access": ["step_free", "accessible_toilet"]}),
        (HOME, {"day": ["sat", "sun"], "time": ["morning"], "way": ["contact"]}),
        (FAR, {"language": ["pl", "ur"]}),
    ):
        asked = Asked(SearchCriteria.asking("", **chosen), near)
        _is_as_by_hand(facts, vocabulary, set(facts), asked)
        assert any(asked.finds(fact) for fact in facts.values()), chosen
