"""Starting from a search or a listing: district and need come along, are shown, and are never assumed."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.referrals.answers import Answers, ChosenDistrict
from localoffer.referrals.choices import Hard
from localoffer.referrals.drafting.carried_over import CarriedOver, Origin
from localoffer.vocabulary import WayIn
from tests.referrals import journeys
from tests.referrals.journeys import START
from tests.referrals.test_another_child import draft_of
from tests.support.client import CheckedClient
from tests.support.listings import listing

pytestmark = pytest.mark.any_database

SEARCHED = "district=tamworth&need=autism&need=speech-and-language"


def begin_from(client: CheckedClient, query: str, *, prefix: str = "") -> None:
    """Open the start page with a search, and press its button as a browser does."""
    page = client.page(f"{prefix}{START}?{query}")
    hidden = page.all(".//main//form//input[@type='hidden']")
    fields: dict[str, list[str]] = {}
    for box in hidden:
        fields.setdefault(str(box.get("name")), []).append(str(box.get("value")))
    response = client.post(f"{prefix}{START}", data=fields, headers={"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 303


def test_the_form_begins_with_the_district_and_the_area_of_what_was_searched_for(
    client: CheckedClient, database: Database, keys: KeyRing
) -> None:
    # given somebody who searched, and starts the form from what they found
    begin_from(client, SEARCHED)
    draft = draft_of(client, database, keys)
    # then the form knows both, and has no answer yet
    assert draft.carried.suggested.chosen_district == ChosenDistrict("tamworth")
    assert draft.carried.suggested.day_to_day is not None
    assert draft.carried.suggested.day_to_day.hard == (Hard.COMMUNICATION,)
    assert draft.answers == Answers()


def test_what_was_searched_for_stands_in_the_boxes_and_is_asked(client: CheckedClient) -> None:
    begin_from(client, SEARCHED)
    for slug, fields in journeys.without(journeys.PARENT, "home"):
        journeys.answer(client, slug, fields)
    journeys.answer(client, "home", {"postcode": ""})
    # the district is asked, with the one of the search chosen
    page = client.page(f"{START}/district")
    assert page.one(".//input[@checked]").get("value") == "tamworth"
    assert "We took this from what you searched for. Check that it is right." in page.words
    assert client.get(f"{START}/day-to-day").location == f"{START}/district"
    # and another can be chosen
    journeys.answer(client, "district", {"district": "lichfield"})
    page = client.page(f"{START}/district")
    assert page.one(".//input[@checked]").get("value") == "lichfield"
    assert "We took this" not in page.words
    # so is what is hard
    for slug, fields in journeys.without(journeys.PARENT, "day-to-day"):
        if slug not in ("home", "right-area"):
            journeys.answer(client, slug, fields)
    page = client.page(f"{START}/day-to-day")
    assert [box.get("value") for box in page.all(".//input[@checked]")] == ["communication-and-interaction"]
    assert "We took this from what you searched for" in page.words


def test_the_postcode_decides_against_the_search(client: CheckedClient, database: Database, keys: KeyRing) -> None:
    begin_from(client, SEARCHED)
    for slug, fields in journeys.without(journeys.PARENT, "home"):
        journeys.answer(client, slug, fields)
    journeys.answer(client, "home", journeys.HOME)
    assert draft_of(client, database, keys).answers.district == "stafford"


@pytest.mark.parametrize(
    "query",
    [
        "district=atlantis&need=levitation",
        "district=%3Cscript%3E&need=",
        "district=&need=social-emotional-and-mental-health",
        "needs=autism&districts=tamworth",
        "district=e07000199",
    ],
)
def test_what_the_site_does_not_know_is_ignored(
    client: CheckedClient, database: Database, keys: KeyRing, query: str
) -> None:
    begin_from(client, query)
    assert draft_of(client, database, keys).carried == CarriedOver()


def test_a_forged_form_carries_nothing_in_either(client: CheckedClient, database: Database, keys: KeyRing) -> None:
    data = {"district": "atlantis", "need": ["x"] * 5000}
    client.post(START, data={**data, "need": ["x"] * 400}, headers={"Sec-Fetch-Site": "same-origin"})
    assert draft_of(client, database, keys).carried == CarriedOver()


def test_nobody_gets_a_cookie_for_coming_from_a_search(client: CheckedClient) -> None:
    response = client.get(f"{START}?{SEARCHED}")
    assert "Set-Cookie" not in response.headers


def test_a_form_that_is_not_finished_is_not_overwritten_by_a_new_search(
    client: CheckedClient, database: Database, keys: KeyRing
) -> None:
    begin_from(client, SEARCHED)
    begin_from(client, "district=lichfield")
    suggested = draft_of(client, database, keys).carried.suggested
    assert suggested.chosen_district == ChosenDistrict("tamworth")


def test_a_change_of_language_on_the_start_page_keeps_the_search(client: CheckedClient) -> None:
    page = client.page(f"{START}?{SEARCHED}")
    switch = next(link for link in page.links if link.startswith("/language/ur"))
    following = client.get(switch).location
    assert following.startswith(f"/ur{START}?")
    assert "tamworth" in following


@pytest.fixture
def life_skills(session: Session) -> str:
    """The address of the listing whose support the form asks for."""
    districts = ("stafford", "tamworth", "lichfield")
    ways = (WayIn.REFER_YOURSELF,)
    made = listing(session, "Life Skills", slug="life-skills-and-independence", districts=districts, ways_in=ways)
    listing(session, "Saturday club", districts=districts)
    session.commit()
    return f"/services/{made.slug}"


@pytest.mark.parametrize(
    ("searched", "told"),
    [
        ("", ""),
        ("?district=tamworth&need=autism&q=calm+place", "?district=tamworth&need=autism"),
        ("?need=autism&need=speech-and-language&age=8", "?need=autism&need=speech-and-language"),
        # nobody lives in two districts
        ("?district=tamworth&district=lichfield", ""),
        # what the words were understood as counts like what was chosen
        ("?q=autism+tamworth", "?district=tamworth&need=autism"),
        # a postcode is told as its district
        ("?postcode=st16+2lh", "?district=stafford"),
    ],
)
def test_listing_and_results_tell_the_form_what_was_searched_for_and_nothing_more(
    client: CheckedClient, life_skills: str, searched: str, told: str
) -> None:
    for address in (life_skills, "/services"):
        links = [
            link for link in client.page(f"{address}{searched}").all(".//main//a") if START in str(link.get("href"))
        ]
        assert [link.get("href") for link in links] == [f"{START}{told}"], address


def test_what_is_carried_over_survives_being_stored() -> None:
    told = CarriedOver(Answers(chosen_district=ChosenDistrict("tamworth")), frozenset({"who"}), Origin.LAST_FORM)
    assert CarriedOver.from_json(told.to_json()) == told
    assert CarriedOver.from_json(None) == CarriedOver()
