"""What happened to a referral, newest first, opened and as finished words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from localoffer.crypto import CannotOpen, KeyRing
from localoffer.languages import format_date, format_moment, gettext, ngettext
from localoffer.referrals import sealing, tasks
from localoffer.referrals.admin import sensitive
from localoffer.referrals.casework import looking
from localoffer.referrals.casework.looking import Look
from localoffer.referrals.models import Referral, ReferralTask, StageChange
from localoffer.referrals.vocabulary import CameBy, CodeHolder
from localoffer.working_days import day_of


@dataclass(frozen=True)
class Event:
    """One thing in the history of a referral. ``is_look`` says that somebody looked, and nothing changed."""

    when: str
    text: str
    by: str
    note: str
    is_look: bool = False


def timeline(referral: Referral, *, keys: KeyRing, staff: Mapping[str, str], looks: Sequence[Look] = ()) -> list[Event]:
    """Return what happened to a referral, newest first, with who looked at it; ``staff`` maps actors to names."""
    moved = [(change.made_at, _moved(referral, change, keys, staff)) for change in referral.changes]
    done = [(task.done_at, _done(referral, task, task.done_at, keys, staff)) for task in referral.tasks if task.done_at]
    happened = sorted([*moved, *done, *_looked(looks, staff)], key=lambda one: one[0], reverse=True)
    return [*(event for _, event in happened), _received(referral, staff)]


def note_of(referral: Referral, task: ReferralTask, keys: KeyRing) -> str:
    """Return what somebody wrote when they did a task; empty for nothing."""
    if task.sealed_note is None or task.done_at is None:
        return ""
    try:
        return sealing.open_text(referral, task.sealed_note, keys=keys, column=tasks.NOTE, at=task.done_at)
    except CannotOpen:
        return gettext("Erased")


def task_words(referral: Referral, task: ReferralTask, keys: KeyRing) -> str:
    """Return what a task is: what somebody wrote down to do, or why the site asks for it."""
    try:
        return tasks.words_of(referral, task, keys=keys) or str(task.kind.title)
    except CannotOpen:
        return gettext("Erased")


def name_of(actor: str, staff: Mapping[str, str]) -> str:
    """Return who did something, in words."""
    others = {
        CodeHolder.FAMILY.value: gettext("The family"),
        CodeHolder.REFERRER.value: gettext("Whoever filled in the form"),
        "command": gettext("A command on the server"),
    }
    return staff.get(actor) or others.get(actor, actor)


def _looked(looks: Sequence[Look], staff: Mapping[str, str]) -> Iterator[tuple[datetime, Event]]:
    """Yield the looks of each person on each day as one event, at the time of the last of them."""
    alike: dict[tuple[object, ...], list[Look]] = {}
    for look in looks:
        alike.setdefault((look.actor, day_of(look.at), look.action, look.part), []).append(look)
    for same in alike.values():
        last = same[0]
        yield (
            last.at,
            Event(format_moment(last.at), _look_words(last, len(same)), name_of(last.actor, staff), "", is_look=True),
        )


def _look_words(look: Look, times: int) -> str:
    if look.action == looking.EXPORTED:
        return ngettext("Took it out as a file", "Took it out as a file %(num)s times", times)
    if look.action == looking.REVEALED:
        known = {part.value: str(title) for part, title in sensitive.TITLES.items()}
        return gettext("Asked to see: %(part)s", part=known.get(look.part, look.part))
    return ngettext("Looked at it", "Looked at it %(num)s times", times)


def _received(referral: Referral, staff: Mapping[str, str]) -> Event:
    text = {
        CameBy.FORM: gettext("Received"),
        CameBy.PAPER: gettext("Received on paper"),
        CameBy.TELEPHONE: gettext("Received by telephone"),
    }[referral.came_by]
    by = name_of(referral.entered_by, staff) if referral.entered_by else ""
    return Event(when=format_date(day_of(referral.received_at)), text=text, by=by, note="")


def _moved(referral: Referral, change: StageChange, keys: KeyRing, staff: Mapping[str, str]) -> Event:
    text = gettext("Moved from %(before)s to %(after)s", before=change.from_stage.title, after=change.to_stage.title)
    if change.reason:
        text = gettext("%(move)s. The family was told: %(reason)s", move=text, reason=change.reason.title)
    try:
        note = sealing.open_note(referral, change, keys=keys)
    except CannotOpen:
        note = gettext("Erased")
    return Event(format_moment(change.made_at), text, name_of(change.made_by, staff), note)


def _done(referral: Referral, task: ReferralTask, at: datetime, keys: KeyRing, staff: Mapping[str, str]) -> Event:
    text = gettext("Task done: %(task)s", task=task_words(referral, task, keys))
    return Event(format_moment(at), text, name_of(task.done_by, staff), note_of(referral, task, keys))
