"""Error pages say what happened and whom to ring, and hold nothing that was typed."""

from __future__ import annotations

from typing import NoReturn

import pytest
from flask import Flask
from sqlalchemy import text

from localoffer.db import MissingRow
from localoffer.db import session as request_session
from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database

SECRET = "Zebedee-Quillfeather-was-here"


def _add_view(app: Flask, error: Exception) -> CheckedClient:
    def fail() -> NoReturn:
        raise error

    app.add_url_rule("/contact/fail", view_func=fail)
    made = app.test_client()
    assert isinstance(made, CheckedClient)
    return made


def test_a_fault_gives_a_page_with_a_phone_number_and_nothing_typed(
    app: Flask, capfd: pytest.CaptureFixture[str]
) -> None:
    client = _add_view(app, RuntimeError(SECRET))
    answer = client.get(f"/contact/fail?name={SECRET}")
    assert answer.status_code == 500
    assert "01632 960000" in answer.page.words  # type: ignore[attr-defined]
    assert SECRET not in answer.get_data(as_text=True)
    written = "".join(capfd.readouterr())
    assert "RuntimeError" in written
    assert SECRET not in written


def test_an_error_page_that_fails_itself_still_answers_and_hides_the_address(
    app: Flask, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = _add_view(app, RuntimeError(SECRET))
    monkeypatch.setitem(app.jinja_env.globals, "asset", None)
    answer = client.get(f"/contact/fail?name={SECRET}")
    assert (answer.status_code, answer.mimetype) == (500, "text/plain")
    assert SECRET not in answer.get_data(as_text=True) + "".join(capfd.readouterr())


def test_what_is_not_there_is_said_in_the_readers_language(client: CheckedClient) -> None:
    page = client.page("/ur/there-is-no-such-page", status=404)
    assert page.tree.get("dir") == "rtl"
    assert "01632 960000" in page.words


def test_a_missing_row_is_a_missing_page(app: Flask) -> None:
    _add_view(app, MissingRow("listing")).page("/contact/fail", status=404)


def test_a_database_that_fails_keeps_the_reader_informed(app: Flask) -> None:
    def ask() -> str:
        request_session.execute(text("SELECT * FROM there_is_no_such_table"))
        return ""

    app.add_url_rule("/contact/ask", view_func=ask)
    client = app.test_client()
    assert isinstance(client, CheckedClient)
    assert "01632 960000" in client.page("/contact/ask", status=503 if "sqlite" in _url(app) else 500).words


def test_a_form_without_its_token_is_refused(client: CheckedClient) -> None:
    answer = client.post("/refer/life-skills")
    assert answer.status_code == 400


@pytest.mark.parametrize(("told", "status"), [("same-origin", 303), ("same-site", 400), ("cross-site", 400)])
def test_a_form_that_another_site_sends_is_refused_whatever_token_it_has(
    client: CheckedClient, told: str, status: int
) -> None:
    assert client.send("/refer/life-skills", {}, headers={"Sec-Fetch-Site": told}).status_code == status


def test_another_host_name_is_refused(client: CheckedClient) -> None:
    assert client.get("/contact", headers={"Host": "evil.example"}, unchecked=True).status_code == 400


def _url(app: Flask) -> str:
    return str(app.extensions["localoffer_database"].engine.url)
