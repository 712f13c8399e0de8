"""Everything under ``/admin`` is closed, but for sign-in, to whoever has not proved to be allowed in."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from localoffer.audit import AuditEntry
from localoffer.staff import guard, home, navigation, roles
from localoffer.staff.models import User
from tests.support.client import CheckedClient
from tests.support.staff import sign_in
from tests.support.strict_html import Page

pytestmark = pytest.mark.any_database

PUBLIC = {
    "security.login",
    "security.logout",
    "security.verify",
    "security.two_factor_setup",
    "security.two_factor_setup_validate",
    "security.two_factor_token_validation",
    "security.two_factor_rescue",
    "security.tf_select",
    "security.mf_recovery",
    "security.mf_recovery_codes",
    "security.wan_register",
    "security.wan_register_response",
    "security.wan_signin",
    "security.wan_signin_response",
    "security.wan_verify",
    "security.wan_verify_response",
    "security.wan_delete",
    "staff.one_time_link",
    "staff.choose_password",
    "council_account.begin",
    "council_account.begin_invited",
    "council_account.back",
}


def admin_rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/admin") and rule.endpoint not in PUBLIC]


def _navigation(page: Page) -> list[str]:
    return [link.get("href", "") for link in page.with_class("lo-nav__link")]


def _current(page: Page) -> list[tuple[str, str]]:
    current = ((link.get("href", ""), link.get("aria-current", "")) for link in page.with_class("lo-nav__link"))
    return [(address, how) for address, how in current if how]


def address(rule: Rule) -> str:
    """Return an address of a rule: the first of its choices, and else of something that does not exist."""
    return re.sub(r"<[^>]+>", "0", re.sub(r"<any\((\w+)[^>]*>", r"\1", rule.rule))


def test_every_admin_route_declares_a_permission_and_stands_under_the_guard(app: Flask) -> None:
    found = admin_rules(app)
    assert found
    for rule in found:
        assert rule.endpoint.startswith("admin."), f"{rule.rule} is not under the guard"
        permission = guard.permission_of(app.view_functions[rule.endpoint])
        assert permission in roles.PERMISSIONS, f"{rule.rule} does not say which permission it needs"


def test_nobody_gets_anywhere_without_signing_in(client: CheckedClient, app: Flask) -> None:
    for rule in admin_rules(app):
        for method in sorted((rule.methods or set()) & {"GET", "POST"}):
            answer = client.open(address(rule), method=method)
            # without a token a POST does not even come as far as the guard
            assert answer.status_code == (303 if method == "GET" else 400), rule.rule


def test_a_denial_is_recorded(client: CheckedClient, make_user: Callable[..., User], session: Session) -> None:
    user = make_user(role="triage")
    sign_in(client)
    assert client.get("/admin/listings").status_code == 403
    last = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
    assert last is not None
    assert (last.action, last.actor) == ("staff.denied", f"staff:{user.id}")
    assert last.details == {"endpoint": "admin.listings.index"}
    session.commit()


def test_a_page_that_is_not_for_them_or_not_there_leads_staff_back(
    client: CheckedClient, make_user: Callable[..., User]
) -> None:
    make_user(role="viewer")
    sign_in(client)
    for address, status in (("/admin/people", 403), ("/admin/nowhere", 404)):
        answer = client.get(address)
        assert answer.status_code == status
        shown: Page = answer.page  # type: ignore[attr-defined]
        assert "Go to what needs doing" in shown.words
        assert ("ask whoever looks after accounts" in shown.words) is (status == 403)


def test_who_was_signed_out_while_writing_is_not_told_to_lose_it(client: CheckedClient) -> None:
    # given a form that somebody sent from our own page, signed out since
    wrote = {"en_name": "Club", "en_description": "We meet\n<b>here</b>.", "csrf_token": "worn-out", "version": "7"}
    ours = {"Sec-Fetch-Site": "same-origin"}
    refused = client.post("/admin/listings/new", data=wrote, headers=ours)
    assert refused.status_code == 400
    shown: Page = refused.page  # type: ignore[attr-defined]
    # then what they wrote stands there to be copied, as they wrote it, and the sign-in opens beside it
    kept = {"".join(field.itertext()) for field in shown.all(".//textarea[@readonly]")}
    assert {text.strip() for text in kept} == {"Club", "We meet\n<b>here</b>."}
    (sign_in_link,) = shown.all(".//main//a[@target='_blank']")
    assert sign_in_link.get("href") == "/admin"
    assert "Go back, load the page again" not in shown.words
    # and no browser keeps the page
    assert refused.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("address", "sent_by"),
    [("/admin/sign-in", "same-origin"), ("/admin/listings/new", "cross-site")],
    ids=["a form with a password", "a form of another site"],
)
def test_a_form_that_could_hold_a_secret_or_came_from_elsewhere_is_not_shown_again(
    client: CheckedClient, address: str, sent_by: str
) -> None:
    wrote = {"email": "somebody@council.example.org", "password": "a very long secret"}
    refused = client.post(address, data=wrote, headers={"Sec-Fetch-Site": sent_by})
    assert refused.status_code == 400
    assert "somebody@" not in refused.text
    assert "a very long secret" not in refused.text


def test_a_route_that_declares_nothing_is_closed_to_everybody(
    client: CheckedClient, make_user: Callable[..., User], monkeypatch: pytest.MonkeyPatch
) -> None:
    make_user(role="manager")
    sign_in(client)
    monkeypatch.delattr(home.home, "needed_permission")
    assert client.get("/admin").status_code == 403


def test_a_permission_that_does_not_exist_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match=r"listings\.destroy"):
        guard.needs("listings.destroy")


def test_admin_pages_are_never_stored_by_a_browser(client: CheckedClient, make_user: Callable[..., User]) -> None:
    make_user()
    assert client.get("/admin/sign-in").headers["Cache-Control"] == "no-store"
    sign_in(client)
    assert client.get("/admin").headers["Cache-Control"] == "no-store"


def test_the_navigation_shows_what_the_role_may_see(client: CheckedClient, make_user: Callable[..., User]) -> None:
    make_user(role="editor")
    assert "/admin/listings" not in client.page("/admin/sign-in").links
    sign_in(client)
    links = client.page("/admin").links
    assert "/admin/listings" in links
    assert "/admin/referrals" not in links


def test_the_navigation_opens_the_group_of_the_screen_that_is_shown(
    client: CheckedClient, make_user: Callable[..., User]
) -> None:
    make_user(role="manager")
    sign_in(client)
    assert _current(client.page("/admin")) == [("/admin", "page")]
    assert "/admin/glossary" not in _navigation(client.page("/admin"))
    page = client.page("/admin/glossary/new")
    assert _current(page) == [("/admin/pages", "true"), ("/admin/glossary", "true")]
    assert {"/admin/pages", "/admin/duties", "/admin/notices"} <= set(_navigation(page))


def test_who_sees_one_group_alone_has_its_screens_in_the_first_row(
    client: CheckedClient, make_user: Callable[..., User]
) -> None:
    make_user(role="triage")
    sign_in(client)
    own = ["/admin", "/admin/referrals", "/admin/capacity", "/admin/contact-requests", "/admin/messages"]
    assert _navigation(client.page("/admin")) == own
    assert _navigation(client.page("/admin/contact-requests")) == own


def test_each_screen_of_the_navigation_asks_for_the_permission_that_shows_it(app: Flask) -> None:
    for screen in (one for group in navigation.GROUPS for one in group.screens):
        assert guard.permission_of(app.view_functions[screen.endpoint]) == screen.permission


@pytest.mark.parametrize("way", ["/admin/two-factor/help", "/admin/passkeys/remove"])
def test_ways_of_sign_in_that_we_do_not_use_do_not_exist(client: CheckedClient, way: str) -> None:
    assert client.get(way, unchecked=True).status_code == 404
