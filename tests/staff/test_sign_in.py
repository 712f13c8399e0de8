"""Signing in takes a password and a code, tells nothing to whoever has neither, and slows down who guesses."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from localoffer import audit
from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.staff import accounts, throttle
from localoffer.staff.models import SignInAttempt, User
from tests.support.client import CheckedClient
from tests.support.staff import ADA, PASSWORD, code, sign_in

pytestmark = pytest.mark.any_database

ELSEWHERE = [
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "\x19//evil.example",
    "%2f%2fevil.example",
    "/%2f/evil.example/..",
    "http:evil.example",
    "http:/evil.example",
    "http:///evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "//evil.example@localhost",
    "http://localhost@evil.example",
    "http://localhost.evil.example",
    "//[::1]/",
    "//[evil",
    "/..//evil.example",
    "evil.example",
    "?next=//evil.example",
    "\u2009//evil.example",
    "ftp://evil.example",
    "mailto:a@evil.example",
    "/" + "a" * 5000,
]


def give_password(client: CheckedClient, email: str = ADA, password: str = PASSWORD, **more: str) -> TestResponse:
    return client.send("/admin/sign-in", {"email": email, "password": password, **more})


def done(session: Session) -> list[tuple[str, str]]:
    entries = session.scalars(select(audit.AuditEntry).order_by(audit.AuditEntry.number)).all()
    session.commit()
    return [(entry.action, entry.actor) for entry in entries]


def test_password_and_code_open_the_commissioners_area(
    client: CheckedClient, make_user: Callable[..., User], session: Session, keys: KeyRing
) -> None:
    user = make_user()
    assert client.get("/admin").location == "/admin/sign-in?next=/admin"
    sign_in(client)
    assert client.page("/admin").heading == "What needs doing"
    assert done(session) == [("staff.signed_in", f"staff:{user.id}")]
    assert audit.verify(session, key=keys.audit) == 1


def test_the_password_alone_opens_nothing(client: CheckedClient, make_user: Callable[..., User]) -> None:
    make_user()
    assert give_password(client).location == "/admin/two-factor?next=/admin"
    assert client.get("/admin").status_code == 303


def test_a_code_works_once(client: CheckedClient, app: Flask, make_user: Callable[..., User]) -> None:
    make_user()
    used = code()
    give_password(client)
    assert client.send("/admin/two-factor", {"code": used}).status_code == 302
    other = app.test_client()
    give_password(other)  # type: ignore[arg-type]
    refused = other.send("/admin/two-factor", {"code": used})  # type: ignore[attr-defined]
    assert refused.status_code == 400
    assert "The code is not right" in refused.page.words


def test_a_wrong_code_is_refused_and_recorded(
    client: CheckedClient, make_user: Callable[..., User], session: Session
) -> None:
    make_user()
    give_password(client)
    refused = client.send("/admin/two-factor", {"code": "000000"})
    assert refused.status_code == 400
    assert done(session) == [("staff.sign_in_failed", "unknown")]


def test_nobody_learns_which_accounts_exist(client: CheckedClient, make_user: Callable[..., User]) -> None:
    make_user()
    known = give_password(client, password="not the password at all")
    unknown = give_password(client, email="nobody@staff.example.org")
    assert known.status_code == unknown.status_code == 400
    assert known.page.words == unknown.page.words  # type: ignore[attr-defined]
    assert "The e-mail address or the password is not right" in known.page.words  # type: ignore[attr-defined]


def test_a_password_never_comes_back_in_a_page(client: CheckedClient) -> None:
    refused = give_password(client, password="a secret that is wrong")
    assert "a secret that is wrong" not in refused.get_data(as_text=True)


def test_a_disabled_account_cannot_sign_in(
    client: CheckedClient, make_user: Callable[..., User], session: Session
) -> None:
    accounts.disable(session, make_user())
    session.commit()
    assert give_password(client).status_code == 400


def test_a_form_without_its_token_is_refused(client: CheckedClient) -> None:
    assert client.post("/admin/sign-in", data={"email": ADA, "password": PASSWORD}).status_code == 400


def test_sign_in_never_leads_to_another_site(client: CheckedClient, make_user: Callable[..., User]) -> None:
    make_user()
    give_password(client)
    token = client.page("/admin/two-factor").value("csrf_token")
    for elsewhere in ELSEWHERE:
        for step in ("/admin/sign-in", "/admin/two-factor", "/admin/two-factor/recovery"):
            sent = {"csrf_token": token, "email": ADA, "password": PASSWORD, "code": code(), "next": elsewhere}
            assert client.get(step, query_string={"next": elsewhere}).status_code == 400, (step, elsewhere)
            assert client.post(step, data=sent).status_code == 400, (step, elsewhere)
            del sent["next"]
            assert client.post(step, data=sent, query_string={"next": elsewhere}).status_code == 400, (step, elsewhere)


def test_sign_in_leads_back_to_the_page_that_was_asked_for(
    client: CheckedClient, make_user: Callable[..., User]
) -> None:
    make_user()
    wanted = client.get("/admin/listings?status=draft&page=2").location
    asked = client.page(str(wanted))
    fields = {name: asked.value(name) for name in ("csrf_token", "next")}
    first = client.post("/admin/sign-in", data={**fields, "email": ADA, "password": PASSWORD})
    second = client.send(str(first.location), {"code": code()})
    assert second.location == "/admin/listings?status=draft&page=2"


def test_too_many_tries_have_to_wait_longer_and_longer(
    client: CheckedClient, app: Flask, make_user: Callable[..., User]
) -> None:
    make_user()
    with time_machine.travel(now(), tick=False) as clock:
        for _ in range(6):
            assert give_password(client, password="wrong").status_code == 400
        held = give_password(client)
        assert held.status_code == 429
        assert "There were too many tries" in held.page.words  # type: ignore[attr-defined]
        assert give_password(client, email="nobody@staff.example.org").status_code == 400, "others are not held"
        clock.shift(timedelta(seconds=6))
        assert give_password(client, password="wrong").status_code == 400
        clock.shift(timedelta(seconds=6))
        assert give_password(client).status_code == 429, "the wait has doubled"
        clock.shift(timedelta(minutes=16))
        assert give_password(client).status_code == 302, "nobody is locked out for good"


def test_tries_of_a_clock_that_was_ahead_hold_nobody_once_it_is_right_again(
    client: CheckedClient, make_user: Callable[..., User]
) -> None:
    make_user()
    with time_machine.travel(now() + timedelta(days=365), tick=False):
        for _ in range(7):
            give_password(client, password="wrong")
        assert give_password(client).status_code == 429
    assert give_password(client).status_code == 302


@pytest.mark.parametrize(("before", "at_most"), [(0, 6), (20, 1)])
def test_many_tries_at_once_gain_nothing(app: Flask, database: Database, before: int, at_most: int) -> None:
    # given tries of which the wait is just over
    with app.app_context(), database.transaction() as session:
        tried = {"account_hash": throttle.hash_account(ADA), "address_hash": throttle.hash_address("203.0.113.5")}
        earlier = now() - throttle.LONGEST
        session.add_all(SignInAttempt(**tried, made_at=earlier) for _ in range(before))
    barrier = Barrier(15)

    def one(_: int) -> bool:
        with app.test_request_context("/admin/sign-in", environ_base={"REMOTE_ADDR": "203.0.113.5"}):
            barrier.wait()
            return not throttle.begin(ADA)

    # when many more come at the same moment
    with ThreadPoolExecutor(15) as pool:
        went_ahead = sum(pool.map(one, range(15)))
    # then no more go ahead than one after another would
    assert went_ahead <= at_most
    # and whoever had to wait is not counted
    with database.session(writes=False) as session:
        assert session.scalar(select(func.count()).select_from(SignInAttempt)) == before + went_ahead


def test_an_unknown_account_is_held_like_a_known_one(client: CheckedClient) -> None:
    with time_machine.travel(now(), tick=False):
        for _ in range(6):
            assert give_password(client, email="nobody@staff.example.org").status_code == 400
        assert give_password(client, email=" Nobody@staff.example.org").status_code == 429


def test_guessing_codes_is_held_too(client: CheckedClient, make_user: Callable[..., User]) -> None:
    make_user()
    with time_machine.travel(now(), tick=False):
        give_password(client)
        for _ in range(5):
            assert client.send("/admin/two-factor", {"code": "000000"}).status_code == 400
        assert client.send("/admin/two-factor", {"code": code()}).status_code == 429


def test_one_address_cannot_try_account_after_account(client: CheckedClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttle, "FREE", throttle.Tries(address=4))
    with time_machine.travel(now(), tick=False):
        statuses = [give_password(client, email=f"n{number}@staff.example.org").status_code for number in range(6)]
    assert statuses == [400, 400, 400, 400, 429, 429]
