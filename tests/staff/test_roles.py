"""Every role on every route of the commissioners' area with every verb: what opens, and what stays closed.

The views themselves are put aside, so that only the guard decides; what a role must be able to do, and never do, is
told here once more, by hand.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from flask import Flask, Request, Response
from flask.sessions import SessionInterface, SessionMixin
from flask.testing import FlaskClient
from flask_security.utils import set_request_attr
from werkzeug.exceptions import MethodNotAllowed

from localoffer.staff import guard, roles, trail
from localoffer.staff.models import Role, User
from localoffer.staff.sessions import ServerSession
from tests.staff.test_guard import address, admin_rules

pytestmark = pytest.mark.any_database

VERBS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
# what everybody does with their own account alone
OWN = {"admin.end_sign_in", "admin.end_other_sign_ins", "admin.remove_passkey"}
FAMILIES = ("referrals.", "contacts.", "privacy.", "comments.")
MAY = {
    "viewer": {"dashboard.read", "gaps.read", "listings.read"},
    "editor": {"listings.edit", "guide.edit", "comments.answer", "gaps.read"},
    "publisher": {"listings.publish", "guide.publish", "comments.answer"},
    "triage": {"referrals.read", "referrals.change", "contacts.read", "contacts.change"},
    "manager": {"listings.publish", "guide.publish", "referrals.change", "privacy.answer", "gaps.read", "capacity.set"},
    "administrator": {"people.manage"},
}
NEVER = {
    "viewer": (*FAMILIES, "people.", "listings.edit", "listings.publish", "guide."),
    "editor": ("referrals.", "contacts.", "privacy.", "people.", "listings.publish", "guide.publish"),
    "publisher": ("referrals.", "contacts.", "privacy.", "people."),
    "triage": ("listings.", "guide.", "comments.", "privacy.", "people.", "capacity."),
    "manager": ("people.",),
    "administrator": (*FAMILIES, "listings.", "guide.", "gaps."),
}


@pytest.fixture
def doors(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application with nothing behind its guard but the word "inside", and no pages for errors."""
    for endpoint in {rule.endpoint for rule in admin_rules(app)}:
        app.view_functions[endpoint] = _inside(app.view_functions[endpoint])
    for status in (400, 403, 405):
        app.register_error_handler(status, lambda error: ("", error.code))
    app.config["WTF_CSRF_ENABLED"] = False
    # written down one by one elsewhere (test_guard); here there are thousands
    monkeypatch.setattr(trail, "note", lambda *_told, **_more: None)
    return app


def _inside(view: Callable[..., object]) -> Callable[..., str]:
    def inside(**_values: object) -> str:
        return "inside"

    inside.__dict__.update(view.__dict__)
    return inside


class _Prepared(SessionInterface):
    """A session that is in no database: whoever asks is signed in by that proof, this very moment."""

    def __init__(self, proof: str) -> None:
        self.proof = proof

    def open_session(self, app: Flask, request: Request) -> ServerSession:
        return ServerSession({"_user_id": "somebody", "_fresh": True, "signed_in_by": self.proof})

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        pass


@pytest.fixture
def browser_of(doors: Flask) -> Callable[..., FlaskClient]:
    """Makes a browser in which somebody with a role is signed in; neither of them is in a database."""

    def make(role: str, *, active: bool = True, proof: str = "code") -> FlaskClient:
        user = User(id=1, active=active, fs_uniquifier="somebody", mf_recovery_codes=["one"], roles=[Role(name=role)])

        def load(_uniquifier: str) -> User:
            set_request_attr("fs_paa", time.time())
            return user

        doors.login_manager.user_loader(load)  # type: ignore[attr-defined]
        doors.session_interface = _Prepared(proof)
        return FlaskClient(doors, doors.response_class)

    return make


def cells(app: Flask) -> list[tuple[str, str, str]]:
    """Return each route with each verb: its address, the verb, and the permission it needs."""
    found, adapter = [], app.url_map.bind("localhost")
    for rule, verb in ((rule, verb) for rule in admin_rules(app) for verb in VERBS if verb in (rule.methods or ())):
        # by the address, because two views with two permissions can share one
        endpoint, _ = adapter.match(address(rule), method=verb)
        permission = guard.permission_of(app.view_functions[endpoint])
        assert permission is not None, f"{rule.rule} does not say which permission it needs"
        found.append((address(rule), verb, permission))
    return found


def test_a_verb_that_a_route_does_not_take_leads_nowhere_unguarded(doors: Flask) -> None:
    rules, adapter = admin_rules(doors), doors.url_map.bind("localhost")
    assert len(rules) * len(VERBS) * len(roles.ROLES) >= 2000, "the matrix is smaller than was asked for"
    taken = {(path, verb) for path, verb, _ in cells(doors)}
    for path in {address(rule) for rule in rules}:
        for verb in {verb for verb in VERBS if (path, verb) not in taken}:
            try:
                endpoint, _ = adapter.match(path, method=verb)
            except MethodNotAllowed:
                continue
            assert endpoint.startswith("admin."), f"{verb} {path} passes the guard by"


@pytest.mark.parametrize("role", sorted(roles.ROLES))
def test_a_role_opens_its_own_doors_and_no_others(
    doors: Flask, browser_of: Callable[..., FlaskClient], role: str
) -> None:
    browser, wrong = browser_of(role), []
    for path, verb, permission in cells(doors):
        status = browser.open(path, method=verb).status_code
        expected = 200 if permission in roles.ROLES[role] else 403
        if status != expected:
            wrong.append(f"{verb} {path} ({permission}) answered {status} to {role}, not {expected}")
    assert not wrong


@pytest.mark.parametrize("told", [{"active": False}, {"proof": "password"}, {"proof": "one_time_link"}], ids=str)
def test_whoever_is_switched_off_or_has_not_proved_enough_opens_nothing(
    doors: Flask, browser_of: Callable[..., FlaskClient], told: dict[str, object]
) -> None:
    browser = browser_of("manager", **told)
    assert {browser.open(path, method=verb).status_code for path, verb, _ in cells(doors)} == {303}


@pytest.mark.parametrize("role", sorted(roles.ROLES))
def test_a_role_is_what_was_decided(role: str) -> None:
    held = roles.ROLES[role]
    assert held >= MAY[role] | {"dashboard.read"}
    assert not [permission for permission in held if permission.startswith(NEVER[role])]


def test_every_role_has_words() -> None:
    assert set(roles.WORDS) == set(roles.ROLES)


def test_an_editor_and_whoever_gives_the_role_know_what_nobody_else_publishes() -> None:
    # given that an editor answers comments, and families see the answer at once
    assert "comments.answer" in roles.ROLES["editor"]
    # then the words of the role say so
    assert "Families see at once what an editor answers to comments" in str(roles.WORDS["editor"].meaning)


def test_a_viewer_changes_nothing(app: Flask) -> None:
    changing = {
        rule.endpoint
        for rule in admin_rules(app)
        if "POST" in (rule.methods or ())
        and guard.permission_of(app.view_functions[rule.endpoint]) in roles.ROLES["viewer"]
    }
    assert changing <= OWN
