"""What stands beside the form on the page of one referral: who looked at it, and what somebody can ask to see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from localoffer import council
from localoffer.db import database, now, session
from localoffer.languages import format_time
from localoffer.referrals.admin import agreed, timeline
from localoffer.referrals.admin.agreed import Limits
from localoffer.referrals.admin.casework_forms import ExportForm, ReasonForm, RevealForm
from localoffer.referrals.asking import at_hand
from localoffer.referrals.casework import hours, keeping, looking, notes
from localoffer.referrals.casework.keeping import Kept
from localoffer.referrals.casework.looking import Look
from localoffer.referrals.casework.notes import Note
from localoffer.referrals.models import Referral
from localoffer.staff.guard import current_actor

Asking = TypeVar("Asking", bound=ReasonForm)


@dataclass(frozen=True)
class Casework:
    """What is known of the work on one referral: who looked, what is agreed, what was noted."""

    looks: Sequence[Look]
    kept: Kept
    notes: Sequence[Note]

    @property
    def actors(self) -> list[str]:
        """Whoever took part in it, as the audit names them."""
        noted = [one.made_by for note in self.notes for one in (note, *note.earlier)]
        return [*(look.actor for look in self.looks), self.kept.made_by, *noted]


@dataclass(frozen=True)
class Colleague:
    """Somebody else who opened the same referral a moment ago, and when."""

    name: str
    at: str


def casework(referral: Referral) -> Casework:
    """Return what is known of the work on a referral."""
    keys = at_hand.keys()
    return Casework(
        looks=looking.looks(session(), referral.uuid),
        kept=keeping.latest(referral, keys=keys),
        notes=notes.written(referral, keys=keys),
    )


def lately(case: Casework, staff: Mapping[str, str]) -> list[Colleague]:
    """Return who else opened the referral in the last ten minutes."""
    others = looking.lately(case.looks, but=current_actor(), at=now())
    return [Colleague(timeline.name_of(look.actor, staff), format_time(look.at)) for look in others]


def bounds(referral: Referral, others: Iterable[Referral]) -> Limits:
    """Return what bounds the hours of a referral; ``others`` are those that ``queries.same_child`` finds."""
    told = council.current()
    year = hours.year_of(at_hand.today(), first_month=told.hours_begin_in)
    return agreed.limits(referral, others, hours_a_year=told.hours_a_year, year=year, keys=at_hand.keys())


def record_part_look(referral: Referral, fields: Sequence[str]) -> None:
    """Write down, in a transaction of its own, that these parts of a referral were shown on a page of their own."""
    looked_at, actor = referral.uuid, current_actor()
    # a change that was refused holds SQLite's one writer
    session.rollback()
    with database().transaction() as own:
        looking.record_part_look(own, looked_at, fields=fields, keys=at_hand.keys(), actor=actor)


def revealing(*, sent: bool = False) -> RevealForm:
    """Return the form by which somebody asks to see something sensitive, blank or as it was sent."""
    return _prepared(RevealForm(prefix="reveal") if sent else RevealForm(prefix="reveal", formdata=None))


def exporting(*, sent: bool = False) -> ExportForm:
    """Return the form by which somebody takes a referral out of the site, blank or as it was sent."""
    return _prepared(ExportForm(prefix="export") if sent else ExportForm(prefix="export", formdata=None))


def _prepared(form: Asking) -> Asking:
    form.prepare(asks_why=council.current().referring.says_why is not None)
    return form
