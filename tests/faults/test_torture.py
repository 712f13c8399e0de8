"""The short form of `make torture`, and that its verdict would not overlook what it is there to find."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

import config
from benchmarks.torture import verdict as verdicts
from benchmarks.torture.browser import SENT, Answer
from benchmarks.torture.forms import Forms, Journey, answers_of
from benchmarks.torture.plan import Plan
from benchmarks.torture.run import Run
from benchmarks.torture.verdict import Verdict
from localoffer import council
from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.outbox.models import OutboxMessage
from localoffer.referrals import submission
from localoffer.referrals.drafting import drafts
from localoffer.referrals.drafting.drafts import Draft
from localoffer.referrals.models import Referral, ReferralKey
from localoffer.referrals.telling.notifying import Desk
from tests.faults.families import Family

PLAN = replace(Plan.lasting(9), kills=5, skip_leases=True)


@pytest.mark.torture
@pytest.mark.any_database
def test_a_storm_loses_nothing_and_makes_nothing_twice(
    settings: config.Settings, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """Protected by one transaction for each form, its unique journey, the outbox beside it, and leases that run out."""
    if pytestconfig.getoption("--at"):
        pytest.skip("the servers that are killed know the real time alone")
    phone = council.load(settings.county / "council.toml").local_offer.phone
    outcome = Run(PLAN, folder=tmp_path, database_url=settings.database_url, phone=phone).run(lambda **_: None)

    assert outcome.verdict.faults == []
    assert outcome.verdict.acknowledged > 0
    assert outcome.killed.total() == PLAN.kills
    assert outcome.met["error pages without the telephone number"] == 0


def test_the_reference_of_a_confirmation_is_found_on_its_page(
    app: Flask, database: Database, keys: KeyRing, session: Session
) -> None:
    """Otherwise the verdict would compare nothing."""
    family = Family(app, Forms(database, keys).take())
    assert family.is_sent()
    shown = Answer(200, "", family.client.get(SENT).text)
    assert shown.reference == session.scalars(select(Referral.reference)).one()


@pytest.fixture
def journeys(database: Database, keys: KeyRing, app: Flask) -> list[Journey]:
    """Three forms that were sent and acknowledged, whose mails went out."""
    forms = Forms(database, keys)
    sent = [forms.take() for _ in range(3)]
    with database.transaction() as session:
        for journey in sent:
            journey.reference = _submit(session, keys, app, journey)
        session.execute(update(OutboxMessage).values(sent_at=now()))
    return sent


def _submit(session: Session, keys: KeyRing, app: Flask, journey: Journey) -> str:
    draft = drafts.load(session, keys=keys, token=journey.token, at=now())
    assert draft
    county = app.extensions["localoffer_council"]
    desk = Desk(council=county, base_url="", team_address="team@example.org", duty_address="duty@example.org")
    return submission.submit(session, draft=draft, keys=keys, desk=desk, language="en", at=now()).reference


@pytest.fixture
def judge(database: Database, keys: KeyRing, journeys: list[Journey]) -> Callable[[], Verdict]:
    """Judges what the database has now; every mail that it ever knew has been taken once."""
    with database.session(writes=False) as session:
        identities = session.scalars(select(OutboxMessage.message_id)).all()
    mails = Counter(f"<{identity}@council.example.org>" for identity in identities)
    return lambda: verdicts.judge(database, keys, journeys, given_up=0, mails=mails)


def test_the_verdict_finds_nothing_where_nothing_is_wrong(judge: Callable[[], Verdict]) -> None:
    verdict = judge()
    assert verdict.faults == []
    assert (verdict.acknowledged, verdict.referrals, verdict.audit_entries) == (3, 3, 3)


def test_the_verdict_finds_a_form_that_was_lost(
    judge: Callable[[], Verdict], session: Session, journeys: list[Journey]
) -> None:
    referral = session.scalars(select(Referral).where(Referral.reference == journeys[0].reference)).one()
    session.delete(referral)
    session.commit()
    assert judge().lost == 1


def test_the_verdict_finds_a_form_that_does_not_open(judge: Callable[[], Verdict], session: Session) -> None:
    session.execute(update(ReferralKey).values(wrapped=bytes(40)))
    session.commit()
    assert judge().lost == 3


def test_the_verdict_finds_a_form_that_became_two(
    judge: Callable[[], Verdict], session: Session, keys: KeyRing, app: Flask, journeys: list[Journey]
) -> None:
    twin = Journey(drafts.new_token(), journeys[0].child)
    drafts.save(session, Draft(twin.token, answers_of(twin.child)), keys=keys, at=now())
    _submit(session, keys, app, twin)
    session.commit()
    assert judge().duplicated == 1


def test_the_verdict_finds_a_mail_that_never_arrived(judge: Callable[[], Verdict], session: Session) -> None:
    session.execute(update(OutboxMessage).values(message_id=OutboxMessage.unique_key))
    session.commit()
    assert any("never reached the mail server" in fault for fault in judge().faults)


def test_the_verdict_finds_a_mail_that_still_waits(judge: Callable[[], Verdict], session: Session) -> None:
    session.execute(update(OutboxMessage).values(sent_at=None))
    session.commit()
    assert judge().undelivered > 0


def test_the_verdict_finds_an_audit_that_was_changed(
    database: Database, journeys: list[Journey], tmp_path: Path
) -> None:
    """The database itself refuses to change an entry, so the chain is read with another key than it was made with."""
    other = KeyRing.create(tmp_path / "other-keys.json")
    verdict = verdicts.judge(database, other, journeys, given_up=0, mails=Counter())
    assert any("the audit is broken" in fault for fault in verdict.faults)
