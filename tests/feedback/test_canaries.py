"""What is typed into corrections and surveys is found nowhere but sealed, and with the staff who read it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.days import today
from localoffer.db import Database
from localoffer.feedback.surveys import queries, seeding
from localoffer.staff.models import User
from localoffer.web import logs
from tests.referrals.conftest import everything_stored
from tests.referrals.watching import WatchedClient
from tests.support.canaries import Planter, found
from tests.support.county import FOLDER
from tests.support.listings import listing
from tests.support.staff import sign_in

pytestmark = pytest.mark.any_database


def test_what_was_typed_is_nowhere_but_where_it_belongs(
    app: Flask,
    session: Session,
    database: Database,
    keys: KeyRing,
    make_user: Callable[..., User],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    # given a site that logs all it can and has a folder of its own, with a service and a survey that is open
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    logs.configure("DEBUG")
    listing(session, slug="club")
    seeding.load(session, FOLDER, actor="system", audit_key=keys.audit)
    survey = queries.get(session, slug="finding-help")
    survey.opens_on = survey.closes_on = today()
    session.commit()
    make_user(role="editor")
    app.test_client_class = WatchedClient
    client, staff = app.test_client(), app.test_client()
    assert isinstance(client, WatchedClient)
    assert isinstance(staff, WatchedClient)
    # when somebody leaves no box empty, and mistakes are made and decisions taken
    planter = Planter({}, {})
    for address in ("/services/club/something-wrong", "/survey/finding-help"):
        assert client.submit(address, planter).status_code == 303
        client.refused(client.submit(address, planter, wrong="zqcanary0", q_who="zqcanary0"))
    sign_in(staff)
    (one,) = (link for link in staff.page("/admin/corrections").links if link.startswith("/admin/corrections/"))
    assert staff.submit(one, planter).status_code == 303
    exported = staff.get("/admin/surveys/finding-help/results.csv").get_data(as_text=True)
    # then it stands in no address, cookie, table, export or log, and nobody who only looked has a cookie
    written = capfd.readouterr()
    places = (*client.addresses, *staff.addresses, *client.cookies, *staff.cookies, exported, written.out, written.err)
    assert [place for place in places if found(place)] == []
    assert found(everything_stored(database)) == set()
    assert client.cookies == []
