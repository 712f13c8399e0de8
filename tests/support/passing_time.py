"""Time that passes while a form is filled in, as no test waits for people; and days in which none passes."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import time_machine
from sqlalchemy import select

from localoffer.db import Database
from localoffer.referrals.models import ReferralDraft

A_USUAL_FORM = timedelta(minutes=10)


def morning_of(day: date) -> time_machine.travel:
    """Return what lets a test live on that morning, so that a run that goes on past midnight changes nothing in it."""
    return time_machine.travel(datetime.combine(day, time(10), UTC))


def begun_earlier(database: Database, *, by: timedelta = A_USUAL_FORM) -> None:
    """Let every unfinished form have been begun that much earlier."""
    with database.transaction() as session:
        for draft in session.scalars(select(ReferralDraft)):
            draft.created_at -= by
