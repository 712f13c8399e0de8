"""The postcode on the page of results: what is said of it, what is kept of it, and what it costs."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from localoffer.db import Database
from localoffer.listings.search.criteria import GROUPS
from localoffer.vocabulary import Coverage
from tests.support.client import CheckedClient
from tests.support.listings import listing
from tests.support.strict_html import Page

pytestmark = pytest.mark.any_database


def _search(client: CheckedClient, **asked: str) -> Page:
    return client.page(f"/services?{urlencode(asked)}")


def _names(page: Page) -> list[str]:
    return sorted(" ".join("".join(title.itertext()).split()) for title in page.with_class("lo-card__title"))


@pytest.fixture
def services(session: Session) -> None:
    listing(session, "Swimming", districts=("tamworth",), venues=({"town": "Leek", "postcode": "ST13 6HQ"},))
    listing(session, "Swimming in Stone", districts=("stafford",))
    listing(session, "Advice line", districts=(), coverage=Coverage.ONLINE)
    session.commit()


@pytest.mark.usefixtures("services")
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("my house", "not a postcode"),
        ("B1 1AA", "Birmingham"),
        ("ST16 9ZZ", "do not know this postcode"),
    ],
)
def test_what_is_wrong_with_a_postcode_is_said_and_what_was_typed_stays(
    client: CheckedClient, typed: str, said: str
) -> None:
    page = _search(client, postcode=typed, need="autism")

    assert said in page.words
    assert page.one(".//input[@name='postcode']").get("value") == typed
    assert any("need=autism" in link and urlencode({"postcode": typed}) not in link for link in page.links)


@pytest.mark.usefixtures("services")
def test_the_home_page_takes_a_postcode_and_sends_it_where_a_wrong_one_is_told(client: CheckedClient) -> None:
    (form,) = (form for form in client.page("/").all(".//form") if form.get("action") == "/services")

    fields = [field.get("name") for field in form.iter() if field.tag in {"input", "select"}]

    assert (form.get("method"), fields) == ("get", ["q", "district", "postcode"])
    page = _search(client, q="swimming", district="tamworth", postcode="my house")
    assert "not a postcode" in page.words
    assert (page.value("q"), page.value("postcode")) == ("swimming", "my house")


@pytest.mark.usefixtures("services")
@pytest.mark.parametrize(
    ("asked", "called"),
    [
        ({"postcode": "ST16 2LH"}, "Stafford"),
        ({"q": "swimming ST16 2LH"}, "“swimming” · Stafford"),
        ({"postcode": "B1 1AA"}, "Find support for your child"),
        ({"q": "swimming"}, "2 services: “swimming”"),
    ],
)
def test_what_a_page_is_called_where_somebody_shares_it_says_no_postcode(
    client: CheckedClient, asked: dict[str, str], called: str
) -> None:
    page = _search(client, **asked)

    (title,) = (meta.get("content") for meta in page.all(".//meta") if meta.get("property") == "og:title")
    told = [meta.get("content", "") for meta in page.all(".//meta")]
    assert title == called
    assert not any(postcode in text for text in told for postcode in ("ST16", "2LH", "B1", "1AA"))


@pytest.mark.usefixtures("services")
def test_a_postcode_that_leads_nowhere_narrows_nothing(client: CheckedClient) -> None:
    assert _search(client, postcode="my house").heading.startswith("3 services")
    assert _search(client, postcode="ST16 9ZZ").heading.startswith("3 services")


@pytest.mark.usefixtures("services")
def test_a_postcode_of_the_county_narrows_to_what_serves_it(client: CheckedClient) -> None:
    for typed in ("ST16 2LH", "st162lh", " ST16  2LH ", "ST16"):
        page = _search(client, postcode=typed)

        assert page.heading.startswith("2 services")
        assert "Covers Stafford" in page.words


@pytest.mark.usefixtures("services")
@pytest.mark.parametrize("asked", [{"postcode": "B1 1AA"}, {"q": "B1 1AA"}])
def test_a_postcode_outside_the_county_finds_what_is_online_or_near_and_not_what_is_for_our_county(
    client: CheckedClient, session: Session, asked: dict[str, str]
) -> None:
    birmingham = {"town": "Birmingham", "easting": 406_200, "northing": 286_900}
    listing(session, "Club over the border", districts=("lichfield",), venues=(birmingham,))
    listing(session, "For all of our county", districts=(), coverage=Coverage.COUNTY)
    session.commit()

    page = _search(client, **asked)

    assert page.heading.startswith("2 services")
    assert _names(page) == ["Advice line", "Club over the border"]
    assert "Online, so you can use it from anywhere" in page.words
    assert "Less than a mile away in Birmingham" in page.words


@pytest.mark.usefixtures("services")
def test_outside_the_county_no_way_out_offers_what_is_for_our_county_only(
    client: CheckedClient, session: Session
) -> None:
    listing(session, "For all of our county", districts=(), coverage=Coverage.COUNTY)
    session.commit()

    page = _search(client, postcode="B1 1AA", q="zzzz")

    assert "Help for the whole county" not in page.words
    assert "For all of our county" not in _names(page)
    assert "Help for the whole county" in _search(client, postcode="ST16 2LH", q="zzzz").words


def test_where_nothing_is_found_no_service_is_shown_twice(client: CheckedClient, session: Session) -> None:
    listing(session, "Says no time", districts=(), coverage=Coverage.COUNTY)
    session.commit()

    page = client.page("/services?day=sat")

    assert len(page.with_class("lo-card__title")) == 1


@pytest.mark.usefixtures("services")
def test_a_postcode_costs_one_look_up_by_its_key(client: CheckedClient, database: Database) -> None:
    _search(client, postcode="ST16 2LH")
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))

    _search(client, postcode="ST16 2LH")

    looked_up = [statement for statement in asked if "change_numbers" not in statement and statement != "BEGIN"]
    assert len(looked_up) == 1
    assert "FROM postcodes LEFT OUTER JOIN districts" in looked_up[0]
    assert "WHERE postcodes.postcode =" in looked_up[0]


@pytest.mark.usefixtures("services")
@pytest.mark.parametrize(
    "query",
    [
        "&".join(f"{group.code}=unknown{number}" for group in GROUPS for number in range(300)),
        "&".join(f"{group.code}=%00" for group in GROUPS),
        "&".join(f"open={code}" for code in ("no_diagnosis", "no_assessment", "no_plan", "refer_yourself") * 80),
        "postcode=%00&miles=5&sort=nearest",
        f"postcode={'S' * 5000}&miles={'9' * 5000}",
        "postcode=ST16+2LH&miles=-1&sort=furthest",
        "postcode=%D8%B3%D8%AA&miles=1e9",
        "postcode=ST16&postcode=ST17&miles=1&miles=20&sort=name&sort=best",
        "day=sat&time=morning&day=someday&time=never",
        "sort=nearest",
        "miles=20",
    ],
)
def test_bad_filters_and_places_are_never_an_error(client: CheckedClient, query: str) -> None:
    client.page(f"/services?{query}")
    assert client.get(f"/services/feed.atom?{query}").status_code == 200
