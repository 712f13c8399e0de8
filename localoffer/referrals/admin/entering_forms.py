"""The form with which the team takes down a paper form or a call: the public form's own questions on one page.

The questions keep the words of whoever asks for the support: they stand on paper like that, and can be read out on the
telephone. What only some people are asked is drawn for all of that kind, and must be answered only by those.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import HiddenField

from localoffer.forms.base import Form, Mistake
from localoffer.forms.dates import DateField
from localoffer.forms.fields import Choice, RadiosField, Text
from localoffer.forms.validators import Required
from localoffer.languages import gettext, lazy_gettext
from localoffer.referrals.answers import Answers, ConfirmedDistrict, Contact, DateOfBirth, Home, Who
from localoffer.referrals.asking import journey
from localoffer.referrals.asking.route import STEPS, Step
from localoffer.referrals.asking.rules import Rules
from localoffer.referrals.asking.step_form import Setting, StepForm
from localoffer.referrals.choices import ContactWay, YesNo
from localoffer.referrals.drafting import drafts
from localoffer.referrals.forms.helpers import AboutYouForm
from localoffer.referrals.presenters import Names
from localoffer.referrals.vocabulary import CameBy, Referrer

Read = Callable[[Step, StepForm], object | None]
Typed = MultiDict[str, str]

LONGEST_ON_THE_WAY = timedelta(days=365)
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")
_WHO, _RIGHT_AREA, _DISTRICT = "who", "right-area", "district"
_MOST_BESIDE = 3
_AGES = (8, 15, 17, 20)
_ALL_WAYS = Contact(name="-", ways=tuple(ContactWay))

ONLY_IF: dict[str, Text] = {
    "trusted-adult": lazy_gettext("Only if they are under 16."),
    "do-they-know": lazy_gettext("Only if they are 16 or over."),
    "district": lazy_gettext("Only if there is no postcode, or it tells the wrong area."),
    "safe-contact": lazy_gettext("Only for the ways that they chose."),
    "who-decides": lazy_gettext("Only if they are under 18, or under 16 and ask for themselves."),
}
_WHY_NOT: dict[str, Text] = {
    "another-way-to-ask": lazy_gettext("The council has decided that they do not ask by this form"),
    "family-has-not-agreed": lazy_gettext("The family must agree first: without that there is no referral"),
    "over-age": lazy_gettext("They are too old for this support"),
    "under-age": lazy_gettext("They are too young for this support"),
    "ask-an-adult": lazy_gettext("They are too young to ask alone: a parent or carer can ask for them"),
    "young-person-has-not-agreed": lazy_gettext("The young person must agree first: without that there is no referral"),
    "outside-the-county": lazy_gettext("This postcode is in another council’s area: that council can help them"),
    "outside-our-area": lazy_gettext("They live in another council’s area: that council can help them"),
    "no-agreement": lazy_gettext("Without their agreement to contact them there is no referral"),
}
_OF_THEM: dict[str, dict[str, Text]] = {
    "name": {"": lazy_gettext("The full name of who asks")},
    "role": {"": lazy_gettext("Their job")},
    "organisation": {"": lazy_gettext("Where they work")},
    "relationship": {"": lazy_gettext("How they know the child or young person")},
    "phone": {"": lazy_gettext("Their phone number")},
    "email": {
        "": lazy_gettext("Their email address"),
        "hint": lazy_gettext("We send them a receipt. It names nobody."),
    },
}
"""What the boxes about whoever asks are called on this page, which one of the team fills in."""
_NO_REFERRAL = lazy_gettext("With this answer there is no referral")


class DetailsForm(Form):
    """How the referral came, on which day, and who asks. ``journey`` makes one referral of it, however often sent."""

    came_by = RadiosField(
        lazy_gettext("How did it come?"),
        [Required(lazy_gettext("Choose paper or telephone"))],
        choices=[Choice(one.value, one.title) for one in (CameBy.TELEPHONE, CameBy.PAPER)],
        inline=True,
    )
    received_on = DateField(
        lazy_gettext("On which day did it reach us?"),
        [Required(lazy_gettext("Enter the day on which it reached us"))],
        hint=lazy_gettext("The day of the call, or the day on which the post came."),
    )
    referrer = RadiosField(
        lazy_gettext("Who asks?"),
        [Required(lazy_gettext("Choose who asks"))],
        choices=[Choice(one.value, one.title) for one in Referrer],
    )
    journey = HiddenField()

    def prepare(self, today: date) -> None:
        """Offer today as the day, and a new journey where the page brought none."""
        self.today = today
        if self.received_on.raw_data is None and self.received_on.data is None:
            self.received_on.process(None, today)
        if not _TOKEN.fullmatch(self.journey.data or ""):
            self.journey.data = drafts.new_token()

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Return whether all of it can be kept."""
        if not super().validate(extra_validators):
            return False
        day = self.received_on.data
        if day is not None and day > self.today:
            self.problem(self.received_on, lazy_gettext("The day on which it reached us cannot be in the future"))
        elif day is not None and day < self.today - LONGEST_ON_THE_WAY:
            self.problem(self.received_on, lazy_gettext("Check the year in which it reached us"))
        return not self.received_on.errors


