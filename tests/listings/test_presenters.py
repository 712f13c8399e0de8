"""Facts as sentences, and cards that are kept."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from flask import Flask
from markupsafe import Markup
from sqlalchemy.orm import Session

from localoffer.languages import LANGUAGES
from localoffer.listings import presenters
from localoffer.listings.cards import CardShelf, RenderedCard
from localoffer.listings.presenters import Said, Sign
from localoffer.listings.results.moulds import Mould
from localoffer.vocabulary import Checker, Cost, Coverage, Fact, Spaces, WayIn
from localoffer.web.rich_text import rich_text
from tests.support.listings import listing

pytestmark = pytest.mark.any_database

ENGLISH, POLISH = LANGUAGES["en"], LANGUAGES["pl"]


@pytest.fixture(autouse=True)
def request_context(app: Flask) -> object:
    with app.test_request_context("/"):
        yield


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (None, None, "Age not stated"),
        (5, 11, "Ages 5 to 11"),
        (5, None, "From age 5"),
        (None, 18, "Up to age 18"),
        (0, 18, "Up to age 18"),
        (16, 16, "Age 16"),
        (0, None, "From age 0"),
    ],
)
def test_ages_as_sentences(first: int | None, last: int | None, sentence: str) -> None:
    assert presenters.ages(first, last) == sentence


def test_where_a_listing_is_as_sentences(session: Session) -> None:
    both = listing(session, districts=("lichfield", "tamworth"), venues=({"town": "Leek"}, {"town": "Leek"}))
    at_home = listing(session, districts=("lichfield",), facts={Fact.COMES_TO_YOU: (True, None)})
    away = listing(session, coverage=Coverage.OUTSIDE, districts=("tamworth",))

    assert presenters.where(both, ENGLISH) == [Sign("In Leek", "pin"), Sign("Covers Lichfield and Tamworth", "pin")]
    assert presenters.where(at_home, ENGLISH) == [Sign("Comes to you: covers Lichfield", "home")]
    assert presenters.where(away, ENGLISH) == [Sign("Outside the county, for families in Tamworth", "pin")]
    assert presenters.where(listing(session, coverage=Coverage.ONLINE), ENGLISH) == [Sign("Online", "screen")]
    assert presenters.where(listing(session, districts=()), ENGLISH) == [
        Sign("Does not say which area it covers", "pin")
    ]


def test_spaces_carry_the_day_on_which_they_were_stated(session: Session) -> None:
    stated = listing(session, spaces=Spaces.AVAILABLE, spaces_stated_on=date(2026, 11, 3))

    assert presenters.spaces(stated) == "Has spaces (stated on 3 November 2026)"
    assert presenters.spaces(listing(session)) == ""
    assert presenters.spaces(listing(session, spaces=Spaces.WAITING)) == "Waiting list"


def test_ways_in_begin_with_the_easiest(session: Session) -> None:
    made = listing(session, ways_in=(WayIn.ASSESSMENT, WayIn.DROP_IN))

    assert presenters.ways_in(made) == [Sign("You can drop in", "person"), Sign("You need an assessment first", "list")]


def test_who_checked_it(session: Session) -> None:
    made = listing(session, checked_by=Checker.ORGANISATION)

    assert presenters.checked(made) == "Checked on 3 October 2026 by the organisation that runs it"


def test_only_what_was_stated_about_diagnosis_stands_on_the_card(session: Session) -> None:
    made = listing(session, diagnosis_needed=False, assessment_needed=True)

    card = presenters.card(made, ENGLISH)

    assert [(flag.text, flag.needed) for flag in card.flags] == [
        ("No diagnosis needed", False),
        ("Social care assessment needed", True),
    ]


@pytest.mark.parametrize(
    ("needed", "said"),
    [
        ((False, False, False), ["You do not need: a diagnosis, a social care assessment or an EHC plan"]),
        ((False, True, False), ["You do not need: a diagnosis or an EHC plan", "Social care assessment needed"]),
        ((False, None, True), ["No diagnosis needed", "Education, health and care (EHC) plan needed"]),
        ((None, None, None), []),
    ],
)
def test_a_card_says_in_one_line_what_is_not_needed(
    session: Session, needed: tuple[bool | None, ...], said: list[str]
) -> None:
    stated: dict[str, Any] = dict(
        zip(("diagnosis_needed", "assessment_needed", "ehc_plan_needed"), needed, strict=True)
    )

    card = presenters.card(listing(session, **stated), ENGLISH)

    assert [flag.text for flag in card.flags_in_short] == said


def test_a_card_names_a_few_needs_and_counts_the_others(session: Session) -> None:
    made = listing(session, needs=("autism", "speech-and-language", "hearing", "adhd", "not-sure"))

    assert presenters.needs(made, ENGLISH, most=2) == "For: Autism · Speech and language and 3 more"
    assert presenters.needs(made, ENGLISH, most=5).endswith("Hearing · ADHD · Not sure yet")
    assert presenters.needs(listing(session, needs=()), ENGLISH) == "Does not say which needs it is for"


def test_a_long_price_stays_off_the_card(session: Session) -> None:
    short = listing(session, cost=Cost.PAID, words={"cost": "£4 a session."})
    long = listing(session, cost=Cost.PAID, words={"cost": "It depends. " * 20})

    assert presenters.card(short, ENGLISH).cost_note == Said("£4 a session.")
    assert presenters.card(long, ENGLISH).cost_note is None


def test_each_field_falls_back_to_english_on_its_own(session: Session) -> None:
    made = listing(session, "Club", summary="Calm.", translations={"pl": {"name": "Klub"}})

    card = presenters.card(made, POLISH)

    assert card.name == Said("Klub")
    assert card.summary == Said("Calm.", "en")
    assert presenters.said(made, "description", POLISH) is None


def test_the_shelf_renders_each_card_once_and_keeps_only_so_many() -> None:
    shelf = CardShelf(most=3)
    rendered: list[int] = []

    def render(ids: list[int]) -> dict[int, RenderedCard]:
        rendered.extend(ids)
        return {
            number: RenderedCard(number, f"key-{number}", Said("x"), False, Mould("x"), "", "")
            for number in ids
            if number < 90
        }

    def take(*ids: int, generation: str = "one", language: str = "en") -> list[int]:
        return list(shelf.take(dict.fromkeys(ids, ()), generation=generation, language=language, render=render))

    assert take(1, 2) == [1, 2]
    assert take(1, 2, 3) == [1, 2, 3]
    assert rendered == [1, 2, 3]
    take(4)
    assert len(shelf) == 3
    take(1)
    assert rendered == [1, 2, 3, 4, 1]
    take(1, generation="two")
    take(1, language="pl")
    assert rendered[-2:] == [1, 1]
    assert take(95) == []


def test_rich_text_knows_paragraphs_and_lists_only() -> None:
    assert rich_text("One.\n\n- a\n- b") == Markup("<p>One.</p>\n<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n")
    assert "<em>" not in rich_text("*not* **this** `or` # that")
    assert rich_text("<a href='x'>y</a> & <script>") == Markup(
        "<p>&lt;a href='x'&gt;y&lt;/a&gt; &amp; &lt;script&gt;</p>\n"
    )


def test_every_way_in_has_a_picture_of_its_own(session: Session) -> None:
    signs = presenters.ways_in(listing(session, ways_in=tuple(WayIn)))

    assert [sign.text for sign in signs] == [str(way.title) for way in WayIn]
    assert len({sign.symbol for sign in signs}) == len(WayIn)
