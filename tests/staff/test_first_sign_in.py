"""From a new account to its first sign-in: a link, a password, the app, and codes to keep."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.audit import AuditEntry
from localoffer.db import now
from localoffer.staff import accounts
from localoffer.staff.models import User
from tests.support.client import CheckedClient
from tests.support.staff import ADA, PASSWORD, code, sign_in
from tests.support.strict_html import Page

pytestmark = pytest.mark.any_database


@pytest.fixture
def link(session: Session) -> str:
    """The address of a link to choose a password, for a new account."""
    user = accounts.create_user(session, email=ADA, name="Ada Lovelace", role="editor")
    token = accounts.one_time_link(session, user, purpose="password")
    session.commit()
    return f"/admin/choose-password/{token}"


def choose(client: CheckedClient, link: str, password: str = PASSWORD) -> None:
    assert client.send(link, {"password": password, "again": password}).location == "/admin/sign-in"


def set_up(client: CheckedClient) -> str:
    """Give the password, set the app up, and return its key."""
    sent = client.send("/admin/sign-in", {"email": ADA, "password": PASSWORD})
    assert sent.location == "/admin/two-factor/set-up"
    shown = client.send("/admin/two-factor/set-up", {"setup": "authenticator"})
    page: Page = shown.page  # type: ignore[attr-defined]
    assert page.one(".//main//img").get("src", "").startswith("data:image/svg+xml")
    key = "".join(page.with_class("lo-reference")[0].itertext()).replace("-", "").strip()
    token = page.value("csrf_token")
    done = client.post("/admin/two-factor", data={"csrf_token": token, "code": code(key)})
    assert done.status_code == 302, done.get_data(as_text=True)
    return key


def test_a_new_member_of_staff_gets_in_and_keeps_recovery_codes(client: CheckedClient, link: str, app: Flask) -> None:
    choose(client, link)
    key = set_up(client)
    assert client.get("/admin").location == "/admin/two-factor/recovery-codes"
    made = client.send("/admin/two-factor/recovery-codes", {"generate_new_codes": "1"})
    codes = ["".join(one.itertext()) for one in made.page.with_class("lo-reference")]  # type: ignore[attr-defined]
    assert len(set(codes)) == 10
    assert client.get("/admin").status_code == 200

    with time_machine.travel(now() + timedelta(minutes=2)):
        again = app.test_client()
        assert isinstance(again, CheckedClient)
        again.send("/admin/sign-in", {"email": ADA, "password": PASSWORD})
        assert again.send("/admin/two-factor", {"code": code(key)}).status_code == 302

        lost_phone = app.test_client()
        assert isinstance(lost_phone, CheckedClient)
        lost_phone.send("/admin/sign-in", {"email": ADA, "password": PASSWORD})
        assert lost_phone.send("/admin/two-factor/recovery", {"code": codes[0].upper()}).status_code == 302
        assert lost_phone.get("/admin").status_code == 200

        thief = app.test_client()
        assert isinstance(thief, CheckedClient)
        thief.send("/admin/sign-in", {"email": ADA, "password": PASSWORD})
        assert thief.send("/admin/two-factor/recovery", {"code": codes[0]}).status_code == 400


def test_whoever_has_chosen_a_password_is_told_that_it_is_set(client: CheckedClient, link: str) -> None:
    choose(client, link)
    assert "Your password is set. Sign in with it." in client.page("/admin/sign-in").words


def test_a_first_code_that_is_wrong_shows_the_same_picture_again_and_an_empty_box(
    client: CheckedClient, link: str
) -> None:
    choose(client, link)
    client.send("/admin/sign-in", {"email": ADA, "password": PASSWORD})
    shown: Page = client.send("/admin/two-factor/set-up", {"setup": "authenticator"}).page  # type: ignore[attr-defined]
    token = shown.value("csrf_token")
    wrong = client.post("/admin/two-factor", data={"csrf_token": token, "code": "000000"})
    assert wrong.status_code == 400
    page: Page = wrong.page  # type: ignore[attr-defined]
    assert "The code is not right." in page.words
    assert page.value("code") == ""
    keys = ["".join(one.with_class("lo-reference")[0].itertext()) for one in (shown, page)]
    assert keys[0] == keys[1]
    right = client.post("/admin/two-factor", data={"csrf_token": token, "code": code(keys[0].replace("-", "").strip())})
    assert right.status_code == 302


def test_a_wrong_code_for_a_new_phone_says_that_nothing_has_changed(
    client: CheckedClient, make_user: Callable[..., User]
) -> None:
    make_user()
    sign_in(client)
    shown: Page = client.send("/admin/two-factor/set-up", {"setup": "authenticator"}).page  # type: ignore[attr-defined]
    action = next(form.get("action", "") for form in shown.all(".//main//form"))
    sent = client.post(action, data={"csrf_token": shown.value("csrf_token"), "code": "000000"}, follow_redirects=True)
    assert "nothing has changed" in sent.page.words  # type: ignore[attr-defined]


def test_recovery_codes_are_kept_as_hashes(client: CheckedClient, link: str, session: Session) -> None:
    choose(client, link)
    set_up(client)
    made = client.send("/admin/two-factor/recovery-codes", {"generate_new_codes": "1"})
    codes = ["".join(one.itertext()) for one in made.page.with_class("lo-reference")]  # type: ignore[attr-defined]
    user = accounts.find(session, ADA)
    assert user is not None
    stored = user.mf_recovery_codes or []
    session.commit()
    assert len(stored) == len(codes)
    assert not set(codes) & set(stored)
    shown = client.page("/admin/two-factor/recovery-codes?show_codes=1").words
    assert not any(held in shown for held in [*codes, *stored])


def test_opening_the_link_does_not_use_it_up_and_using_it_does(client: CheckedClient, link: str) -> None:
    assert client.page(link).heading == "Choose a password"
    choose(client, link)
    assert client.page(link, status=410).heading == "This link does not work any more"


def test_a_link_lasts_two_days(client: CheckedClient, link: str) -> None:
    with time_machine.travel(now() + timedelta(hours=49)):
        assert client.get(link).status_code == 410


def test_a_newer_link_ends_the_older(client: CheckedClient, link: str, session: Session) -> None:
    user = accounts.find(session, ADA)
    assert user is not None
    accounts.one_time_link(session, user, purpose="password")
    session.commit()
    assert client.get(link).status_code == 410


def test_a_new_password_does_not_pass_by_the_code(
    client: CheckedClient, make_user: Callable[..., User], session: Session
) -> None:
    token = accounts.one_time_link(session, make_user(), purpose="password")
    session.commit()
    choose(client, f"/admin/choose-password/{token}", "another four odd words")
    sent = client.send("/admin/sign-in", {"email": ADA, "password": "another four odd words"})
    assert sent.location == "/admin/two-factor?next=/admin"


def test_a_new_password_signs_the_account_out_everywhere(
    client: CheckedClient, app: Flask, make_user: Callable[..., User], session: Session
) -> None:
    token = accounts.one_time_link(session, make_user(), purpose="password")
    session.commit()
    sign_in(client)
    other = app.test_client()
    assert isinstance(other, CheckedClient)
    choose(other, f"/admin/choose-password/{token}")
    assert client.get("/admin").status_code == 303


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("", "Enter a password"),
        ("a" * 14, "Use 15 characters or more"),
        ("fourteen chars", "Use 15 characters or more"),
        ("a" * 20, "Use more than four different characters"),
        ("lovelace and more words", "Leave out your name"),
        ("Staffordshire for ever", "Leave out your name"),
        ("the localoffer of mine", "Leave out your name"),
        ("x" + "odd words " * 13, "Use 128 characters or fewer"),
    ],
)
def test_a_weak_password_is_refused(client: CheckedClient, link: str, password: str, says: str) -> None:
    refused = client.send(link, {"password": password, "again": password})
    assert refused.status_code == 400
    assert says in refused.page.words  # type: ignore[attr-defined]


@pytest.mark.parametrize("password", ["fifteen charsss", "odd words here " * 8 + "12345678", "pięć różnych słów tu"])
def test_long_passwords_in_any_letters_are_taken_whole(client: CheckedClient, link: str, password: str) -> None:
    choose(client, link, password)
    almost = client.send("/admin/sign-in", {"email": ADA, "password": password[:-1]})
    assert almost.status_code == 400
    assert client.send("/admin/sign-in", {"email": ADA, "password": password}).status_code == 302


def test_changing_how_to_sign_in_asks_for_the_password_again_after_a_while(
    client: CheckedClient, make_user: Callable[..., User]
) -> None:
    make_user()
    sign_in(client)
    links = client.page("/admin/account").links
    assert {"/admin/two-factor/set-up", "/admin/two-factor/recovery-codes"} <= set(links)
    with time_machine.travel(now() + timedelta(minutes=25)):
        sent_on = client.get("/admin/two-factor/recovery-codes").location
        assert sent_on == "/admin/sign-in/password-again?next=/admin/two-factor/recovery-codes"
        wrong = client.send(sent_on, {"password": "not the password at all"})
        assert wrong.status_code == 400
        right = client.send(sent_on, {"password": PASSWORD})
        assert right.location == "/admin/two-factor/recovery-codes"
        assert client.page(right.location).heading == "Your recovery codes"


def test_a_new_phone_replaces_the_old(
    client: CheckedClient, app: Flask, make_user: Callable[..., User], session: Session
) -> None:
    make_user()
    sign_in(client)
    with time_machine.travel(now() + timedelta(minutes=2)):
        shown = client.send("/admin/two-factor/set-up", {"setup": "authenticator"})
        page: Page = shown.page  # type: ignore[attr-defined]
        key = "".join(page.with_class("lo-reference")[0].itertext()).replace("-", "").strip()
        form = next(form for form in page.all(".//form") if "/set-up/" in form.get("action", ""))
        token = page.value("csrf_token")
        done = client.post(form.get("action", ""), data={"csrf_token": token, "code": code(key)})
        assert done.location == "/admin"
    last = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
    assert last is not None
    assert last.action == "staff.app_replaced"
    session.commit()
    with time_machine.travel(now() + timedelta(minutes=4)):
        other = app.test_client()
        assert isinstance(other, CheckedClient)
        other.send("/admin/sign-in", {"email": ADA, "password": PASSWORD})
        assert other.send("/admin/two-factor", {"code": code()}).status_code == 400
        assert other.send("/admin/two-factor", {"code": code(key)}).status_code == 302