@dataclass
class Question:
    """One step of the public form on the team's page; ``only_if`` says of whom it is asked."""

    step: Step
    form: StepForm
    only_if: Text

    @property
    def heading(self) -> str:
        """What stands above its boxes; empty where the first box asks the same."""
        asks = str(self.form.asks)
        return "" if any(str(box.label.text) == asks for box in self.form if hasattr(box, "kind")) else asks

    def mistakes(self) -> list[Mistake]:
        """Return what is wrong, each with its question: many mistakes on this page would read the same."""
        return [
            Mistake(gettext("%(mistake)s (%(question)s)", question=self.form.asks, mistake=one.text), one.target)
            for one in self.form.mistakes()
        ]


@dataclass
class LongPage:
    """The whole page: how the referral came, and every question that this person may be asked."""

    details: DetailsForm
    questions: list[Question] = field(default_factory=list)

    @property
    def referrer(self) -> Referrer | None:
        return next((one for one in Referrer if one.value == self.details.referrer.data), None)

    @property
    def errors(self) -> list[Mistake]:
        return self.mistakes()

    def mistakes(self) -> list[Mistake]:
        """Return what is wrong, in the order of the page."""
        return [*self.details.mistakes(), *(one for question in self.questions for one in question.mistakes())]


@dataclass(frozen=True)
class Asking:
    """What the questions depend on: the council's rules, names in English, and what reads a valid form."""

    rules: Rules
    names: Names
    read: Read

    def setting(self, answers: Answers) -> Setting:
        """Return what a form needs to know after these answers."""
        return Setting(
            answers=answers,
            rules=self.rules,
            districts=tuple(self.names.districts.items()),
            languages=tuple(self.names.languages.items()),
        )


def long_page(typed: Typed | None, asking: Asking) -> LongPage:
    """Return the page with what was typed, with the questions for whoever asks once that is known."""
    details = DetailsForm(formdata=typed, meta={"csrf": False})
    details.prepare(asking.rules.today)
    page = LongPage(details)
    if page.referrer is not None:
        base = Answers(who=Who(page.referrer), contact=_ALL_WAYS)
        page.questions = [
            Question(step, _form(step, typed, asking.setting(base)), ONLY_IF.get(step.slug, ""))
            for step in STEPS
            if step.slug not in (_WHO, _RIGHT_AREA) and _may_be_asked(step, page.referrer, asking.rules)
        ]
    return page


