"""From the form of a step to what it says: the answer that is kept, or the mistakes that stand beside the boxes."""

from __future__ import annotations

from localoffer.db import session
from localoffer.languages import gettext
from localoffer.places import queries as places
from localoffer.referrals import at_hand
from localoffer.referrals.answers import SECTIONS, Answers, Home
from localoffer.referrals.forms.child import HomeForm
from localoffer.referrals.route import Step
from localoffer.referrals.step_form import Setting, StepForm
from localoffer.web import came_from_us


def form_for(found: Step, answers: Answers) -> StepForm:
    """Return the form of a step in its reader's words, with what they answered before, or with what was just sent."""
    form = found.form()
    names = at_hand.names()
    form.prepare(
        Setting(
            answers=answers,
            rules=at_hand.rules(),
            districts=tuple(names.districts.items()),
            languages=tuple(names.languages.items()),
        )
    )
    section = getattr(answers, found.section)
    if section is not None:
        form.fill(vars(section))
    return form


def accepted(found: Step, form: StepForm) -> object | None:
    """Return what a form that was sent says; None, with the mistakes in the form, when it cannot be kept."""
    genuine = came_from_us()
    if not form.validate() or not genuine:
        if not genuine:
            form.not_from_us()
        return None
    return _section(found, form)


def _section(found: Step, form: StepForm) -> object | None:
    """Return what a valid form says; None, with the mistake in the form, when only the directory knows better."""
    return _home(form) if isinstance(form, HomeForm) else form.said(SECTIONS[found.section])


def _home(form: HomeForm) -> Home | None:
    typed = form.postcode.data
    if not typed:
        return Home()
    found = places.find(session(), typed)
    if isinstance(found, places.NotAPostcode) or " " not in found.postcode:
        form.problem(form.postcode, gettext("Enter a full postcode, like ST16 2LH"))
        return None
    if isinstance(found, places.NotKnown):
        return Home(postcode=found.postcode)
    return Home(postcode=found.postcode, district=found.district or "", council=found.council or "")
