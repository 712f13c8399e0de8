"""Many people at once: nobody meets an error, nothing is lost, nothing is made twice, and the audit stays whole."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

import config
from localoffer import audit, running
from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.referrals.models import Referral
from localoffer.staff.models import User
from tests.faults.http_browser import Answer, HttpBrowser
from tests.referrals import journeys
from tests.support.client import CheckedClient
from tests.support.passing_time import begun_earlier
from tests.support.served_site import free_port
from tests.support.staff import sign_in
from tests.support.waiting import wait_until

FAMILIES, FORMS_EACH = 8, 2


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """The file that the web processes write their log to."""
    return tmp_path / "web.log"


@pytest.fixture
def port(environment: dict[str, str], log: Path) -> Iterator[int]:
    """The port on which two web processes serve the site."""
    found = free_port()
    told = {**environment, "LOCALOFFER_BASE_URL": f"http://127.0.0.1:{found}"}
    with log.open("wb") as file:
        web = subprocess.Popen(
            running.web_command(host="127.0.0.1", port=found, workers=2), env=told, stdout=file, stderr=file
        )
        try:
            wait_until(lambda: web.poll() is not None or _answers(found), "the site answers")
            assert web.poll() is None
            yield found
        finally:
            web.terminate()
            web.wait(20)


def _answers(port: int) -> bool:
    try:
        return HttpBrowser(port).get("/health/live").status_code == 200
    except OSError:
        return False


def _send_twice(port: int, database: Database) -> tuple[list[Answer], str]:
    """Fill a form in, press the last button twice at once, and return both answers and the reference."""
    browser = HttpBrowser(port)
    journeys.begin(cast(CheckedClient, browser))
    for slug, fields in journeys.PARENT:
        assert journeys.answer(cast(CheckedClient, browser), slug, fields).status_code == 303
    begun_earlier(database)
    token = browser.get(journeys.CHECK).page.value("csrf_token")
    with ThreadPoolExecutor(2) as pressed:
        windows = (browser.beside(), browser.beside())
        answers = list(pressed.map(lambda window: window.post(journeys.CHECK, {"csrf_token": token}), windows))
    sent = browser.get(f"{journeys.START}/sent").page
    return answers, "".join(sent.with_class("lo-reference")[0].itertext()).strip()


def test_families_who_send_at_once_lose_nothing(
    port: int,
    log: Path,
    environment: dict[str, str],
    settings: config.Settings,
    keys: KeyRing,
    session: Session,
    database: Database,
) -> None:
    many = FAMILIES * FORMS_EACH
    with ThreadPoolExecutor(FAMILIES) as families:
        sent = list(families.map(lambda _number: _send_twice(port, database), range(many)))

    assert {answer.status_code for answers, _ in sent for answer in answers} == {303}
    assert len({reference for _, reference in sent}) == many
    assert session.scalar(select(func.count()).select_from(Referral)) == many
    assert audit.verify(session, key=keys.audit) >= many
    session.rollback()
    worker = [*running.worker_command(), "--once"]
    subprocess.run(worker, env=environment, check=True, capture_output=True)
    assert len(list((settings.var / "mail").glob("*.eml"))) == 2 * many
    written = log.read_text(encoding="utf-8")
    assert "locked" not in written
    assert not [canary for canary in journeys.CANARIES if canary in written]


def test_entries_recorded_at_once_make_one_chain(database: Database, keys: KeyRing) -> None:
    def record(number: int) -> None:
        with database.transaction() as own:
            audit.record(own, key=keys.audit, actor="system", action="t.done", subject="t", subject_id=str(number))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(record, range(80)))
    with database.session(writes=False) as reading:
        assert audit.verify(reading, key=keys.audit) == 80


def test_looks_and_moves_at_once_never_wait_for_each_other(
    app: Flask, client: CheckedClient, make_user: Callable[..., User], database: Database, keys: KeyRing
) -> None:
    journeys.fill_in(client)
    journeys.send(client)
    make_user(role="manager")
    sign_in(client)
    queue = client.page("/admin/referrals")
    address = next(link for link in queue.links if re.fullmatch(r"/admin/referrals/\w{4}-\w{4}", link))
    cookie = client.get_cookie("session")
    assert cookie is not None
    token = client.page(address).value("csrf_token")

    def look_or_be_refused(number: int) -> int:
        browser = FlaskClient(app)
        browser.set_cookie("session", cookie.value)
        if number % 2:
            # a move that comes from an old page has its transaction open when it has to record that somebody looked
            return browser.post(f"{address}/move", data={"csrf_token": token}).status_code
        return browser.get(address).status_code

    with ThreadPoolExecutor(8) as threads:
        answers = set(threads.map(look_or_be_refused, range(40)))
    assert answers == {200, 409}
    with database.session(writes=False) as reading:
        assert audit.verify(reading, key=keys.audit) > 40
