"""Asking for another child after one form was sent: the shared details stay for two hours, the family's never do."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.referrals import codes, sealing
from localoffer.referrals.drafting import drafts
from localoffer.referrals.drafting.drafts import Draft
from localoffer.referrals.models import Referral, ReferralDraft
from tests.referrals import coming_and_going, journeys
from tests.referrals.conftest import everything_stored
from tests.referrals.journeys import START, Steps
from tests.support.client import CheckedClient
from tests.support.forms_over import erase_forms_that_are_over

pytestmark = pytest.mark.any_database

ANOTHER = f"{START}/another-child"
OURS = {"Sec-Fetch-Site": "same-origin"}
SIBLING = {"first_name": "Persephone", "last_name": "Quillfeather"}


def draft_of(client: CheckedClient, database: Database, keys: KeyRing) -> Draft:
    """Return the form of a browser."""
    cookie = client.get_cookie("referral")
    assert cookie is not None
    with database.session(writes=False) as session:
        found = drafts.load(session, keys=keys, token=cookie.value, at=now())
    assert found is not None
    return found


def sent_one(client: CheckedClient, steps: Steps = journeys.PARENT) -> None:
    """Send the form of a first child."""
    journeys.fill_in(client, steps)
    journeys.send(client)


def fill_in_rest(client: CheckedClient, steps: Steps) -> None:
    """Answer what is still asked, by the answers of the first form where the page does not hold its own."""
    given = {**dict(steps), "young-person": SIBLING}
    address = client.post(ANOTHER, headers=OURS).location
    for _ in range(30):
        slug = address.split("/")[-1].split("?")[0]
        if slug == "check-answers":
            return
        address = journeys.answer(client, slug, given[slug]).location
    raise AssertionError("the form has no end")


def test_a_parent_does_not_type_the_shared_details_again(
    client: CheckedClient, database: Database, keys: KeyRing
) -> None:
    # given a parent who has sent a form
    sent_one(client)
    # when they ask for another child
    assert client.page(f"{START}/sent").one(f".//form[@action='{ANOTHER}']").get("method") == "post"
    response = client.post(ANOTHER, headers=OURS)
    # then the form begins with the child
    assert response.location == f"{START}/young-person"
    answers = draft_of(client, database, keys).answers
    assert (answers.who, answers.contact, answers.speaking) != (None, None, None)
    assert answers.contact is not None
    assert answers.contact.name == "Philippa Quillfeather"
    # and nothing of the first child is in it
    for section in ("young_person", "date_of_birth", "home", "strengths", "day_to_day", "learn", "agreement"):
        assert getattr(answers, section) is None, section


def test_the_pages_say_what_was_kept_and_it_can_be_changed(client: CheckedClient) -> None:
    sent_one(client)
    client.post(ANOTHER, headers=OURS)
    for slug, fields in journeys.without(journeys.PARENT, "contact")[1:]:
        assert "We kept this from your last form" not in client.page(f"{START}/{slug}").words, slug
        journeys.answer(client, slug, {"young-person": SIBLING}.get(slug, fields))
    # given the page whose answer was kept
    page = client.page(f"{START}/contact")
    assert "We kept this from your last form. You can change it." in page.words
    assert page.value("name") == "Philippa Quillfeather"
    # when it is answered anew
    journeys.answer(client, "contact", {**journeys.CONTACT, "name": "Somebody New"})
    # then it is of this form
    page = client.page(f"{START}/contact")
    assert page.value("name") == "Somebody New"
    assert "We kept this" not in page.words


def test_the_district_of_the_home_is_offered_and_never_taken_for_granted(
    client: CheckedClient, database: Database, keys: KeyRing
) -> None:
    sent_one(client)
    client.post(ANOTHER, headers=OURS)
    journeys.answer(client, "young-person", SIBLING)
    journeys.answer(client, "date-of-birth", journeys.BORN)
    # when no postcode is given
    assert journeys.answer(client, "home", {"postcode": ""}).location == f"{START}/district"
    # then the last form's district is chosen on the page, and counts for nothing until it is sent
    page = client.page(f"{START}/district")
    assert page.one(".//input[@checked]").get("value") == "stafford"
    assert "We kept this from your last form" in page.words
    assert draft_of(client, database, keys).answers.district == ""
    assert client.get(f"{START}/strengths").location == f"{START}/district"


@pytest.mark.parametrize("steps", [journeys.PROFESSIONAL, journeys.SOMEONE_ELSE], ids=["professional", "someone else"])
def test_whoever_asks_for_others_keeps_their_own_details_and_never_the_familys(
    client: CheckedClient, database: Database, keys: KeyRing, steps: Steps
) -> None:
    sent_one(client, steps)
    assert client.post(ANOTHER, headers=OURS).location == f"{START}/family-agrees"
    draft = draft_of(client, database, keys)
    assert set(draft.answers.to_json()) == {"who", "about_you"}
    assert draft.answers.about_you is not None
    assert draft.answers.about_you.name == "Ottoline Brackenbury"
    assert not draft.carried.suggested.to_json()


def test_a_young_person_who_asked_for_themselves_is_offered_no_other_child(
    client: CheckedClient, database: Database, keys: KeyRing
) -> None:
    sent_one(client, journeys.YOUNG_PERSON)
    sent = draft_of(client, database, keys).sent
    assert sent is not None
    assert sent.another_until is None
    assert not client.page(f"{START}/sent").all(f".//form[@action='{ANOTHER}']")
    # and the address alone keeps nothing either
    assert client.post(ANOTHER, headers=OURS).location == f"{START}/who"
    assert not draft_of(client, database, keys).answers.to_json()


def test_after_two_hours_the_details_are_gone_from_the_database(
    client: CheckedClient, database: Database, keys: KeyRing
) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        sent_one(client)
        clock.shift(timedelta(hours=2, seconds=1))
        erase_forms_that_are_over(database, keys, at=now())
        with database.session(writes=False) as session:
            # what is left is the confirmation
            assert [row.expires_at - row.changed_at for row in session.scalars(select(ReferralDraft))] == [
                timedelta(hours=24)
            ]
        # and another child's form begins from the beginning, and says why
        response = client.post(ANOTHER, headers=OURS)
        assert response.location == f"{START}/who"
        assert "We keep your details for 2 hours" in client.page(response.location).words
        assert not draft_of(client, database, keys).answers.to_json()


def test_the_form_of_another_child_lives_as_long_as_any_other(client: CheckedClient) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        sent_one(client)
        client.post(ANOTHER, headers=OURS)
        clock.shift(timedelta(hours=5))
        assert journeys.answer(client, "young-person", SIBLING).location == f"{START}/date-of-birth"


def test_pressed_twice_it_is_one_form_and_a_lost_reply_loses_nothing(
    client: CheckedClient, app: Flask, database: Database, keys: KeyRing
) -> None:
    # given a confirmation in a browser, and the same again that misses the next reply
    sent_one(client)
    missing = coming_and_going.another_device(app)
    cookie = client.get_cookie("referral")
    assert cookie is not None
    missing.set_cookie("referral", cookie.value)
    # when the button is pressed, and something is typed
    client.post(ANOTHER, headers=OURS)
    journeys.answer(client, "young-person", SIBLING)
    # then pressing it again where the reply was missed leads to the same form
    assert missing.post(ANOTHER, headers=OURS).location == f"{START}/date-of-birth"
    assert missing.page(f"{START}/young-person").value("first_name") == "Persephone"


def test_each_child_gets_a_referral_of_its_own_and_none_is_lost(
    client: CheckedClient, database: Database, keys: KeyRing
) -> None:
    # given a professional who refers three children in one sitting
    sent_one(client, journeys.PROFESSIONAL)
    for _ in range(2):
        fill_in_rest(client, journeys.PROFESSIONAL)
        journeys.send(client)
    # then there are three referrals
    with database.session(writes=False) as session:
        stored = list(session.scalars(select(Referral).order_by(Referral.id)))
        names = [sealing.open_summary(one, keys=keys).first_name for one in stored if one.key]
        hashes = [{code.code_hash for code in one.codes} for one in stored]
    assert names == ["Zebedee", "Persephone", "Persephone"]
    # and the last confirmation still shows how to follow those before it
    words = client.page(f"{START}/sent").words
    draft = draft_of(client, database, keys)
    assert draft.sent is not None
    assert draft.sent.reference == stored[2].reference
    assert [one.reference for one in draft.sitting] == [one.reference for one in stored[:2]]
    for one, stored_hashes in zip(draft.sitting, hashes, strict=False):
        assert one.reference in words
        assert one.code in words
        assert codes.code_hash(keys, reference=one.reference, code=one.code) in stored_hashes


def test_a_journey_that_was_sent_and_left_is_never_begun_again(
    client: CheckedClient, app: Flask, database: Database
) -> None:
    # given a confirmation on two devices
    sent_one(client)
    stale = coming_and_going.another_device(app)
    cookie = client.get_cookie("referral")
    assert cookie is not None
    stale.set_cookie("referral", cookie.value)
    # when one of them asks for another child, sends it and leaves, and then the other asks for one more
    fill_in_rest(client, journeys.PARENT)
    journeys.send(client)
    client.get(f"{START}/leave")
    assert stale.post(ANOTHER, headers=OURS).location == f"{START}/who"
    for slug, fields in journeys.PARENT:
        journeys.answer(stale, slug, fields)
    journeys.send(stale)
    # then none took the place of another
    with database.session(writes=False) as session:
        assert session.scalar(select(func.count()).select_from(Referral)) == 3


def test_the_sitting_ends_with_the_confirmation_it_came_from(
    client: CheckedClient, database: Database, keys: KeyRing
) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        sent_one(client, journeys.PROFESSIONAL)
        client.post(ANOTHER, headers=OURS)
        coming_and_going.save(client, "family-agrees")
        assert len(draft_of(client, database, keys).sitting) == 1
        clock.shift(timedelta(hours=24, seconds=1))
        assert draft_of(client, database, keys).sitting == ()


def test_leaving_takes_the_sitting_along(client: CheckedClient, database: Database) -> None:
    sent_one(client, journeys.PROFESSIONAL)
    client.post(ANOTHER, headers=OURS)
    client.get(f"{START}/leave")
    assert client.get_cookie("referral") is None
    assert client.post(ANOTHER, headers=OURS).location.startswith(START)


def test_nobody_else_reads_what_waits_for_another_child(client: CheckedClient, database: Database) -> None:
    sent_one(client)
    stored = everything_stored(database)
    for canary in journeys.CANARIES:
        assert canary not in stored


def test_a_form_in_the_middle_is_not_lost_by_the_button(client: CheckedClient) -> None:
    coming_and_going.half_way(client, "home")
    assert client.post(ANOTHER, headers=OURS).location == f"{START}/home"


def test_another_site_cannot_press_the_button(client: CheckedClient) -> None:
    sent_one(client)
    assert client.post(ANOTHER, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 400
    assert client.get(f"{START}/sent").status_code == 200
