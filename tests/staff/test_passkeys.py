"""Passkeys: added at the first sign-in or later, asked for after the password, and removed; nobody gets in by half."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from localoffer.audit import AuditEntry
from localoffer.db import now
from localoffer.staff import accounts
from localoffer.staff.models import Passkey, User
from tests.support.client import CheckedClient
from tests.support.passkey_device import Device
from tests.support.staff import ADA, PASSWORD, code, sign_in
from tests.support.strict_html import Page

pytestmark = pytest.mark.any_database

ADD, USE, AGAIN = "/admin/passkeys/add", "/admin/two-factor/passkey", "/admin/sign-in/passkey-again"
ACCOUNT = "/admin/account"
BOB = "bob@staff.example.org"


def give_password(client: CheckedClient, email: str = ADA) -> TestResponse:
    return client.send("/admin/sign-in", {"email": email, "password": PASSWORD})


def answer(client: CheckedClient, page: Page, say: Callable[[dict[str, object]], str]) -> TestResponse:
    """Send what a device says to the question that a page puts to it."""
    form = page.one(".//main//form[@data-passkey]")
    fields = {"csrf_token": page.value("csrf_token"), "credential": say(json.loads(form.get("data-options", "")))}
    return client.post(form.get("action", ""), data=fields, headers={"Sec-Fetch-Site": "same-origin"})


def add(client: CheckedClient, device: Device, name: str = "Work laptop") -> TestResponse:
    asked = client.send(ADD, {"name": name})
    return answer(client, asked.page, device.make)  # type: ignore[attr-defined]


def use(client: CheckedClient, device: Device, page: str = USE) -> TestResponse:
    asked = client.send(page, {})
    return answer(client, asked.page, device.sign)  # type: ignore[attr-defined]


def browser(app: Flask) -> CheckedClient:
    made = app.test_client()
    assert isinstance(made, CheckedClient)
    return made


def actions(session: Session) -> list[str]:
    found = list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.number)))
    session.commit()
    return found


@pytest.fixture
def with_passkey(client: CheckedClient, make_user: Callable[..., User], session: Session) -> Device:
    """Ada's account, whose one second factor is a passkey; she is signed in to it."""
    make_user(set_up=False)
    device = Device()
    give_password(client)
    assert add(client, device).status_code == 302
    client.send("/admin/two-factor/recovery-codes", {"generate_new_codes": "1"})
    return device


def test_a_new_member_of_staff_gets_in_with_a_passkey_and_keeps_recovery_codes(
    client: CheckedClient, make_user: Callable[..., User], session: Session, app: Flask
) -> None:
    # given somebody who has chosen a password and has no second factor
    make_user(set_up=False)
    assert give_password(client).location == "/admin/two-factor/set-up"
    assert ADD in client.page("/admin/two-factor/set-up").links
    # when they add a passkey
    device = Device()
    assert add(client, device).location == ACCOUNT
    # then they are in, and keep recovery codes first
    assert client.get("/admin").location == "/admin/two-factor/recovery-codes"
    client.send("/admin/two-factor/recovery-codes", {"generate_new_codes": "1"})
    assert client.get("/admin").status_code == 200
    assert actions(session) == ["staff.passkey_added", "staff.signed_in", "staff.recovery_codes_made"]
    # and come in with it from then on
    later = browser(app)
    assert give_password(later).location == f"{USE}?next=/admin"
    assert use(later, device).status_code == 302
    assert later.get("/admin").status_code == 200


def test_the_password_alone_opens_nothing_while_a_first_passkey_is_added(
    client: CheckedClient, make_user: Callable[..., User]
) -> None:
    make_user(set_up=False)
    give_password(client)
    client.page(ADD)
    for closed in ("/admin", ACCOUNT, "/admin/referrals"):
        assert client.get(closed).status_code == 303, closed
    for closed in ("/admin/two-factor/recovery-codes", "/admin/sign-in/password-again", AGAIN):
        assert client.get(closed).status_code == 302, closed


def test_whoever_has_a_second_factor_adds_no_other_with_the_password_alone(
    client: CheckedClient, with_passkey: Device, app: Flask
) -> None:
    thief = browser(app)
    give_password(thief)
    for page in (ADD, "/admin/two-factor/set-up"):
        assert thief.get(page).status_code == 302, page
    assert thief.get("/admin").status_code == 303


