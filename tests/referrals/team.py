"""Referrals for the tests of the team's screens, and what those tests ask of them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.referrals import sealing, submission
from localoffer.referrals.answers import Answers
from localoffer.referrals.drafting import drafts
from localoffer.referrals.drafting.drafts import Draft
from localoffer.referrals.following import tracking
from localoffer.referrals.models import Referral
from localoffer.referrals.telling.notifying import Desk
from localoffer.referrals.vocabulary import CodeHolder, MessageKind, ReferralStage
from tests.referrals.test_submission import ANSWERS
from tests.support.client import CheckedClient

QUEUE = "/admin/referrals"
APART = f"{QUEUE}/set-aside"
TASKS = f"{QUEUE}/tasks"
SignIn = Callable[..., CheckedClient]


def refer(
    app: Flask,
    answers: Answers = ANSWERS,
    *,
    at: datetime | None = None,
    promised_days: int | None = None,
    set_aside_for: Collection[str] = (),
    stage: ReferralStage = ReferralStage.RECEIVED,
    sends_texts: bool = False,
) -> str:
    """Send a referral and return its reference."""
    database, keys = app.extensions["localoffer_database"], app.extensions["localoffer_keys"]
    desk = Desk(
        council=app.extensions["localoffer_council"],
        base_url="http://localhost",
        team_address="team@example.org",
        duty_address="duty@example.org",
        promised_days=promised_days,
        sends_texts=sends_texts,
    )
    with app.app_context(), database.transaction() as session:
        referral = submission.submit(
            session,
            draft=Draft(drafts.new_token(), answers),
            keys=keys,
            desk=desk,
            language="en",
            at=at or now(),
            set_aside_for=set_aside_for,
        )
        referral.stage = stage
        return referral.reference


def report(app: Flask, reference: str, text: str, *, kind: MessageKind = MessageKind.CONCERN) -> None:
    """Let the family say how its support is going."""
    keys = app.extensions["localoffer_keys"]
    with app.extensions["localoffer_database"].transaction() as session:
        said = tracking.Said(CodeHolder.REFERRER, text, "pl", text, now())
        tracking.report(session, referral=find(session, reference), kind=kind, said=said, keys=keys)


def find(session: Session, reference: str) -> Referral:
    """Return the referral of a reference."""
    return session.scalars(select(Referral).where(Referral.reference == reference)).one()


def stored_answers(database: Database, keys: KeyRing, reference: str) -> Answers:
    """Return what a referral says."""
    with database.session(writes=False) as session:
        return sealing.open_answers(find(session, reference), keys=keys)


def entries(database: Database) -> list[audit.AuditEntry]:
    """Return the audit, in order."""
    with database.session(writes=False) as session:
        return list(session.scalars(select(audit.AuditEntry).order_by(audit.AuditEntry.number)))


def actions(database: Database) -> list[str]:
    """Return what was done, in order."""
    return [entry.action for entry in entries(database)]


def send(client: CheckedClient, reference: str, button: str, fields: dict[str, Any]) -> Any:
    """Press a button on the page of a referral."""
    return client.send(f"{QUEUE}/{reference}/{button}", fields, page=f"{QUEUE}/{reference}")


def beside_others(app: Flask, client: CheckedClient) -> FlaskClient:
    """Return a browser with the session of another, for a thread of its own.

    The checked client looks at all sessions of the process, and others are in the middle of theirs.
    """
    browser, cookie = FlaskClient(app, app.response_class, use_cookies=True), client.get_cookie("session")
    assert cookie is not None
    browser.set_cookie("session", cookie.value)
    return browser
