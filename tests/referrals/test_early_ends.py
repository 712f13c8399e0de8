"""Pages that end the journey kindly, and the way back from each."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from localoffer.referrals.asking.rules import age_on
from tests.referrals import journeys
from tests.referrals.journeys import CHECK, RIGHT, START, Steps
from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("steps", "slug", "fields", "ends_at", "says"),
    [
        (journeys.PROFESSIONAL, "family-agrees", {"agreed": "no"}, "family-has-not-agreed", "Talk to the family first"),
        (
            journeys.PARENT,
            "date-of-birth",
            journeys.born(26),
            "over-age",
            "This support is for people up to 25",
        ),
        (
            journeys.YOUNG_PERSON,
            "date-of-birth",
            journeys.born(12),
            "ask-an-adult",
            "Ask an adult to do this with you",
        ),
        (
            journeys.OF_16,
            "do-they-know",
            {"knows": "no"},
            "young-person-has-not-agreed",
            "Talk to the young person first",
        ),
        (journeys.PARENT, "agreement", {"agreed": "no", "share": "no"}, "no-agreement", "Nothing was sent"),
    ],
    ids=["not agreed", "over 25", "under 13", "16 and not agreed", "no agreement"],
)
def test_an_answer_that_ends_the_journey_says_why_and_what_to_do_instead(
    client: CheckedClient, steps: Steps, slug: str, fields: dict[str, Any], ends_at: str, says: str
) -> None:
    # given everything before that question
    journeys.reach(client, slug, steps)
    # when the answer ends the journey
    assert journeys.answer(client, slug, fields).location == f"{START}/{ends_at}"
    # then the page says why, and whom to ring
    page = client.page(f"{START}/{ends_at}")
    assert says in page.words
    assert "01632 960000" in page.words
    # and nothing after it can be reached, but the answer can be changed
    assert client.get(CHECK).location == f"{START}/{slug}"
    assert f"{START}/{slug}" in page.links
    following = journeys.answer(client, slug, dict(steps)[slug]).location
    assert not following.endswith(ends_at)


def test_a_child_with_an_adult_beside_them_goes_on_without_another_date_of_birth(client: CheckedClient) -> None:
    # given a child who is too young to ask alone
    journeys.reach(client, "date-of-birth", journeys.YOUNG_PERSON)
    ended = journeys.answer(client, "date-of-birth", journeys.born(8)).location
    # when an adult is there, and says who they are
    assert f"{START}/who" in client.page(ended).links
    journeys.answer(client, "who", {"referrer": "parent"})
    # then the form goes on with what the child typed
    assert client.page(f"{START}/young-person").value("first_name") == "Zebedee"
    assert client.page(f"{START}/home").heading


@pytest.mark.parametrize(
    ("home", "district"), [("B1 1AA", None), ("", "outside")], ids=["outside the county", "outside our area"]
)
def test_who_lives_elsewhere_is_led_to_what_is_open_to_everybody(
    client: CheckedClient, home: str, district: str | None
) -> None:
    journeys.reach(client, "home")
    journeys.answer(client, "home", {"postcode": home})
    last: tuple[str, dict[str, Any]] = ("district", {"district": district}) if district else ("right-area", RIGHT)
    ended = journeys.answer(client, *last).location
    assert "/services?fact=open_to_all" in client.page(ended).links


@pytest.mark.parametrize(("postcode", "council"), [("ST1 1HL", "Stoke-on-Trent"), ("B1 1AA", "Birmingham")])
def test_a_postcode_outside_the_county_ends_the_form_only_where_it_is_right(
    client: CheckedClient, postcode: str, council: str
) -> None:
    # given a postcode that the directory has in another council's area
    journeys.reach(client, "home")
    assert journeys.answer(client, "home", {"postcode": postcode}).location == f"{START}/right-area"
    assert client.page(f"{START}/right-area").heading == f"Your child’s postcode is in {council}. Is that right?"
    # when that is right
    assert journeys.answer(client, "right-area", RIGHT).location == f"{START}/outside-the-county"
    # then the page says who can help, and whom to ring, and nothing after it can be reached
    page = client.page(f"{START}/outside-the-county")
    assert council in page.words
    assert "01632 960000" in page.words
    assert f"{START}/right-area" in page.links
    assert client.get(CHECK).location == f"{START}/right-area"
    # but a directory can be wrong or old: the family says where it lives, and goes on
    assert journeys.answer(client, "right-area", {"right": "no"}).location == f"{START}/district"
    assert journeys.answer(client, "district", {"district": "tamworth"}).location == f"{START}/school"
    # and another postcode is asked about anew
    assert journeys.answer(client, "home", {"postcode": "ST16 2LH"}).location == f"{START}/right-area"
    assert "Stafford" in client.page(f"{START}/right-area").heading
    assert client.get(CHECK).location == f"{START}/right-area"


def test_an_unknown_postcode_leads_to_a_choice_of_districts(client: CheckedClient) -> None:
    journeys.reach(client, "home")
    for typed in ("ZZ9 9ZZ", ""):
        assert journeys.answer(client, "home", {"postcode": typed}).location == f"{START}/district"
    assert journeys.answer(client, "district", {"district": "tamworth"}).location == f"{START}/school"
    assert journeys.answer(client, "district", {"district": "outside"}).location == f"{START}/outside-our-area"
    assert client.page(f"{START}/outside-our-area").heading.startswith("This support is for people who live in")


def test_one_mistake_put_right_leads_back_to_the_answers(client: CheckedClient) -> None:
    # given a form that was filled in to its end, and one answer changed to one that ends it
    journeys.fill_in(client)
    change = f"{START}/date-of-birth?change=1"
    ended = client.send(change, journeys.born(30)).location
    # when somebody goes back from there, or comes by way of the answers
    assert change in client.page(ended).links
    assert client.get(CHECK).location == change
    # then Back does not go round in a circle, and the right answer leads to all of them
    assert CHECK not in client.page(change).links
    assert client.send(change, journeys.BORN).location == CHECK


def test_a_postcode_mistyped_at_the_end_is_put_right_past_the_page_that_ended_the_form(client: CheckedClient) -> None:
    # given a form that was filled in to its end, and a postcode changed to one outside the county
    journeys.fill_in(client)
    asked = client.send(f"{START}/home?change=1", {"postcode": "B1 1AA"}).location
    ended = client.send(asked, RIGHT).location
    assert ended == f"{START}/outside-the-county?change=1"
    assert asked in client.page(ended).links
    assert client.get(CHECK).location == asked
    # when somebody goes back to it from there and types it rightly
    home = f"{START}/home?change=1"
    assert home in client.page(asked).links
    assert client.send(home, dict(journeys.PARENT)["home"]).location == asked
    # then the area is asked about, and the answers follow
    assert client.send(asked, RIGHT).location == CHECK


@pytest.mark.parametrize(
    ("born", "today", "age"),
    [
        (date(2000, 11, 22), date(2026, 11, 21), 25),
        (date(2000, 11, 22), date(2026, 11, 22), 26),
        (date(2012, 2, 29), date(2025, 2, 28), 12),
        (date(2012, 2, 29), date(2025, 3, 1), 13),
    ],
)
def test_an_age_is_counted_to_the_day_before_the_birthday(born: date, today: date, age: int) -> None:
    assert age_on(today, born=born) == age
