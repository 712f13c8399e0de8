"""Save and come back later: from every page, with whatever was typed, readable by nobody who has only the server."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from localoffer.crypto import CannotOpen, KeyRing, seal, unseal
from localoffer.db import Database, now
from localoffer.referrals import codes
from localoffer.referrals.models import DraftReturn, ReferralDraft
from tests.referrals import coming_and_going, journeys
from tests.referrals.coming_and_going import NEW_CODE, SAVE, SAVED
from tests.referrals.conftest import everything_stored, mails
from tests.referrals.journeys import CHECK, START
from tests.support.client import CheckedClient
from tests.support.forms_over import erase_forms_that_are_over

pytestmark = pytest.mark.any_database

WRONG_CONTACT = {"name": "Philippa Quillfeather", "phone": "not a number yet", "email": "philippa@"}


def test_every_question_and_the_answers_can_be_saved(client: CheckedClient) -> None:
    # given each page of the form
    journeys.begin(client)
    for slug, fields in journeys.PARENT:
        # then it has the button, after the one that a press of Enter stands for
        buttons = client.page(f"{START}/{slug}").all(".//main//form//button[@type='submit']")
        assert [button.get("name") for button in buttons] == [None, "save"], slug
        journeys.answer(client, slug, fields)
    button = client.page(CHECK).one(".//main//form//button[@formaction]")
    assert button.get("formaction") == SAVE
    # and it saves
    assert client.send(SAVE, {}, page=CHECK).location == SAVED
    assert "Your form is saved" in client.page(SAVED).heading


def test_what_was_typed_is_kept_even_when_it_is_not_right_yet(client: CheckedClient, app: Flask) -> None:
    # given a question whose boxes hold something that cannot be kept as an answer
    coming_and_going.half_way(client)
    # when it is saved, and opened on another device
    code = coming_and_going.save(client, fields=WRONG_CONTACT)
    other = coming_and_going.another_device(app)
    response = coming_and_going.come_back(other, code)
    # then that question is open, with what was typed
    assert response.location == f"{START}/contact"
    page = other.page(response.location)
    for name, typed in WRONG_CONTACT.items():
        assert page.value(name) == typed
    # and all that was answered before it is there
    assert other.page(f"{START}/young-person").value("first_name") == "Zebedee"
    # and a right answer takes its place
    journeys.answer(other, "contact", journeys.CONTACT)
    assert other.page(f"{START}/contact").value("phone") == "07700 900 977"


def test_the_page_says_how_to_come_back_and_until_when(client: CheckedClient) -> None:
    with time_machine.travel("2026-11-02 10:00:00+00:00", tick=False):
        coming_and_going.half_way(client)
        code = coming_and_going.save(client)
        page = client.page(SAVED)
    assert "You can come back to it until 30 November 2026." in page.words
    assert coming_and_going.COME_BACK in page.links
    assert f"{START}/contact" in page.links
    # 16 letters of 30: 78 bits
    assert len(code.replace("-", "")) == 16
    assert set(code) <= {*codes.ALPHABET, "-"}


def test_it_can_be_saved_from_a_link_too(client: CheckedClient) -> None:
    coming_and_going.half_way(client)
    assert client.get(SAVED).location == SAVE
    assert client.page(SAVE).heading == "Save and come back later"
    assert client.send(SAVE, {}).location == SAVED


def test_saving_again_keeps_the_code_and_counts_the_days_anew(
    client: CheckedClient, app: Flask, database: Database, keys: KeyRing
) -> None:
    with time_machine.travel("2026-11-02 10:00:00+00:00", tick=False) as clock:
        coming_and_going.half_way(client)
        code = coming_and_going.save(client)
        clock.shift(timedelta(days=20))
        assert coming_and_going.save(client) == code
        assert "until 20 December 2026" in client.page(SAVED).words
        # the code is as good as the form
        clock.shift(timedelta(days=27))
        assert coming_and_going.come_back(coming_and_going.another_device(app), code).status_code == 303
        clock.shift(timedelta(days=2))
        assert coming_and_going.come_back(coming_and_going.another_device(app), code).status_code == 400
        assert client.get(SAVED).location.startswith(START)
    erase_forms_that_are_over(database, keys, at=now() + timedelta(days=400))
    with database.session(writes=False) as session:
        assert not session.scalar(select(func.count()).select_from(ReferralDraft))
        assert not session.scalar(select(func.count()).select_from(DraftReturn))


def test_a_new_code_takes_the_place_of_the_old_one_only_when_asked_for(client: CheckedClient, app: Flask) -> None:
    # given a saved form
    coming_and_going.half_way(client)
    old = coming_and_going.save(client)
    # when somebody asks for a new code
    assert client.send(NEW_CODE, {"mark": client.page(SAVED).value("mark")}, page=SAVED).location == SAVED
    new = coming_and_going.code_shown(client)
    # then that one alone leads back
    assert new != old
    other = coming_and_going.another_device(app)
    assert coming_and_going.come_back(other, old).status_code == 400
    assert coming_and_going.come_back(other, new).status_code == 303


@pytest.mark.parametrize("prefix", ["", "/pl", "/ur"])
def test_the_mail_with_the_link_tells_of_nobody_and_nothing(
    client: CheckedClient, database: Database, keys: KeyRing, prefix: str
) -> None:
    # given a saved form with everything in it
    journeys.fill_in(client)
    client.send(SAVE, {})
    # when a link is asked for
    response = client.send(f"{prefix}{SAVED}", {"email": "somebody@example.org"})
    # then the mail goes to that address in the language of the page
    assert response.location == f"{prefix}{SAVED}"
    mail = mails(database, keys)["referral-return-link"]
    assert (mail.to, mail.language) == ("somebody@example.org", prefix[1:] or "en")
    assert f"http://localhost{prefix}{START}/return/" in mail.body
    # and neither it nor the page holds a word of the form
    said = mail.subject + mail.body + client.page(f"{prefix}{SAVED}").words
    for canary in (*journeys.CANARIES, "Thistledown", "somebody@example.org"):
        assert canary not in said
    assert "Life" not in mail.subject
    assert "form" not in mail.subject.lower()


def test_an_address_that_is_none_is_said_and_kept(client: CheckedClient) -> None:
    coming_and_going.half_way(client)
    coming_and_going.save(client)
    response = client.send(SAVED, {"email": "nobody"})
    assert response.status_code == 400
    page = response.page  # type: ignore[attr-defined]
    assert page.title.startswith("Error: ")
    assert page.value("email") == "nobody"
    assert "Enter an email address like" in page.words


def test_nobody_is_flooded_with_links(client: CheckedClient, database: Database) -> None:
    coming_and_going.half_way(client)
    coming_and_going.save(client)
    answers = [client.send(SAVED, {"email": "victim@example.org"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [303] * 5 + [400]
    assert "several links already" in answers[-1].page.words  # type: ignore[attr-defined]


def test_a_page_of_an_earlier_form_does_not_save_into_the_next(client: CheckedClient) -> None:
    coming_and_going.half_way(client, "date-of-birth")
    left_open = client.page(f"{START}/young-person")
    client.send(START, {"again": "1"})
    journeys.answer(client, "who", {"referrer": "parent"})
    old = {"csrf_token": left_open.value("csrf_token"), "mark": left_open.value("mark")}
    response = client.post(f"{START}/young-person", data={**old, **journeys.CHILD, "save": "1"})
    assert response.location == f"{START}/young-person"
    assert client.page(f"{START}/young-person").value("first_name") == ""


def test_a_page_that_outlived_its_session_loses_nothing_when_it_is_saved(client: CheckedClient) -> None:
    # given a page of the form, open until its session had run out
    coming_and_going.half_way(client)
    client.delete_cookie("session")
    # when its save button is pressed
    response = client.post(
        f"{START}/contact", data={"csrf_token": "of yesterday", "mark": "", **WRONG_CONTACT, "save": "1"}
    )
    # then the page is shown again with what was typed, or leads to the form where it stands; once more is enough
    assert response.status_code in (303, 400)
    mark = client.page(f"{START}/contact").value("mark")
    again = client.post(
        f"{START}/contact", data={"csrf_token": "of yesterday", "mark": mark, **WRONG_CONTACT, "save": "1"}
    )
    assert again.status_code == 400
    page = again.page  # type: ignore[attr-defined]
    assert page.value("phone") == WRONG_CONTACT["phone"]
    fresh = {"csrf_token": page.value("csrf_token"), "mark": page.value("mark")}
    assert client.post(f"{START}/contact", data={**fresh, **WRONG_CONTACT, "save": "1"}).location == SAVED


@pytest.mark.parametrize("is_saved", [True, False], ids=["saved", "not saved"])
def test_leaving_in_a_hurry_keeps_a_saved_form_and_erases_any_other(
    client: CheckedClient, app: Flask, database: Database, is_saved: bool
) -> None:
    # given a form
    coming_and_going.half_way(client)
    code = coming_and_going.save(client, fields=WRONG_CONTACT) if is_saved else ""
    # when somebody must leave at once
    response = client.get(f"{START}/leave")
    # then this browser knows nothing of it any more
    assert response.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert client.get_cookie("referral") is None
    # and the code alone leads back to what was saved
    with database.session(writes=False) as session:
        assert (session.scalar(select(func.count()).select_from(ReferralDraft)) or 0) == int(is_saved)
    if is_saved:
        other = coming_and_going.another_device(app)
        assert coming_and_going.come_back(other, code).location == f"{START}/contact"


def test_the_pages_about_leaving_say_what_becomes_of_a_saved_form(client: CheckedClient) -> None:
    assert "If you saved the form, we keep it" in client.page(f"{START}/leave-quickly").words
    assert "It stays saved" in client.page(f"{START}/stay-safe").words


def test_once_it_is_sent_code_and_link_are_gone(
    client: CheckedClient, app: Flask, database: Database, keys: KeyRing
) -> None:
    # given a saved form with a link
    journeys.fill_in(client)
    client.send(SAVE, {})
    code = coming_and_going.code_shown(client)
    client.send(SAVED, {"email": "somebody@example.org"})
    link = coming_and_going.link_mailed(database, keys)
    # when it is sent
    journeys.send(client)
    # then neither leads anywhere, and leaving takes the confirmation too
    other = coming_and_going.another_device(app)
    assert coming_and_going.come_back(other, code).status_code == 400
    assert other.get(link).status_code == 410
    assert client.get(SAVED).location == f"{START}/sent"
    client.get(f"{START}/leave")
    with database.session(writes=False) as session:
        token = client.get_cookie("referral")
        assert token is None
        assert not session.scalar(select(func.count()).select_from(DraftReturn))


def test_the_database_and_the_servers_keys_cannot_read_a_saved_form(
    client: CheckedClient, database: Database, keys: KeyRing
) -> None:
    # given a saved form
    coming_and_going.half_way(client)
    code = coming_and_going.save(client, fields={"name": "Philippa Quillfeather"})
    cookie = client.get_cookie("referral")
    assert cookie is not None
    # then neither what it says nor what opens it stands in the database
    stored = everything_stored(database)
    for secret in (*journeys.CANARIES, code, code.replace("-", ""), cookie.value):
        assert secret not in stored
    # and no key that the server has opens the way back, whatever it is made from
    with database.session(writes=False) as session:
        row = session.scalars(select(DraftReturn)).one()
    place = f"referral_draft_returns.sealed_token:{row.token_hash.hex()}"
    known = [row.token_hash.hex(), row.draft_hash.hex(), ""]
    made = [keys.key_from_token(one, purpose="way back to a draft") for one in known]
    for key in (*keys.keys.values(), keys.pepper, keys.audit, *made):
        with pytest.raises(CannotOpen):
            unseal(key, row.sealed_token, place=place)
    # while the code does
    right = keys.key_from_token(code.replace("-", ""), purpose="way back to a draft")
    assert unseal(right, row.sealed_token, place=place).decode() == cookie.value


def test_a_form_stored_by_an_earlier_version_opens_in_this_one(
    client: CheckedClient, database: Database, keys: KeyRing
) -> None:
    # given a form as the site stored it before anything could be saved or carried over
    journeys.begin(client)
    journeys.answer(client, "who", {"referrer": "parent"})
    cookie = client.get_cookie("referral")
    assert cookie is not None
    key = keys.key_from_token(cookie.value, purpose="referral draft")
    with database.transaction() as session:
        row = session.scalars(select(ReferralDraft)).one()
        place = f"referral_drafts.sealed:{row.token_hash.hex()}"
        stored = json.loads(unseal(key, row.sealed, place=place))
        earlier = {"answers": stored["answers"], "sent": None}
        row.sealed = seal(key, json.dumps(earlier).encode(), place=place)
    # then it goes on where it stood, and can be saved
    assert client.send(START, {}).location == f"{START}/young-person"
    coming_and_going.save(client, "young-person")


def test_the_council_decides_how_long_a_form_is_kept(client: CheckedClient, app: Flask) -> None:
    # given a council that keeps forms for other times than most
    council = app.extensions["localoffer_council"]
    retention = replace(council.retention, unsaved_draft_hours=48, saved_draft_days=7)
    app.extensions["localoffer_council"] = changed = replace(council, retention=retention)
    app.jinja_env.globals["council"] = changed
    with time_machine.travel("2026-11-02 10:00:00+00:00", tick=False) as clock:
        # then the pages say so
        words = client.page(START).words
        assert "come back to it for 7 days" in words
        assert "it stays on this device for 48 hours" in words
        # and so it is
        journeys.begin(client)
        clock.shift(timedelta(hours=47))
        journeys.answer(client, "who", {"referrer": "parent"})
        coming_and_going.save(client, "young-person", journeys.CHILD)
        assert "until 11 November 2026" in client.page(SAVED).words
        clock.shift(timedelta(days=6))
        assert client.page(f"{START}/young-person").value("first_name") == "Zebedee"
        clock.shift(timedelta(days=1, seconds=1))
        assert client.get(f"{START}/young-person").location.startswith(START)


def test_saving_a_page_whose_form_has_run_out_keeps_what_is_on_it(client: CheckedClient, app: Flask) -> None:
    # given a page of a form that was left open until the form had run out
    coming_and_going.half_way(client)
    token = client.page(f"{START}/contact").value("csrf_token")
    client.delete_cookie("referral")
    # when it is saved
    response = client.post(f"{START}/contact", data={"csrf_token": token, **WRONG_CONTACT, "save": "1"})
    # then the page says what has happened, and what stood on it waits for its question
    assert response.location == SAVED
    assert "so we erased it" in client.page(SAVED).words
    for slug, fields in journeys.without(journeys.PARENT, "contact"):
        journeys.answer(client, slug, fields)
    assert client.page(f"{START}/contact").value("phone") == WRONG_CONTACT["phone"]
