"""The made-up figures come for showing and go again, and what families did stays counted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import config
from localoffer import demonstrating
from localoffer.county_files import read_yaml
from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.feedback import counts
from localoffer.feedback.counts import NeedSought, SearchMade
from localoffer.feedback.models import DemandCount, SearchCount
from localoffer.feedback.vocabulary import Results
from localoffer.insight import demonstration, steps
from localoffer.insight.models import StepCount
from localoffer.insight.steps import StepTaken
from localoffer.installing import Installation
from localoffer.referrals import needs
from localoffer.referrals.answers import Answers, DayToDay, Home
from localoffer.referrals.choices import Hard
from localoffer.staff.links import issue_demonstration_links
from tests.support.county import FOLDER

TODAY = date(2026, 11, 22)
DAY = TODAY - timedelta(days=7)
TABLES = (SearchCount, DemandCount, StepCount, needs.NeedCount, needs.DistrictNeedCount)
OF_A_FAMILY = Answers(home=Home(district="stafford"), day_to_day=DayToDay((Hard.BODY, Hard.FEELINGS)))


def everything(session: Session) -> list[tuple[Any, ...]]:
    return [
        row
        for one in TABLES
        for row in session.execute(select(*one.__table__.columns).order_by(*one.__mapper__.primary_key))
    ]


def by_families(session: Session) -> None:
    """Count what families do on the day on which the made-up figures stand."""
    sought = NeedSought(DAY, "stafford", "autism", Results.NONE)
    counts.add(session, {SearchMade(DAY, "en", Results.NONE): 2, SearchMade(DAY, "ur", Results.SOME): 1, sought: 2})
    steps.add(session, {StepTaken(DAY, "who"): 3})
    needs.count(session, OF_A_FAMILY, at=datetime(2026, 11, 15, 12, tzinfo=UTC))


@pytest.fixture
def alone(database: Database) -> list[tuple[Any, ...]]:
    """What stands in the tables of counts where families are all that was counted."""
    with database.transaction() as session:
        by_families(session)
        found = everything(session)
        session.rollback()
    return found


def test_what_was_made_up_goes_and_what_families_did_on_the_same_day_stays(
    database: Database, keys: KeyRing, alone: list[tuple[Any, ...]]
) -> None:
    with database.transaction() as session:
        assert demonstration.load(session, today=TODAY, audit_key=keys.audit)
        by_families(session)
        assert everything(session) != alone
    with database.transaction() as session:
        assert demonstration.are_there(session)
        assert demonstration.remove(session, audit_key=keys.audit, actor="command")
        assert not demonstration.are_there(session)
        assert everything(session) == alone
        # a second time there is nothing to take away
        assert demonstration.remove(session, audit_key=keys.audit, actor="command")
        assert everything(session) == alone


@pytest.mark.any_database
def test_what_was_made_up_is_about_needs_that_the_county_has(database: Database, keys: KeyRing) -> None:
    with database.transaction() as session:
        demonstration.load(session, today=TODAY, audit_key=keys.audit)
        asked_for = set(session.scalars(select(DemandCount.need)))
    assert asked_for <= {need["code"] for need in read_yaml(FOLDER / "vocabulary.yaml")["needs"]}


@pytest.mark.any_database
def test_figures_of_another_version_stay_whole(
    database: Database, keys: KeyRing, settings: config.Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.transaction() as session:
        demonstration.load(session, today=TODAY, audit_key=keys.audit)
        before = everything(session)
    # as many, of another need
    monkeypatch.setattr(demonstration, "_NEEDS", ("autism", "adhd", "mental-health", "vision"))
    said: list[str] = []
    demonstrating.remove_demonstration(Installation(settings), say=said.append)
    assert said == ["The made-up figures stay: another version of the site made them, which alone can take them away."]
    with database.session(writes=False) as session:
        assert everything(session) == before


@pytest.mark.any_database
def test_made_up_families_are_counted_no_longer_once_they_are_removed(
    settings: config.Settings, database: Database, alone: list[tuple[Any, ...]]
) -> None:
    with database.transaction() as session:
        by_families(session)
        issue_demonstration_links(session)
    installation = Installation(settings)
    assert demonstrating.load_families(installation) > 0
    with database.session(writes=False) as session:
        assert everything(session) != alone
    demonstrating.remove_demonstration(installation, say=print)
    with database.session(writes=False) as session:
        assert everything(session) == alone
