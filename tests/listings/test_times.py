"""Parts of the week: which ones a session touches, and how families read them."""

from __future__ import annotations

from datetime import time

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from localoffer.languages import speaking
from localoffer.listings.times import in_words, slot_name, slots_of_session
from localoffer.vocabulary import SLOTS, Day

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("opens", "closes", "parts"),
    [
        (time(9), time(12), ["morning"]),
        (time(9), time(12, 1), ["morning", "afternoon"]),
        (time(12), time(17), ["afternoon"]),
        (time(16, 30), time(17, 30), ["afternoon", "evening"]),
        (time(0), time(23, 59), ["morning", "afternoon", "evening"]),
        (time(18), time(0), ["evening"]),
        (time(14), time(2), ["afternoon", "evening"]),
        (time(10), None, ["morning"]),
    ],
)
def test_a_session_touches_the_parts_that_it_reaches_into(opens: time, closes: time | None, parts: list[str]) -> None:
    assert slots_of_session(Day.SATURDAY, opens, closes) == [f"sat-{part}" for part in parts]


@given(st.sampled_from(Day), st.times(), st.none() | st.times())
def test_every_session_touches_something_that_the_vocabulary_knows(day: Day, opens: time, closes: time | None) -> None:
    found = slots_of_session(day, opens, closes)
    assert found
    assert set(found) <= set(SLOTS)


@pytest.mark.parametrize(
    ("slots", "language", "lines"),
    [
        ((), "en", []),
        (("sat-morning",), "en", ["Saturday: morning"]),
        (
            (*(f"{day}-{part}" for day in ("mon", "tue", "wed", "thu", "fri") for part in ("morning", "afternoon")),),
            "en",
            ["Monday to Friday: morning and afternoon"],
        ),
        (tuple(f"{day}-evening" for day in Day), "en", ["Every day: evening"]),
        (("wed-evening", "mon-morning", "tue-morning"), "en", ["Monday and Tuesday: morning", "Wednesday: evening"]),
        (
            ("mon-morning", "tue-morning", "wed-morning", "wed-evening", "thu-morning", "fri-morning", "sat-morning"),
            "en",
            ["Monday, Tuesday and Thursday to Saturday: morning", "Wednesday: morning and evening"],
        ),
        (("sat-morning", "sun-morning"), "pl", ["Sobota i niedziela: rano"]),
        (("mon-evening", "tue-evening", "wed-evening"), "pl", ["Poniedziałek–środa: wieczorem"]),
        (("fri-afternoon",), "ur", ["جمعہ: دوپہر کے بعد"]),
    ],
)
def test_families_read_days_and_parts_as_they_would_say_them(
    app: Flask, slots: tuple[str, ...], language: str, lines: list[str]
) -> None:
    with app.app_context(), speaking(language):
        assert in_words(slots) == lines


def test_every_slot_has_a_name_of_its_own(app: Flask) -> None:
    with app.app_context():
        assert slot_name("sat-morning") == "Saturday morning"
        assert len({slot_name(slot) for slot in SLOTS}) == 21
