"""Every answer carries the security headers; private pages are never kept."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask, Response
from werkzeug.test import TestResponse

import config
from localoffer import create_app
from tests.support.client import CheckedClient
from tests.support.county import FOLDER

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize("path", ["/contact", "/services", "/refer/life-skills", "/admin", "/nothing", "/health/live"])
def test_every_answer_is_protected(client: CheckedClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/en/contact", "/static/build/there-is-none.css", "/services/"])
def test_what_leads_elsewhere_or_is_missing_is_protected_too(client: CheckedClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in {301, 404}
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_a_policy_of_an_answers_own_is_the_only_one_that_it_has(app: Flask, client: CheckedClient) -> None:
    app.add_url_rule(
        "/contact/own", "own", lambda: Response(headers={"Referrer-Policy": "no-referrer"}, mimetype="text/plain")
    )
    assert client.get("/contact/own").headers.getlist("Referrer-Policy") == ["no-referrer"]


def test_a_page_varies_with_what_the_browser_keeps(client: CheckedClient) -> None:
    assert "Cookie" in client.get("/contact").vary
    assert {"Cookie", "Accept-Language"} <= set(client.get("/").vary)


def test_pictures_come_from_here_or_from_the_server_that_the_council_names(
    client: CheckedClient, settings: config.Settings, tmp_path: Path
) -> None:
    county = shutil.copytree(FOLDER, tmp_path / "county")
    with (county / "council.toml").open("a", encoding="utf-8") as file:
        file.write('\n[map]\ntiles = "https://tiles.example.org/{z}/{x}/{y}.png"\nattribution = "The makers"\n')
    mapped = create_app(replace(settings, county=county)).test_client()

    assert _pictures_from(client.get("/contact")) == ["'self'", "data:"]
    assert _pictures_from(mapped.get("/contact")) == ["'self'", "data:", "https://tiles.example.org"]


def _pictures_from(answer: TestResponse) -> list[str]:
    rules = (rule.split() for rule in answer.headers["Content-Security-Policy"].split(";"))
    return next(sources for name, *sources in rules if name == "img-src")


@pytest.mark.parametrize("path", ["/refer/life-skills", "/refer/life-skills/who", "/admin", "/admin/sign-in"])
def test_private_pages_are_never_kept(client: CheckedClient, path: str) -> None:
    assert client.get(path).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/services", "/contact", "/privacy", "/refer/life-skills/who"])
def test_looking_sets_no_cookie(client: CheckedClient, path: str) -> None:
    assert "Set-Cookie" not in client.get(path).headers
