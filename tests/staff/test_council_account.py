"""Signing in with an account of the council's directory, against a provider that runs beside the tests."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

import config
from localoffer.audit import AuditEntry
from localoffer.db import now
from localoffer.staff import accounts, people_list
from localoffer.staff.models import CouncilAccount, User
from tests.support import oidc_provider
from tests.support.client import CheckedClient
from tests.support.oidc_provider import Provider
from tests.support.staff import ADA, PASSWORD

pytestmark = pytest.mark.any_database

BEGIN = "/admin/council-account"
BOB = "bob@staff.example.org"


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    """The council's directory: a process of its own, spoken to over HTTP."""
    with oidc_provider.running() as running:
        yield running


@pytest.fixture
def settings(settings: config.Settings, provider: Provider) -> config.Settings:
    """The settings of a site whose council has a directory."""
    provider.next()
    return replace(
        settings,
        oidc_issuer=provider.issuer,
        oidc_client_id=oidc_provider.CLIENT_ID,
        oidc_client_secret=oidc_provider.CLIENT_SECRET,
    )


@pytest.fixture
def invited(session: Session) -> str:
    """The address of an invitation for Ada, an editor."""
    return invite(session, ADA, "editor")


def invite(session: Session, email: str, role: str) -> str:
    user = accounts.find(session, email) or accounts.create_user(session, email=email, name="Ada", role=role)
    token = accounts.one_time_link(session, user, purpose="password")
    session.commit()
    return f"/admin/choose-password/{token}"


def come(client: CheckedClient, provider: Provider, begin: str = BEGIN) -> TestResponse:
    """Go to the directory from an address of the site, and come back."""
    sent = client.get(begin)
    assert sent.status_code == 302, sent.get_data(as_text=True)
    assert sent.location is not None
    return client.get(provider.send_back(sent.location))


def browser(app: Flask) -> CheckedClient:
    made = app.test_client()
    assert isinstance(made, CheckedClient)
    return made


def actions(session: Session) -> list[str]:
    found = list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.number)))
    session.commit()
    return found


def test_an_invitation_joins_an_account_and_opens_the_site_from_then_on(
    client: CheckedClient, provider: Provider, invited: str, session: Session, app: Flask
) -> None:
    # given somebody who opens an invitation, which offers the council account
    page = client.page(invited)
    assert page.heading == "Choose how you sign in"
    [way] = [link for link in page.links if link.endswith("/council-account")]
    # when they come back from the directory
    assert come(client, provider, way).location == "/admin"
    # then they are in without a password, app or codes, and the invitation is used up
    assert client.get("/admin").status_code == 200
    assert client.get(invited).status_code == 410
    assert actions(session) == ["staff.council_account_linked", "staff.signed_in"]
    # and the next time the sign-in page leads there and back to what they wanted
    later = browser(app)
    asked = later.get("/admin/listings?page=2").location
    [way] = [link for link in later.page(str(asked)).links if link.startswith(BEGIN)]
    assert come(later, provider, way).location == "/admin/listings?page=2"
    assert later.get("/admin/listings?page=2").status_code == 200


def test_the_site_asks_as_it_should(client: CheckedClient, provider: Provider) -> None:
    come(client, provider)
    come(client, provider)
    one, other = provider.asked()[-2:]
    assert one["redirect_uri"] == "http://localhost/admin/council-account/back"
    assert (one["response_type"], one["scope"], one["code_challenge_method"]) == ("code", "openid", "S256")
    assert all(one[name] != other[name] for name in ("state", "nonce", "code_challenge"))


def test_nobody_comes_in_without_an_invitation_whatever_their_address(
    client: CheckedClient, provider: Provider, make_user: Callable[..., User], session: Session
) -> None:
    make_user()
    provider.next(claims={"sub": "stranger", "email": ADA, "preferred_username": ADA, "email_verified": True})
    refused = come(client, provider)
    assert refused.status_code == 403
    assert "No account here belongs to your council account" in refused.page.words  # type: ignore[attr-defined]
    assert client.get("/admin").status_code == 303
    assert actions(session) == ["staff.sign_in_failed"]


def test_whoever_is_switched_off_is_out_at_once_and_stays_out(
    client: CheckedClient, provider: Provider, invited: str, session: Session
) -> None:
    come(client, provider, f"{invited}/council-account")
    user = accounts.find(session, ADA)
    assert user is not None
    accounts.disable(session, user)
    session.commit()
    assert client.get("/admin").status_code == 303
    assert come(client, provider).status_code == 403
    assert client.get("/admin").status_code == 303


