"""Time that passes while a form is filled in: people take minutes, and a test does not wait for them."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from localoffer.db import Database
from localoffer.referrals.models import ReferralDraft

A_USUAL_FORM = timedelta(minutes=10)


def begun_earlier(database: Database, *, by: timedelta = A_USUAL_FORM) -> None:
    """Let every unfinished form have been begun that much earlier."""
    with database.transaction() as session:
        for draft in session.scalars(select(ReferralDraft)):
            draft.created_at -= by
