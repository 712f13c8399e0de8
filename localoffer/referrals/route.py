"""The route of the form as data: its steps in order, when each is asked, and what ends it early.

Every reason to end it is here. None of them asks for a diagnosis, a plan or an assessment.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from localoffer.referrals import forms, helper_forms
from localoffer.referrals.answers import Answers
from localoffer.referrals.choices import OUTSIDE, YesNo
from localoffer.referrals.rules import ALONE_FROM, Rules, age_on
from localoffer.referrals.step_form import StepForm
from localoffer.vocabulary import Referrer


def _always(_answers: Answers, _rules: Rules) -> bool:
    return True


def _is_whole(_answers: Answers) -> bool:
    return True


@dataclass(frozen=True)
class Step:
    """One page: its address, the section of the answers it fills, its form, and when it is asked.

    ``is_whole`` says whether an answer given earlier still has all that this person is asked; ``template`` draws it.
    """

    slug: str
    section: str
    form: type[StepForm]
    applies: Callable[[Answers, Rules], bool] = _always
    is_whole: Callable[[Answers], bool] = _is_whole
    template: str = "referrals/step.html"

    def is_answered(self, answers: Answers) -> bool:
        """Return whether these answers hold what this step asks."""
        return getattr(answers, self.section) is not None and self.is_whole(answers)


@dataclass(frozen=True)
class Exit:
    """A page that ends the journey kindly; ``step`` is where the answer that led there can be changed."""

    slug: str
    step: str
    applies: Callable[[Answers, Rules], bool]
    template: str


def _age(answers: Answers, rules: Rules) -> int | None:
    return age_on(rules.today, born=answers.date_of_birth.born) if answers.date_of_birth else None


def _for_others(answers: Answers, _rules: Rules) -> bool:
    return answers.referrer in (Referrer.PROFESSIONAL, Referrer.SOMEONE_ELSE)


def _for_a_job(answers: Answers, _rules: Rules) -> bool:
    return answers.referrer is Referrer.PROFESSIONAL


def _young_and_alone(answers: Answers, rules: Rules) -> bool:
    age = _age(answers, rules)
    return answers.referrer is Referrer.YOUNG_PERSON and age is not None and age < ALONE_FROM


def _district_is_open(answers: Answers, _rules: Rules) -> bool:
    return answers.home is not None and not answers.home.district and not answers.home.council


def _is_whole_about_you(answers: Answers) -> bool:
    told = answers.about_you
    if answers.referrer is Referrer.PROFESSIONAL:
        return told is not None and bool(told.role and told.organisation)
    return told is not None and bool(told.relationship)


def _is_whole_contact(answers: Answers) -> bool:
    told = answers.contact
    return answers.referrer is Referrer.YOUNG_PERSON or (told is not None and bool(told.name))


def _may_not_ask(answers: Answers, rules: Rules) -> bool:
    return answers.referrer is not None and answers.referrer not in rules.may_refer


def _family_has_not_agreed(answers: Answers, rules: Rules) -> bool:
    told = answers.family_agrees
    return _for_others(answers, rules) and told is not None and told.agreed is YesNo.NO


def _is_over_age(answers: Answers, rules: Rules) -> bool:
    age = _age(answers, rules)
    return age is not None and age > rules.last_age


def _is_under_age(answers: Answers, rules: Rules) -> bool:
    age = _age(answers, rules)
    return age is not None and age < rules.first_age


def _is_too_young_to_ask_alone(answers: Answers, rules: Rules) -> bool:
    age = _age(answers, rules)
    alone = answers.referrer is Referrer.YOUNG_PERSON
    return alone and age is not None and age < rules.minimum_age_to_refer_oneself


def _is_outside(answers: Answers, _rules: Rules) -> bool:
    return bool(answers.home and answers.home.council)


def _chose_outside(answers: Answers, rules: Rules) -> bool:
    chosen = answers.chosen_district
    return _district_is_open(answers, rules) and chosen is not None and chosen.district == OUTSIDE


def _has_not_agreed(answers: Answers, _rules: Rules) -> bool:
    return answers.agreement is not None and answers.agreement.agreed is YesNo.NO


STEPS = (
    Step("who", "who", helper_forms.WhoForm, template="referrals/steps/who.html"),
    Step("family-agrees", "family_agrees", helper_forms.FamilyAgreesForm, _for_others),
    Step("how-they-agreed", "family_agreed", helper_forms.FamilyAgreedForm, _for_a_job),
    Step("about-you", "about_you", helper_forms.AboutYouForm, _for_others, _is_whole_about_you),
    Step("young-person", "young_person", forms.YoungPersonForm),
    Step("date-of-birth", "date_of_birth", forms.DateOfBirthForm),
    Step("trusted-adult", "trusted_adult", helper_forms.TrustedAdultForm, _young_and_alone),
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
    Exit("another-way-to-ask", "who", _may_not_ask, "referrals/exits/another_way_to_ask.html"),
    Exit(
        "family-has-not-agreed", "family-agrees", _family_has_not_agreed, "referrals/exits/family_has_not_agreed.html"
    ),
    Exit("over-age", "date-of-birth", _is_over_age, "referrals/exits/over_age.html"),
    Exit("under-age", "date-of-birth", _is_under_age, "referrals/exits/under_age.html"),
    Exit("ask-an-adult", "date-of-birth", _is_too_young_to_ask_alone, "referrals/exits/ask_an_adult.html"),
    Exit("outside-the-county", "home", _is_outside, "referrals/exits/outside_the_county.html"),
    Exit("outside-our-area", "district", _chose_outside, "referrals/exits/outside_our_area.html"),
    Exit("no-agreement", "agreement", _has_not_agreed, "referrals/exits/no_agreement.html"),
)
