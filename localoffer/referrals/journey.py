"""The journey as data: its steps in order, when each is asked, what ends it early, and where Back and Continue lead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from localoffer.referrals import forms
from localoffer.referrals.answers import Answers
from localoffer.referrals.choices import OUTSIDE, YesNo
from localoffer.referrals.step_form import StepForm
from localoffer.vocabulary import Referrer

CHECK = "check-answers"


@dataclass(frozen=True)
class Rules:
    """What the council decided about who can be referred, and the day on which it is asked."""

    today: date
    last_age: int
    minimum_age_to_refer_oneself: int


def _always(_answers: Answers) -> bool:
    return True


def _is_whole_about_you(answers: Answers) -> bool:
    told = answers.about_you
    if answers.referrer is Referrer.PROFESSIONAL:
        return told is not None and bool(told.role and told.organisation)
    return told is not None and bool(told.relationship)


def _is_whole_contact(answers: Answers) -> bool:
    told = answers.contact
    return answers.referrer is Referrer.YOUNG_PERSON or (told is not None and bool(told.name))


@dataclass(frozen=True)
class Step:
    """One page: its address, the section of the answers it fills, its form, and when it is asked.

    ``is_whole`` says whether an answer given earlier still has all that this person is asked; ``template`` draws it.
    """

    slug: str
    section: str
    form: type[StepForm]
    applies: Callable[[Answers], bool] = _always
    is_whole: Callable[[Answers], bool] = _always
    template: str = "referrals/step.html"

    def is_answered(self, answers: Answers) -> bool:
        return getattr(answers, self.section) is not None and self.is_whole(answers)


@dataclass(frozen=True)
class Exit:
    """A page that ends the journey kindly; ``step`` is where the answer that led there can be changed."""

    slug: str
    step: str
    applies: Callable[[Answers, Rules], bool]
    template: str


def age_on(day: date, *, born: date) -> int:
    """Return how old somebody is; one born on 29 February has their birthday on 1 March in other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _for_others(answers: Answers) -> bool:
    return answers.referrer in (Referrer.PROFESSIONAL, Referrer.SOMEONE_ELSE)


def _district_is_open(answers: Answers) -> bool:
    return answers.home is not None and not answers.home.district and not answers.home.council


def _family_has_not_agreed(answers: Answers, _rules: Rules) -> bool:
    return _for_others(answers) and answers.family_agrees is not None and answers.family_agrees.agreed is YesNo.NO


def _is_over_age(answers: Answers, rules: Rules) -> bool:
    born = answers.date_of_birth.born if answers.date_of_birth else None
    return born is not None and age_on(rules.today, born=born) > rules.last_age


def _is_under_age(answers: Answers, rules: Rules) -> bool:
    born = answers.date_of_birth.born if answers.date_of_birth else None
    alone = answers.referrer is Referrer.YOUNG_PERSON
    return alone and born is not None and age_on(rules.today, born=born) < rules.minimum_age_to_refer_oneself


def _is_outside(answers: Answers, _rules: Rules) -> bool:
    return bool(answers.home and answers.home.council)


def _chose_outside(answers: Answers, _rules: Rules) -> bool:
    chosen = answers.chosen_district
    return _district_is_open(answers) and chosen is not None and chosen.district == OUTSIDE


def _has_not_agreed(answers: Answers, _rules: Rules) -> bool:
    return answers.agreement is not None and answers.agreement.agreed is YesNo.NO


STEPS = (
    Step("who", "who", forms.WhoForm, template="referrals/steps/who.html"),
    Step("family-agrees", "family_agrees", forms.FamilyAgreesForm, _for_others),
    Step("about-you", "about_you", forms.AboutYouForm, _for_others, _is_whole_about_you),
    Step("young-person", "young_person", forms.YoungPersonForm),
    Step("date-of-birth", "date_of_birth", forms.DateOfBirthForm),
    Step("home", "home", forms.HomeForm),
    Step("district", "chosen_district", forms.DistrictForm, _district_is_open),
    Step("strengths", "strengths", forms.StrengthsForm),
    Step("day-to-day", "day_to_day", forms.DayToDayForm),
    Step("learn", "learn", forms.LearnForm),
    Step("contact", "contact", forms.ContactForm, is_whole=_is_whole_contact),
    Step("language", "speaking", forms.SpeakingForm),
    Step("agreement", "agreement", forms.AgreementForm, template="referrals/steps/agreement.html"),
)
EXITS = (
    Exit(
        "family-has-not-agreed", "family-agrees", _family_has_not_agreed, "referrals/exits/family_has_not_agreed.html"
    ),
    Exit("over-age", "date-of-birth", _is_over_age, "referrals/exits/over_age.html"),
    Exit("ask-an-adult", "date-of-birth", _is_under_age, "referrals/exits/ask_an_adult.html"),
    Exit("outside-the-county", "home", _is_outside, "referrals/exits/outside_the_county.html"),
    Exit("outside-our-area", "district", _chose_outside, "referrals/exits/outside_our_area.html"),
    Exit("no-agreement", "agreement", _has_not_agreed, "referrals/exits/no_agreement.html"),
)


def steps_for(answers: Answers) -> list[Step]:
    """Return the steps that this person is asked, in order."""
    return [step for step in STEPS if step.applies(answers)]


def asked_of(answers: Answers) -> Answers:
    """Return only those answers that this person is asked for: what an earlier turn of the form left behind goes."""
    return answers.only([step.section for step in steps_for(answers)])


def find_step(slug: str) -> Step | None:
    return next((step for step in STEPS if step.slug == slug), None)


def find_exit(slug: str) -> Exit | None:
    return next((found for found in EXITS if found.slug == slug), None)


def exit_after(answers: Answers, step: str, rules: Rules) -> Exit | None:
    """Return the early end that the answer to a step leads to, if any."""
    return next((found for found in EXITS if found.step == step and found.applies(answers, rules)), None)


def first_unanswered(answers: Answers, rules: Rules) -> Step | None:
    """Return the first step that still needs an answer, or whose answer ends the journey; None when all is there."""
    for step in steps_for(answers):
        if not step.is_answered(answers) or exit_after(answers, step.slug, rules):
            return step
    return None


def may_open(answers: Answers, step: Step, rules: Rules) -> bool:
    """Return whether a step can be shown: it is asked of this person, and all before it are answered."""
    steps = steps_for(answers)
    if step not in steps:
        return False
    first = first_unanswered(answers, rules)
    return first is None or steps.index(step) <= steps.index(first)


def after(answers: Answers, step: Step, rules: Rules, *, changing: bool) -> str:
    """Return the address part of the page that follows a step whose answer has just been kept.

    Args:
        changing: whether the answer was changed from "check your answers"; then only what is newly needed is asked.
    """
    ended = exit_after(answers, step.slug, rules)
    if ended:
        return ended.slug
    if changing:
        first = first_unanswered(answers, rules)
        return first.slug if first else CHECK
    steps = steps_for(answers)
    following = steps[steps.index(step) + 1 :]
    return following[0].slug if following else CHECK


def before(answers: Answers, step: Step, *, changing: bool) -> str:
    """Return the address part of the page that Back leads to; empty for the start page."""
    if changing:
        return CHECK
    steps = steps_for(answers)
    position = steps.index(step)
    return steps[position - 1].slug if position else ""
