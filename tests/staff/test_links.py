"""One-time sign-in links work once, on the machine that runs the demonstration, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

import config
from localoffer.db import Database
from localoffer.staff import links, roles
from tests.support.client import CheckedClient
from tests.support.demonstrating import demonstration_of

pytestmark = pytest.mark.any_database


@pytest.fixture
def demonstration(settings: config.Settings) -> Iterator[Flask]:
    """The application as ``make run`` starts it."""
    with demonstration_of(settings) as made:
        yield made


def issue(app: Flask) -> dict[str, str]:
    database: Database = app.extensions["localoffer_database"]
    with database.transaction() as session:
        return links.issue_demonstration_links(session)


def browser(app: Flask) -> CheckedClient:
    made = app.test_client()
    assert isinstance(made, CheckedClient)
    return made


@pytest.mark.parametrize("role", sorted(roles.ROLES))
def test_a_link_signs_in_with_its_role_once(demonstration: Flask, role: str) -> None:
    link = issue(demonstration)[role]
    first = browser(demonstration)
    assert first.page(link).heading == f"Sign in as Demonstration {role}"
    assert first.get("/admin").status_code == 303, "opening the link signs nobody in"
    assert first.send(link, {}).location == "/admin"
    assert first.get("/admin").status_code == 200
    assert first.get("/admin/listings").status_code == (403 if role in ("triage", "administrator") else 200)
    second = browser(demonstration)
    assert second.get(link).status_code == 410


def test_new_links_end_the_old(demonstration: Flask) -> None:
    old = issue(demonstration)["editor"]
    issue(demonstration)
    assert browser(demonstration).get(old).status_code == 410


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_link_is_not_found_from_another_machine(demonstration: Flask, method: str) -> None:
    link = issue(demonstration)["editor"]
    client = browser(demonstration)
    token = client.page(link).value("csrf_token")
    for elsewhere in ("192.0.2.1", "10.0.0.1", "::ffff:192.0.2.1", ""):
        answer = client.open(
            link, method=method, data={"csrf_token": token}, environ_overrides={"REMOTE_ADDR": elsewhere}
        )
        assert answer.status_code == 404


def test_a_link_is_not_found_outside_the_demonstration(demonstration: Flask, client: CheckedClient) -> None:
    link = issue(demonstration)["editor"]
    assert client.get(link).status_code == 404


def test_a_session_from_a_link_opens_nothing_outside_the_demonstration(
    demonstration: Flask, client: CheckedClient
) -> None:
    first = browser(demonstration)
    first.send(issue(demonstration)["manager"], {})
    held = first.get_cookie("session")
    assert held is not None
    client.set_cookie("session", held.value)
    assert client.get("/admin").status_code == 303


def test_a_made_up_link_is_over(demonstration: Flask) -> None:
    assert browser(demonstration).get("/admin/one-time/made-up").status_code == 410


@pytest.mark.parametrize(
    "header",
    [{"X-Forwarded-For": "127.0.0.1"}, {"X-Forwarded-For": "203.0.113.9"}, {"Forwarded": "for=127.0.0.1"}],
    ids=str,
)
@pytest.mark.parametrize("proxies", [0, 1])
def test_a_link_is_not_found_through_a_proxy_whoever_it_says_is_asking(
    settings: config.Settings, header: dict[str, str], proxies: int
) -> None:
    with demonstration_of(replace(settings, proxies=proxies)) as behind:
        link = issue(behind)["manager"]
        for peer in ("127.0.0.1", "203.0.113.9"):
            answer = browser(behind).get(link, headers=header, environ_overrides={"REMOTE_ADDR": peer})
            assert answer.status_code == 404
