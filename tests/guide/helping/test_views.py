"""A family answers seven questions, or fewer, and sees what they can have, in the right order, and whom to call."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.guide.helping.rules import Rule
from localoffer.listings.models import Term, TermText
from localoffer.referring import Ages
from localoffer.vocabulary import WayIn
from tests.guide.helping.conftest import ALL
from tests.referrals.deciding import decide
from tests.support.client import CheckedClient
from tests.support.listings import listing

pytestmark = pytest.mark.any_database
OPEN: dict[str, Any] = {"diagnosis_needed": False, "assessment_needed": False, "ehc_plan_needed": False}


def checked(client: CheckedClient, address: str) -> set[str]:
    """Return the answers that are chosen on a page."""
    page = client.page(address)
    return {one.get("value", "") for one in page.tree.iter("input") if "checked" in one.attrib}


def test_each_answer_leads_to_the_next_question_and_the_last_to_the_answer(client: CheckedClient) -> None:
    # when somebody answers one question after the other
    asked, address = [], "/help"
    for name, code in (pair.split("=") for pair in ALL.split("&")):
        page = client.page(address)
        asked.append(page.heading)
        held = [one for one in page.tree.iter("input") if one.get("type") == "hidden"]
        query = "&".join(f"{one.get('name')}={one.get('value')}" for one in held)
        address = client.get(f"/help?{query}&{name}={code}").location
    # then there were seven, all different, and the address of the answer holds each
    assert len(set(asked)) == 7
    assert address == f"/help/answer?{ALL}"


def test_nobody_is_given_a_cookie_and_nothing_is_kept(client: CheckedClient) -> None:
    for address in ("/help", f"/help/answer?{ALL}"):
        assert "Set-Cookie" not in client.get(address).headers


@pytest.mark.parametrize(
    ("address", "mistake"),
    [
        ("/help?asked=who", "Choose who needs help"),
        ("/help?who=parent&asked=age", "Choose an age"),
        ("/help?who=wizard&asked=who", "Choose one of the answers on the list"),
        ("/help?who=parent&need=autism&need=not-sure&asked=need", "Choose either some of the answers"),
        ("/help/answer?who=parent&age=900", "Choose one of the answers on the list"),
        ("/help/answer?who=parent&district=atlantis", "Choose one of the answers on the list"),
    ],
)
def test_an_answer_that_is_none_is_said_and_nothing_is_lost(client: CheckedClient, address: str, mistake: str) -> None:
    page = client.page(address, status=400)
    assert page.title.startswith("Error: ")
    assert mistake in page.words
    kept = {(one.get("name"), one.get("value")) for one in page.tree.iter("input")}
    assert ("who", "parent") in kept or "who=parent" not in address


def test_what_is_hard_is_asked_by_what_families_see(client: CheckedClient, session: Session) -> None:
    text = session.scalars(select(TermText).join(Term).where(Term.code == "autism", TermText.language == "en")).one()
    text.hint = "Finds change or noise hard."
    session.commit()
    assert "Finds change or noise hard." in client.page("/help?who=parent&question=need").words


def test_danger_leads_at_once_to_whom_to_ring(client: CheckedClient) -> None:
    for address in ("/help?who=parent&urgent=danger&asked=urgent", "/help/answer?urgent=danger"):
        assert client.get(address).location == "/help/now"


def test_each_answer_can_be_changed_from_the_answer_and_the_others_stay(
    client: CheckedClient, rules: list[Rule]
) -> None:
    page = client.page(f"/help/answer?{ALL}")
    (change,) = (link for link in page.links if link.endswith("question=need"))
    assert checked(client, change) == {"autism"}
    changed = client.get(f"/help?{ALL.replace('need=autism', 'need=hearing')}&asked=need").location
    assert changed == f"/help/answer?{ALL.replace('need=autism', 'need=hearing')}"


def test_somebody_may_skip_the_rest_after_the_first_question(client: CheckedClient, rules: list[Rule]) -> None:
    # when somebody says who needs help, and wants to see the answer at once
    page = client.page("/help?who=parent")
    assert "/help/answer?who=parent" in page.links
    # then the answer has all its parts, and says what was not answered
    page = client.page("/help/answer?who=parent")
    assert [heading.get("id") for heading in page.all(".//h2")][:4] == ["now", "referral", "assessment", "call"]
    assert "Not answered" in page.words
    assert client.get("/help/answer").location == "/help"


def test_the_answer_shows_each_service_where_it_belongs_and_the_form_first(
    client: CheckedClient, session: Session, rules: list[Rule]
) -> None:
    # given services that are open, that a professional refers to, and that need an assessment
    listing(session, "Lego club", slug="lego", **OPEN)
    listing(session, "Clinic", slug="clinic", ways_in=(WayIn.PROFESSIONAL,))
    listing(session, "Night care", slug="night", ways_in=(WayIn.ASSESSMENT,), assessment_needed=True)
    listing(session, "Advice line", slug="advice", kinds=("advice",), **OPEN)
    session.commit()
    # when a family looks at the answer
    page = client.page(f"/help/answer?{ALL}")
    # then the form for Life Skills comes before all else, and knows district and need
    form = next(link for link in page.links if link.startswith("/refer/life-skills?"))
    assert parse_qs(urlsplit(form).query) == {"district": ["stafford"], "need": ["autism"]}
    assert page.links.index(form) < page.links.index(next(link for link in page.links if "/services/lego" in link))
    # and each service stands in its part, in the order of the parts
    slugs = [link.partition("?")[0].removeprefix("/services/") for link in page.links]
    wanted = ["lego", "clinic", "night", "advice"]
    assert [slug for slug in slugs if slug in wanted] == wanted


def test_what_the_form_asks_for_stands_no_second_time_and_a_class_of_others_does(
    client: CheckedClient, session: Session, rules: list[Rule]
) -> None:
    # given the council's own listing, and a class of somebody else that teaches the like
    for slug in ("life-skills-and-independence", "cooking"):
        listing(session, slug=slug, kinds=("life-skills",), **OPEN | {"ways_in": (WayIn.REFER_YOURSELF,)})
    session.commit()
    # then the answer has the form instead of the first, and the second among the services
    links = client.page(f"/help/answer?{ALL}").links
    shown = {link.partition("?")[0] for link in links if link.startswith("/services/")}
    assert "/services/cooking" in shown
    assert "/services/life-skills-and-independence" not in shown


@pytest.mark.parametrize(("assessed", "is_shown"), [("nobody", False), ("ehc-plan", True)])
def test_what_is_for_those_with_a_plan_stands_first_only_for_them(
    client: CheckedClient, session: Session, rules: list[Rule], assessed: str, is_shown: bool
) -> None:
    # given one service that needs an education, health and care plan and no other assessment
    listing(session, "Internship", slug="internship", **OPEN | {"ehc_plan_needed": True})
    listing(session, "Lego club", slug="lego", **OPEN)
    session.commit()
    # then only a family that says it has a plan meets it among what it can have now
    page = client.page(f"/help/answer?{ALL.replace('assessed=nobody', f'assessed={assessed}')}")
    assert any(link.startswith("/services/internship") for link in page.links) is is_shown


def test_the_services_under_a_rule_are_first_those_that_it_speaks_of(
    client: CheckedClient, session: Session, rules: list[Rule]
) -> None:
    # given more advice than a part shows, all as new as the one short break
    for number in range(3):
        listing(session, f"Advice {number}", slug=f"advice-{number}", kinds=("advice",), **OPEN)
    listing(session, "Weekend away", slug="weekend", kinds=("short-breaks",), **OPEN)
    session.commit()
    # when a family wants both, and is told of breaks
    page = client.page("/help/answer?who=parent&want=talk&want=rest")
    assert "Breaks that you can ask for today" in page.words
    # then the break stands first
    slugs = [link.partition("?")[0] for link in page.links if link.startswith("/services/")]
    assert next(slug for slug in slugs if "advice" in slug or "weekend" in slug) == "/services/weekend"


def test_a_young_person_is_asked_about_themselves(client: CheckedClient) -> None:
    assert client.page("/help?who=young-person").heading == "How old are you?"
    assert client.page("/help?who=young-person&age=16-17").heading == "Where do you live?"
    assert client.page("/help?who=parent").heading == "How old is the child or young person?"


@pytest.mark.parametrize(("age", "is_shown"), [("5-10", True), ("18-25", True), ("0-4", False)])
def test_the_form_stands_first_only_for_the_ages_that_the_council_set(
    app: Flask, client: CheckedClient, rules: list[Rule], age: str, is_shown: bool
) -> None:
    decide(app, ages=Ages(first=5, last=25, to_refer_oneself=13, since=date(2026, 10, 5)))
    page = client.page(f"/help/answer?age={age}")
    assert ("First: ask for 1-1 Life Skills support" in page.words) is is_shown


def shown(client: CheckedClient, address: str) -> list[str]:
    """Return the services that an answer shows, in order."""
    titles = client.page(address).all(".//h3[@class='lo-card__title']/a")
    return [str(title.get("href")).partition("?")[0].rpartition("/")[2] for title in titles]


def test_what_names_the_need_and_the_district_comes_before_what_was_checked_later(
    client: CheckedClient, session: Session, rules: list[Rule]
) -> None:
    # given help for anybody that was checked this week, and a group for this need here that was checked before
    anybody: dict[str, Any] = {"needs": (), "any_need": True, "coverage": "county", "checked_on": date(2026, 11, 20)}
    for name in ("Advice line", "Carers hub", "Money help"):
        listing(session, name, **OPEN, **anybody)
    listing(session, "Talk and sign", slug="talk-and-sign", **OPEN)
    session.commit()
    # then the group leads
    assert shown(client, f"/help/answer?{ALL}")[0] == "talk-and-sign"


def test_what_is_for_speakers_of_another_language_does_not_lead(
    client: CheckedClient, session: Session, rules: list[Rule]
) -> None:
    # given a group in Urdu, one in Polish and a club, all for anybody
    anybody: dict[str, Any] = {"needs": (), "any_need": True, "coverage": "online"}
    for name, spoken in (("A group in Urdu", ["en", "ur"]), ("B group in Polish", ["en", "pl"]), ("Club", [])):
        listing(session, name, slug=name.split()[-1].lower(), languages_spoken=spoken, **OPEN, **anybody)
    session.commit()
    # then each reader sees first what is for them
    assert shown(client, "/help/answer?who=parent")[:3] == ["club", "urdu", "polish"]
    assert shown(client, "/pl/help/answer?who=parent")[:3] == ["polish", "club", "urdu"]
    # and what names the need stays where it is
    listing(session, "A signing group in Urdu", slug="signing", languages_spoken=["en", "ur"], **OPEN)
    session.commit()
    assert shown(client, "/help/answer?need=autism")[0] == "signing"


def test_where_nothing_fits_the_search_is_widened_and_says_so(
    client: CheckedClient, session: Session, rules: list[Rule]
) -> None:
    # given one open service for another need, of another kind, in another district
    listing(session, "Signing", slug="signing", needs=("hearing",), kinds=("advice",), districts=("tamworth",), **OPEN)
    session.commit()
    page = client.page(f"/help/answer?{ALL}")
    assert "These are elsewhere in the county" in page.words
    assert "We know of no service like this yet" in page.words
    # and a service that does fit needs no such word
    listing(session, "Lego club", slug="lego", **OPEN)
    session.commit()
    page = client.page(f"/help/answer?{ALL}")
    assert any("/services/lego" in link for link in page.links)


REST = f"/help/answer?{ALL.replace('want=do-things', 'want=rest')}"
BREAKS, OTHER_KINDS = "Breaks that you can ask for today", "There is no such kind of help here"


def test_the_kind_of_help_asked_for_is_looked_for_in_other_districts_before_another_kind(
    client: CheckedClient, session: Session, rules: list[Rule]
) -> None:
    # given advice here, and a break in the next district
    listing(session, "Advice", slug="advice", kinds=("advice",), **OPEN)
    listing(session, "Weekend away", slug="weekend", kinds=("short-breaks",), districts=("tamworth",), **OPEN)
    session.commit()
    # then the break stands under the words about breaks, and the page says where it is
    page = client.page(REST)
    assert shown(client, REST)[0] == "weekend"
    assert BREAKS in page.words
    assert "There is nothing like this in your district. These are elsewhere in the county." in page.words
    assert OTHER_KINDS not in page.words


@pytest.mark.parametrize("districts", [("stafford",), ("tamworth",)])
def test_no_words_about_a_kind_of_help_stand_above_other_kinds(
    client: CheckedClient, session: Session, rules: list[Rule], districts: tuple[str, ...]
) -> None:
    # given no break anywhere
    listing(session, "Advice", slug="advice", kinds=("advice",), districts=districts, **OPEN)
    session.commit()
    # then nothing is said of breaks
    page = client.page(REST)
    assert shown(client, REST)[0] == "advice"
    assert BREAKS not in page.words
    assert "You can begin today" in page.words


def test_without_any_rule_the_answer_is_still_not_empty(client: CheckedClient) -> None:
    page = client.page(f"/help/answer?{ALL}")
    assert {"/call-me", "tel:01632960000", "tel:01632960001"} <= set(page.links)


@pytest.mark.parametrize("prefix", ["/pl", "/ur"])
def test_the_answer_is_in_the_readers_language(client: CheckedClient, rules: list[Rule], prefix: str) -> None:
    page = client.page(f"{prefix}/help/answer?{ALL}")
    texts = {rule.code: rule.texts[prefix.strip("/")] for rule in rules}
    for code in ("now-anyone", "referral-anyone", "assessment-anyone", "call-anyone"):
        assert texts[code].title in page.words