def test_a_password_that_was_stolen_before_the_first_sign_in_adds_nothing_after_it(
    client: CheckedClient, make_user: Callable[..., User], app: Flask
) -> None:
    # given two browsers that gave the password of a new account, and a question for a passkey in one of them
    make_user(set_up=False)
    thief = browser(app)
    give_password(thief)
    asked: Page = thief.send(ADD, {"name": "Mine"}).page  # type: ignore[attr-defined]
    # when its owner adds a passkey
    give_password(client)
    add(client, Device())
    # then the other one has no answer taken any more
    assert answer(thief, asked, Device().make).status_code == 302
    assert thief.get("/admin").status_code == 303


def test_a_passkey_of_somebody_else_does_not_go_with_ones_password(
    client: CheckedClient, with_passkey: Device, make_user: Callable[..., User], app: Flask, session: Session
) -> None:
    # given two members of staff with a passkey each
    make_user(email=BOB, set_up=False)
    bob = browser(app)
    give_password(bob, BOB)
    assert add(bob, Device()).location == ACCOUNT
    # when one gives their own password, and the other's passkey
    mixed = browser(app)
    give_password(mixed, BOB)
    assert use(mixed, with_passkey).location == USE
    # then nobody gets in, and it is written down
    assert mixed.get("/admin").status_code == 303
    assert actions(session)[-1] == "staff.sign_in_failed"
    assert "That did not work" in mixed.page(USE).words


def test_an_app_cannot_be_set_up_with_the_password_alone_once_there_is_a_second_factor(
    client: CheckedClient, make_user: Callable[..., User], app: Flask
) -> None:
    # given a browser that gave the password of a new account, and was shown the key of an app
    make_user(set_up=False)
    thief = browser(app)
    give_password(thief)
    shown: Page = thief.send("/admin/two-factor/set-up", {"setup": "authenticator"}).page  # type: ignore[attr-defined]
    key = "".join(shown.with_class("lo-reference")[0].itertext()).replace("-", "").strip()
    # when the account's owner adds a passkey
    give_password(client)
    add(client, Device())
    # then the code of that app opens nothing any more
    fields = {"csrf_token": shown.value("csrf_token"), "code": code(key)}
    assert thief.post("/admin/two-factor", data=fields).location != "/admin"
    assert thief.get("/admin").status_code == 303


@pytest.mark.parametrize("wrong", [{"knows_person": False}, {"origin": "http://false.example"}], ids=str)
def test_a_device_that_does_not_know_the_person_or_the_site_is_refused(
    client: CheckedClient, with_passkey: Device, app: Flask, wrong: dict[str, object]
) -> None:
    for name, value in wrong.items():
        setattr(with_passkey, name, value)
    later = browser(app)
    give_password(later)
    use(later, with_passkey)
    assert later.get("/admin").status_code == 303


def test_a_copied_passkey_is_noticed(client: CheckedClient, with_passkey: Device, app: Flask) -> None:
    for count, opens in ((3, 200), (1, 303)):
        later = browser(app)
        give_password(later)
        with_passkey.used = count
        use(later, with_passkey)
        assert later.get("/admin").status_code == opens


def test_whoever_is_switched_off_does_not_get_in_with_a_passkey(
    client: CheckedClient, with_passkey: Device, app: Flask, session: Session
) -> None:
    # given somebody who has given the password
    later = browser(app)
    give_password(later)
    asked: Page = later.send(USE, {}).page  # type: ignore[attr-defined]
    # when the account is switched off before the passkey is used
    user = accounts.find(session, ADA)
    assert user is not None
    user.active = False
    session.commit()
    # then it opens nothing
    answer(later, asked, with_passkey.sign)
    assert later.get("/admin").status_code == 303


def test_who_has_an_app_and_a_passkey_chooses(
    client: CheckedClient, make_user: Callable[..., User], app: Flask
) -> None:
    make_user()
    sign_in(client)
    device = Device()
    assert add(client, device).location == ACCOUNT
    assert "The passkey is added" in client.page(ACCOUNT).words
    with time_machine.travel(now() + timedelta(minutes=2)):
        for which, way in (("webauthn", USE), ("authenticator", "/admin/two-factor")):
            later = browser(app)
            choosing = give_password(later).location
            assert choosing == "/admin/two-factor/choose?next=/admin"
            assert later.send(choosing, {"which": which}).location == f"{way}?next=/admin"
            if which == "webauthn":
                use(later, device)
            else:
                later.send(way, {"code": code()})
            assert later.get("/admin").status_code == 200


