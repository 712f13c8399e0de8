"""Administrators invite people by mail, give them roles, and let nobody in who should be out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.audit import AuditEntry
from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.outbox.models import OutboxMessage
from localoffer.staff import accounts, sessions
from localoffer.staff.models import User
from tests.referrals.conftest import mails
from tests.support.at_once import twice_at_once
from tests.support.client import CheckedClient
from tests.support.queries import queries_of
from tests.support.staff import PASSWORD, sign_in

pytestmark = pytest.mark.any_database

GRACE = "grace@council.example.org"
PEOPLE = "/admin/people"
NEW = {"name": "Grace Hopper", "email": GRACE, "role": "editor"}


def test_a_double_click_on_invite_makes_one_account_and_is_told_so(database: Database) -> None:
    second = twice_at_once(
        database, lambda session: accounts.create_user(session, email=GRACE, name="Grace Hopper", role="editor")
    )
    assert isinstance(second.exception(), accounts.AccountExists)


@pytest.fixture
def administrator(client: CheckedClient, make_user: Callable[..., User]) -> CheckedClient:
    """A browser in which an administrator is signed in."""
    make_user("administrator")
    sign_in(client)
    return client


def page_of(session: Session, email: str) -> str:
    user = accounts.find(session, email)
    assert user is not None
    address = f"{PEOPLE}/{user.id}"
    session.rollback()
    return address


def recorded(session: Session) -> list[str]:
    actions = [*session.scalars(select(AuditEntry.action).order_by(AuditEntry.number))]
    session.rollback()
    return actions


def link_in(database: Database, keys: KeyRing) -> str:
    message = mails(database, keys)["staff-link"]
    found = re.search(r"/admin/choose-password/\S+", message.body)
    assert found is not None
    return found[0]


def test_somebody_is_invited_by_mail_and_chooses_a_password(
    administrator: CheckedClient, app: Flask, session: Session, database: Database, keys: KeyRing
) -> None:
    # given an administrator who invites somebody
    sent = administrator.send(f"{PEOPLE}/invite", NEW)
    shown = administrator.page(str(sent.location))
    assert "Invited until" in shown.words
    # then the mail names nobody in its subject, and its link is nowhere else
    message = mails(database, keys)["staff-link"]
    assert message.to == GRACE
    assert "Grace" not in message.subject
    assert "choose-password" not in shown.words
    # and when it is used, then it is over, and the person is asked for a second factor as ever
    link = link_in(database, keys)
    grace = app.test_client()
    assert isinstance(grace, CheckedClient)
    assert grace.send(link, {"password": PASSWORD, "again": PASSWORD}).location == "/admin/sign-in"
    assert grace.get(link).status_code == 410
    signed_in = grace.send("/admin/sign-in", {"email": GRACE, "password": PASSWORD})
    assert signed_in.location == "/admin/two-factor/set-up"
    assert "staff.invited" in recorded(session)
    assert "Can sign in" in administrator.page(PEOPLE).words


def test_an_invitation_lasts_two_days(administrator: CheckedClient, database: Database, keys: KeyRing) -> None:
    administrator.send(f"{PEOPLE}/invite", NEW)
    link = link_in(database, keys)
    with time_machine.travel(now() + timedelta(hours=47)):
        assert administrator.get(link).status_code == 200
    with time_machine.travel(now() + timedelta(hours=49)):
        assert administrator.get(link).status_code == 410


def test_a_new_invitation_ends_the_one_before(
    administrator: CheckedClient, session: Session, database: Database, keys: KeyRing
) -> None:
    administrator.send(f"{PEOPLE}/invite", NEW)
    first, page = link_in(database, keys), page_of(session, GRACE)
    administrator.send(f"{page}/link", {}, page=page)
    assert administrator.get(first).status_code == 410
    assert administrator.get(link_in(database, keys)).status_code == 200


@pytest.mark.any_database
@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("name", "", "Enter their name"),
        ("email", "grace", "Enter an email address like"),
        ("email", "Ada@staff.example.org", "There is an account with this email address already"),
        ("role", "", "Choose what they do"),
        ("role", "king", "Choose"),
    ],
)
def test_an_invitation_that_is_wrong_invites_nobody(
    administrator: CheckedClient, session: Session, field: str, typed: str, says: str
) -> None:
    refused = administrator.send(f"{PEOPLE}/invite", {**NEW, field: typed})
    assert refused.status_code == 400
    assert says in refused.page.words  # type: ignore[attr-defined]
    assert session.scalars(select(OutboxMessage)).all() == []
    session.rollback()


def test_another_role_signs_out_and_counts_at_once(
    administrator: CheckedClient, app: Flask, session: Session, make_user: Callable[..., User]
) -> None:
    make_user("editor", email=GRACE)
    grace, page = _browser(app), page_of(session, GRACE)
    sign_in(grace, GRACE)
    administrator.send(f"{page}/role", {"role": "triage"}, page=page)
    assert grace.get("/admin").status_code == 303
    with time_machine.travel(now() + timedelta(minutes=2)):
        sign_in(grace, GRACE)
        assert [grace.get(f"/admin/{where}").status_code for where in ("listings", "referrals")] == [403, 200]
    last = session.scalars(select(AuditEntry).where(AuditEntry.action == "staff.role_changed")).one()
    assert last.details == {"before": ["editor"], "after": "triage"}
    session.rollback()


def test_whoever_is_switched_off_is_out_at_once_and_can_be_let_in_again(
    administrator: CheckedClient, app: Flask, session: Session, make_user: Callable[..., User]
) -> None:
    make_user("editor", email=GRACE)
    grace, page = _browser(app), page_of(session, GRACE)
    sign_in(grace, GRACE)
    administrator.send(f"{page}/off", {}, page=page)
    assert grace.get("/admin").status_code == 303
    assert grace.send("/admin/sign-in", {"email": GRACE, "password": PASSWORD}).status_code == 400
    assert "Switched off" in administrator.page(PEOPLE).words
    assert administrator.send(f"{page}/link", {}, page=page).status_code == 409, "no link lets anybody in"
    administrator.send(f"{page}/on", {}, page=page)
    assert grace.send("/admin/sign-in", {"email": GRACE, "password": PASSWORD}).status_code == 302
    assert [one for one in recorded(session) if "abled" in one] == ["staff.disabled", "staff.enabled"]


def test_somebody_is_signed_out_everywhere_by_an_administrator(
    administrator: CheckedClient, app: Flask, session: Session, make_user: Callable[..., User]
) -> None:
    make_user("editor", email=GRACE)
    grace, page = _browser(app), page_of(session, GRACE)
    sign_in(grace, GRACE)
    assert "In 1 browser" in administrator.page(page).words
    administrator.send(f"{page}/sign-out", {}, page=page)
    assert grace.get("/admin").status_code == 303
    assert "staff.signed_out_by_another" in recorded(session)


@pytest.mark.any_database
def test_nobody_changes_their_own_account(administrator: CheckedClient, session: Session) -> None:
    own = page_of(session, "ada@staff.example.org")
    assert "Save role" not in administrator.page(own).words
    before = recorded(session)
    for what, fields in (("role", {"role": "manager"}), ("off", {}), ("on", {}), ("link", {}), ("sign-out", {})):
        refused = administrator.send(f"{own}/{what}", fields, page=own)
        assert refused.status_code == 409, what
        assert "You cannot change your own account" in refused.page.words  # type: ignore[attr-defined]
    assert recorded(session) == before
    assert administrator.get(PEOPLE).status_code == 200


def test_the_last_administrator_stays_one(session: Session, make_user: Callable[..., User]) -> None:
    ada, grace = make_user("administrator"), make_user("administrator", email=GRACE)
    # given two, when one is switched off, then the other stays
    accounts.disable(session, grace)
    with pytest.raises(accounts.LastAdministrator):
        accounts.disable(session, ada)
    with pytest.raises(accounts.LastAdministrator):
        accounts.give_role(session, ada, "manager")
    accounts.enable(session, grace)
    accounts.give_role(session, ada, "manager")
    session.commit()


@pytest.mark.any_database
def test_the_list_says_who_has_a_second_factor_and_when_they_were_here(
    administrator: CheckedClient, make_user: Callable[..., User]
) -> None:
    make_user("editor", email=GRACE, set_up=False)
    rows = [" ".join("".join(row.itertext()).split()) for row in administrator.page(PEOPLE).all(".//main//tbody/tr")]
    ada, grace = next(row for row in rows if "ada@" in row), next(row for row in rows if GRACE in row)
    assert ada.endswith(" App")
    assert grace.endswith("Not yet None yet")


@pytest.mark.any_database
def test_the_list_asks_as_little_of_the_database_however_many_people_there_are(
    administrator: CheckedClient, session: Session, database: Database
) -> None:
    with queries_of(database) as few:
        administrator.page(PEOPLE)
    for number in range(40):
        accounts.create_user(session, email=f"n{number}@council.example.org", name=f"N {number}", role="viewer")
    session.commit()
    with queries_of(database) as many:
        administrator.page(PEOPLE)
    assert len(many) <= max(len(few), 6)


@pytest.mark.any_database
def test_the_first_page_says_whose_invitation_waits(administrator: CheckedClient) -> None:
    administrator.send(f"{PEOPLE}/invite", NEW)
    assert "1 Invitations that nobody has used" in administrator.page("/admin").words


@pytest.mark.any_database
def test_an_account_that_there_is_not_is_not_found(administrator: CheckedClient) -> None:
    assert administrator.get(f"{PEOPLE}/4711").status_code == 404


def test_own_sign_ins_are_listed_and_ended_one_by_one_or_all_others(
    app: Flask, client: CheckedClient, make_user: Callable[..., User], session: Session
) -> None:
    # given somebody who is signed in in three browsers
    make_user("editor")
    phone, tablet = _browser(app), _browser(app)
    phone.environ_base["HTTP_USER_AGENT"] = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1"
    sign_in(client)
    for minutes, other in ((2, phone), (4, tablet)):
        with time_machine.travel(now() + timedelta(minutes=minutes)):
            sign_in(other)
    # when one is ended, then that one alone is out
    account = client.page("/admin/account")
    assert "Safari, iPhone" in account.words
    assert "This one" in account.words
    (ends,) = [
        form.get("action", "") for form in account.all(".//main//form") if "Safari, iPhone" in "".join(form.itertext())
    ]
    client.send(ends, {}, page="/admin/account")
    assert [one.get("/admin").status_code for one in (client, phone, tablet)] == [200, 303, 200]
    # and when all others are, then this one stays
    client.send("/admin/account/sign-ins/others/end", {}, page="/admin/account")
    assert [one.get("/admin").status_code for one in (client, tablet)] == [200, 303]
    assert recorded(session)[-2:] == ["staff.sign_ins_ended"] * 2


@pytest.mark.any_database
def test_nobody_ends_the_sign_ins_of_others_from_their_own_account(
    administrator: CheckedClient, app: Flask, make_user: Callable[..., User], session: Session
) -> None:
    grace = make_user("editor", email=GRACE)
    browser = _browser(app)
    sign_in(browser, GRACE)
    handle = sessions.handle_of(sessions.of(session, grace.id)[0])
    session.rollback()
    administrator.send(f"/admin/account/sign-ins/{handle}/end", {}, page="/admin/account")
    assert browser.get("/admin").status_code == 200


def _browser(app: Flask) -> CheckedClient:
    made = app.test_client()
    assert isinstance(made, CheckedClient)
    return made