def answers_of(page: LongPage, typed: Typed, asking: Asking) -> Answers | None:
    """Return what the page says, with only what this person is asked; None, with the mistakes in the page, otherwise.

    Each question is checked as the public form checks it, knowing the answers before it.
    """
    page.details.validate()
    if page.referrer is None:
        return None
    answers = Answers(who=Who(page.referrer))
    _refuse_exit(page.details, page.details.referrer, answers, _WHO, asking.rules)
    for question in page.questions:
        answers = _with_answer(answers, question, typed, asking)
    for question in page.questions:
        if not question.form.mistakes():
            question.form.look_back(answers)
    whole = journey.asked_of(answers, asking.rules)
    return None if page.mistakes() or journey.first_unanswered(whole, asking.rules) else whole


def _with_answer(answers: Answers, question: Question, typed: Typed, asking: Asking) -> Answers:
    """Return the answers with that to one more question, where it is asked; else say in its form what is wrong."""
    if question.step.slug == _DISTRICT:
        answers = _with_area_confirmed(answers, typed)
        _refuse_exit(question.form, _first_box(question.form), answers, _RIGHT_AREA, asking.rules)
    if not question.step.applies(answers, asking.rules):
        return answers
    checked = _form(question.step, typed, asking.setting(answers))
    section = asking.read(question.step, checked) if checked.validate() else None
    for box in checked:
        question.form[box.short_name].errors = box.errors
        if hasattr(box, "wrong"):
            question.form[box.short_name].wrong = box.wrong
    if section is None:
        return answers
    told = answers.with_section(question.step.section, section)
    _refuse_exit(question.form, _first_box(question.form), told, question.step.slug, asking.rules)
    return told


def _with_area_confirmed(answers: Answers, typed: Typed) -> Answers:
    """Take the area that the postcode tells for right, unless another one was chosen: nobody is asked twice."""
    if answers.home is None or not answers.home.told:
        return answers
    chosen = typed.get(f"{_DISTRICT}-district", "")
    right = YesNo.YES if chosen in ("", answers.home.district) else YesNo.NO
    return answers.with_section("confirmed_district", ConfirmedDistrict(right))


def _first_box(form: Form) -> Any:
    return next(box for box in form if hasattr(box, "kind"))


def _refuse_exit(form: Form, box: Any, answers: Answers, slug: str, rules: Rules) -> None:
    """Say why there is no referral where an answer ends the public form."""
    ended = journey.exit_after(answers, slug, rules)
    if ended is not None:
        form.problem(box, _WHY_NOT.get(ended.slug, _NO_REFERRAL))


def _form(step: Step, typed: Typed | None, setting: Setting) -> StepForm:
    """Return the form of a step for this page: named after its step, and never filled in with who is typing."""
    form = step.form(formdata=typed, prefix=step.slug, meta={"csrf": False})
    form.prepare(setting)
    for box in form:
        if hasattr(box, "look"):
            _make_dense(box)
        if hasattr(box, "own_birthday"):
            box.own_birthday = False
    if isinstance(form, AboutYouForm):
        _speak_of_them(form)
    return form


def _speak_of_them(form: AboutYouForm) -> None:
    for name, words in _OF_THEM.items():
        if name in form:
            form[name].label.text = words[""]
            form[name].description = words.get("hint", form[name].description)


def _make_dense(box: Any) -> None:
    """Draw a box small, short answers beside each other; the browser fills in nothing about whoever types."""
    answers = list(getattr(box, "options", ()))
    short = len(answers) <= _MOST_BESIDE and not any(one.hint for one in answers)
    box.look = dataclasses.replace(box.look, small=True, inline=short, rows=min(box.look.rows, 3))
    if "autocomplete" in box.look.attributes:
        box.look.attributes["autocomplete"] = "off"


def _may_be_asked(step: Step, referrer: Referrer, rules: Rules) -> bool:
    """Return whether somebody of this kind is asked a step, at one age or another, wherever they live."""
    base = Answers(who=Who(referrer), home=Home(), contact=_ALL_WAYS)
    births = (rules.today.replace(day=1, year=rules.today.year - age) for age in _AGES)
    return any(step.applies(dataclasses.replace(base, date_of_birth=DateOfBirth(born)), rules) for born in births)