def test_the_same_number_of_another_directory_is_somebody_else(
    client: CheckedClient, provider: Provider, make_user: Callable[..., User], session: Session
) -> None:
    user = make_user()
    user.council_account = CouncilAccount(issuer="https://other.example", subject="ada", linked_at=now())
    session.commit()
    assert come(client, provider).status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"claims": {"iss": "https://other.example"}},
        {"claims": {"aud": "another-site"}},
        {"claims": {"nonce": "of another question"}},
        {"claims": {"nonce": None}},
        {"claims": {"exp": 1_000_000_000}},
        {"claims": {"sub": None}},
        {"claims": {"sub": "a" * 300}},
        {"unsigned": True},
        {"other_key": True},
        {"state": "of another browser"},
        {"error": "access_denied"},
    ],
    ids=str,
)
def test_an_answer_that_cannot_be_relied_on_opens_nothing(
    client: CheckedClient, provider: Provider, invited: str, app: Flask, session: Session, wrong: dict[str, object]
) -> None:
    come(client, provider, f"{invited}/council-account")
    provider.next(**wrong)
    thief = browser(app)
    refused = come(thief, provider)
    assert refused.status_code == 502
    assert refused.page.heading == "You are not signed in"  # type: ignore[attr-defined]
    assert thief.get("/admin").status_code == 303
    assert actions(session)[-1] == "staff.sign_in_failed"


def test_an_answer_works_once_and_in_the_browser_that_asked(
    client: CheckedClient, provider: Provider, invited: str, app: Flask
) -> None:
    come(client, provider, f"{invited}/council-account")
    asking, other = browser(app), browser(app)
    back = provider.send_back(str(asking.get(BEGIN).location))
    assert other.get(back).status_code == 502
    assert asking.get(back).status_code == 303
    assert asking.get(back).status_code == 502


def test_a_directory_with_another_name_than_the_one_set_is_not_asked(client: CheckedClient, provider: Provider) -> None:
    provider.next(described_as="https://other.example")
    assert client.get(BEGIN).status_code == 502


def test_a_directory_that_signs_with_a_new_key_is_understood(
    client: CheckedClient, provider: Provider, invited: str, app: Flask
) -> None:
    come(client, provider, f"{invited}/council-account")
    provider.next(new_key=True)
    assert come(browser(app), provider).status_code == 303


def test_a_directory_out_of_reach_leaves_the_password(client: CheckedClient, settings: config.Settings) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("requests.sessions.Session.request", _away)
        refused = client.get(BEGIN)
    assert refused.status_code == 502
    assert client.page("/admin/sign-in").value("email") == ""


def _away(*_: object, **__: object) -> None:
    raise ConnectionError


def test_an_account_of_the_directory_belongs_to_one_account_here(
    client: CheckedClient, provider: Provider, invited: str, session: Session, app: Flask
) -> None:
    come(client, provider, f"{invited}/council-account")
    bobs = invite(session, BOB, "triage")
    refused = come(browser(app), provider, f"{bobs}/council-account")
    assert refused.status_code == 403
    assert "belongs to another account here" in refused.page.words  # type: ignore[attr-defined]
    # and the invitation is still there for the right one
    provider.next(claims={"sub": "bob"})
    assert come(browser(app), provider, f"{bobs}/council-account").status_code == 303


def test_a_new_invitation_joins_another_account_of_the_directory_and_ends_the_first(
    client: CheckedClient, provider: Provider, invited: str, session: Session, app: Flask
) -> None:
    come(client, provider, f"{invited}/council-account")
    provider.next(claims={"sub": "ada, in her new place"})
    assert come(browser(app), provider, f"{invite(session, ADA, 'editor')}/council-account").status_code == 303
    assert client.get("/admin").status_code == 303
    provider.next()
    assert come(client, provider).status_code == 403


def test_an_invitation_that_is_over_is_not_asked_for(client: CheckedClient, provider: Provider, invited: str) -> None:
    with time_machine.travel(now() + timedelta(hours=49)):
        assert client.get(f"{invited}/council-account").status_code == 410


