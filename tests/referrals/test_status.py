"""Following a referral: by reference and code alone, and telling nobody which of the two was wrong."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete, select

from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.referrals.following import lookup
from localoffer.referrals.models import StatusTry
from localoffer.staff.models import StoredSession
from localoffer.staff.sessions import hash_of
from tests.referrals import following
from tests.referrals.following import PROFESSIONAL, STATUS, SentForm, opened, sent
from tests.support.client import CheckedClient
from tests.support.queries import queries_of

pytestmark = pytest.mark.any_database

WRONG = "2222-2222-2222"


@pytest.fixture
def form(app: Flask, database: Database) -> SentForm:
    """A form that a parent has sent."""
    return sent(app, database)


def the_same(page: str, *typed: str) -> str:
    """Return a page without what differs by chance: the token against forgery, and what was typed."""
    for value in typed:
        page = page.replace(value, "")
    return re.sub(r'(name="csrf_token"[^>]*value=)"[^"]*"', r"\1", page)


def test_reference_and_code_open_the_page_and_stand_in_no_address(client: CheckedClient, form: SentForm) -> None:
    answer = following.open_status(client, form)
    assert answer.location == STATUS
    page = client.page(STATUS)
    assert form.reference in page.words
    assert "Received" in page.words
    assert form.code not in page.words
    assert not any(form.reference in link or form.code in link for link in page.links)
    assert client.get(STATUS).headers["Cache-Control"] == "no-store"


def test_code_and_reference_are_read_however_they_are_typed(client: CheckedClient, form: SentForm) -> None:
    typed = {"reference": form.reference.lower().replace("-", " "), "code": f" {form.code.lower().replace('-', '')} "}
    assert client.send(STATUS, typed).status_code == 303


def test_the_page_names_nobody(client: CheckedClient, form: SentForm) -> None:
    page = opened(client, form).get(STATUS).get_data(as_text=True)
    for told in ("Zebedee", "Zeb", "Quillfeather", "Philippa", "Xylophones", "Wobblesome", "ST16"):
        assert told not in page


def test_an_unknown_reference_and_a_wrong_code_get_the_same_answer_for_the_same_work(
    client: CheckedClient, database: Database, form: SentForm
) -> None:
    unknown = "3333-4444"
    client.page(STATUS)
    with queries_of(database) as for_wrong_code:
        wrong = client.send(STATUS, {"reference": form.reference, "code": WRONG})
    with queries_of(database) as for_unknown:
        none = client.send(STATUS, {"reference": unknown, "code": WRONG})
    assert wrong.status_code == none.status_code == 400
    assert the_same(wrong.get_data(as_text=True), form.reference) == the_same(none.get_data(as_text=True), unknown)
    assert wrong.headers.get("Content-Length") is not None
    assert for_wrong_code == for_unknown


def test_after_5_wrong_tries_the_right_code_gets_the_same_answer(
    app: Flask, client: CheckedClient, database: Database, form: SentForm
) -> None:
    with time_machine.travel(datetime(2026, 11, 23, 10, 0, tzinfo=UTC), tick=False) as clock:
        for _ in range(lookup.WRONG_FOR_ONE_REFERENCE):
            wrong = client.send(STATUS, {"reference": form.reference, "code": WRONG})
        blocked = following.open_status(client, form)
        assert blocked.status_code == 400
        assert the_same(blocked.get_data(as_text=True), form.code) == the_same(wrong.get_data(as_text=True), WRONG)
        # another family is not touched by it
        other = sent(app, database)
        assert following.open_status(client, other).status_code == 303
        # and after a quarter of an hour the code works again
        clock.shift(lookup.WINDOW + timedelta(seconds=1))
        assert following.open_status(app.test_client(), form).status_code == 303  # type: ignore[arg-type]


def test_tries_of_a_clock_that_was_ahead_lock_no_family_out_once_it_is_right_again(
    database: Database, keys: KeyRing
) -> None:
    def tried(at: datetime) -> bool:
        told = {"reference": "K7PM-2XQA", "address": "192.0.2.7"}
        return lookup.count_try(database, **told, keys=keys, at=at) is not None

    ahead = now() + timedelta(days=365)
    assert [tried(ahead) for _ in range(6)] == [True] * 5 + [False]
    assert tried(now())


def test_many_tries_at_the_same_moment_gain_nothing(app: Flask, database: Database, keys: KeyRing) -> None:
    barrier = Barrier(8)

    def guess(_: int) -> bool:
        barrier.wait()
        counted = lookup.count_try(database, reference="K7PM-2XQA", address="192.0.2.7", keys=keys, at=now())
        return counted is not None

    with ThreadPoolExecutor(8) as pool:
        looked_at = sum(pool.map(guess, range(8)))
    assert looked_at <= lookup.WRONG_FOR_ONE_REFERENCE


def test_wrong_tries_are_counted_though_the_request_is_rolled_back_and_right_ones_are_forgiven(
    client: CheckedClient, database: Database, form: SentForm
) -> None:
    client.send(STATUS, {"reference": form.reference, "code": WRONG})
    following.open_status(client, form)
    with database.session(writes=False) as session:
        rows = session.scalars(select(StatusTry)).all()
    # one for the reference and one for the network of the try that was wrong
    assert len(rows) == 2
    assert all(form.reference.encode() not in row.reference_hash for row in rows)


def test_when_everybody_seems_to_guess_a_network_that_was_never_wrong_still_gets_in(
    database: Database, keys: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookup, "WRONG_ALTOGETHER", 1)

    def tried(reference: str, address: str) -> bool:
        counted = lookup.count_try(database, reference=reference, address=address, keys=keys, at=now())
        return counted is not None

    assert tried("AAAA-AAAA", "192.0.2.1")
    assert not tried("BBBB-BBBB", "192.0.2.1")
    assert tried("CCCC-CCCC", "198.51.100.1")


def test_half_an_hour_without_use_closes_the_page_and_use_keeps_it_open(app: Flask, database: Database) -> None:
    with time_machine.travel(datetime(2026, 11, 23, 10, 0, tzinfo=UTC), tick=False) as clock:
        client = app.test_client()
        assert isinstance(client, CheckedClient)
        opened(client, sent(app, database))
        for _ in range(3):
            clock.shift(timedelta(minutes=25))
            assert client.page(STATUS).heading == "Where the form is now"
        clock.shift(timedelta(minutes=31))
        assert client.page(STATUS).heading == "Follow a form"


def test_what_was_typed_when_the_page_closed_is_there_again_when_it_is_opened(
    app: Flask, client: CheckedClient, database: Database, form: SentForm
) -> None:
    # given a message that is written while the page closes
    opened(client, form)
    shown = client.page(f"{STATUS}/tell")
    with database.transaction() as session:
        session.execute(delete(StoredSession).where(StoredSession.id_hash.in_(_opened_rows(client))))
    token = {"csrf_token": shown.value("csrf_token"), "mark": shown.value("mark")}
    closed = client.post(f"{STATUS}/tell", data={**token, "words": "Our number\nhas changed"})
    assert closed.status_code == 400
    # when the code is typed again
    page = closed.page  # type: ignore[attr-defined]
    carried = {name: page.value(name) for name in ("csrf_token", "typed", "page")}
    again = client.post(STATUS, data={**carried, **form.typed})
    # then what was written stands in its box, and can be sent
    assert again.status_code == 200
    box = again.page  # type: ignore[attr-defined]
    assert "Our number" in box.value("words")
    fields = {name: box.value(name) for name in ("csrf_token", "mark", "words")}
    assert client.post(f"{STATUS}/tell", data=fields).status_code == 303
    assert len(following.messages(database)) == 1


def _opened_rows(client: CheckedClient) -> list[bytes]:
    cookie = client.get_cookie("status")
    assert cookie is not None
    return [hash_of(cookie.value)]


def test_the_button_closes_the_page_on_the_server_too(client: CheckedClient, form: SentForm) -> None:
    opened(client, form)
    cookie = client.get_cookie("status")
    assert cookie is not None
    client.send(f"{STATUS}/close", {}, page=STATUS)
    assert client.get_cookie("status") is None
    client.set_cookie("status", cookie.value)
    assert client.page(STATUS).heading == "Follow a form"


def test_leaving_in_a_hurry_closes_the_page(client: CheckedClient, form: SentForm) -> None:
    opened(client, form)
    cookie = client.get_cookie("status")
    assert cookie is not None
    client.get("/refer/life-skills/leave")
    assert client.get_cookie("status") is None
    client.set_cookie("status", cookie.value)
    assert client.page(STATUS).heading == "Follow a form"


def test_a_new_code_closes_what_the_old_one_opened(
    app: Flask, client: CheckedClient, database: Database, keys: KeyRing
) -> None:
    form = sent(app, database, PROFESSIONAL)
    first = following.family_code(database, keys)
    client.send(STATUS, {"reference": form.reference, "code": first})
    assert client.page(STATUS).heading == "Where the form is now"
    second = following.family_code(database, keys)
    assert client.page(STATUS).heading == "Follow a form"
    assert client.send(STATUS, {"reference": form.reference, "code": first}).status_code == 400
    assert client.send(STATUS, {"reference": form.reference, "code": second}).status_code == 303
