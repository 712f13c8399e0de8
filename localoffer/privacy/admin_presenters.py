"""What the queue of complaints about personal data shows, as finished words."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from localoffer.crypto import CannotOpen, KeyRing
from localoffer.languages import format_date, gettext
from localoffer.languages import get as language_of
from localoffer.privacy import complaint_sealing, complaints
from localoffer.privacy.complaint_sealing import Told
from localoffer.privacy.models import DataComplaint


@dataclass(frozen=True)
class Row:
    """One line of the queue. ``is_heard`` says whether whoever complained was told that it has come."""

    reference: str
    received: str
    language: str
    state: str
    colour: str
    acknowledge_by: str
    is_heard: bool
    is_late: bool


@dataclass(frozen=True)
class Whole:
    """One complaint with everything in it; ``told`` and ``answer`` are None where they cannot be read any more."""

    row: Row
    acknowledged: str
    answered: str
    told: Told | None
    answer: str | None


def row(complaint: DataComplaint, *, undelivered: Collection[str], today: date) -> Row:
    """Return one line of the queue."""
    by_receipt = complaint.acknowledged_by == complaints.BY_RECEIPT
    missed = by_receipt and complaint.reference in undelivered
    heard = complaint.acknowledged_at is not None and not missed
    late = not heard and complaint.answered_at is None and complaint.acknowledge_by < today
    state, colour = _state(complaint, heard=heard, missed=missed)
    return Row(
        reference=complaint.reference,
        received=format_date(complaint.made_at),
        language=str(language_of(complaint.language).locale.get_language_name("en")),
        state=state,
        colour=colour,
        acknowledge_by=format_date(complaint.acknowledge_by),
        is_heard=heard,
        is_late=late,
    )


def whole(
    complaint: DataComplaint, *, keys: KeyRing, staff: Mapping[str, str], undelivered: Collection[str], today: date
) -> Whole:
    """Return one complaint with everything in it; ``staff`` maps actors (``staff:<id>``) to names."""
    try:
        told: Told | None = complaint_sealing.open_told(complaint, keys=keys)
        answer: str | None = complaint_sealing.open_answer(complaint, keys=keys)
    except CannotOpen:
        told, answer = None, None
    names = {**staff, complaints.BY_RECEIPT: gettext("the receipt")}
    return Whole(
        row=row(complaint, undelivered=undelivered, today=today),
        acknowledged=_dated(complaint.acknowledged_at, names.get(complaint.acknowledged_by)),
        answered=_dated(complaint.answered_at, names.get(complaint.answered_by)),
        told=told,
        answer=answer,
    )


def _state(complaint: DataComplaint, *, heard: bool, missed: bool) -> tuple[str, str]:
    if complaint.answered_at is not None:
        return gettext("Answered"), "grey"
    if missed:
        return gettext("The receipt has not gone out"), "orange"
    return (gettext("Acknowledged"), "blue") if heard else (gettext("New"), "yellow")


def _dated(when: datetime | None, by: str | None) -> str:
    if when is None:
        return gettext("Not yet")
    return gettext("%(day)s, by %(name)s", day=format_date(when), name=by) if by else format_date(when)
