"""What the lists of the team's screens show of referrals, opened and as finished words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from localoffer.crypto import CannotOpen, KeyRing
from localoffer.languages import format_date, gettext, lazy_gettext, ngettext
from localoffer.referrals import presenters, sealing
from localoffer.referrals.admin.signs import WHY
from localoffer.referrals.models import Referral, ReferralTask
from localoffer.referrals.presenters import Names
from localoffer.referrals.sealing import Summary
from localoffer.referrals.tasks import State
from localoffer.referrals.triage import NOT_ANSWERED
from localoffer.referrals.vocabulary import ReferralStage, Referrer, TaskKind
from localoffer.working_days import day_of

COLOURS = {
    ReferralStage.RECEIVED: "blue",
    ReferralStage.BEING_LOOKED_AT: "turquoise",
    ReferralStage.MORE_INFORMATION: "yellow",
    ReferralStage.ACCEPTED: "green",
    ReferralStage.WAITING_FOR_PROVIDER: "purple",
    ReferralStage.STARTED: "green",
    ReferralStage.FINISHED: "grey",
    ReferralStage.NOT_ACCEPTED: "red",
    ReferralStage.WITHDRAWN: "grey",
}
_FILLED_IN_BY = {
    Referrer.PARENT: lazy_gettext("Parent or carer"),
    Referrer.YOUNG_PERSON: lazy_gettext("Young person"),
    Referrer.PROFESSIONAL: lazy_gettext("Professional"),
    Referrer.SOMEONE_ELSE: lazy_gettext("Someone else"),
}
TASK_STATES = {
    State.OPEN: lazy_gettext("All to do"),
    State.DUE: lazy_gettext("Due today or before"),
    State.DONE: lazy_gettext("Done"),
}


@dataclass(frozen=True)
class QueueRow:
    """One line of the queue.

    ``promise`` says by when an answer was promised, where one is still owed; ``assigned_to`` is how the audit names
    who works on it and ``assigned`` their name, both empty for nobody.
    """

    reference: str
    name: str
    received: str
    waiting: str
    promise: str
    is_overdue: bool
    is_urgent: bool
    district: str
    stage: str
    colour: str
    language: str
    needs_interpreter: bool
    referrer: str
    assigned_to: str
    assigned: str


@dataclass(frozen=True)
class FoundRow:
    """One referral that was found by a child's name, with what tells two children apart."""

    row: QueueRow
    born: str
    is_set_aside: bool


@dataclass(frozen=True)
class SetAsideRow:
    """One referral that waits apart from the queue, why, and until when it is kept."""

    reference: str
    name: str
    received: str
    kept_until: str
    signs: list[str]


@dataclass(frozen=True)
class TaskRow:
    """One task. ``number`` is its own, ``done`` says when and by whom it was done, ``note`` what they did.

    ``kind`` is what it is about, in the words of whoever wrote it down; ``who`` is to do it, empty for nobody named.
    """

    number: int
    reference: str
    name: str
    kind: str
    is_risk: bool
    due: str
    is_late: bool
    district: str
    done: str
    note: str = ""
    who: str = ""


def queue_row(referral: Referral, *, keys: KeyRing, names: Names, staff: Mapping[str, str], today: date) -> QueueRow:
    """Return one line of the queue; a referral whose key was destroyed is said to be erased.

    Args:
        staff: the names of members of staff by how the audit names them (``staff:<id>``).
    """
    days = (today - day_of(referral.received_at)).days
    return QueueRow(
        reference=referral.reference,
        name=name_of(referral, keys),
        received=format_date(day_of(referral.received_at)),
        waiting=gettext("Today") if days < 1 else ngettext("%(num)s day", "%(num)s days", days),
        promise=promise(referral, today),
        is_overdue=is_overdue(referral, today),
        is_urgent=referral.urgent and referral.urgent_answered_at is None,
        district=district_of(referral, names),
        stage=str(referral.stage.title),
        colour=COLOURS[referral.stage],
        language=presenters.language_name(referral.language, "", names),
        needs_interpreter=bool(referral.needs_interpreter),
        referrer=str(_FILLED_IN_BY[referral.referrer]),
        assigned_to=referral.assigned_to,
        assigned=staff.get(referral.assigned_to, referral.assigned_to),
    )


