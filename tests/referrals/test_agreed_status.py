"""What a family reads under its status of what is agreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask

from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.referrals import answers as told
from localoffer.referrals.casework import keeping
from localoffer.referrals.casework.record import AgreedGoal, AgreedYear
from localoffer.referrals.casework.vocabulary import Outcome
from localoffer.referrals.vocabulary import ReferralStage
from tests.referrals.following import PARENT, PROFESSIONAL, STATUS, moved, open_status, opened, sent
from tests.referrals.team import find
from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database

IN_POLISH = replace(PARENT, speaking=told.Speaking("pl"))
GOALS = (AgreedGoal("Ride a bus", "Jeździć autobusem", note="Wobblesome"), AgreedGoal("Cook", "", Outcome.PARTLY))
HOURS = (AgreedYear(date(2026, 4, 1), 30),)


@pytest.fixture
def agree(app: Flask, database: Database, keys: KeyRing) -> Any:
    """Agree goals and hours about a referral."""

    def keep(reference: str, **parts: Any) -> None:
        with database.transaction() as session:
            referral = find(session, reference)
            keeping.save(session, referral, based_on=0, keys=keys, actor="staff:1", at=now(), **parts)

    return keep


def test_a_family_reads_goals_and_hours_in_its_language(
    app: Flask, database: Database, client: CheckedClient, agree: Any
) -> None:
    form = sent(app, database, IN_POLISH)
    agree(form.reference, goals=GOALS, years=HOURS)
    moved(app, database, ReferralStage.ACCEPTED)
    open_status(client, form, prefix="/pl")
    page = client.page(f"/pl{STATUS}")
    [section] = page.all(".//section[@aria-labelledby='agreed']")
    said = "".join(section.itertext())
    assert "Jeździć autobusem" in said
    assert "Ride a bus" not in said
    assert "30 godzin" in said
    assert "31 marca 2027" in said
    [english] = page.all(".//section[@aria-labelledby='agreed']//*[@lang='en']")
    assert english.text == "Cook"
    assert page.all(".//section[@aria-labelledby='agreed']//p[@class='lo-untranslated']")
    assert "Wobblesome" not in page.words


def test_on_an_english_page_goals_are_in_english(
    app: Flask, database: Database, client: CheckedClient, agree: Any
) -> None:
    form = sent(app, database, IN_POLISH)
    agree(form.reference, goals=GOALS, years=HOURS)
    moved(app, database, ReferralStage.ACCEPTED)
    words = opened(client, form).page(STATUS).words
    for said in ("Ride a bus", "Cook Reached in part", "Up to 30 hours of support from 1 April 2026 to 31 March 2027."):
        assert said in words
    assert "Some goals are in English" not in words


@pytest.mark.parametrize("stage", [None, ReferralStage.NOT_ACCEPTED, ReferralStage.MORE_INFORMATION])
def test_before_the_team_said_yes_nothing_is_agreed(
    app: Flask, database: Database, client: CheckedClient, agree: Any, stage: ReferralStage | None
) -> None:
    form = sent(app, database)
    agree(form.reference, goals=GOALS, years=HOURS)
    if stage:
        moved(app, database, stage)
    assert "What we agreed" not in opened(client, form).page(STATUS).words


def test_whoever_asked_for_somebody_else_reads_nothing_of_it(
    app: Flask, database: Database, client: CheckedClient, agree: Any
) -> None:
    form = sent(app, database, PROFESSIONAL)
    agree(form.reference, goals=GOALS, years=HOURS)
    moved(app, database, ReferralStage.ACCEPTED)
    assert "What we agreed" not in opened(client, form).page(STATUS).words


def test_where_nothing_is_agreed_nothing_is_said(app: Flask, database: Database, client: CheckedClient) -> None:
    form = sent(app, database)
    moved(app, database, ReferralStage.ACCEPTED)
    assert "What we agreed" not in opened(client, form).page(STATUS).words
