"""The pages of the part "before support starts", in their order: each optional, in the voice of whoever reads it."""

from __future__ import annotations

from dataclasses import dataclass

from localoffer.forms.fields import CheckboxesField, Choice, RadiosField, TextAreaField, TextField
from localoffer.languages import lazy_gettext
from localoffer.referrals.asking.limits import LINE, WORDS
from localoffer.referrals.asking.step_form import StepForm
from localoffer.referrals.before_support.choices import Gender, Travel, When, Where
from localoffer.referrals.wording.words import Words


class TimesAndPlacesForm(StepForm):
    heading = Words.same(lazy_gettext("Times and places"))
    why = Words.same(
        lazy_gettext("We ask so that we look for a worker who is free when it suits you. Nothing here is a promise.")
    )
    times = CheckboxesField(
        lazy_gettext("Which times could work?"),
        choices=[Choice(one.value, one.title, alone=one is When.ANY) for one in When],
    )
    places = CheckboxesField(
        lazy_gettext("Which places could work?"),
        choices=[Choice(one.value, one.title, alone=one is Where.ANY) for one in Where],
    )
    words = TextAreaField(
        lazy_gettext("Is there anything else about times and places?"),
        [WORDS],
        hint=lazy_gettext("For example, days on which it never works, or a place that feels safe."),
        rows=4,
    )


class WorkerForm(StepForm):
    heading = Words.same(lazy_gettext("Who the worker should be"))
    why = Words.same(lazy_gettext("We try to find somebody who suits. We cannot always find everything."))
    gender = RadiosField(
        lazy_gettext("Should the worker be a woman or a man?"),
        choices=[Choice(one.value, one.title) for one in Gender],
    )
    language = TextField(
        lazy_gettext("Should the worker speak a language other than English?"),
        [LINE],
        hint=lazy_gettext("Write which one. It can be sign language too."),
        width="20",
        autocomplete="off",
    )
    faith = TextAreaField(
        lazy_gettext("Is there something about faith or culture that matters?"),
        [WORDS],
        hint=lazy_gettext("For example, food, clothes, prayer times or who may be alone together."),
        rows=3,
    )
    words = TextAreaField(
        lazy_gettext("What should the worker be like?"),
        [WORDS],
        hint=lazy_gettext("For example, calm, funny, young, or somebody who likes football."),
        rows=3,
    )


class KeepingSafeForm(StepForm):
    heading = Words.same(lazy_gettext("Keeping safe"))
    why = Words(
        lazy_gettext("The worker needs to know this before the first visit. Leave empty what is not about your child."),
        lazy_gettext("The worker needs to know this before the first visit. Leave empty what is not about you."),
        lazy_gettext("The worker needs to know this before the first visit. Leave empty what is not about them."),
    )
    allergies = TextAreaField(lazy_gettext("Allergies, and what to do about them"), [WORDS], rows=3)
    medication = TextAreaField(
        lazy_gettext("Medication that may be needed during a visit"),
        [WORDS],
        hint=lazy_gettext("Say when and how. We talk about it before anybody gives any."),
        rows=3,
    )
    care = TextAreaField(
        lazy_gettext("Help with personal care"),
        [WORDS],
        hint=lazy_gettext("For example, with eating, washing, dressing or the toilet."),
        rows=3,
    )
    upsets = TextAreaField(
        lazy_gettext("What can be upsetting, and what happens then"),
        [WORDS],
        hint=lazy_gettext("For example, loud noise, waiting or dogs; running away, hitting or going silent."),
        rows=4,
    )
    helps = TextAreaField(
        lazy_gettext("What helps then"),
        [WORDS],
        hint=lazy_gettext("For example, a quiet place, few words, music or time alone."),
        rows=4,
    )


class TransportForm(StepForm):
    heading = Words.same(lazy_gettext("Getting there"))
    why = Words.same(lazy_gettext("We ask so that we choose places that you can reach."))
    ways = CheckboxesField(
        lazy_gettext("Which ways of travelling work?"),
        choices=[Choice(one.value, one.title, alone=one is Travel.NOT_SURE) for one in Travel],
    )
    words = TextAreaField(
        lazy_gettext("Is there anything else about travelling?"),
        [WORDS],
        hint=lazy_gettext("For example, a wheelchair, a car seat, or fear of buses."),
        rows=3,
    )


@dataclass(frozen=True)
class Page:
    """One page: its address, the section it fills, and its form."""

    slug: str
    section: str
    form: type[StepForm]


PAGES = (
    Page("times-and-places", "times_and_places", TimesAndPlacesForm),
    Page("worker", "worker", WorkerForm),
    Page("keeping-safe", "keeping_safe", KeepingSafeForm),
    Page("transport", "transport", TransportForm),
)