def test_a_recovery_code_stands_in_for_a_passkey(
    client: CheckedClient, make_user: Callable[..., User], app: Flask
) -> None:
    make_user(set_up=False)
    give_password(client)
    add(client, Device())
    made = client.send("/admin/two-factor/recovery-codes", {"generate_new_codes": "1"})
    kept = "".join(made.page.with_class("lo-reference")[0].itertext())  # type: ignore[attr-defined]
    later = browser(app)
    give_password(later)
    assert "/admin/two-factor/recovery" in later.page(USE).links
    assert later.send("/admin/two-factor/recovery", {"code": kept}).status_code == 302
    assert later.get("/admin").status_code == 200


def test_a_passkey_answers_where_the_password_would_be_asked_for_again(
    client: CheckedClient, with_passkey: Device
) -> None:
    with time_machine.travel(now() + timedelta(minutes=25)):
        asked = client.get("/admin/two-factor/recovery-codes").location
        assert asked == "/admin/sign-in/password-again?next=/admin/two-factor/recovery-codes"
        other_way = next(link for link in client.page(asked).links if link.startswith(AGAIN))
        assert use(client, with_passkey, other_way).location == "/admin/two-factor/recovery-codes"
        assert client.page("/admin/two-factor/recovery-codes").heading == "Your recovery codes"


def test_ones_own_passkeys_are_listed_and_removed(
    client: CheckedClient, with_passkey: Device, session: Session, app: Flask
) -> None:
    # given two passkeys
    assert add(client, Device(), "Security key").location == ACCOUNT
    page = client.page(ACCOUNT)
    assert "Work laptop" in page.words
    assert "Security key" in page.words
    first, second = session.scalars(select(Passkey.id).order_by(Passkey.id))
    session.commit()
    # when one is removed
    client.send(f"{ACCOUNT}/passkeys/{first}/remove", {}, page=ACCOUNT)
    # then it opens nothing any more
    assert "The passkey “Work laptop” is removed." in client.page(ACCOUNT).words
    assert actions(session)[-1] == "staff.passkey_removed"
    later = browser(app)
    give_password(later)
    use(later, with_passkey)
    assert later.get("/admin").status_code == 303
    # and the last one stays
    client.send(f"{ACCOUNT}/passkeys/{second}/remove", {}, page=ACCOUNT)
    assert "This passkey is all that you have" in client.page(ACCOUNT).words
    assert session.scalars(select(Passkey.id)).all() == [second]
    session.commit()


def test_nobody_removes_a_passkey_of_somebody_else(
    client: CheckedClient, with_passkey: Device, make_user: Callable[..., User], app: Flask, session: Session
) -> None:
    make_user(email=BOB)
    bob = browser(app)
    sign_in(bob, BOB)
    number = session.scalars(select(Passkey.id)).one()
    session.commit()
    assert bob.send(f"{ACCOUNT}/passkeys/{number}/remove", {}, page=ACCOUNT).status_code == 404
    assert session.scalars(select(Passkey.id)).all() == [number]
    session.commit()


@pytest.mark.parametrize(
    ("name", "says"),
    [("", "Enter a name"), ("Work laptop", "You have a passkey with this name"), ("a" * 65, "Use 64 characters")],
)
def test_a_name_that_does_not_tell_passkeys_apart_is_refused(
    client: CheckedClient, with_passkey: Device, name: str, says: str
) -> None:
    refused = client.send(ADD, {"name": name})
    assert refused.status_code == 400
    assert says in refused.page.words  # type: ignore[attr-defined]


def test_a_lost_phone_takes_its_passkeys_with_it(
    client: CheckedClient, with_passkey: Device, session: Session, app: Flask
) -> None:
    user = accounts.find(session, ADA)
    assert user is not None
    accounts.forget_second_factor(session, user)
    session.commit()
    assert client.get("/admin").status_code == 303
    assert give_password(browser(app)).location == "/admin/two-factor/set-up"
