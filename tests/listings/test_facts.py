"""What the index keeps of a listing beside its words."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from localoffer.db import Database
from localoffer.listings.models import Listing
from localoffer.listings.search.documents import read_documents, read_stamps, read_vocabulary
from localoffer.listings.search.facts import Facts, Spot
from localoffer.vocabulary import Coverage, Fact, Spaces, WayIn
from tests.support.listings import change, listing

pytestmark = pytest.mark.any_database


def _facts(session: Session, **told: object) -> Facts:
    made = listing(session, **told)  # type: ignore[arg-type]
    (document,) = read_documents(session, [made.id], read_vocabulary(session))
    return document.facts


def test_facts_are_read_back_as_they_were_kept(session: Session) -> None:
    facts = _facts(
        session,
        kinds=("activities", "advice"),
        ways_in=(WayIn.PROFESSIONAL, WayIn.DROP_IN),
        facts={Fact.TRANSPORT: (True, None), Fact.MEDICATION: (False, None)},
        diagnosis_needed=False,
        ehc_plan_needed=True,
        languages_spoken=["ur"],
        times=["sat-morning"],
        spaces=Spaces.FEW,
        venues=({"town": "Leek", "easting": 398000, "northing": 356000, "access": ["parking", "step_free"]},),
    )

    assert Facts.from_stored(facts.stored()) == facts
    assert facts.yes == ("no_diagnosis", "refer_yourself", "transport")
    assert facts.no == ("medication", "no_plan")
    assert (facts.ways, facts.cost, facts.languages, facts.times) == (
        ("drop_in", "professional"),
        "free",
        ("ur",),
        ("sat-morning",),
    )
    assert facts.access == (("step_free", "parking"),)
    assert facts.spots == (Spot(398000, 356000, "Leek"),)
    assert facts.has_room


def test_what_nobody_stated_takes_no_room(session: Session) -> None:
    facts = _facts(session, districts=(), needs=(), kinds=(), ways_in=(), cost=None, age_from=None, age_to=None)

    assert Facts.from_stored(facts.stored()) == facts
    assert set(json.loads(facts.stored())) == {"listing_id", "stamp", "coverage", "checked", "names"}
    stated = (facts.states_place, facts.states_needs, facts.has_room, facts.states("refer_yourself"))
    assert not any(stated)


@pytest.mark.parametrize(
    ("ways", "answer"),
    [
        ([WayIn.DROP_IN], True),
        ([WayIn.CONTACT], True),
        ([WayIn.REFER_YOURSELF, WayIn.PROFESSIONAL], True),
        ([WayIn.PROFESSIONAL, WayIn.ASSESSMENT], False),
    ],
)
def test_a_family_that_needs_nobody_else_can_refer_itself(
    session: Session, ways: Sequence[WayIn], answer: bool
) -> None:
    facts = _facts(session, ways_in=tuple(ways))

    assert ("refer_yourself" in facts.yes) is answer
    assert ("refer_yourself" in facts.no) is not answer


def test_a_hidden_venue_says_what_it_offers_and_not_where_it_is(session: Session) -> None:
    hidden = {"town": "Leek", "easting": 398000, "northing": 356000, "hidden": True, "access": ["quiet_space"]}

    facts = _facts(session, venues=(hidden, {"town": "Stafford"}))

    assert facts.spots == ()
    assert facts.access == (("quiet_space",),)


def test_a_place_outside_the_county_is_stated(session: Session) -> None:
    assert _facts(session, coverage=Coverage.OUTSIDE, districts=()).states_place
    assert not _facts(session, coverage=Coverage.OUTSIDE, districts=()).is_everywhere


@pytest.mark.parametrize("before_statement", range(1, 8))
def test_a_change_in_the_midst_of_reading_never_gives_old_words_a_new_stamp(
    database: Database, session: Session, before_statement: int
) -> None:
    """Where each statement sees what is committed by then, as on PostgreSQL; SQLite shows one moment throughout."""
    number = listing(session, "Lego club").id
    session.commit()
    statements = []

    def rename(*_told: object) -> None:
        statements.append(1)
        if len(statements) == before_statement:
            with database.transaction() as other:
                changed = other.get_one(Listing, number)
                next(text for text in changed.texts if text.language == "en").name = "Judo club"
                change(other, changed)

    with database.session(writes=False) as reading:
        vocabulary = read_vocabulary(reading)
        event.listen(reading.connection(), "before_cursor_execute", rename)
        (document,) = read_documents(reading, [number], vocabulary)
    with database.session(writes=False) as afterwards:
        is_new = document.facts.stamp == read_stamps(afterwards)[number]
    assert "Judo" in document.texts["en"] or not is_new
