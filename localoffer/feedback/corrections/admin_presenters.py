"""What the queue of corrections shows, as finished words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from localoffer.crypto import CannotOpen, KeyRing
from localoffer.feedback.corrections import sealing
from localoffer.feedback.corrections.admin_forms import OUTCOMES
from localoffer.feedback.corrections.models import Correction
from localoffer.feedback.corrections.sealing import Inside
from localoffer.languages import ENGLISH, format_date, gettext
from localoffer.languages import get as language_of
from localoffer.listings import presenters


@dataclass(frozen=True)
class Row:
    """One line of the queue. ``answer`` says whether whoever told is told back, and how that stands."""

    key: str
    service: str
    slug: str
    wrong: str
    told: str
    teller: str
    language: str
    lang: str
    answer: str
    outcome: str
    decided: str


@dataclass(frozen=True)
class Whole:
    """One correction. ``inside`` is None where it cannot be read any more."""

    row: Row
    inside: Inside | None
    decided_by: str


def row(correction: Correction, *, is_undelivered: bool) -> Row:
    """Return one line of the queue."""
    return Row(
        key=str(correction.uuid),
        service=presenters.name(correction.listing, ENGLISH).text,
        slug=correction.listing.slug,
        wrong=str(correction.wrong.title),
        told=format_date(correction.told_on),
        teller=str(correction.teller.title) if correction.teller else gettext("Not said"),
        language=str(language_of(correction.language).locale.get_language_name("en")),
        lang=correction.language,
        answer=_answer(correction, is_undelivered=is_undelivered),
        outcome=str(OUTCOMES[correction.outcome]) if correction.outcome else gettext("New"),
        decided=format_date(correction.decided_on) if correction.decided_on else "",
    )


def whole(correction: Correction, *, keys: KeyRing, staff: Mapping[str, str], is_undelivered: bool) -> Whole:
    """Return one correction with what was written. The address for the answer is for the outbox alone."""
    try:
        inside = sealing.open_inside(correction, keys=keys)
    except CannotOpen:
        inside = None
    by = staff.get(correction.decided_by, correction.decided_by)
    return Whole(row(correction, is_undelivered=is_undelivered), inside, by)


def _answer(correction: Correction, *, is_undelivered: bool) -> str:
    if not correction.wants_answer:
        return gettext("No address left")
    if correction.outcome is None:
        return gettext("Wants an answer")
    return gettext("The answer has not gone out yet") if is_undelivered else gettext("Answered by email")
