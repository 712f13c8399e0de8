"""The form counts how far families come, and nothing of who they are."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.insight import steps
from localoffer.insight.admin_form import ASKED_OF_ALL
from localoffer.insight.admin_form import steps as figure_of_steps
from localoffer.insight.models import StepCount
from localoffer.insight.steps import StepTaken
from localoffer.referrals.asking.route import STEPS
from localoffer.referrals.asking.rules import age_on
from localoffer.referrals.models import Referral
from localoffer.referrals.stepped import BEGUN, SENT
from localoffer.vocabulary import AgeBand
from localoffer.working_days import day_of
from tests.referrals import journeys
from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database


def counted(app: Flask, session: Session) -> dict[str, int]:
    steps.recorder(app).write()
    session.rollback()
    return {row.step: row.count for row in session.scalars(select(StepCount))}


def test_a_form_counts_once_for_each_step_however_often_it_is_answered(
    app: Flask, client: CheckedClient, session: Session
) -> None:
    # given a form that is filled in, with one answer changed
    journeys.fill_in(client)
    client.send(f"{journeys.START}/learn?change=", {"goals": ["cooking"]})
    # when it is sent
    client.send(journeys.CHECK, {})
    # then each step that everybody is asked counts once
    found = counted(app, session)
    assert {step: found.get(step) for step in ASKED_OF_ALL} == dict.fromkeys(ASKED_OF_ALL, 1)
    # and of the age on that day its band alone stands beside the referral
    referral = session.scalars(select(Referral)).one()
    assert referral.age_band is AgeBand.of(age_on(day_of(referral.received_at), born=date(2015, 3, 27)))


def test_every_step_of_the_figure_is_one_of_the_form() -> None:
    order = [BEGUN, *(step.slug for step in STEPS), SENT]
    places = [order.index(step) for step in ASKED_OF_ALL]
    assert places == sorted(places)


def test_what_cannot_be_counted_keeps_nobody_from_the_form(
    app: Flask, client: CheckedClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_counted: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(steps.recorder(app), "count", broken)
    journeys.fill_in(client)


def test_old_counts_are_removed(session: Session) -> None:
    steps.add(session, {StepTaken(date(2023, 1, 1), "who"): 3, StepTaken(date(2026, 1, 1), "who"): 4})
    assert steps.remove_old(session, before=date(2026, 1, 1)) == 1
    assert session.scalars(select(StepCount.count)).all() == [4]


def test_numbers_of_the_form_are_rounded_and_the_step_that_loses_most_is_named() -> None:
    found = figure_of_steps({**dict.fromkeys(ASKED_OF_ALL, 18), BEGUN: 42, "who": 41, SENT: 3})
    assert [line.numbers for line in found.lines][:3] == [("40",), ("40",), ("20",)]
    assert found.lines[-1].numbers == ("5",)
    assert "The young person's name" in found.meaning[1]


def test_an_age_stands_in_one_band_or_in_none() -> None:
    bands = {band: [age for age in range(40) if AgeBand.of(age) is band] for band in AgeBand}
    assert [age for ages in bands.values() for age in ages] == list(range(26))
    assert AgeBand.of(26) is None
