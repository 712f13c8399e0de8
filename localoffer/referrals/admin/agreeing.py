"""Writing down what is agreed about a referral: three pages, and both versions where two people wrote at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, render_template
from flask.typing import ResponseReturnValue

from localoffer.crypto import CannotOpen
from localoffer.db import now, session
from localoffer.languages import LazyText, gettext, lazy_gettext, speaking
from localoffer.referrals import queries, sealing
from localoffer.referrals.admin import agreed as words
from localoffer.referrals.admin import beside, here, one, presenters, updating
from localoffer.referrals.admin.agreeing_forms import About, AgreedForm, CaseNumberForm, OutcomesForm, PartForm
from localoffer.referrals.asking import at_hand
from localoffer.referrals.casework import keeping, opening, shown
from localoffer.referrals.casework.keeping import ChangedMeanwhile, Kept
from localoffer.referrals.casework.record import AgreedGoal
from localoffer.referrals.models import Referral
from localoffer.staff.guard import current_actor, needs


@dataclass(frozen=True)
class Part:
    """A part of what is kept, with the form and the page in which it is changed."""

    form: type[PartForm]
    template: str
    heading: LazyText
    family_reads_it: bool = True


_CASE_NUMBER = Part(
    CaseNumberForm, "referrals/admin/case_number.html", lazy_gettext("Case number"), family_reads_it=False
)
_AGREED = Part(AgreedForm, "referrals/admin/agree.html", lazy_gettext("Goals and hours agreed"))
_OUTCOMES = Part(OutcomesForm, "referrals/admin/outcomes.html", lazy_gettext("What became of the goals"))


@needs("referrals.change")
def case_number(reference: str) -> ResponseReturnValue:
    """Show where the number of the case in the council's own system is written down."""
    return _show(reference, _CASE_NUMBER)


@needs("referrals.change")
def save_case_number(reference: str) -> ResponseReturnValue:
    """Keep the number of the case in the council's own system."""
    return _save(reference, _CASE_NUMBER)


@needs("referrals.change")
def agreed(reference: str) -> ResponseReturnValue:
    """Show where goals and hours are written down, begun with what the family wished for."""
    return _show(reference, _AGREED)


@needs("referrals.change")
def save_agreed(reference: str) -> ResponseReturnValue:
    """Keep goals and hours."""
    return _save(reference, _AGREED)


@needs("referrals.change")
def outcomes(reference: str) -> ResponseReturnValue:
    """Show where somebody says what became of the goals."""
    return _show(reference, _OUTCOMES)


@needs("referrals.change")
def save_outcomes(reference: str) -> ResponseReturnValue:
    """Keep what became of the goals."""
    return _save(reference, _OUTCOMES)


def _show(reference: str, part: Part) -> ResponseReturnValue:
    referral, same_child = opening.whole(session(), reference=reference)
    if not _is_open(referral):
        return one.to_referral(referral)
    kept, form = keeping.latest(referral, keys=at_hand.keys()), part.form(formdata=None)
    form.prepare(_about(referral, kept, same_child))
    form.show_version(kept.number)
    return _page(referral, part, form)


def _save(reference: str, part: Part) -> ResponseReturnValue:
    # the year of hours is the child's, whichever of its referrals they are agreed for
    queries.hold_child(session(), reference=reference)
    referral = queries.get(session(), reference=reference)
    if not _is_open(referral):
        return one.to_referral(referral)
    before, form = keeping.latest(referral, keys=at_hand.keys()), part.form()
    form.prepare(_about(referral, before, queries.same_child(session(), referral)))
    if not form.validate():
        return _page(referral, part, form, status=400)
    try:
        kept = keeping.save(
            session(),
            referral,
            based_on=form.seen_version,
            keys=at_hand.keys(),
            actor=current_actor(),
            at=now(),
            **form.parts(),
        )
    except ChangedMeanwhile as changed:
        form.show_version(changed.now.number)
        return _page(referral, part, form, theirs=changed.now, status=409)
    flash(gettext("Saved"))
    if part.family_reads_it and kept.number != before.number and referral.stage in shown.TO_FAMILIES:
        updating.tell_of_agreement(referral, kept.number)
    return one.to_referral(referral)


def _page(
    referral: Referral, part: Part, form: PartForm, *, theirs: Kept | None = None, status: int = 200
) -> ResponseReturnValue:
    versions = keeping.every(session(), referral, keys=at_hand.keys())
    kept = versions[-1] if versions else keeping.NOTHING
    staff = here.staff_of(referral, [version.made_by for version in versions])
    page = render_template(
        part.template,
        reference=referral.reference,
        name=presenters.name_of(referral, at_hand.keys()),
        heading=gettext("Somebody else changed this") if theirs else part.heading,
        form=form,
        is_begun_for_them=not kept.record.goals,
        has_goals=bool(kept.record.goals),
        family_reads_it=part.family_reads_it,
        theirs=words.as_rows(theirs.record) if theirs else [],
        theirs_by=words.saved_by(theirs, staff) if theirs else "",
        before=[(words.saved_by(one, staff), words.as_rows(one.record)) for one in versions[-2::-1]],
    )
    beside.record_part_look(referral, ["summary", "agreed"])
    return page, status


def _about(referral: Referral, kept: Kept, same_child: Sequence[Referral]) -> About:
    spoken = words.family_language(referral)
    return About(
        record=kept.record,
        bounds=beside.bounds(referral, same_child),
        wishes=_wishes(referral),
        language=str(spoken.locale.get_language_name("en")) if spoken else "",
    )


def _wishes(referral: Referral) -> list[AgreedGoal]:
    """Return what the family would like to learn as goals to begin with, in English and in its language."""
    told = sealing.open_answers(referral, keys=at_hand.keys()).learn
    if told is None:
        return []
    with speaking(referral.language):
        translated = [str(goal.title) for goal in told.goals]
    chosen = [AgreedGoal(str(goal.title), other) for goal, other in zip(told.goals, translated, strict=True)]
    return [*chosen, *([AgreedGoal(told.own_goal, told.own_goal)] if told.own_goal else [])]


def _is_open(referral: Referral) -> bool:
    """Return whether something can be agreed: it is in the queue, and nobody erased it."""
    try:
        sealing.open_summary(referral, keys=at_hand.keys())
    except CannotOpen:
        return False
    return referral.set_aside_at is None
