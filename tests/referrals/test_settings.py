"""What the council decides about referrals, and where families read it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.listings import publishing
from localoffer.listings.content import ListingContent, Words
from localoffer.referring import Ages, Intake, MayRefer, Promise
from localoffer.vocabulary import WayIn
from tests.referrals import journeys
from tests.referrals.conftest import only_referral
from tests.referrals.deciding import decide
from tests.referrals.journeys import CHECK, START
from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database

DAY = date(2026, 10, 5)
EVERYBODY = ("parent", "young_person", "professional", "someone_else")


def test_everybody_may_ask_and_the_page_says_since_when(client: CheckedClient) -> None:
    page = client.page(START)
    assert "Parents, carers, young people and professionals can all ask." in page.words
    assert "The council decided who can ask, and for which ages, on 1 November 2026." in page.words
    assert "This support is open: you can ask now. The council decided this on 1 November 2026." in page.words


@pytest.mark.parametrize("kept_out", EVERYBODY)
def test_somebody_who_may_not_ask_is_shown_another_way_at_the_first_question(
    app: Flask, client: CheckedClient, kept_out: str
) -> None:
    # given a council that leaves somebody out
    decide(app, may_refer=MayRefer(tuple(one for one in EVERYBODY if one != kept_out), DAY))
    assert "These people can fill in the form" in client.page(START).words
    journeys.begin(client)
    # when they say who they are
    response = journeys.answer(client, "who", {"referrer": kept_out})
    # then they learn at once who can do it, and whom to ring
    assert response.location == f"{START}/another-way-to-ask"
    page = client.page(response.location)
    assert "Show this page to one of them." in page.words
    assert len(page.all(".//main//ul[1]/li")) == len(EVERYBODY) - 1
    assert client.get(f"{START}/young-person").location == f"{START}/who"


@pytest.mark.parametrize(
    ("age", "steps", "ends_at"),
    [
        (4, journeys.PARENT, "under-age"),
        (18, journeys.PARENT, "over-age"),
        (15, journeys.YOUNG_PERSON, "ask-an-adult"),
        (15, journeys.PARENT, "home"),
    ],
    ids=["below the first age", "above the last", "too young to ask alone", "the same with a parent"],
)
def test_the_ages_are_the_councils(
    app: Flask, client: CheckedClient, age: int, steps: journeys.Steps, ends_at: str
) -> None:
    # given a council with ages of its own
    decide(app, ages=Ages(first=5, last=17, to_refer_oneself=16, since=DAY))
    words = client.page(START).words
    assert "from age 5 to 17" in words
    assert "by themselves from age 16" in words
    journeys.reach(client, "date-of-birth", steps)
    assert "for ages 5 to 17" in client.page(f"{START}/date-of-birth").words
    # when the date of birth is told
    response = journeys.answer(client, "date-of-birth", journeys.born(age))
    # then it is known there and then
    assert response.location == f"{START}/{ends_at}"


@pytest.mark.parametrize(
    ("intake", "said"),
    [
        (Intake("waiting", DAY, weeks=6), "There is a wait of about 6 weeks for Life Skills support. You can ask now."),
        (Intake("paused", DAY), "Life Skills support is paused. You can still send the form."),
    ],
    ids=["waiting", "paused"],
)
def test_a_wait_or_a_pause_is_said_before_and_after_and_the_form_still_accepts(
    app: Flask, client: CheckedClient, database: Database, intake: Intake, said: str
) -> None:
    # given a council that cannot start at once
    decide(app, intake=intake)
    pages = [client.page(START)]
    # when a family asks all the same
    journeys.fill_in(client)
    pages.append(client.page(CHECK))
    journeys.send(client)
    pages.append(client.page(f"{START}/sent"))
    # then it is taken, and each page where it matters says how things stand, since when, and what else there is
    assert only_referral(database).stage.value == "received"
    for page in pages:
        assert said in page.words
        assert "The council decided this on 5 October 2026." in page.words
        assert "/services" in page.links


def test_a_listing_that_leads_to_the_form_says_how_things_stand(
    app: Flask, client: CheckedClient, session: Session, keys: KeyRing
) -> None:
    # given a paused form and the listing that leads to it
    decide(app, intake=Intake("paused", DAY))
    content = ListingContent(
        words={"en": Words("1-1 Life Skills", summary="Learn things for everyday life.")},
        ways_in=(WayIn.REFER_YOURSELF,),
        districts=("stafford",),
        kinds=("life-skills",),
    )
    slug = "life-skills-and-independence"
    listing = publishing.create(session, content=content, actor="system", audit_key=keys.audit, slug=slug)
    publishing.publish(session, listing=listing, actor="system", audit_key=keys.audit)
    session.commit()
    # then its page says so beside the button
    page = client.page(f"/services/{listing.slug}")
    assert START in page.links
    assert "Life Skills support is paused." in page.words


@pytest.mark.parametrize(
    ("promise", "said"),
    [
        (None, ("We cannot say yet how long this takes.",) * 2),
        (Promise(10, DAY, example=True), ("We cannot say yet how long this takes.",) * 2),
        (Promise(10, DAY), ("We contact you within 10 working days.", "We contact you by ")),
    ],
    ids=["none", "an example, on a real site", "the council's"],
)
def test_no_time_is_promised_until_the_council_sets_one(
    app: Flask, client: CheckedClient, promise: Promise | None, said: tuple[str, str]
) -> None:
    decide(app, promise=promise)
    before, afterwards = said
    assert before in client.page(START).words
    journeys.fill_in(client)
    journeys.send(client)
    assert afterwards in client.page(f"{START}/sent").words
    assert "made up" not in client.page(f"{START}/sent").words


def test_a_demonstration_says_that_its_time_is_made_up(app: Flask, client: CheckedClient) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], environment="demonstration")
    words = client.page(START).words
    assert "We contact you within 10 working days." in words
    assert "This number is made up: the council has not set one yet." in words
