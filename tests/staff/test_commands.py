"""Whoever runs the site makes accounts, lets people in who have lost their way, and switches accounts off."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import Session

import config
from localoffer.audit import AuditEntry
from localoffer.cli import main
from localoffer.staff import accounts
from localoffer.staff.models import User
from tests.support.client import CheckedClient
from tests.support.staff import ADA, PASSWORD, sign_in

pytestmark = pytest.mark.any_database

GRACE = "grace@council.example.org"


@pytest.fixture
def command(settings: config.Settings) -> Callable[..., Result]:
    """Runs ``localoffer staff …`` on this test's database."""
    told = {
        "LOCALOFFER_ENV": "test",
        "LOCALOFFER_VAR": str(settings.var),
        "LOCALOFFER_DATABASE_URL": settings.database_url,
        "LOCALOFFER_KEYS": str(settings.keys),
        "LOCALOFFER_BASE_URL": settings.base_url,
    }
    return lambda *words: CliRunner().invoke(main, ["staff", *words], env=told)


def recorded(session: Session) -> list[tuple[str, str]]:
    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
    session.rollback()
    return [(entry.actor, entry.action) for entry in entries]


def test_the_first_administrator_gets_a_link_and_the_account_is_recorded(
    command: Callable[..., Result], session: Session, client: CheckedClient, settings: config.Settings
) -> None:
    made = command("create-admin", GRACE)
    assert made.exit_code == 0
    page = client.page(made.output.strip().removeprefix(settings.base_url))
    assert "Choose a password" in page.heading
    assert recorded(session) == [("command", "staff.created")]


@pytest.mark.parametrize("role", ["viewer", "publisher"])
def test_an_account_has_the_role_it_was_made_with(command: Callable[..., Result], session: Session, role: str) -> None:
    assert command("create", GRACE, "--role", role).exit_code == 0
    user = accounts.find(session, GRACE)
    assert user is not None
    assert [found.name for found in user.roles] == [role]
    session.rollback()


def test_the_same_account_twice_is_refused_and_the_way_on_is_named(command: Callable[..., Result]) -> None:
    command("create-admin", GRACE)
    again = command("create-admin", GRACE.upper())
    assert again.exit_code == 1
    assert "localoffer staff link" in again.output


@pytest.mark.parametrize("words", [("create-admin", "grace"), ("link", GRACE), ("disable", GRACE), ("enable", GRACE)])
def test_an_address_that_is_none_or_unknown_is_refused(command: Callable[..., Result], words: tuple[str, ...]) -> None:
    assert command(*words).exit_code == 1


def test_a_new_link_ends_the_one_before(
    command: Callable[..., Result], client: CheckedClient, settings: config.Settings
) -> None:
    first, second = command("create-admin", GRACE), command("link", GRACE)
    addresses = [made.output.strip().removeprefix(settings.base_url) for made in (first, second)]
    assert [client.get(address).status_code for address in addresses] == [410, 200]


def test_somebody_whose_phone_is_lost_sets_a_new_app_up(
    command: Callable[..., Result], session: Session, client: CheckedClient, make_user: Callable[..., User]
) -> None:
    make_user()
    assert command("link", ADA, "--new-app").exit_code == 0
    sent = client.send("/admin/sign-in", {"email": ADA, "password": PASSWORD})
    assert sent.location == "/admin/two-factor/set-up"
    assert ("command", "staff.app_forgotten") in recorded(session)


def test_a_disabled_account_is_out_at_once_and_can_be_let_in_again(
    command: Callable[..., Result], client: CheckedClient, make_user: Callable[..., User]
) -> None:
    make_user()
    sign_in(client)
    assert client.get("/admin").status_code == 200
    assert command("disable", ADA).exit_code == 0
    assert client.get("/admin").status_code == 303
    assert client.send("/admin/sign-in", {"email": ADA, "password": PASSWORD}).status_code == 400
    assert command("enable", ADA).exit_code == 0
    assert client.send("/admin/sign-in", {"email": ADA, "password": PASSWORD}).status_code == 302


def test_the_last_administrator_is_not_switched_off(command: Callable[..., Result], session: Session) -> None:
    command("create-admin", GRACE)
    refused = command("disable", GRACE)
    assert refused.exit_code == 1
    assert "the last administrator" in refused.output
    command("create-admin", ADA)
    assert command("disable", GRACE).exit_code == 0
    assert recorded(session).count(("command", "staff.disabled")) == 1
