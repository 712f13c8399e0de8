"""What the page of results says: of the postcode, of each listing, of the order, and of what most families fear."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from localoffer.listings.results.addresses import of_pages, with_one_more
from localoffer.listings.search.criteria import SearchCriteria, Sort
from localoffer.vocabulary import Coverage, Fact
from tests.support.client import CheckedClient
from tests.support.listings import listing
from tests.support.strict_html import Page

pytestmark = pytest.mark.any_database

HERE = "ST16 2LH"
BESIDE_IT = {"name": "Hall", "town": "Stafford", "easting": 392100, "northing": 323300}
THREE_MILES_AWAY = {"name": "Barn", "town": "Penkridge", "easting": 392000, "northing": 318400}
YES = (True, date(2026, 10, 1))


def reasons(page: Page) -> dict[str, str]:
    """Return the reason of each card by the name on it."""
    names = (title.find("a") for title in page.with_class("lo-card__title"))
    said = (reason.text or "" for reason in page.with_class("lo-card__reason"))
    return {(name.text or "").strip(): reason for name, reason in zip(names, said, strict=True) if name is not None}


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("hello", "This is not a postcode."),
        ("B1 1AA", "This postcode is in the area of Birmingham, which has a Local Offer of its own."),
        ("ST16 9ZZ", "We do not know this postcode."),
    ],
)
def test_a_postcode_that_does_not_help_is_said_beside_its_box_and_the_rest_still_answers(
    client: CheckedClient, session: Session, typed: str, problem: str
) -> None:
    listing(session, "Lego club", coverage=Coverage.ONLINE, districts=())
    listing(session, "Swimming", coverage=Coverage.COUNTY, districts=())
    session.commit()

    page = client.page(f"/services?q=lego&postcode={typed.replace(' ', '+')}")

    assert page.heading.startswith("1 service: “lego”")
    assert page.title.startswith("Error: 1 service")
    field = page.one(".//input[@id='postcode']")
    assert (field.get("value"), field.get("aria-describedby")) == (typed, "postcode-error")
    assert problem in "".join(page.one(".//p[@id='postcode-error']").itertext())


def test_each_listing_says_how_it_can_be_used_from_where_the_family_is(client: CheckedClient, session: Session) -> None:
    listing(session, "Beside", districts=("tamworth",), venues=(BESIDE_IT,))
    listing(session, "Away", districts=("tamworth",), venues=(THREE_MILES_AWAY,))
    listing(session, "Visitor", facts={Fact.COMES_TO_YOU: YES})
    listing(session, "Far", venues=({**THREE_MILES_AWAY, "town": "Leek", "northing": 340000},))
    listing(session, "County", coverage=Coverage.COUNTY, districts=())
    listing(session, "Screen", coverage=Coverage.ONLINE, districts=())
    session.commit()

    page = client.page(f"/services?postcode={HERE.replace(' ', '+')}")

    assert page.heading == "6 services: near ST16 2LH (5 miles)"
    assert reasons(page) == {
        "Beside": "Less than a mile away in Stafford",
        "Away": "3 miles away in Penkridge",
        "Visitor": "Comes to you: covers Stafford",
        "Far": "Covers Stafford · 10 miles away in Leek",
        "County": "Covers the whole county",
        "Screen": "Online, so you can use it from anywhere",
    }


def test_a_listing_says_which_of_the_chosen_filters_it_meets(client: CheckedClient, session: Session) -> None:
    listing(
        session,
        "Club",
        diagnosis_needed=False,
        facts={Fact.SCHOOL_HOLIDAYS: YES},
        languages_spoken=["en", "pl"],
        times=["sat-morning", "sun-evening"],
    )
    session.commit()

    page = client.page("/services?need=autism&open=no_diagnosis&fact=school_holidays&language=pl&day=sat&cost=free")

    assert reasons(page)["Club"] == (
        "For: Autism · Saturday morning · Free · The staff speak Polish · No diagnosis needed · "
        "Runs in the school holidays"
    )


def test_the_orders_are_offered_where_they_mean_something(client: CheckedClient, session: Session) -> None:
    listing(session, "Lego club", venues=(BESIDE_IT,))
    listing(session, "Lego corner", checked_on=date(2026, 11, 1))
    session.commit()

    def offered(query: str) -> list[str]:
        return [link.text or "" for link in client.page(f"/services?{query}").with_class("lo-order__link")]

    assert offered("cost=free") == ["Newest checked"]
    assert offered("need=autism") == ["Newest checked", "A to Z"]
    assert offered("need=autism&postcode=ST16+2LH") == ["Remove all filters", "Newest checked", "A to Z"]
    assert offered("q=lego") == ["Newest checked", "A to Z"]
    assert offered("q=lego&postcode=ST16+2LH") == ["Nearest", "Newest checked", "A to Z"]
    assert offered("q=lego&sort=checked") == ["Best match", "A to Z"]
    assert client.page("/services?q=lego&sort=checked").heading == "2 services: “lego”"


def test_above_the_results_stands_how_many_need_no_diagnosis(client: CheckedClient, session: Session) -> None:
    listing(session, "Open", diagnosis_needed=False)
    listing(session, "Shut", diagnosis_needed=True)
    session.commit()

    page = client.page("/services?need=autism")

    assert "You do not need a diagnosis for 1 of these services. Show only those" in page.words
    assert "/services?need=autism&open=no_diagnosis" in page.links
    narrowed = client.page("/services?need=autism&open=no_diagnosis")
    assert narrowed.heading == "1 service: Autism · No diagnosis needed"
    assert "You do not need a diagnosis for" not in narrowed.words


@pytest.mark.parametrize("typed", ["q=lego&postcode=ST16+2LH&sort=name", "q=lego+ST16+2LH&sort=name"])
def test_a_search_by_postcode_is_shared_with_the_district_in_its_place(
    client: CheckedClient, session: Session, typed: str
) -> None:
    listing(session, "Lego club")
    session.commit()
    shared = "/services?q=lego&district=stafford&sort=name"

    page = client.page(f"/services?{typed}")

    assert shared in page.links
    assert page.one(".//head/meta[@property='og:url']").get("content") == f"http://localhost{shared}"
    assert client.page(shared).links.count(shared) == 0


def test_a_long_search_has_a_short_title(client: CheckedClient, session: Session) -> None:
    listing(session, "Club")
    session.commit()

    page = client.page("/services?q=club&need=autism&district=stafford&age=8&cost=free&way=contact&kind=activities")

    assert page.heading == "1 service: “club” · Autism · Stafford · age 8 · You contact them · 2 more filters"
    assert "Remove all filters" in page.words
    assert "/services?q=club" in page.links


def test_addresses_written_together_are_those_written_one_by_one() -> None:
    asked = SearchCriteria.asking("lego & more", district=["stafford"], open=["no_plan"], age=["8"])

    def address(criteria: SearchCriteria) -> str:
        return f"/services?{criteria.query_string()}".removesuffix("?")

    for criteria in (asked, SearchCriteria(), SearchCriteria("100% %00", sort=Sort.NAME, page=3)):
        one_more, pages = with_one_more(criteria, "district", address), of_pages(criteria, address)
        assert one_more("tamworth") == address(criteria.with_filter("district", "tamworth"))
        assert [pages(2), pages(30)] == [address(criteria.with_page(2)), address(criteria.with_page(30))]


def test_a_postcode_without_words_shows_the_nearest_first_and_help_for_the_county_among_them(
    client: CheckedClient, session: Session
) -> None:
    # given clubs beside a home and help for the whole county that is far from nobody
    for number in range(6):
        listing(session, f"Club {number}", districts=("stafford",), venues=(BESIDE_IT,))
    listing(session, "A club that comes to you", districts=("stafford",))
    listing(session, "A helpline", coverage=Coverage.COUNTY, districts=())
    session.commit()
    # when a family gives its postcode alone
    page = client.page("/services?postcode=ST16+2LH")
    # then what is nearest comes first, the helpline is not lost, and the page says in which order they stand
    names = ["".join(title.itertext()).strip() for title in page.with_class("lo-card__title")]
    assert names == [
        "Club 0",
        "Club 1",
        "Club 2",
        "Club 3",
        "A helpline",
        "Club 4",
        "Club 5",
        "A club that comes to you",
    ]
    assert [order.text for order in page.all(".//strong[@aria-current]")] == ["Nearest"]
