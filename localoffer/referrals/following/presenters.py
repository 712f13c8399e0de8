"""What the status page says: where a referral stands, what comes next, and what was written. It names nobody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from localoffer.crypto import CannotOpen, KeyRing
from localoffer.languages import LazyText, current, format_date, gettext, lazy_gettext
from localoffer.outbox.written import apart_from_english
from localoffer.referrals import sealing
from localoffer.referrals.before_support import keeping
from localoffer.referrals.casework import shown
from localoffer.referrals.casework.shown import AgreedShown
from localoffer.referrals.following import tracking
from localoffer.referrals.models import Referral, ReferralMessage
from localoffer.referrals.vocabulary import CodeHolder, MessageBy, MessageKind
from localoffer.referrals.vocabulary import ReferralStage as Stage
from localoffer.working_days import day_of

_ACCEPTED = frozenset({Stage.ACCEPTED, Stage.WAITING_FOR_PROVIDER})
_UNDECIDED = frozenset({Stage.RECEIVED, Stage.BEING_LOOKED_AT, Stage.MORE_INFORMATION})
# a first visit can be missed before the team has noted that support began
_REPORTED = frozenset({Stage.WAITING_FOR_PROVIDER, Stage.STARTED, Stage.FINISHED})
_ENDED = frozenset({Stage.WITHDRAWN, Stage.NOT_ACCEPTED, Stage.FINISHED})

_NOW: dict[Stage, LazyText] = {
    Stage.RECEIVED: lazy_gettext("We have the form."),
    Stage.BEING_LOOKED_AT: lazy_gettext("Somebody in the team is reading the form."),
    Stage.MORE_INFORMATION: lazy_gettext("We need to know more before we can say what we can offer."),
    Stage.ACCEPTED: lazy_gettext("The team said yes to Life Skills support."),
    Stage.WAITING_FOR_PROVIDER: lazy_gettext("We are waiting for an organisation that has a free worker."),
    Stage.STARTED: lazy_gettext("A worker gives the support now."),
    Stage.FINISHED: lazy_gettext("The support came to its end."),
    Stage.NOT_ACCEPTED: lazy_gettext("The team could not say yes this time."),
    Stage.WITHDRAWN: lazy_gettext("The form was taken back. We do nothing more with it."),
}
_NEXT: dict[Stage, LazyText] = {
    Stage.RECEIVED: lazy_gettext("Somebody in the team reads it. They look at what would help."),
    Stage.BEING_LOOKED_AT: lazy_gettext("They say what they can offer, or ask a question."),
    Stage.MORE_INFORMATION: lazy_gettext("Answer our question here or by phone. Then we go on."),
    Stage.ACCEPTED: lazy_gettext("We look for an organisation that has a worker who suits."),
    Stage.WAITING_FOR_PROVIDER: lazy_gettext("When a worker is free, we agree the first visit with the family."),
    Stage.STARTED: lazy_gettext("Tell us how it is going, and tell us at once if a visit does not happen."),
    Stage.FINISHED: lazy_gettext("You can ask again when there is something new to learn."),
    Stage.NOT_ACCEPTED: lazy_gettext(
        "We say why, and what other help there is. If you think that we are wrong, ring us: we look at it again."
    ),
    Stage.WITHDRAWN: lazy_gettext("You can ask again at any time. You need a new form for that."),
}
_KINDS: dict[MessageKind, LazyText] = {
    MessageKind.QUESTION: lazy_gettext("A question for you"),
    MessageKind.UPDATE: lazy_gettext("News from the team"),
    MessageKind.INFORMATION: lazy_gettext("You told us"),
    MessageKind.GOING_WELL: lazy_gettext("You told us that the support is going well"),
    MessageKind.CONCERN: lazy_gettext("You told us of a concern"),
    MessageKind.MISSED_VISIT: lazy_gettext("You told us of a visit that did not happen"),
    MessageKind.WITHDRAWAL: lazy_gettext("You took the form back"),
}


@dataclass(frozen=True)
class Promised:
    """The day by which the council promised to answer, in words, and whether that day is over."""

    day: str
    is_over: bool


@dataclass(frozen=True)
class Message:
    """One thing that was written, by the team or by the reader; ``english`` is the same once more, or empty."""

    title: str
    when: str
    text: str
    english: str
    language: str
    is_from_team: bool
    is_question: bool


@dataclass(frozen=True)
class Status:
    """Everything that the status page shows of a referral, and what its reader may do there.

    ``agreed`` is None where nothing is agreed, and for whoever asked for somebody else.
    """

    reference: str
    stage: str
    since: str
    now: str
    next: str
    promised: Promised | None
    agreed: AgreedShown | None
    messages: list[Message]
    question: Message | None
    is_undecided: bool
    is_family: bool
    may_tell: bool
    may_report: bool
    may_withdraw: bool
    may_go_on: bool
    is_accepted: bool


def promised(referral: Referral, today: date) -> Promised | None:
    """Return by when the council promised to answer; None where it promised nothing, or has answered."""
    if referral.promised_by is None or not is_undecided(referral):
        return None
    return Promised(format_date(referral.promised_by), referral.promised_by < today)


def is_undecided(referral: Referral) -> bool:
    """Return whether the team has still to say what it can offer."""
    return referral.stage in _UNDECIDED


def status(referral: Referral, *, whose: CodeHolder, is_family: bool, keys: KeyRing, today: date) -> Status:
    """Return what a reader sees; whoever asked for somebody else sees stage and date alone."""
    stage = referral.stage
    written = _written(referral, whose, keys) if is_family else []
    return Status(
        reference=referral.reference,
        stage=str(stage.title),
        since=format_date(day_of(referral.stage_changed_at)),
        now=str(_NOW[stage]),
        next=str(_NEXT[stage]),
        promised=promised(referral, today),
        agreed=shown.to_family(referral, language=current().code, keys=keys) if is_family else None,
        messages=written[::-1],
        question=_open_question(written),
        is_undecided=is_undecided(referral),
        is_family=is_family,
        may_tell=stage not in _ENDED,
        may_report=is_family and stage in _REPORTED,
        may_withdraw=is_family and tracking.may_withdraw(stage),
        may_go_on=is_family and stage in keeping.OPEN,
        is_accepted=stage in _ACCEPTED,
    )


def _written(referral: Referral, whose: CodeHolder, keys: KeyRing) -> list[Message]:
    """Return what the team wrote and what was written with this code, oldest first; nobody else's words."""
    own = {MessageBy.TEAM, MessageBy(whose.value)}
    return [_message(referral, one, keys) for one in referral.messages if one.by in own]


def _message(referral: Referral, one: ReferralMessage, keys: KeyRing) -> Message:
    try:
        text = sealing.open_text(referral, one.sealed_text, keys=keys, column=tracking.TEXT, at=one.made_at)
    except CannotOpen:
        text = gettext("Erased")
    is_from_team = one.by is MessageBy.TEAM
    own, english = apart_from_english(text) if is_from_team else (text, "")
    return Message(
        title=str(_KINDS[one.kind]),
        when=format_date(day_of(one.made_at)),
        text=own,
        english=english,
        language=one.language,
        is_from_team=is_from_team,
        is_question=one.kind is MessageKind.QUESTION,
    )


def _open_question(written: Iterable[Message]) -> Message | None:
    """Return the team's last question, unless something was told after it."""
    question = None
    for one in written:
        if one.is_question:
            question = one
        elif not one.is_from_team:
            question = None
    return question
