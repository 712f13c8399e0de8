"""What becomes of forms that have run out: the part of the retention job that is theirs."""

from __future__ import annotations

from datetime import date, datetime

from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.keeping import ClosedReferrals, Retention
from localoffer.privacy import retention
from localoffer.privacy.rules import Moment, rules

_OF_FORMS = {"draft_return", "unsaved_draft", "saved_draft"}


def erase_forms_that_are_over(database: Database, keys: KeyRing, *, at: datetime) -> int:
    """Erase the forms that have run out at a moment, and the ways back to them; return how many rows went."""
    told = Retention(closed_referrals=ClosedReferrals(months=12, since=date(2026, 1, 1)))
    every = [rule for rule in rules(told, told_months=12) if rule.name in _OF_FORMS]
    return sum(outcome.removed for outcome in retention.run(database, every, Moment(at, keys, "system")))