def found_row(referral: Referral, *, keys: KeyRing, names: Names, staff: Mapping[str, str], today: date) -> FoundRow:
    """Return one referral that was found; see ``queue_row``."""
    summary = summary_of(referral, keys)
    return FoundRow(
        row=queue_row(referral, keys=keys, names=names, staff=staff, today=today),
        born=format_date(summary.born) if summary else "",
        is_set_aside=referral.set_aside_at is not None,
    )


def set_aside_row(referral: Referral, *, keys: KeyRing, keeping_days: int) -> SetAsideRow:
    """Return one line of what is set aside, which is kept for that many days."""
    return SetAsideRow(
        reference=referral.reference,
        name=name_of(referral, keys),
        received=format_date(day_of(referral.received_at)),
        kept_until=kept_until(referral, keeping_days),
        signs=signs(referral),
    )


def task_row(
    task: ReferralTask,
    referral: Referral,
    *,
    keys: KeyRing,
    names: Names,
    staff: Mapping[str, str],
    today: date,
    note: str = "",
    words: str = "",
) -> TaskRow:
    """Return one line of the tasks; ``staff`` maps actors (``staff:<id>``) to names."""
    done = ""
    if task.done_at is not None:
        day, who = format_date(day_of(task.done_at)), staff.get(task.done_by, task.done_by)
        done = gettext("Done on %(day)s by %(name)s", day=day, name=who)
    return TaskRow(
        number=task.id,
        reference=referral.reference,
        name=name_of(referral, keys),
        kind=words or str(task.kind.title),
        is_risk=task.kind is TaskKind.URGENT,
        due=format_date(task.due_on),
        is_late=task.done_at is None and task.due_on < today,
        district=district_of(referral, names),
        done=done,
        note=note,
        who=staff.get(task.assigned_to, task.assigned_to),
    )


def summary_of(referral: Referral, keys: KeyRing) -> Summary | None:
    """Return what the queue shows of a child; None when the referral's key was destroyed."""
    try:
        return sealing.open_summary(referral, keys=keys)
    except CannotOpen:
        return None


def name_of(referral: Referral, keys: KeyRing) -> str:
    """Return the name of the child or young person, or that it was erased."""
    summary = summary_of(referral, keys)
    return summary.name if summary else gettext("Erased")


def district_of(referral: Referral, names: Names) -> str:
    """Return the name of the district."""
    return names.districts.get(referral.district.slug, "") if referral.district else gettext("Not known")


def is_overdue(referral: Referral, today: date) -> bool:
    """Return whether an answer was promised for a day that has gone by, and none was given."""
    promised = referral.promised_by
    return promised is not None and promised < today and referral.stage in NOT_ANSWERED


def promise(referral: Referral, today: date) -> str:
    """Say by when an answer was promised; empty where none was, or it was given."""
    if referral.promised_by is None or referral.stage not in NOT_ANSWERED:
        return ""
    day = format_date(referral.promised_by)
    if is_overdue(referral, today):
        return gettext("Overdue: an answer was promised by %(day)s", day=day)
    return gettext("Answer by %(day)s", day=day)


def kept_until(referral: Referral, keeping_days: int) -> str:
    """Return the day on which a referral that is set aside is erased; empty for one that is not."""
    if referral.set_aside_at is None:
        return ""
    return format_date(day_of(referral.set_aside_at + timedelta(days=keeping_days)))


def signs(referral: Referral) -> list[str]:
    """Return in words why a referral was set aside; a sign that is no longer known by its code."""
    known = {sign.value: str(title) for sign, title in WHY.items()}
    return [known.get(code, code) for code in referral.set_aside_for]
