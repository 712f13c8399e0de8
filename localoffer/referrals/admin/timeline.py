"""What happened to a referral, newest first, opened and as finished words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from localoffer.crypto import CannotOpen, KeyRing
from localoffer.languages import format_date, gettext
from localoffer.referrals import sealing, tasks
from localoffer.referrals.models import Referral, ReferralTask, StageChange
from localoffer.referrals.vocabulary import CameBy, CodeHolder
from localoffer.working_days import day_of


@dataclass(frozen=True)
class Event:
    """One thing in the history of a referral."""

    when: str
    text: str
    by: str
    note: str


def timeline(referral: Referral, *, keys: KeyRing, staff: Mapping[str, str]) -> list[Event]:
    """Return what happened to a referral, newest first; ``staff`` maps actors (``staff:<id>``) to names."""
    moved = [(change.made_at, _moved(referral, change, keys, staff)) for change in referral.changes]
    done = [(task.done_at, _done(referral, task, task.done_at, keys, staff)) for task in referral.tasks if task.done_at]
    happened = sorted([*moved, *done], key=lambda one: one[0], reverse=True)
    return [*(event for _, event in happened), _received(referral, staff)]


def note_of(referral: Referral, task: ReferralTask, keys: KeyRing) -> str:
    """Return what somebody wrote when they did a task; empty for nothing."""
    if task.sealed_note is None or task.done_at is None:
        return ""
    try:
        return sealing.open_text(referral, task.sealed_note, keys=keys, column=tasks.NOTE, at=task.done_at)
    except CannotOpen:
        return gettext("Erased")


def name_of(actor: str, staff: Mapping[str, str]) -> str:
    """Return who did something, in words."""
    others = {
        CodeHolder.FAMILY.value: gettext("The family"),
        CodeHolder.REFERRER.value: gettext("Whoever filled in the form"),
    }
    return staff.get(actor) or others.get(actor, actor)


def _received(referral: Referral, staff: Mapping[str, str]) -> Event:
    text = {
        CameBy.FORM: gettext("Received"),
        CameBy.PAPER: gettext("Received on paper"),
        CameBy.TELEPHONE: gettext("Received by telephone"),
    }[referral.came_by]
    by = name_of(referral.entered_by, staff) if referral.entered_by else ""
    return Event(when=_day(referral.received_at), text=text, by=by, note="")


def _moved(referral: Referral, change: StageChange, keys: KeyRing, staff: Mapping[str, str]) -> Event:
    text = gettext("Moved from %(before)s to %(after)s", before=change.from_stage.title, after=change.to_stage.title)
    try:
        note = sealing.open_note(referral, change, keys=keys)
    except CannotOpen:
        note = gettext("Erased")
    return Event(_day(change.made_at), text, name_of(change.made_by, staff), note)


def _done(referral: Referral, task: ReferralTask, at: datetime, keys: KeyRing, staff: Mapping[str, str]) -> Event:
    text = gettext("Task done: %(task)s", task=task.kind.title)
    return Event(_day(at), text, name_of(task.done_by, staff), note_of(referral, task, keys))


def _day(at: datetime) -> str:
    return format_date(day_of(at))
