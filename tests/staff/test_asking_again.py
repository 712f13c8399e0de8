"""Before a download and before what cannot be undone, the password is asked for once more, and nothing gets lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

import config
from localoffer.db import now
from localoffer.staff import guard, links
from localoffer.staff.models import User
from tests.staff.test_guard import admin_rules
from tests.support.client import CheckedClient
from tests.support.demonstrating import demonstration_of
from tests.support.staff import PASSWORD, sign_in
from tests.support.strict_html import Page

pytestmark = pytest.mark.any_database

EXPORT = "/admin/gaps/export.csv?days=28"
# each can be brought back, stands in a draft that was never shown, or is somebody's own way to look at a list
UNDONE = {"admin.help_rules.remove", "admin.surveys.remove_question", "admin.referrals.remove_view"}
NEW = {"name": "Grace & co", "email": "grace@council.example.org", "role": "editor"}


@pytest.fixture
def later() -> Iterator[None]:
    """It is 25 minutes later: still signed in, and longer ago than a password counts."""
    with time_machine.travel(now() + timedelta(minutes=25)):
        yield


@pytest.mark.any_database
def test_every_download_and_every_removal_asks_again(app: Flask) -> None:
    found = 0
    for rule in admin_rules(app):
        last = rule.endpoint.rpartition(".")[2]
        is_export = rule.rule.endswith((".csv", ".xlsx", ".zip")) or "export" in last
        if is_export or (last.startswith("remove") and rule.endpoint not in UNDONE):
            found += 1
            assert guard.needs_recent_proof(app.view_functions[rule.endpoint]), f"{rule.rule} does not ask again"
    assert found >= 8


@pytest.mark.any_database
def test_whoever_has_just_signed_in_is_not_asked(client: CheckedClient, make_user: Callable[..., User]) -> None:
    make_user("editor")
    sign_in(client)
    assert client.get(EXPORT).mimetype == "text/csv"


def test_a_download_is_asked_for_again_and_what_was_chosen_is_kept(
    client: CheckedClient, make_user: Callable[..., User], request: pytest.FixtureRequest
) -> None:
    # given somebody who signed in a while ago
    make_user("editor")
    sign_in(client)
    request.getfixturevalue("later")
    # when they ask for a download on a page
    asked = client.get(EXPORT, headers={"Referer": "http://localhost/admin/gaps?days=28"})
    assert asked.location == "/admin/sign-in/password-again?next=/admin/carry-on"
    # then a wrong password gives nothing, and the right one what they chose, and a way back
    assert client.send(asked.location, {"password": "not the password at all"}).status_code == 400
    assert client.get(EXPORT).status_code == 303
    carried = client.send(asked.location, {"password": PASSWORD})
    page = client.page(str(carried.location))
    assert EXPORT in page.links
    assert client.get(EXPORT).mimetype == "text/csv"
    assert client.get("/admin/carry-on").status_code == 303, "nothing is kept any longer"


def test_what_was_typed_is_kept_while_the_password_is_asked_for(
    client: CheckedClient, make_user: Callable[..., User], session: Session, request: pytest.FixtureRequest
) -> None:
    make_user("administrator")
    sign_in(client)
    request.getfixturevalue("later")
    # given an invitation that was typed long after signing in
    asked = client.send("/admin/people/invite", NEW)
    assert "password-again" in str(asked.location)
    assert _accounts(session) == 1, "nothing is done before"
    carried = client.send(str(asked.location), {"password": PASSWORD})
    page: Page = client.page(str(carried.location))
    # when it is carried on with, then it is as it was typed
    kept = {name: page.value(name) for name in ("csrf_token", *NEW)}
    assert {name: kept[name] for name in NEW} == NEW
    done = client.post("/admin/people/invite", data=kept)
    assert "The invitation is on its way" in client.page(str(done.location)).words
    assert _accounts(session) == 2


@pytest.mark.any_database
def test_who_may_not_do_it_is_not_asked_for_a_password(
    client: CheckedClient, make_user: Callable[..., User], request: pytest.FixtureRequest
) -> None:
    make_user("triage")
    sign_in(client)
    request.getfixturevalue("later")
    assert client.get(EXPORT).status_code == 403


@pytest.mark.any_database
@pytest.mark.parametrize("elsewhere", ["https://evil.example/admin", "http://localhost/services?q=a", "//[evil", ""])
def test_the_way_back_is_a_screen_of_staff(
    client: CheckedClient, make_user: Callable[..., User], request: pytest.FixtureRequest, elsewhere: str
) -> None:
    make_user("editor")
    sign_in(client)
    request.getfixturevalue("later")
    client.get(EXPORT, headers={"Referer": elsewhere})
    links_of_page = client.page("/admin/carry-on").all(".//main//a")
    assert links_of_page[-1].get("href") == "/admin"


@pytest.mark.any_database
def test_accounts_of_a_demonstration_have_no_password_to_ask_for(settings: config.Settings) -> None:
    with demonstration_of(settings) as app:
        with app.extensions["localoffer_database"].transaction() as session:
            link = links.issue_demonstration_links(session)["editor"]
        browser = app.test_client()
        assert isinstance(browser, CheckedClient)
        browser.send(link, {})
        with time_machine.travel(now() + timedelta(minutes=25)):
            assert browser.get(EXPORT).mimetype == "text/csv"


def _accounts(session: Session) -> int:
    number = len(session.scalars(select(User)).all())
    session.rollback()
    return number
