"""The route of the form as data: its steps in order, when each is asked, and what ends it early.

Every reason to end it is here. None of them asks for a diagnosis, a plan or an assessment.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from localoffer.referrals.answers import Answers
from localoffer.referrals.asking.rules import ADULT_FROM, ALONE_FROM, Rules, age_on, may_agree
from localoffer.referrals.asking.step_form import StepForm
from localoffer.referrals.choices import OUTSIDE, ContactWay, Knows, YesNo
from localoffer.referrals.forms import child, days, deciding, helpers, reaching
from localoffer.referrals.vocabulary import Referrer


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


def _grown_and_asked_for(answers: Answers, rules: Rules) -> bool:
    age = _age(answers, rules)
    for_another = answers.referrer not in (Referrer.YOUNG_PERSON, None)
    return for_another and age is not None and age >= ALONE_FROM


def _others_may_decide(answers: Answers, rules: Rules) -> bool:
    """Return whether somebody may have parental responsibility who is to be asked about."""
    age = _age(answers, rules)
    alone_from = ALONE_FROM if answers.referrer is Referrer.YOUNG_PERSON else ADULT_FROM
    return age is None or age < alone_from


def _postcode_told(answers: Answers, _rules: Rules) -> bool:
    return answers.home is not None and bool(answers.home.told)


def _district_is_open(answers: Answers, _rules: Rules) -> bool:
    if answers.home is None:
        return False
    told = answers.confirmed_district
    return not answers.home.told or (told is not None and told.right is YesNo.NO)


def _may_be_unsafe(answers: Answers, _rules: Rules) -> bool:
    told = answers.contact
    return told is not None and any(way is not ContactWay.EMAIL for way in told.ways)


def _is_whole_family_agreed(answers: Answers) -> bool:
    """Return whether those who are said to have agreed could do so, as far as the date of birth is known."""
    told, birth = answers.family_agreed, answers.date_of_birth
    if told is None or birth is None:
        return told is not None
    return told.on >= birth.born and may_agree(told.by, told.on, born=birth.born)


def _is_whole_about_you(answers: Answers) -> bool:
    told = answers.about_you
    if answers.referrer is Referrer.PROFESSIONAL:
        return told is not None and bool(told.role and told.organisation)
    return told is not None and bool(told.relationship)


def _is_whole_contact(answers: Answers) -> bool:
    """Return whether it is whom this person was asked for: a name says that it is not the young person themself."""
    told = answers.contact
    is_right_one = told is not None and bool(told.name) != (answers.referrer is Referrer.YOUNG_PERSON)
    return is_right_one and told is not None and bool(told.ways)


def _is_whole_safe_contact(answers: Answers) -> bool:
    told = answers.contact
    if told is None:
        return False
    said = {
        ContactWay.PHONE: told.safe_to_phone,
        ContactWay.TEXT: told.safe_to_text,
        ContactWay.POST: told.safe_to_post if told.address else None,
    }
    return all(said.get(way, way) for way in told.ways)


def _is_whole_agreement(answers: Answers) -> bool:
    told = answers.agreement
    return told is not None and (told.agreed is YesNo.NO or told.share is not None)


def _may_not_ask(answers: Answers, rules: Rules) -> bool:
    return answers.referrer is not None and answers.referrer not in rules.may_refer


def _family_has_not_agreed(answers: Answers, rules: Rules) -> bool:
    told = answers.family_agrees
    return _for_others(answers, rules) and told is not None and told.agreed is YesNo.NO


def _young_person_has_not_agreed(answers: Answers, rules: Rules) -> bool:
    told = answers.knows
    return _grown_and_asked_for(answers, rules) and told is not None and told.knows is Knows.NO


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
    # The directory can be wrong or old: it shuts out only who says that it is right.
    told = answers.confirmed_district
    return bool(answers.home and answers.home.council) and told is not None and told.right is YesNo.YES


def _chose_outside(answers: Answers, rules: Rules) -> bool:
    chosen = answers.chosen_district
    return _district_is_open(answers, rules) and chosen is not None and chosen.district == OUTSIDE


def _has_not_agreed(answers: Answers, _rules: Rules) -> bool:
    return answers.agreement is not None and answers.agreement.agreed is YesNo.NO


STEPS = (
    Step("who", "who", helpers.WhoForm, template="referrals/steps/who.html"),
    Step("family-agrees", "family_agrees", helpers.FamilyAgreesForm, _for_others),
    Step("how-they-agreed", "family_agreed", helpers.FamilyAgreedForm, _for_a_job, _is_whole_family_agreed),
    Step("about-you", "about_you", helpers.AboutYouForm, _for_others, _is_whole_about_you),
    Step("young-person", "young_person", child.YoungPersonForm),
    Step("date-of-birth", "date_of_birth", child.DateOfBirthForm),
    Step("trusted-adult", "trusted_adult", helpers.TrustedAdultForm, _young_and_alone),
    Step("do-they-know", "knows", helpers.KnowsForm, _grown_and_asked_for),
    Step("home", "home", child.HomeForm),
    Step("right-area", "confirmed_district", child.RightAreaForm, _postcode_told),
    Step("district", "chosen_district", child.DistrictForm, _district_is_open),
    Step("school", "school", child.SchoolForm),
    Step("strengths", "strengths", days.StrengthsForm),
    Step("day-to-day", "day_to_day", days.DayToDayForm),
    Step("learn", "learn", days.LearnForm),
    Step("help-now", "help_now", days.HelpNowForm),
    Step("contact", "contact", reaching.ContactForm, is_whole=_is_whole_contact),
    Step(
        "safe-contact",
        "contact",
        reaching.SafeContactForm,
        _may_be_unsafe,
        _is_whole_safe_contact,
        template="referrals/steps/safe_contact.html",
    ),
    Step("who-decides", "responsibility", helpers.ResponsibilityForm, _others_may_decide),
    Step("language", "speaking", reaching.SpeakingForm),
    Step("safe-now", "risk", deciding.RiskForm, template="referrals/steps/safe_now.html"),
    Step(
        "agreement",
        "agreement",
        deciding.AgreementForm,
        is_whole=_is_whole_agreement,
        template="referrals/steps/agreement.html",
    ),
)
EXITS = (
    Exit("another-way-to-ask", "who", _may_not_ask, "referrals/exits/another_way_to_ask.html"),
    Exit(
        "family-has-not-agreed", "family-agrees", _family_has_not_agreed, "referrals/exits/family_has_not_agreed.html"
    ),
    Exit("over-age", "date-of-birth", _is_over_age, "referrals/exits/over_age.html"),
    Exit("under-age", "date-of-birth", _is_under_age, "referrals/exits/under_age.html"),
    Exit("ask-an-adult", "date-of-birth", _is_too_young_to_ask_alone, "referrals/exits/ask_an_adult.html"),
    Exit(
        "young-person-has-not-agreed",
        "do-they-know",
        _young_person_has_not_agreed,
        "referrals/exits/young_person_has_not_agreed.html",
    ),
    Exit("outside-the-county", "right-area", _is_outside, "referrals/exits/outside_the_county.html"),
    Exit("outside-our-area", "district", _chose_outside, "referrals/exits/outside_our_area.html"),
    Exit("no-agreement", "agreement", _has_not_agreed, "referrals/exits/no_agreement.html"),
)