def test_what_matters_is_asked_for_in_the_directory_once_more(
    client: CheckedClient, provider: Provider, session: Session
) -> None:
    # given an administrator who came in a while ago with the council account
    come(client, provider, f"{invite(session, ADA, 'administrator')}/council-account")
    sent = {"name": "Grace", "email": "grace@staff.example.org", "role": "viewer"}
    with time_machine.travel(now() + timedelta(minutes=25)):
        # when they do what matters
        asked = client.send("/admin/people/invite", sent)
        assert asked.location == "/admin/council-account/again"
        [way] = [link for link in client.page(asked.location).links if link.endswith("/again/ask")]
        # then the directory must ask for the person, and an older proof is not enough
        for proved, status in ((int(time.time()) - 1500, 502), (None, 502), (int(time.time()), 303)):
            provider.next(claims={"auth_time": proved, "exp": int(time.time()) + 300, "iat": int(time.time())})
            assert come(client, provider, way).status_code == status
        assert (provider.asked()[-1]["prompt"], provider.asked()[-1]["max_age"]) == ("login", "0")
        assert client.page("/admin/carry-on").value("email") == "grace@staff.example.org"
        assert client.send("/admin/people/invite", sent, page="/admin/carry-on").status_code == 303


def test_nobody_proves_to_be_somebody_else(
    client: CheckedClient, provider: Provider, invited: str, session: Session, app: Flask
) -> None:
    provider.next(claims={"sub": "bob"})
    come(browser(app), provider, f"{invite(session, BOB, 'triage')}/council-account")
    provider.next()
    come(client, provider, f"{invited}/council-account")
    provider.next(claims={"sub": "bob"})
    assert come(client, provider, "/admin/council-account/again/ask").status_code == 403


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "//evil.example", "/services", "/admin\\@evil.example"])
def test_coming_in_never_leads_to_another_site(client: CheckedClient, provider: Provider, elsewhere: str) -> None:
    assert client.get(BEGIN, query_string={"next": elsewhere}).status_code == 400


def test_the_password_still_opens_the_account_that_has_one(
    client: CheckedClient, provider: Provider, make_user: Callable[..., User], session: Session, app: Flask
) -> None:
    make_user()
    come(client, provider, f"{invite(session, ADA, 'manager')}/council-account")
    later = browser(app)
    assert (
        later.send("/admin/sign-in", {"email": ADA, "password": PASSWORD}).location == "/admin/two-factor?next=/admin"
    )


def test_whoever_uses_a_council_account_is_not_among_those_who_are_waited_for(
    client: CheckedClient, provider: Provider, invited: str, session: Session, app: Flask
) -> None:
    def told() -> tuple[int | None, str]:
        session.expire_all()
        with app.test_request_context():
            [one] = people_list.everybody(session)
        found = session.scalar(select(people_list.number_waiting())), one.state
        session.commit()
        return found

    assert told()[0] == 1
    come(client, provider, f"{invited}/council-account")
    assert told() == (0, "Can sign in")
    assert "You sign in with your council account" in client.page("/admin/account").words


class TestRolesOfTheDirectory:
    """Where the council gives roles in its directory, they are the ones that count."""

    @pytest.fixture
    def settings(self, settings: config.Settings) -> config.Settings:
        return replace(settings, oidc_roles={"LocalOffer.Manager": "manager", "LocalOffer.Editor": "editor"})

    def test_the_role_of_the_directory_is_followed_at_each_sign_in(
        self, client: CheckedClient, provider: Provider, invited: str, session: Session, app: Flask
    ) -> None:
        provider.next(claims={"roles": ["LocalOffer.Editor"]})
        come(client, provider, f"{invited}/council-account")
        assert client.get("/admin/referrals").status_code == 403
        provider.next(claims={"roles": ["Something.Else", "LocalOffer.Editor", "LocalOffer.Manager"]})
        later = browser(app)
        come(later, provider)
        assert later.get("/admin/referrals").status_code == 200
        assert client.get("/admin").status_code == 303, "the sign-in with the earlier role has ended"
        assert "staff.role_changed" in actions(session)

    @pytest.mark.parametrize("told", [{}, {"roles": []}, {"roles": ["Something.Else"]}, {"roles": "LocalOffer.Editor"}])
    def test_whoever_has_no_role_there_does_not_come_in(
        self, client: CheckedClient, provider: Provider, invited: str, told: dict[str, object]
    ) -> None:
        provider.next(claims=told)
        refused = come(client, provider, f"{invited}/council-account")
        assert refused.status_code == 403
        assert "has no role for this site" in refused.page.words  # type: ignore[attr-defined]
        assert client.get(invited).status_code == 200, "the invitation is not used up"


def test_a_site_without_directory_does_not_know_the_way(app: Flask, client: CheckedClient) -> None:
    app.extensions.pop("localoffer_directory")
    for address in (BEGIN, "/admin/council-account/back", "/admin/choose-password/x/council-account"):
        assert client.get(address).status_code == 404
    assert "council account" not in client.page("/admin/sign-in").words
