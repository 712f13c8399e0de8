"""Families say what they could not find, without an account, a name or a cookie."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from limits import RateLimitItemPerHour
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.feedback import pace, sealing
from localoffer.feedback.models import MissingSupport
from localoffer.feedback.vocabulary import WHOLE_COUNTY
from localoffer.languages import LANGUAGES
from localoffer.vocabulary import AgeBand, Coverage
from tests.support.client import CheckedClient
from tests.support.listings import listing
from tests.support.strict_html import Page

pytestmark = pytest.mark.any_database

ADDRESS = "/what-is-missing"
FROM_US = {"Sec-Fetch-Site": "same-origin"}
TOLD: dict[str, Any] = {
    "mark": "a mark",
    "words": "A swimming club where nobody shouts",
    "district": "lichfield",
    "age_band": "5-10",
    "needs": ["autism", "hearing"],
    "kinds": ["activities"],
}


def send(client: CheckedClient, address: str = ADDRESS, **told: Any) -> Any:
    return client.post(address, data={**TOLD, **told}, headers=FROM_US)


def rows(session: Session) -> list[MissingSupport]:
    session.rollback()
    found = list(session.scalars(select(MissingSupport).order_by(MissingSupport.id)))
    session.rollback()
    return found


def chosen(page: Page) -> set[tuple[str, str]]:
    """Return the name and value of each answer that is chosen on the page."""
    found = {(one.get("name", ""), one.get("value", "")) for one in page.tree.iter("input") if "checked" in one.attrib}
    for select_ in page.tree.iter("select"):
        found |= {(select_.get("name", ""), one.get("value", "")) for one in select_ if "selected" in one.attrib}
    return found


@pytest.mark.few_languages
@pytest.mark.parametrize("code", LANGUAGES)
def test_what_was_missing_is_kept_and_whoever_told_is_thanked(
    client: CheckedClient, session: Session, keys: KeyRing, code: str
) -> None:
    prefix = LANGUAGES[code].prefix

    answer = send(client, prefix + ADDRESS)

    assert answer.status_code == 303
    assert client.page(answer.location)
    (row,) = rows(session)
    assert (row.language, row.district, row.age_band) == (code, "lichfield", AgeBand.PRIMARY)
    assert (row.needs, row.kinds) == (["autism", "hearing"], ["activities"])
    assert sealing.open_words(row, keys=keys) == TOLD["words"]


def test_nobody_is_given_a_cookie(client: CheckedClient) -> None:
    for answer in (client.get(ADDRESS), send(client), client.get(f"{ADDRESS}/thanks")):
        assert "Set-Cookie" not in answer.headers


def test_the_form_begins_with_what_was_searched_for_and_never_with_words_or_postcode(client: CheckedClient) -> None:
    asked = "q=Zebedee&postcode=ST16+2LH&district=tamworth&need=autism&need=adhd&kind=advice&age=14"
    page = client.page(f"{ADDRESS}?{asked}")

    assert chosen(page) == {
        ("district", "tamworth"),
        ("age_band", "11-15"),
        ("needs", "autism"),
        ("needs", "adhd"),
        ("kinds", "advice"),
    }
    assert "Zebedee" not in page.words
    assert "ST16" not in page.words


def test_codes_that_nobody_knows_are_passed_over(client: CheckedClient) -> None:
    page = client.page(f"{ADDRESS}?district=atlantis&need=magic&kind=wands&age=900&age=x")
    assert chosen(page) == {("district", ""), ("age_band", "")}


def test_a_double_click_tells_once(client: CheckedClient, session: Session) -> None:
    assert send(client).location == send(client).location
    assert len(rows(session)) == 1


def test_the_same_told_from_a_page_opened_anew_is_another_familys(client: CheckedClient, session: Session) -> None:
    marks = [client.page(ADDRESS).value("mark") for _ in range(2)]
    assert marks[0] != marks[1]
    for mark in marks:
        send(client, mark=mark)
    assert len(rows(session)) == 2


def test_a_single_tick_is_enough(client: CheckedClient, session: Session) -> None:
    told: dict[str, Any] = {"words": "", "district": WHOLE_COUNTY, "age_band": "", "needs": ["autism"], "kinds": []}
    assert send(client, **told).status_code == 303
    (row,) = rows(session)
    assert (row.district, row.age_band, row.sealed_words) == (WHOLE_COUNTY, None, None)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"words": " ", "needs": [], "kinds": []}, "Write what you looked for, or tick a box below"),
        ({"words": "a" * 1001}, "Use fewer words: 1,000 letters at most"),
        ({"district": "atlantis"}, "Choose one of the answers on the list"),
        ({"needs": ["autism", "magic"]}, "Choose one of the answers on the list"),
        ({"age_band": "999"}, "Choose one of the answers on the list"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(
    client: CheckedClient, session: Session, wrong: dict[str, Any], said: str
) -> None:
    answer = send(client, **wrong)

    assert answer.status_code == 400
    assert answer.page.title.startswith("Error: ")
    assert said in answer.page.words
    assert answer.page.value("mark") == "a mark"
    if "words" not in wrong:
        assert answer.page.value("words").strip() == TOLD["words"]
        assert ("kinds", "activities") in chosen(answer.page)
    assert rows(session) == []


@pytest.mark.parametrize("sender", [{}, {"Sec-Fetch-Site": "none"}, {"Origin": "https://elsewhere.example.org"}])
def test_a_form_that_none_of_our_pages_sent_is_not_kept_and_not_lost(
    client: CheckedClient, session: Session, sender: dict[str, str]
) -> None:
    answer = client.post(ADDRESS, data=TOLD, headers=sender)
    assert answer.status_code == 400
    assert "Send it once more" in answer.page.words  # type: ignore[attr-defined]
    assert answer.page.value("words").strip() == TOLD["words"]  # type: ignore[attr-defined]
    assert rows(session) == []


def test_a_flood_from_one_address_is_stopped_and_others_are_heard(
    client: CheckedClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "FROM_ONE_ADDRESS", RateLimitItemPerHour(2))
    for number in range(2):
        assert send(client, words=f"Number {number}").status_code == 303

    stopped = send(client, words="Number 3")

    assert stopped.status_code == 429
    assert stopped.page.value("words").strip() == "Number 3"
    other = client.post(ADDRESS, data=TOLD, headers=FROM_US, environ_base={"REMOTE_ADDR": "198.51.100.7"})
    assert other.status_code == 303
    assert len(rows(session)) == 3


def test_the_thanks_show_what_helps_the_whole_county(client: CheckedClient, session: Session) -> None:
    listing(session, "Lego club", slug="lego")
    listing(session, "Autism advice line", slug="advice-line", coverage=Coverage.COUNTY)
    listing(session, "Hearing advice line", slug="hearing-line", coverage=Coverage.COUNTY, needs=("hearing",))
    session.commit()

    answer = send(client, needs=["autism"])
    page = client.page(answer.location)

    assert parse_qs(urlsplit(answer.location).query) == {"need": ["autism"]}
    assert "/services/advice-line" in page.links
    assert not {"/services/lego", "/services/hearing-line"} & set(page.links)


def test_whoever_found_little_is_led_to_the_form_with_what_they_asked_for(
    client: CheckedClient, session: Session
) -> None:
    listing(session, "Lego club", slug="lego", districts=("tamworth",), needs=("hearing",))
    session.commit()

    for address in ("/services?q=zzqq+autism+in+Stafford+ST16+2LH&age=9", "/services/lego?q=zzqq&need=autism&age=9"):
        (link,) = (one for one in client.page(address).links if one.startswith(ADDRESS))
        asked = parse_qs(urlsplit(link).query)
        assert asked.pop("district", ["stafford"]) == ["stafford"]
        assert asked == {"need": ["autism"], "age": ["9"]}
        assert ("needs", "autism") in chosen(client.page(link))


@pytest.mark.parametrize(("services", "is_said"), [(0, False), (1, True), (2, True), (3, False)])
def test_few_results_ask_what_is_missing_and_others_only_offer_the_form(
    client: CheckedClient, session: Session, services: int, is_said: bool
) -> None:
    for number in range(services):
        listing(session, f"Lego club {number}")
    session.commit()

    page = client.page("/services?need=autism")

    assert ("Is something missing?" in page.words) is is_said
    assert f"{ADDRESS}?need=autism" in page.links
