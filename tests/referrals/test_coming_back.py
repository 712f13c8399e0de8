"""Coming back to a saved form on another device: by a code that forgives, by a link that works once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete, select

from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.referrals.drafting import guessing
from localoffer.referrals.drafting.returns import MOST_LINKS
from localoffer.referrals.models import DraftReturn, SentSign
from tests.referrals import coming_and_going, journeys
from tests.referrals.coming_and_going import COME_BACK, OURS, SAVED
from tests.referrals.journeys import CHECK, START
from tests.support.client import CheckedClient
from tests.support.forms_over import erase_forms_that_are_over

pytestmark = pytest.mark.any_database

NEVER_GIVEN = "2222-3333-4444-5555"


@pytest.fixture
def code(client: CheckedClient) -> str:
    """The code of a form that was saved half-way in ``client``."""
    coming_and_going.half_way(client)
    return coming_and_going.save(client)


@pytest.fixture
def link(client: CheckedClient, code: str, database: Database, keys: KeyRing) -> str:
    """The link of the same form that waits to be mailed."""
    client.send(SAVED, {"email": "somebody@example.org"})
    return coming_and_going.link_mailed(database, keys)


@pytest.fixture
def other(app: Flask) -> CheckedClient:
    """Another device."""
    return coming_and_going.another_device(app)


def test_a_code_is_forgiven_how_it_is_typed(app: Flask, code: str) -> None:
    plain = code.replace("-", "")
    full_width = "".join(chr(ord(letter) + 0xFEE0) for letter in plain)
    urdu_digits = "".join(chr(0x06F0 + int(letter)) if letter.isdecimal() else letter for letter in plain)
    for typed in (code, code.lower(), plain, f"  {plain[:5]} {plain[5:]} ", ".".join(plain), full_width, urdu_digits):
        response = coming_and_going.come_back(coming_and_going.another_device(app), typed)
        assert response.location == f"{START}/contact", typed


def test_whoever_comes_back_is_told_where_they_are(other: CheckedClient, code: str) -> None:
    response = coming_and_going.come_back(other, code)
    words = other.page(response.location).words
    assert "Here is your form, as you left it. It is saved until" in words


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Enter your return code"),
        ("7KPM-2XQA-9RTB-W4D0", "Look at this again: 0. A return code never has the letters I, L, O or U"),
        ("7KPM-2XQA-9RTB-wlO1", "Look at this again: 1 L O."),
        ("7KPM-2XQA", "A return code has 16 letters and numbers. You typed 8."),
        (NEVER_GIVEN, "No saved form has this code."),
    ],
)
def test_a_code_that_is_wrong_is_said_kindly_with_what_to_do(
    other: CheckedClient, database: Database, typed: str, says: str
) -> None:
    response = coming_and_going.come_back(other, typed)
    assert response.status_code == 400
    page = response.page
    assert page.title.startswith("Error: ")
    assert says in page.words
    assert page.value("code") == typed
    # and what can be done stands open below
    assert page.one(".//main//details").get("open") is not None
    assert f"{START}" in page.links


def test_nobody_needs_a_cookie_to_ask(other: CheckedClient) -> None:
    assert "Set-Cookie" not in other.get(COME_BACK).headers
    assert "Set-Cookie" not in coming_and_going.come_back(other, NEVER_GIVEN).headers


def test_another_site_cannot_open_a_form_in_somebodys_browser(other: CheckedClient, code: str, link: str) -> None:
    for address, data in ((COME_BACK, {"code": code}), (link, {})):
        assert other.post(address, data=data, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 400
    assert other.get_cookie("referral") is None


def test_guessing_makes_one_network_wait_and_nobody_else(app: Flask, database: Database, code: str) -> None:
    # given somebody who types wrong codes
    guesser = coming_and_going.another_device(app)
    for _ in range(guessing.WRONG_FROM_ONE_NETWORK):
        coming_and_going.come_back(guesser, NEVER_GIVEN, address="198.51.100.7")
    # then from there even the right one has to wait
    response = coming_and_going.come_back(guesser, code, address="198.51.100.8")
    assert response.status_code == 400
    assert "Wait 15 minutes" in response.page.words
    # while it opens from anywhere else
    assert coming_and_going.come_back(guesser, code, address="203.0.113.9").status_code == 303
    # and what waited has not been counted, so that they can try again when the time is over
    with database.session(writes=False) as session:
        assert len(session.scalars(select(SentSign)).all()) == guessing.WRONG_FROM_ONE_NETWORK


def test_even_while_everybody_seems_to_guess_a_family_has_a_try(
    app: Flask, database: Database, keys: KeyRing, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guessing, "WRONG_ALTOGETHER", 3)
    guesser = coming_and_going.another_device(app)
    for number in range(1, 5):
        coming_and_going.come_back(guesser, NEVER_GIVEN, address=f"198.51.{number}.1")
    assert "Wait 15 minutes" in coming_and_going.come_back(guesser, code, address="198.51.2.1").page.words
    assert coming_and_going.come_back(guesser, code, address="203.0.113.9").status_code == 303


def test_the_wait_is_over_after_a_quarter_of_an_hour(app: Flask, client: CheckedClient) -> None:
    with time_machine.travel("2026-11-02 10:00:00+00:00", tick=False) as clock:
        coming_and_going.half_way(client)
        code = coming_and_going.save(client)
        guesser = coming_and_going.another_device(app)
        for _ in range(guessing.WRONG_FROM_ONE_NETWORK + 1):
            coming_and_going.come_back(guesser, NEVER_GIVEN)
        assert coming_and_going.come_back(guesser, code).status_code == 400
        clock.shift(timedelta(minutes=16))
        assert coming_and_going.come_back(guesser, code).status_code == 303


def test_midnight_gives_nobody_new_tries(app: Flask, client: CheckedClient) -> None:
    with time_machine.travel("2026-11-02 23:55:00+00:00", tick=False) as clock:
        coming_and_going.half_way(client)
        code = coming_and_going.save(client)
        guesser = coming_and_going.another_device(app)
        for _ in range(guessing.WRONG_FROM_ONE_NETWORK):
            coming_and_going.come_back(guesser, NEVER_GIVEN)
        clock.shift(timedelta(minutes=10))
        assert coming_and_going.come_back(guesser, code).status_code == 400


def test_midnight_gives_nobody_new_links(database: Database, keys: KeyRing) -> None:
    last = datetime(2026, 11, 2, 23, 59, tzinfo=UTC)
    for to, allowed in (("a@example.org", guessing.LINKS_TO_ONE_ADDRESS), ("", guessing.LINKS_FROM_ONE_NETWORK)):
        # given as many links as there may be, to one address or from one network
        address = "198.51.100.7" if to else "203.0.113.7"
        mails = [to or f"{number}@example.org" for number in range(allowed + 1)]
        sent = partial(guessing.begin_link, database, address=address, keys=keys)
        assert all(sent(to=one, at=last) for one in mails[:-1])
        # then another waits for the whole day, not for the next
        assert sent(to=mails[-1], at=last + timedelta(minutes=2)) is None
        assert sent(to=mails[-1], at=last + timedelta(hours=23)) is None
        assert sent(to=mails[-1], at=last + timedelta(hours=24)) is not None


def test_links_that_are_asked_for_at_the_same_moment_are_counted_too(database: Database, keys: KeyRing) -> None:
    asked = partial(guessing.begin_link, database, to="a@example.org", address="198.51.100.7", keys=keys, at=now())
    with ThreadPoolExecutor(8) as pool:
        given = [pool.submit(asked) for _ in range(3 * guessing.LINKS_TO_ONE_ADDRESS)]
    assert sum(one.result() is not None for one in given) <= guessing.LINKS_TO_ONE_ADDRESS


def test_a_link_that_is_one_too_many_for_its_form_counts_for_nobody(
    app: Flask, client: CheckedClient, code: str, database: Database
) -> None:
    # given a form that has sent all its links
    for number in range(MOST_LINKS):
        client.send(SAVED, {"email": f"{number}@example.org"})
    # when it shall send one to somebody else
    assert client.send(SAVED, {"email": "other@example.org"}).status_code == 400
    # then what is counted are the links that went out
    with database.session(writes=False) as session:
        kinds = session.scalars(select(SentSign.kind).where(SentSign.kind.startswith("return link"))).all()
    assert len(kinds) == 2 * MOST_LINKS


def test_a_link_is_used_by_its_button_alone_and_once(app: Flask, other: CheckedClient, link: str) -> None:
    # given programs that open each link of a mail
    for _ in range(3):
        assert other.get(link).status_code == 200
        # no page comes with it
        assert other.head(link, unchecked=True).status_code == 200
    assert other.get_cookie("referral") is None
    page = other.page(link)
    assert page.heading == "Come back to your form"
    assert not page.all(".//link[@rel='canonical']")
    # when somebody presses the button
    response = other.post(link, headers=OURS)
    # then the form is open there
    assert response.location == f"{START}/contact"
    assert other.page(f"{START}/young-person").value("first_name") == "Zebedee"
    # and pressed twice it stays so
    assert other.post(link, headers=OURS).location == f"{START}/contact"
    # while nobody else can use it
    third = coming_and_going.another_device(app)
    for response in (third.get(link), third.post(link, headers=OURS)):
        assert response.status_code == 410
        kind = response.page  # type: ignore[attr-defined]
        assert kind.heading == "This link does not work any more"
        assert COME_BACK in kind.links
    assert third.get_cookie("referral") is None


def test_a_link_that_was_never_sent_shows_the_same_kind_page(other: CheckedClient) -> None:
    response = other.get(f"{START}/return/{'0' * 64}")
    assert response.status_code == 410
    assert response.page.heading == "This link does not work any more"  # type: ignore[attr-defined]


def test_a_code_is_no_link_and_a_link_no_code(other: CheckedClient, code: str, link: str) -> None:
    assert other.get(f"{START}/return/{code.replace('-', '')}").status_code == 410
    assert coming_and_going.come_back(other, link.rsplit("/", 1)[1]).status_code == 400


def test_a_link_runs_out_with_the_form(app: Flask, client: CheckedClient, database: Database, keys: KeyRing) -> None:
    with time_machine.travel("2026-11-02 10:00:00+00:00", tick=False) as clock:
        coming_and_going.half_way(client)
        coming_and_going.save(client)
        client.send(SAVED, {"email": "somebody@example.org"})
        link = coming_and_going.link_mailed(database, keys)
        clock.shift(timedelta(days=28, seconds=1))
        late = coming_and_going.another_device(app)
        assert late.get(link).status_code == 410
        assert late.post(link, headers=OURS).status_code == 410


def test_both_devices_can_go_on_with_the_same_form(client: CheckedClient, other: CheckedClient, code: str) -> None:
    # given one form on two devices
    coming_and_going.come_back(other, code)
    # when each answers something
    rest = dict(journeys.PARENT)
    journeys.answer(other, "contact", rest["contact"])
    journeys.answer(client, "strengths?change=1", {"strengths": "Juggling"})
    # then both see both
    assert client.page(f"{START}/contact").value("name") == "Philippa Quillfeather"
    assert other.page(f"{START}/strengths").value("strengths").strip() == "Juggling"
    # and once one has sent it, the other shows the confirmation too
    for slug, fields in journeys.PARENT[[name for name, _ in journeys.PARENT].index("contact") + 1 :]:
        journeys.answer(other, slug, fields)
    journeys.send(other)
    assert client.get(CHECK).location == f"{START}/sent"
    assert client.page(f"{START}/sent").heading == other.page(f"{START}/sent").heading


def test_a_form_does_not_run_out_under_the_hands_of_whoever_comes_back_late(app: Flask, client: CheckedClient) -> None:
    with time_machine.travel("2026-11-02 10:00:00+00:00", tick=False) as clock:
        coming_and_going.half_way(client)
        code = coming_and_going.save(client)
        # given somebody who comes back in the last hour
        clock.shift(timedelta(days=27, hours=23))
        late = coming_and_going.another_device(app)
        assert coming_and_going.come_back(late, code).status_code == 303
        # when they take longer than that
        clock.shift(timedelta(hours=3))
        # then the form is still there
        assert journeys.answer(late, "contact", journeys.CONTACT).status_code == 303


def test_a_code_leads_back_for_as_long_as_the_page_says(
    app: Flask, client: CheckedClient, database: Database, keys: KeyRing
) -> None:
    with time_machine.travel("2026-11-02 10:00:00+00:00", tick=False) as clock:
        coming_and_going.half_way(client)
        code = coming_and_going.save(client)
        # given somebody who comes back in the last hours, and is told of a day more
        clock.shift(timedelta(days=27, hours=20))
        late = coming_and_going.another_device(app)
        response = coming_and_going.come_back(late, code)
        assert "It is saved until 1 December" in late.page(response.location).words
        # when that day is nearly over, and what has run out was tidied away
        clock.shift(timedelta(hours=23))
        erase_forms_that_are_over(database, keys, at=now())
        # then the code still opens it
        assert coming_and_going.come_back(coming_and_going.another_device(app), code).status_code == 303


def test_a_form_that_is_saved_once_more_is_never_shown_a_code_that_opens_nothing(
    app: Flask, client: CheckedClient, database: Database, code: str
) -> None:
    # given a saved form whose code is gone
    with database.transaction() as session:
        session.execute(delete(DraftReturn))
    # when it is saved again
    shown = coming_and_going.save(client)
    # then the code on the page is another one, and opens it
    assert shown != code
    assert coming_and_going.come_back(coming_and_going.another_device(app), shown).status_code == 303


def test_whoever_has_another_form_on_the_device_is_told_first(other: CheckedClient, code: str, link: str) -> None:
    journeys.begin(other)
    for address in (COME_BACK, link):
        page = other.page(address)
        assert "The form that you open now takes its place." in page.words
        assert f"{START}/save" in page.links


def test_the_start_page_goes_on_with_a_saved_form_where_it_was_left(client: CheckedClient, code: str) -> None:
    page = client.page(START)
    assert "You saved it. We keep it until" in page.words
    assert client.send(START, {}).location == f"{START}/contact"


def test_erasing_a_saved_form_takes_its_code_along(
    client: CheckedClient, other: CheckedClient, database: Database, code: str
) -> None:
    client.send(START, {"again": "1"})
    assert coming_and_going.come_back(other, code).status_code == 400
    with database.session(writes=False) as session:
        assert not session.scalars(select(DraftReturn)).all()
