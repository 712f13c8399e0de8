"""What the screen of capacity shows, as finished words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from localoffer.languages import format_date, gettext, ngettext
from localoffer.referrals.capacity.admin_forms import STATES
from localoffer.referrals.capacity.models import IntakeChange
from localoffer.referring import Intake, State
from localoffer.working_days import day_of


@dataclass(frozen=True)
class IntakeRow:
    """One line of the history; ``begins_later`` where it can still be taken back."""

    number: int
    said: str
    since: str
    by: str
    made: str
    is_now: bool
    begins_later: bool


def in_words(intake: Intake) -> str:
    """Return how things stand."""
    if intake.state == State.WAITING:
        return ngettext("There is a wait of %(num)s week", "There is a wait of %(num)s weeks", intake.weeks)
    return str(STATES[State(intake.state)])


def rows(told: Sequence[IntakeChange], *, first: Intake, staff: Mapping[str, str], today: date) -> list[IntakeRow]:
    """Return the history, what begins last first, and at its end what the council's settings say.

    Args:
        first: what the settings say, which holds until somebody says something here.
        staff: the names of members of staff by how the audit names them.
    """
    begun = next((one.id for one in told if one.since <= today), 0)
    made = [_row(one, staff=staff, is_now=one.id == begun, today=today) for one in told]
    by = gettext("The council’s settings")
    return [
        *made,
        IntakeRow(0, in_words(first), format_date(first.since), by, "", is_now=not begun, begins_later=False),
    ]


def _row(change: IntakeChange, *, staff: Mapping[str, str], is_now: bool, today: date) -> IntakeRow:
    return IntakeRow(
        number=change.id,
        said=in_words(Intake(change.state.value, change.since, change.weeks)),
        since=format_date(change.since),
        by=staff.get(change.made_by, change.made_by),
        made=format_date(day_of(change.made_at)),
        is_now=is_now,
        begins_later=change.since > today,
    )
