"""Reading one listing, as a family's browser sees it."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from localoffer.db import now
from localoffer.vocabulary import Coverage, Fact, ListingStatus, Regulator, WayIn
from tests.support.client import CheckedClient
from tests.support.listings import listing

pytestmark = pytest.mark.any_database


def test_the_page_says_everything_about_a_listing(client: CheckedClient, session: Session) -> None:
    listing(
        session,
        "Life skills",
        slug="life-skills",
        summary="Learn to cook and travel.",
        kinds=("life-skills",),
        needs=(),
        any_need=True,
        coverage=Coverage.COUNTY,
        districts=(),
        diagnosis_needed=False,
        facts={Fact.PERSONAL_CARE: (True, date(2026, 9, 1)), Fact.TRANSPORT: (False, None)},
        words={
            "description": "We meet each week.\n\n- cooking\n- travel",
            "who_for": "Anyone up to 25.",
            "how_to_start": "Ask us.",
            "opening_times": "Mondays, 4pm to 6pm.",
            "cost": "Free for all.",
        },
        languages_spoken=["en", "pl"],
        times=["mon-afternoon", "mon-evening", "sat-morning"],
        regulator=Regulator.CQC,
        registration="1-123456",
        website="https://example.org/skills",
        email="skills@example.org",
        phone="01632 960123",
        venues=(
            {"name": "Mill", "address": "1 Mill Road", "town": "Leek", "postcode": "ST13 6HQ", "access": ["parking"]},
        ),
        organisation="Moorland Steps",
    )
    session.commit()

    page = client.page("/services/life-skills")

    assert page.heading == "Life skills"
    for said in (
        "Learn to cook and travel.",
        "Moorland Steps",
        "No diagnosis needed",
        "For any need",
        "Covers the whole county",
        "Anyone up to 25.",
        "Mondays, 4pm to 6pm.",
        "1 Mill Road",
        "ST13 6HQ",
        "Accessible parking",
        "Gives personal care Yes Stated on 1 September 2026",
        "Offers transport No",
        "Not stated yet: ask them",
        "Gives medication",
        "Life skills and independence",
        "Days and times Monday: afternoon and evening Saturday: morning",
        "English · Polish",
        "Checked on 3 October 2026 by the council",
        "1-123456",
    ):
        assert said in page.words, said
    assert [item.findtext("p") or item.text for item in page.all(".//main//div/ul/li") if not item.get("class")][:2]
    assert {"tel:01632960123", "mailto:skills@example.org", "https://example.org/skills"} <= set(page.links)
    assert "https://www.cqc.org.uk/location/1-123456" in page.links


OWN = "life-skills-and-independence"
LEADS = "Refer yourself or your child"


@pytest.mark.parametrize("way_in", [WayIn.REFER_YOURSELF, WayIn.PROFESSIONAL])
def test_only_the_councils_own_listing_leads_to_its_form_while_it_takes_families(
    client: CheckedClient, session: Session, way_in: WayIn
) -> None:
    # given the council's own listing, and a class of somebody else who teaches the like and takes families themselves
    listing(session, slug=OWN, kinds=("life-skills",), ways_in=(way_in,))
    listing(session, slug="cooking", kinds=("life-skills",), ways_in=(WayIn.REFER_YOURSELF,))
    session.commit()
    # then no family that asks the class is led to the council's form, on its page, in results or in easy read
    leads = int(way_in is WayIn.REFER_YOURSELF)
    assert client.page(f"/services/{OWN}").words.count(LEADS) == leads
    assert client.page("/services").words.count(LEADS) == leads
    assert LEADS not in client.page("/services/cooking").words
    client.set_cookie("reading", "easy")
    assert (LEADS in client.page(f"/services/{OWN}").words) is bool(leads)
    assert LEADS not in client.page("/services/cooking").words


def test_a_hidden_address_shows_the_town_only(client: CheckedClient, session: Session) -> None:
    venue = {"name": "The refuge", "address": "1 Secret Road", "town": "Leek", "postcode": "ST13 6HQ", "hidden": True}
    listing(session, slug="refuge", venues=(venue,))
    session.commit()

    words = client.page("/services/refuge").words

    assert "Leek" in words
    assert "The exact address is not shown" in words
    for secret in ("Secret Road", "ST13", "The refuge"):
        assert secret not in words


def test_text_without_a_translation_is_english_and_said(client: CheckedClient, session: Session) -> None:
    translated = {"pl": {"name": "Klub sobotni", "summary": "Spokojne miejsce."}}
    listing(session, slug="club", words={"description": "We meet here."}, translations=translated)
    session.commit()

    page = client.page("/pl/services/club")

    assert page.heading == "Klub sobotni"
    english = [part for part in page.all(".//main//*[@lang='en']") if part.get("dir") == "ltr"]
    assert ["We meet here." in "".join(part.itertext()) for part in english] == [True]
    assert page.with_class("lo-untranslated")
    assert not client.page("/services/club").with_class("lo-untranslated")


def test_what_people_type_stands_in_a_closed_fold_in_the_page_s_own_language(
    client: CheckedClient, session: Session
) -> None:
    texts = {"asked_as": "he <b>hits</b> me\na break for me"}
    polish, urdu = {"name": "Klub", "asked_as": "syn mnie bije"}, {"name": "کلب", "summary": "کلب۔"}
    listing(session, "Club", slug="club", words=texts, translations={"pl": polish, "ur": urdu})
    session.commit()
    english = client.page("/services/club")
    (fold,) = [one for one in english.all(".//details") if "What people type to find this" in "".join(one.itertext())]
    assert fold.get("open") is None
    assert [line.text for line in fold.iterfind(".//li")] == ["he <b>hits</b> me", "a break for me"]
    assert "syn mnie bije" in client.page("/pl/services/club").words
    assert "a break for me" not in client.page("/pl/services/club").words
    for without in ("/ur/services/club", "/ro/services/club"):
        assert "a break for me" not in client.page(without).words
    listing(session, "Other club", slug="other")
    session.commit()
    assert "What people type to find this" not in client.page("/services/other").words


def test_what_people_type_in_a_language_is_no_translation_that_somebody_should_check(
    client: CheckedClient, session: Session
) -> None:
    listing(session, "Club", slug="club", translations={"ro": {"name": "", "asked_as": "o pauză pentru mine"}})
    session.commit()
    page = client.page("/ro/services/club").words
    assert "o pauză pentru mine" in page
    assert "Niciun vorbitor" not in page


def test_a_listing_that_was_never_translated_has_an_english_heading(client: CheckedClient, session: Session) -> None:
    listing(session, "Swimming", slug="swimming")
    session.commit()

    page = client.page("/ur/services/swimming")

    heading = page.one(".//h1/span")
    assert (heading.get("lang"), heading.get("dir"), heading.text) == ("en", "ltr", "Swimming")


def test_back_to_results_keeps_the_search_and_nothing_else(client: CheckedClient, session: Session) -> None:
    listing(session, "Lego club", slug="lego")
    session.commit()

    found = client.page("/services?q=lego&district=stafford&page=1")
    link = next(link for link in found.links if link.startswith("/services/lego"))
    assert link == "/services/lego?q=lego&district=stafford"
    assert "/services?q=lego&district=stafford" in client.page(link).links

    page = client.page("/services/lego?next=https://evil.example/&q=lego&need=//evil.example")
    back = page.with_class("govuk-back-link")[0].get("href")
    assert back == "/services?q=lego"


@pytest.mark.parametrize("status", [ListingStatus.DRAFT, ListingStatus.ARCHIVED])
def test_what_was_never_published_is_not_found(client: CheckedClient, session: Session, status: ListingStatus) -> None:
    listing(session, slug="hidden", status=status, published_at=None)
    session.commit()

    client.page("/services/hidden", status=404)


def test_an_archived_listing_says_so_and_shows_others_like_it(client: CheckedClient, session: Session) -> None:
    listing(session, "Old club", slug="old", status=ListingStatus.ARCHIVED, published_at=now())
    listing(session, "New club")
    session.commit()

    page = client.page("/services/old", status=410)

    assert "Old club" in page.words
    assert "New club" in page.words


@pytest.mark.parametrize("slug", ["nothing", "%00", "a%00b", "x" * 3000, "%F0%9F%A6%96", "a--b", "..", "%ff"])
def test_addresses_of_nothing_are_not_found(client: CheckedClient, slug: str) -> None:
    client.page(f"/services/{slug}", status=404)


def test_what_providers_write_is_never_markup(client: CheckedClient, session: Session) -> None:
    listing(
        session,
        "<b>Club</b>",
        slug="club",
        summary="<script>alert(1)</script>",
        words={"description": "<img src=x onerror=alert(1)> [here](javascript:alert(1))"},
        website="javascript:alert(1)",
    )
    session.commit()

    for page in (client.page("/services/club"), client.page("/services")):
        assert page.tree.find(".//main//img") is None
        assert page.tree.find(".//main//script") is None
        assert not any(link.startswith("javascript") for link in page.links)


def test_a_demonstration_listing_says_that_it_is_made_up(client: CheckedClient, session: Session) -> None:
    listing(session, slug="made-up", source="demonstration", regulator=Regulator.OFSTED, registration="DEMO-EY1")
    session.commit()

    page = client.page("/services/made-up")

    assert "This service is made up" in page.words
    assert "DEMO-EY1" in page.words
    assert not any("ofsted" in link for link in page.links)


def test_a_listing_nobody_checked_says_so(client: CheckedClient, session: Session) -> None:
    listing(session, slug="unchecked", checked_on=None, checked_by=None)
    session.commit()

    assert "Not checked by the council yet" in client.page("/services/unchecked").words


def test_search_engines_read_what_the_service_is(client: CheckedClient, session: Session) -> None:
    listing(
        session,
        "Lego club",
        slug="lego",
        summary='A "calm" place.',
        districts=("lichfield", "stafford"),
        organisation="Brick Friends",
        phone="01632 960123",
        website="https://example.org/lego",
    )
    listing(session, slug="everywhere", coverage=Coverage.COUNTY, districts=())
    session.commit()

    service = client.page("/pl/services/lego").one(".//*[@itemtype='https://schema.org/Service']")

    def said(name: str) -> list[str]:
        parts = service.findall(f".//*[@itemprop='{name}']")
        return [part.get("content") or part.get("href") or " ".join("".join(part.itertext()).split()) for part in parts]

    assert said("name") == ["Lego club", "Brick Friends"]
    assert said("description") == ['A "calm" place.']
    assert said("areaServed") == ["Lichfield", "Stafford"]
    assert said("url") == ["http://localhost/pl/services/lego"]
    assert said("telephone") == ["01632 960123"]
    assert said("serviceUrl") == ["https://example.org/lego"]
    assert client.page("/services/everywhere").one(".//meta[@itemprop='areaServed']").get("content") == "Staffordshire"


def test_a_link_to_a_service_can_be_previewed(client: CheckedClient, session: Session) -> None:
    listing(session, "Lego club", slug="lego", summary='A "calm" place.')
    session.commit()

    page = client.page("/pl/services/lego?q=melt+downs")
    told = {part.get("property"): part.get("content") for part in page.all(".//head/meta[@property]")}

    assert told["og:title"] == "Lego club"
    assert told["og:description"] == 'A "calm" place.'
    assert told["og:url"] == "http://localhost/pl/services/lego"
    assert told["og:locale"] == "pl_PL"
    assert told["og:site_name"]
