"""From the form of a step to what it says: the answer that is kept, or the mistakes that stand beside the boxes."""

from __future__ import annotations

from flask import request
from werkzeug.datastructures import MultiDict

from localoffer.db import session
from localoffer.languages import gettext
from localoffer.places import queries as places
from localoffer.referrals.answers import SECTIONS, Answers, Home
from localoffer.referrals.asking import at_hand
from localoffer.referrals.asking.route import Step
from localoffer.referrals.asking.step_form import Setting, StepForm
from localoffer.referrals.drafting.drafts import Unsent
from localoffer.referrals.forms.child import HomeForm
from localoffer.web import came_from_us


def form_for(found: Step, answers: Answers, unsent: Unsent | None = None, suggested: Answers | None = None) -> StepForm:
    """Return the form of a step in its reader's words, with what they answered before, or with what was just sent.

    Args:
        unsent: what had been typed when a question was left; shown again where it is this one.
        suggested: what stands in the boxes of a question that is not answered yet.
    """
    typed = unsent.typed if unsent and unsent.slug == found.slug and request.method != "POST" else None
    form = found.form() if typed is None else found.form(formdata=MultiDict(typed))
    names = at_hand.names()
    form.prepare(
        Setting(
            answers=answers,
            rules=at_hand.rules(),
            districts=tuple(names.districts.items()),
            languages=tuple(names.languages.items()),
        )
    )
    section = getattr(answers, found.section) or getattr(suggested, found.section, None)
    if section is not None and typed is None:
        form.fill(vars(section))
        if request.method != "POST":
            form.look_back(answers)
    return form


def accepted(found: Step, form: StepForm) -> object | None:
    """Return what a form that was sent says; None, with the mistakes in the form, when it cannot be kept."""
    genuine = came_from_us()
    if not form.validate() or not genuine:
        if not genuine:
            form.not_from_us()
        return None
    return section_of(found, form)


def section_of(found: Step, form: StepForm) -> object | None:
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
