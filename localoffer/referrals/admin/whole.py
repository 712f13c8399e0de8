"""What the page of one referral shows: everything in it, opened and as finished words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from localoffer import languages
from localoffer.crypto import CannotOpen, KeyRing
from localoffer.languages import Language, format_date, gettext, lazy_gettext
from localoffer.referrals import presenters, sealing
from localoffer.referrals.admin import presenters as admin_presenters
from localoffer.referrals.admin import reach as admin_reach
from localoffer.referrals.admin import sensitive
from localoffer.referrals.admin import timeline as admin_timeline
from localoffer.referrals.admin.presenters import COLOURS, TaskRow
from localoffer.referrals.admin.reach import Reach
from localoffer.referrals.admin.sensitive import Part
from localoffer.referrals.admin.timeline import Event
from localoffer.referrals.answers import Answers
from localoffer.referrals.before_support import BeforeSupport, keeping
from localoffer.referrals.before_support.presenters import before_support_groups
from localoffer.referrals.casework.looking import Look
from localoffer.referrals.casework.vocabulary import Sensitive
from localoffer.referrals.following import tracking
from localoffer.referrals.models import Referral, ReferralMessage
from localoffer.referrals.presenters import Group, Names
from localoffer.referrals.telling import updating
from localoffer.referrals.vocabulary import CameBy, MessageBy, MessageKind
from localoffer.working_days import day_of

_KINDS = {
    MessageKind.QUESTION: lazy_gettext("Question"),
    MessageKind.UPDATE: lazy_gettext("Update"),
    MessageKind.INFORMATION: lazy_gettext("New information"),
    MessageKind.GOING_WELL: lazy_gettext("The support is going well"),
    MessageKind.CONCERN: lazy_gettext("A concern"),
    MessageKind.MISSED_VISIT: lazy_gettext("A visit did not happen"),
    MessageKind.WITHDRAWAL: lazy_gettext("They withdrew"),
}


@dataclass(frozen=True)
class Other:
    """Another referral that seems to be about the same child."""

    reference: str
    name: str
    received: str
    stage: str
    colour: str
    district: str
    same_district: bool
    is_set_aside: bool


@dataclass(frozen=True)
class MessageRow:
    """One message, by the team or to it. ``language`` is that of the text."""

    when: str
    kind: str
    by: str
    from_team: bool
    text: str
    language: Language


@dataclass(frozen=True)
class Whole:
    """One referral with everything in it.

    ``promise`` says by when an answer is owed; ``urgent_answered`` is empty while nobody dealt with the risk;
    ``kept_until`` is empty for a referral that is not set aside; ``reach`` is None once it was erased. ``sensitive``
    is what is shown only to whoever asks for it.
    """

    reference: str
    name: str
    stage: str
    colour: str
    came: str
    district: str
    listed_outside: str
    promise: str
    is_overdue: bool
    form_language: str
    is_urgent: bool
    urgent_answered: str
    family_can_read: bool
    kept_until: str
    signs: list[str]
    reach: Reach | None
    may_post: bool
    others: list[Other]
    groups: list[Group]
    before_support: list[Group]
    sensitive: list[Part]
    messages: list[MessageRow]
    tasks: list[TaskRow]
    timeline: list[Event]


def whole(
    referral: Referral,
    *,
    same_child: Sequence[Referral],
    keys: KeyRing,
    names: Names,
    staff: Mapping[str, str],
    today: date,
    keeping_days: int,
    looks: Sequence[Look] = (),
    shown: Sensitive | None = None,
) -> Whole:
    """Return one referral with everything in it; without the sealed parts when its key was destroyed.

    Args:
        same_child: other referrals that seem to be about the same child.
        staff: names of members of staff by how the audit names them (``staff:<id>``).
        keeping_days: for how many days one that is set aside is kept.
        shown: what of the sensitive things somebody has asked to see.
    """
    summary = admin_presenters.summary_of(referral, keys)
    answers = sealing.open_answers(referral, keys=keys) if summary else None
    told = keeping.told_so_far(referral, keys=keys) if summary else BeforeSupport()
    visible = sensitive.masked(answers) if answers else None
    return Whole(
        reference=referral.reference,
        name=summary.name if summary else gettext("Erased"),
        stage=str(referral.stage.title),
        colour=COLOURS[referral.stage],
        came=_came(referral, staff),
        district=admin_presenters.district_of(referral, names),
        listed_outside=_listed_outside(answers) if answers else "",
        promise=admin_presenters.promise(referral, today),
        is_overdue=admin_presenters.is_overdue(referral, today),
        form_language=names.languages.get(summary.form_language, "") if summary else "",
        is_urgent=referral.urgent,
        urgent_answered=_urgent_answered(referral),
        family_can_read=updating.family_can_read(referral),
        kept_until=admin_presenters.kept_until(referral, keeping_days),
        signs=admin_presenters.signs(referral),
        reach=admin_reach.reach(visible, names) if visible else None,
        may_post=answers is not None and admin_reach.may_post(answers),
        others=[_other(one, referral, keys, names) for one in same_child],
        groups=presenters.check_groups(visible, names=names, link=None) if visible else [],
        before_support=before_support_groups(sensitive.without_sensitive(told)),
        sensitive=sensitive.parts(answers, told, names=names, shown=shown) if answers else [],
        messages=[_message(one, referral, keys, staff) for one in referral.messages],
        tasks=_tasks(referral, keys, names, staff, today),
        timeline=admin_timeline.timeline(referral, keys=keys, staff=staff, looks=looks),
    )


def _listed_outside(answers: Answers) -> str:
    """Return the council where the directory has their postcode, if they say that they live in the county."""
    return answers.home.council if answers.home and answers.district else ""


def _came(referral: Referral, staff: Mapping[str, str]) -> str:
    day, way = format_date(day_of(referral.received_at)), referral.came_by
    if way is CameBy.FORM:
        return gettext("Received on %(day)s.", day=day)
    who = admin_timeline.name_of(referral.entered_by, staff)
    if way is CameBy.PAPER:
        return gettext("Received on paper on %(day)s. %(name)s typed it in.", day=day, name=who)
    return gettext("Received by telephone on %(day)s. %(name)s took the call.", day=day, name=who)


def _urgent_answered(referral: Referral) -> str:
    at = referral.urgent_answered_at
    return gettext("Dealt with on %(day)s", day=format_date(day_of(at))) if at else ""


def _other(other: Referral, referral: Referral, keys: KeyRing, names: Names) -> Other:
    return Other(
        reference=other.reference,
        name=admin_presenters.name_of(other, keys),
        received=format_date(day_of(other.received_at)),
        stage=str(other.stage.title),
        colour=COLOURS[other.stage],
        district=admin_presenters.district_of(other, names),
        same_district=other.district_id == referral.district_id,
        is_set_aside=other.set_aside_at is not None,
    )


def _message(message: ReferralMessage, referral: Referral, keys: KeyRing, staff: Mapping[str, str]) -> MessageRow:
    try:
        text = sealing.open_text(referral, message.sealed_text, keys=keys, column=tracking.TEXT, at=message.made_at)
    except CannotOpen:
        text = gettext("Erased")
    return MessageRow(
        when=format_date(day_of(message.made_at)),
        kind=str(_KINDS[message.kind]),
        by=admin_timeline.name_of(message.made_by, staff),
        from_team=message.by is MessageBy.TEAM,
        text=text,
        language=languages.get(message.language),
    )


def _tasks(referral: Referral, keys: KeyRing, names: Names, staff: Mapping[str, str], today: date) -> list[TaskRow]:
    """Return a referral's tasks: those to do first, by the day they are due."""
    by_day = sorted(referral.tasks, key=lambda task: (task.done_at is not None, task.due_on, task.id))
    return [
        admin_presenters.task_row(
            task,
            referral,
            keys=keys,
            names=names,
            staff=staff,
            today=today,
            note=admin_timeline.note_of(referral, task, keys),
            words=admin_timeline.task_words(referral, task, keys),
        )
        for task in by_day
    ]
