"""Finding a listing, as a family's browser sees it."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from localoffer.db import Database
from localoffer.listings.search.following import follower
from localoffer.vocabulary import Coverage, ListingStatus, Spaces, WayIn
from tests.support.client import CheckedClient
from tests.support.listings import change, listing, synonym

pytestmark = pytest.mark.any_database


def test_an_empty_search_shows_everything_from_a_to_z(client: CheckedClient, session: Session) -> None:
    for name in ("Swimming", "Art club", "Music"):
        listing(session, name)
    session.commit()

    page = client.page("/services")

    assert page.heading == "3 services"
    assert _names(page) == ["Art club", "Music", "Swimming"]
    assert [order.text for order in page.all(".//strong[@aria-current]")] == ["A to Z"]


def test_words_district_need_and_age_narrow_together(client: CheckedClient, session: Session) -> None:
    listing(session, "Lego club", districts=("lichfield",), needs=("autism",), age_from=5, age_to=11)
    listing(session, "Lego for teenagers", districts=("lichfield",), needs=("autism",), age_from=13, age_to=19)
    listing(session, "Lego far away", districts=("tamworth",), needs=("autism",))
    listing(session, "Lego for hearing", districts=("lichfield",), needs=("hearing",))
    listing(session, "Swimming", districts=("lichfield",), needs=("autism",))
    session.commit()

    page = client.page("/services?q=lego&district=lichfield&need=autism&age=8")

    assert page.heading == "1 service: “lego” · Autism · Lichfield · age 8"
    assert _names(page)[0] == "Lego club"
    reason = page.with_class("lo-card__reason")[0].text or ""
    assert reason == "Your words are in its name · For: Autism · Covers Lichfield · Ages 5 to 11"


def test_each_chosen_filter_can_be_removed_on_its_own(client: CheckedClient, session: Session) -> None:
    listing(session, "Lego club", districts=("lichfield",))
    session.commit()

    listing(session, "Lego corner", districts=("stafford",))
    session.commit()

    page = client.page("/services?q=lego&district=lichfield&district=stafford&age=8")

    removals = [chosen.get("href") for chosen in page.with_class("lo-chosen__item")]
    assert removals == [
        "/services?district=lichfield&district=stafford&age=8",
        "/services?q=lego&district=stafford&age=8",
        "/services?q=lego&district=lichfield&age=8",
        "/services?q=lego&district=lichfield&district=stafford",
    ]


def test_words_that_are_all_one_filter_are_one_thing_to_leave_out(client: CheckedClient, session: Session) -> None:
    listing(session, "Lego club", districts=("lichfield",))
    session.commit()

    page = client.page("/services?q=lichfield&age=8")

    removals = [chosen.get("href") for chosen in page.with_class("lo-chosen__item")]
    assert removals == ["/services?age=8", "/services?q=lichfield"]


def test_removing_a_filter_never_leads_to_nothing(client: CheckedClient, session: Session) -> None:
    listing(session, "Lego club", districts=("lichfield",))
    session.commit()

    page = client.page("/services?q=lego&district=lichfield&district=stafford")

    for removal in page.with_class("lo-chosen__item"):
        assert client.page(removal.get("href", "")).heading.startswith("1 service")


def test_counts_stand_beside_the_filters_and_what_offers_nothing_is_not_offered(
    client: CheckedClient, session: Session
) -> None:
    listing(session, "One", needs=("autism",), districts=("lichfield",))
    listing(session, "Two", needs=("autism", "hearing"), districts=("stafford",))
    session.commit()

    page = client.page("/services?district=stafford")

    options = {" ".join("".join(label.itertext()).split()) for label in page.with_class("lo-filter__option")}
    assert {"Lichfield services: 1", "Stafford services: 1", "Autism services: 1", "Hearing services: 1"} <= options
    assert not any("Tamworth" in option or "services: 0" in option for option in options)


def test_results_come_in_pages_whose_links_keep_the_search(client: CheckedClient, session: Session) -> None:
    for number in range(45):
        listing(session, f"Club {number:02}")
    session.commit()

    page = client.page("/services?need=autism&page=2")

    assert "(page 2 of 3)" in page.title
    assert len(_names(page)) == 20
    assert "/services?need=autism&page=3" in page.links
    assert "/services?need=autism" in page.links
    assert _names(client.page("/services?need=autism&page=1000000000")) == _names(
        client.page("/services?need=autism&page=3")
    )


def test_no_result_says_what_to_do_next_and_each_link_gives_results(client: CheckedClient, session: Session) -> None:
    listing(session, "Lego club", districts=("lichfield",), needs=("autism",))
    listing(session, "Advice line", districts=(), needs=("hearing",), coverage=Coverage.COUNTY)
    session.commit()

    page = client.page("/services?q=lego&need=hearing&district=stafford")

    assert page.heading == "No services found: “lego” · Hearing · Stafford"
    assert "Search without your words: 1 service" in page.words
    assert "01632 960000" in page.words
    assert "Help for the whole county" in page.words
    for link in page.links:
        if link.startswith("/services"):
            assert not client.page(link).heading.startswith("No services"), link


def test_listings_that_do_not_state_a_need_stand_apart(client: CheckedClient, session: Session) -> None:
    listing(session, "Lego club", needs=("autism",))
    listing(session, "Open youth club", needs=())
    listing(session, "Play for all", needs=(), any_need=True)
    session.commit()

    page = client.page("/services?need=autism")

    assert page.heading == "2 services: Autism"
    assert "May also help" in page.words
    assert _names(page) == ["Lego club", "Play for all", "Open youth club"]
    assert "It does not say which needs it is for" in page.words


def test_the_page_says_what_it_did_with_the_words(client: CheckedClient, session: Session) -> None:
    listing(session, "Short breaks at the farm")
    synonym(session, "respite", "short breaks")
    session.commit()

    page = client.page("/services?q=respite+zebra&need=nonsense&age=31")

    assert "You typed “respite”, so we also looked for “short breaks”." in page.words
    assert page.with_class("lo-card__reason")[0].text == "It has other words for “respite”"
    assert "No service says “zebra”." in page.words
    assert "We do not know “nonsense”, so we left it out." in page.words
    assert "This site is for ages 0 to 25, so we left out “31”." in page.words


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("8 and 12", "You can search for one age at a time, so we left out “12”."),
        ("8, 12 or 14", "You can search for one age at a time, so we left out “12” and “14”."),
        ("toddler", "We do not know the age “toddler”, so we left it out. Type one number from 0 to 25."),
    ],
)
def test_what_is_left_out_of_an_age_is_said_with_the_ages_that_there_are(
    client: CheckedClient, session: Session, typed: str, said: str
) -> None:
    listing(session, "Lego club")
    session.commit()

    page = client.page(f"/services?{urlencode({'age': typed})}")

    assert said in page.words
    assert page.value("age") == ("" if typed == "toddler" else "8")


def test_words_that_are_too_many_stay_in_the_box_and_the_page_says_how_far_it_read(
    client: CheckedClient, session: Session
) -> None:
    listing(session, "Lego club")
    session.commit()
    typed = f"lego {'and so on ' * 30}until the end"

    page = client.page(f"/services?{urlencode({'q': typed})}")

    box = page.one(".//input[@id='q']")
    assert box.get("value") == typed
    note = page.one(f".//*[@id='{box.get('aria-describedby')}']")
    assert "We looked for its first words, up to “" in "".join(note.itertext())
    assert page.one(".//input[@id='q']").get("aria-describedby")
    assert "up to “" not in client.page("/services?q=lego").words


def test_a_card_carries_the_facts_that_come_first(client: CheckedClient, session: Session) -> None:
    listing(
        session,
        "Life skills",
        diagnosis_needed=False,
        assessment_needed=False,
        ehc_plan_needed=True,
        ways_in=(WayIn.PROFESSIONAL, WayIn.REFER_YOURSELF),
        spaces=Spaces.WAITING,
        waiting_weeks=6,
        source="demonstration",
        organisation="Moorland Steps",
        venues=({"name": "Mill", "address": "1 Secret Road", "town": "Leek", "hidden": True},),
    )
    session.commit()

    words = client.page("/services").words

    for said in (
        "Demonstration",
        "Moorland Steps",
        "You do not need: a diagnosis or a social care assessment",
        "Education, health and care (EHC) plan needed",
        "You can refer yourself A professional refers you",
        "For: Autism",
        "In Leek",
        "Covers Stafford",
        "Ages 5 to 11",
        "Free",
        "Waiting list of about 6 weeks",
        "Checked on 3 October 2026 by the council",
    ):
        assert said in words, said
    assert "Secret" not in words


def test_drafts_and_archived_listings_are_not_found(client: CheckedClient, session: Session) -> None:
    listing(session, "Draft", status=ListingStatus.DRAFT)
    listing(session, "Old", status=ListingStatus.ARCHIVED)
    session.commit()

    assert client.page("/services").heading == "0 services"


def test_a_published_change_is_seen_at_the_next_search(client: CheckedClient, session: Session) -> None:
    made = listing(session, "Lego club")
    session.commit()
    assert client.page("/services?q=lego").heading.startswith("1 service")

    change(session, made, status=ListingStatus.ARCHIVED)
    listing(session, "Lego corner", summary="New.")
    session.commit()

    assert _names(client.page("/services?q=lego")) == ["Lego corner"]


def test_other_languages_find_translated_words_and_mark_english_ones(client: CheckedClient, session: Session) -> None:
    translated = {"pl": {"name": "Klub klocków", "summary": "Spokojne miejsce."}}
    listing(session, "Lego club", translations=translated)
    listing(session, "Swimming")
    session.commit()

    page = client.page("/pl/services?q=klockow")

    assert _names(page) == ["Klub klocków"]
    assert page.links.count("/pl/services/" + _slug(page)) == 0
    assert any(link.startswith("/pl/services/") and link.endswith("?q=klockow") for link in page.links)
    marked = [span for span in client.page("/pl/services").all(".//span[@lang='en']") if span.get("dir") == "ltr"]
    assert "Swimming" in [span.text for span in marked]
    # and the page says so, where there is any
    said = "Część tej strony jest po angielsku"
    assert said in client.page("/pl/services").words
    assert said not in page.words
    assert "is in English" not in client.page("/services").words


def test_a_warm_search_asks_the_database_for_nothing_but_the_change_number(
    app: Flask, client: CheckedClient, database: Database, session: Session
) -> None:
    listing(session, "Lego club")
    session.commit()
    client.page("/services?q=lego")
    asked: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *told: asked.append(told[2]))

    client.page("/services?q=lego")

    assert [statement for statement in asked if "change_numbers" not in statement and statement != "BEGIN"] == []
    assert follower(app).engine.listings == 1


@pytest.mark.parametrize(
    "query",
    [
        urlencode({"q": "x" * 1000}),
        urlencode({"q": "word " * 200}),
        urlencode({"q": '"unclosed (AND OR NOT) [a TO b] field:value^5 ~ * ?'}),
        urlencode({"q": "🦖👨‍👩‍👧"}),
        urlencode({"q": "\u202eabc\u200f\u2066"}),
        "q=lego%00club",
        "q=%ff%fe%ed%a0%80",
        "page=0",
        "page=-5",
        f"page={10**9}",
        f"page={'9' * 5000}",
        "age=26&age=abc",
        f"age={'1' * 5000}",
        "age=%D9%A8",
        "&".join(f"need=unknown{number}&district=unknown{number}" for number in range(150)),
        "&".join(["need=autism"] * 300),
        f"need={quote('<script>alert(1)</script>')}",
        "district=%00&need=%00",
        "q=the+a+of",
    ],
)
def test_bad_input_is_never_an_error(client: CheckedClient, session: Session, query: str) -> None:
    listing(session, "Lego club")
    session.commit()

    assert "service" in client.page(f"/services?{query}").heading


def _names(page: object) -> list[str]:
    titles = page.with_class("lo-card__title")  # type: ignore[attr-defined]
    return [" ".join("".join(title.find("a").itertext()).split()) for title in titles]


def _options(page: object, group: str) -> set[str]:
    labels = page.with_class("lo-filter__option")  # type: ignore[attr-defined]
    return {" ".join("".join(one.itertext()).split()) for one in labels if one.find("input").get("name") == group}


def _slug(page: object) -> str:
    link = page.with_class("lo-card__title")[0].find("a")  # type: ignore[attr-defined]
    return str(link.get("href")).rpartition("/")[2].partition("?")[0]
