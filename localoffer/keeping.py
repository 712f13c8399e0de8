"""For how long what people tell us is kept, as the county's folder says it. Who reads these numbers, obeys them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, timedelta

_A_YEAR = 12


@dataclass(frozen=True)
class ClosedReferrals:
    """For how many months a referral is kept once it is closed. An ``example`` is for demonstrations only."""

    months: int
    since: date
    example: bool = False

    def __post_init__(self) -> None:
        if self.months < 1:
            raise ValueError("months in retention.closed_referrals should be 1 or more")


@dataclass(frozen=True)
class Retention:
    """How long each kind of thing is kept.

    ``status_code_days`` counts from the day a referral was closed, ``complaint_months`` and
    ``correction_months`` from the answer, ``comment_months`` (of what was written, a year at least, because the law
    gives so long to answer it) from the day it came,
    ``provider_link_months`` from the last day of a link that an organisation was sent,
    ``contact_days`` from the day on which somebody dealt with a wish to be rung or to have a paper copy,
    ``message_days`` from the day a message went out, ``backup_months`` is the life of the oldest backup,
    ``audit_years`` the age of the oldest entry of the record of who did what. ``log_days`` says what the council
    promises: the site does not remove it.
    """

    closed_referrals: ClosedReferrals
    unsaved_draft_hours: int = 24
    saved_draft_days: int = 28
    set_aside_days: int = 30
    status_code_days: int = 90
    message_days: int = 90
    opinion_months: int = 12
    complaint_months: int = 36
    correction_months: int = 12
    comment_months: int = 24
    survey_months: int = 36
    provider_link_months: int = 12
    contact_days: int = 90
    backup_months: int = 13
    log_days: int = 90
    audit_years: int = 6

    def __post_init__(self) -> None:
        for one in fields(self):
            if one.name != "closed_referrals" and getattr(self, one.name) < 1:
                raise ValueError(f"{one.name} in retention should be 1 or more")

        if self.comment_months < _A_YEAR:
            raise ValueError("comment_months in retention should be 12 or more: the law gives so long to answer")

    @property
    def unsaved_draft(self) -> timedelta:
        """How long a form lives that nobody saved."""
        return timedelta(hours=self.unsaved_draft_hours)

    @property
    def saved_draft(self) -> timedelta:
        """How long a form lives once somebody saved it."""
        return timedelta(days=self.saved_draft_days)
