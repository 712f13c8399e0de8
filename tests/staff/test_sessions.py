"""A session is a row that only its browser can open, and that ends when it should."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from localoffer.audit import AuditEntry
from localoffer.db import now
from localoffer.staff import accounts, sessions
from localoffer.staff.models import StoredSession, User
from tests.support.client import CheckedClient
from tests.support.staff import ADA, PASSWORD, sign_in


def rows(session: Session) -> list[StoredSession]:
    session.expire_all()
    found = list(session.scalars(select(StoredSession)).all())
    session.commit()
    return found


def cookie(client: CheckedClient) -> str | None:
    held = client.get_cookie("session")
    return held.value if held else None


def test_reading_a_page_sets_no_cookie_and_stores_nothing(client: CheckedClient, session: Session) -> None:
    assert "Set-Cookie" not in client.get("/privacy").headers
    assert rows(session) == []


def test_the_database_knows_only_the_hash_of_the_id_and_sealed_data(client: CheckedClient, session: Session) -> None:
    page = client.page("/admin/sign-in")
    token = cookie(client)
    assert token is not None
    assert len(token) == 43, "256 random bits"
    (row,) = rows(session)
    assert row.id_hash == sessions.hash_of(token)
    assert set(row.data) == {"sealed"}
    assert page.value("csrf_token") not in str(row.data)


def test_the_cookie_is_hidden_from_scripts_and_other_sites(client: CheckedClient) -> None:
    header = client.get("/admin/sign-in").headers["Set-Cookie"]
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header
    assert "Path=/" in header


def test_signing_in_gives_a_new_id_and_ends_the_old(
    client: CheckedClient, app: Flask, make_user: Callable[..., User], session: Session
) -> None:
    user = make_user()
    client.get("/admin/sign-in")
    planted = cookie(client)
    assert planted is not None
    sign_in(client)
    assert cookie(client) != planted
    assert [row.user_id for row in rows(session)] == [user.id]
    thief = app.test_client()
    thief.set_cookie("session", planted)
    assert thief.get("/admin").status_code == 303


def test_the_token_of_forms_changes_at_sign_in(client: CheckedClient, make_user: Callable[..., User]) -> None:
    make_user()
    before = client.page("/admin/sign-in").value("csrf_token")
    sign_in(client)
    refused = client.post("/admin/listings/new", data={"csrf_token": before, "en_name": "Club", "action": "save"})
    assert refused.status_code == 400
    assert "could not be sure" in refused.page.words  # type: ignore[attr-defined]


def test_signing_out_ends_the_row_and_takes_the_cookie(
    client: CheckedClient, app: Flask, make_user: Callable[..., User], session: Session
) -> None:
    make_user()
    sign_in(client)
    kept = cookie(client)
    assert kept is not None
    left = client.send("/admin/sign-out", {}, page="/admin")
    assert left.location == "/admin/sign-in"
    last = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
    assert last is not None
    assert last.action == "staff.signed_out"
    assert "storage" in left.headers["Clear-Site-Data"]
    assert rows(session) == []
    assert cookie(client) is None
    client.set_cookie("session", kept)
    assert client.get("/admin").status_code == 303


def test_a_disabled_member_of_staff_is_out_at_once(
    client: CheckedClient, make_user: Callable[..., User], session: Session
) -> None:
    user = make_user()
    sign_in(client)
    assert client.get("/admin").status_code == 200
    session.refresh(user)
    accounts.disable(session, user)
    session.commit()
    assert client.get("/admin").status_code == 303


def test_staff_are_signed_out_after_half_an_hour_of_nothing(
    client: CheckedClient, make_user: Callable[..., User]
) -> None:
    make_user()
    start = now()
    with time_machine.travel(start):
        sign_in(client)
    with time_machine.travel(start + timedelta(minutes=28)):
        assert client.get("/admin").status_code == 200
    with time_machine.travel(start + timedelta(minutes=56)):
        assert client.get("/admin").status_code == 200, "it was used in between"
    with time_machine.travel(start + timedelta(minutes=87)):
        assert client.get("/admin").status_code == 303


def test_staff_are_signed_out_after_ten_hours_of_work(client: CheckedClient, make_user: Callable[..., User]) -> None:
    make_user()
    start = now()
    with time_machine.travel(start):
        sign_in(client)
    for minutes in range(25, 600, 25):
        with time_machine.travel(start + timedelta(minutes=minutes)):
            assert client.get("/admin").status_code == 200
    with time_machine.travel(start + timedelta(hours=10, minutes=1)):
        assert client.get("/admin").status_code == 303


def test_a_form_that_was_open_for_three_hours_is_still_accepted(
    client: CheckedClient, make_user: Callable[..., User]
) -> None:
    make_user()
    token = client.page("/admin/sign-in").value("csrf_token")
    with time_machine.travel(now() + timedelta(hours=3)):
        sent = client.post("/admin/sign-in", data={"csrf_token": token, "email": ADA, "password": PASSWORD})
    assert sent.status_code == 302


def test_use_is_written_down_at_most_once_a_minute(
    client: CheckedClient, make_user: Callable[..., User], session: Session
) -> None:
    make_user()
    start = now()
    seen = []
    with time_machine.travel(start, tick=False) as clock:
        sign_in(client)
        for _ in range(4):
            client.get("/admin")
            seen.append(rows(session)[0].seen_at)
            clock.shift(timedelta(seconds=25))
    assert len(set(seen)) == 2


def test_a_session_that_was_ended_meanwhile_does_not_come_back(
    client: CheckedClient, app: Flask, session: Session
) -> None:
    client.get("/admin/sign-in")
    interface = app.session_interface
    with app.test_request_context("/", headers={"Cookie": f"session={cookie(client)}"}) as context:
        opened = interface.open_session(app, context.request)
        assert opened
        session.execute(delete(StoredSession))
        session.commit()
        opened["later"] = "something"
        interface.save_session(app, opened, app.response_class())
    assert rows(session) == []


@pytest.mark.parametrize("sent", ["nonsense", "a" * 5000, "ünïcode", "' OR 1=1"])
def test_a_made_up_cookie_is_nobodys_and_goes_away(client: CheckedClient, sent: str) -> None:
    client.set_cookie("session", sent)
    answer = client.get("/privacy")
    assert answer.status_code == 200
    assert "Max-Age=0" in answer.headers.get("Set-Cookie", "")


def test_sessions_that_are_over_are_removed(
    client: CheckedClient, app: Flask, make_user: Callable[..., User], session: Session
) -> None:
    make_user()
    sign_in(client)
    app.test_client().get("/admin/sign-in")
    with time_machine.travel(now() + timedelta(minutes=40)):
        assert sessions.remove_expired(session) == 1, "the idle one of staff"
        session.commit()
    with time_machine.travel(now() + timedelta(hours=25)):
        assert sessions.remove_expired(session) == 1, "the old one of a family"
    session.commit()
    assert session.scalar(select(func.count()).select_from(StoredSession)) == 0
    session.commit()
