"""What the team's screens show of referrals, opened and as finished words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from localoffer.crypto import CannotOpen, KeyRing
from localoffer.languages import format_date, gettext
from localoffer.referrals import presenters, sealing
from localoffer.referrals.models import Referral, StageChange
from localoffer.referrals.presenters import Group, Names
from localoffer.referrals.sealing import Summary
from localoffer.vocabulary import ReferralStage

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


@dataclass(frozen=True)
class QueueRow:
    """One line of the queue."""

    reference: str
    name: str
    received: str
    waiting: str
    district: str
    stage: str
    colour: str
    language: str
    referrer: str


@dataclass(frozen=True)
class Event:
    """One thing in the history of a referral."""

    when: str
    text: str
    by: str
    note: str


@dataclass(frozen=True)
class Whole:
    """One referral with everything in it."""

    reference: str
    name: str
    stage: str
    colour: str
    received: str
    language: str
    form_language: str
    groups: list[Group]
    timeline: list[Event]


def queue_row(referral: Referral, *, keys: KeyRing, names: Names, at: datetime) -> QueueRow:
    """Return one line of the queue; a referral whose key was destroyed is said to be erased."""
    summary = _summary(referral, keys)
    days = (at - referral.received_at).days
    return QueueRow(
        reference=referral.reference,
        name=summary.name if summary else gettext("Erased"),
        received=format_date(referral.received_at),
        waiting=gettext("Today") if days < 1 else gettext("%(number)s days", number=days),
        district=_district(referral, names),
        stage=str(referral.stage.title),
        colour=COLOURS[referral.stage],
        language=presenters.language_name(referral.language, "", names),
        referrer=str(referral.referrer.title),
    )


def whole(referral: Referral, *, keys: KeyRing, names: Names, staff: Mapping[str, str]) -> Whole:
    """Return one referral with everything in it; without the sealed parts when its key was destroyed."""
    summary = _summary(referral, keys)
    groups = []
    if summary is not None:
        groups = presenters.check_groups(sealing.open_answers(referral, keys=keys), names=names, link=None)
    form_language = summary.form_language if summary else ""
    return Whole(
        reference=referral.reference,
        name=summary.name if summary else gettext("Erased"),
        stage=str(referral.stage.title),
        colour=COLOURS[referral.stage],
        received=format_date(referral.received_at),
        language=presenters.language_name(referral.language, "", names),
        form_language=names.languages.get(form_language, ""),
        groups=groups,
        timeline=timeline(referral, keys=keys, staff=staff),
    )


def timeline(referral: Referral, *, keys: KeyRing, staff: Mapping[str, str]) -> list[Event]:
    """Return what happened to a referral, newest first; ``staff`` maps actors (``staff:<id>``) to names."""
    events = [
        Event(
            when=format_date(change.made_at),
            text=gettext(
                "Moved from %(before)s to %(after)s", before=change.from_stage.title, after=change.to_stage.title
            ),
            by=staff.get(change.made_by, change.made_by),
            note=_note(referral, change, keys),
        )
        for change in referral.changes
    ]
    sent = Event(when=format_date(referral.received_at), text=gettext("Received"), by="", note="")
    return [sent, *events][::-1]


def _district(referral: Referral, names: Names) -> str:
    return names.districts.get(referral.district.slug, "") if referral.district else gettext("Not known")


def _summary(referral: Referral, keys: KeyRing) -> Summary | None:
    try:
        return sealing.open_summary(referral, keys=keys)
    except CannotOpen:
        return None


def _note(referral: Referral, change: StageChange, keys: KeyRing) -> str:
    try:
        return sealing.open_note(referral, change, keys=keys)
    except CannotOpen:
        return gettext("Erased")
