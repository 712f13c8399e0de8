"""The day by which somebody is rung: one on which they said that it is safe."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from localoffer.contacting import asking
from localoffer.contacting.asking import Asked, Team
from localoffer.contacting.vocabulary import ANY
from localoffer.contacting.wishes import CallWish, PaperWish, Wish
from localoffer.crypto import KeyRing

MONDAY_EVENING = datetime(2026, 11, 23, 21, 15, tzinfo=UTC)
BEFORE_CHRISTMAS = datetime(2026, 12, 24, 9, 0, tzinfo=UTC)


def rung(*days: str) -> CallWish:
    """Return the wish of somebody for whom a call is safe on those days."""
    return CallWish("P", "01632 960919", days, ("morning",), leave_message=False, language="en", interpreter=False)


@pytest.mark.parametrize(
    ("wish", "at", "working_days", "due_on"),
    [
        (rung("mon"), MONDAY_EVENING, 2, date(2026, 11, 30)),
        (rung("tue"), MONDAY_EVENING, 2, date(2026, 11, 24)),
        (rung("tue", "wed"), MONDAY_EVENING, 2, date(2026, 11, 25)),
        (rung("tue", "fri"), MONDAY_EVENING, 2, date(2026, 11, 24)),
        (rung("thu", "fri"), MONDAY_EVENING, 2, date(2026, 11, 26)),
        (rung(ANY), MONDAY_EVENING, 2, date(2026, 11, 25)),
        (rung("fri"), MONDAY_EVENING, None, date(2026, 11, 27)),
        # Christmas Day and New Year's Day are both Fridays
        (rung("fri"), BEFORE_CHRISTMAS, 2, date(2027, 1, 8)),
        (PaperWish("P", "7 Umberwood Lane", (), "ordinary", "en"), MONDAY_EVENING, 2, date(2026, 11, 25)),
    ],
)
def test_a_call_is_due_on_a_day_that_is_safe(
    session: Session, keys: KeyRing, wish: Wish, at: datetime, working_days: int | None, due_on: date
) -> None:
    asked = Asked(wish=wish, mark="m", language="en", at=at)
    row = asking.ask(session, asked=asked, keys=keys, team=Team("", "https://example.org", working_days))
    session.commit()
    assert row.due_on == due_on
