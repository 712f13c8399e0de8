"""The forms about the child or young person. They only ask what the answers module names; none asks for a diagnosis."""

from __future__ import annotations

from localoffer.forms.dates import DateField
from localoffer.forms.fields import (
    CheckboxesField,
    Choice,
    EmailField,
    PhoneField,
    RadiosField,
    TextAreaField,
    TextField,
)
from localoffer.forms.validators import MaxLength, Required
from localoffer.languages import lazy_gettext
from localoffer.referrals import wording
from localoffer.referrals.choices import (
    OTHER_LANGUAGE,
    OUTSIDE,
    Goal,
    Hard,
    SafeToPhone,
)
from localoffer.referrals.limits import EARLIEST, EMAIL, LINE, PHONE, WORDS, YES_NO
from localoffer.referrals.step_form import Setting, StepForm
from localoffer.vocabulary import Referrer

MOST_GOALS = 3


class YoungPersonForm(StepForm):
    heading = wording.YOUNG_PERSON
    labels = {
        "first_name": wording.FIRST_NAME,
        "last_name": wording.LAST_NAME,
        "known_as": wording.KNOWN_AS,
    }
    hints = {"known_as": wording.KNOWN_AS_HINT}
    own = {"first_name": "given-name", "last_name": "family-name", "known_as": "nickname"}
    first_name = TextField(
        validators=[Required(lazy_gettext("Enter a first name")), LINE],
        autocomplete="off",
        spellcheck=False,
    )
    last_name = TextField(
        validators=[Required(lazy_gettext("Enter a last name")), LINE],
        autocomplete="off",
        spellcheck=False,
    )
    known_as = TextField(validators=[LINE], autocomplete="off", spellcheck=False, width="20")

    def prepare(self, setting: Setting) -> None:
        super().prepare(setting)
        if setting.referrer is Referrer.YOUNG_PERSON:
            self.offer_own("first_name", "last_name", "known_as")


class DateOfBirthForm(StepForm):
    heading, main = wording.DATE_OF_BIRTH, "born"
    born = DateField(validators=[Required(lazy_gettext("Enter the date of birth"))])

    def prepare(self, setting: Setting) -> None:
        super().prepare(setting)
        self.born.own_birthday = setting.referrer is Referrer.YOUNG_PERSON
        self.born.description = wording.date_of_birth_hint(setting.rules.first_age, setting.rules.last_age)

    def check_together(self) -> None:
        born = self.born.data
        if born is None:
            return
        if born > self.setting.rules.today:
            self.problem(self.born, lazy_gettext("The date of birth must be in the past"))
        elif born < EARLIEST:
            self.problem(self.born, lazy_gettext("Check the year of the date of birth"))


class HomeForm(StepForm):
    heading, main = wording.HOME, "postcode"
    hints = {"postcode": wording.HOME_HINT}
    own = {"postcode": "postal-code"}
    postcode = TextField(
        validators=[MaxLength(20, lazy_gettext("Enter a full postcode, like ST16 2LH"))],
        width="10",
        autocomplete="off",
        spellcheck=False,
    )

    def prepare(self, setting: Setting) -> None:
        super().prepare(setting)
        if setting.referrer in (Referrer.PARENT, Referrer.YOUNG_PERSON):
            self.offer_own("postcode")


class DistrictForm(StepForm):
    heading, main = wording.DISTRICT, "district"
    hints = {"district": wording.DISTRICT_HINT}
    district = RadiosField(validators=[Required(lazy_gettext("Choose an area"))])

    def prepare(self, setting: Setting) -> None:
        super().prepare(setting)
        named = [Choice(code, name) for code, name in setting.districts]
        self.district.choices = [*named, Choice(OUTSIDE, lazy_gettext("None of these"), alone=True)]


class StrengthsForm(StepForm):
    heading, main = wording.STRENGTHS, "strengths"
    hints = {"strengths": wording.STRENGTHS_HINT}
    strengths = TextAreaField(validators=[WORDS])


class DayToDayForm(StepForm):
    heading, main = wording.DAY_TO_DAY, "hard"
    hints = {"hard": wording.DAY_TO_DAY_HINT}
    hard = CheckboxesField(choices=[Choice(one.value, one.title, hint=one.hint) for one in Hard])
    words = TextAreaField(
        lazy_gettext("Tell us in your own words"),
        [WORDS],
        hint=lazy_gettext("You can leave this empty. Do not give medical records: you do not need any proof."),
    )

    def check_together(self) -> None:
        if not self.hard.data and not self.words.data:
            self.problem(self.hard, lazy_gettext("Choose what is hard, or choose that you are not sure"))


class LearnForm(StepForm):
    heading, main = wording.LEARN, "goals"
    hints = {"goals": wording.LEARN_HINT}
    goals = CheckboxesField(choices=[Choice(one.value, one.title) for one in Goal])
    own_goal = TextField(
        lazy_gettext("Something else, in your own words"),
        [MaxLength(300, lazy_gettext("Use 300 characters or fewer"))],
    )

    def check_together(self) -> None:
        chosen = len(self.goals.data) + bool(self.own_goal.data)
        if not chosen:
            self.problem(self.goals, lazy_gettext("Choose at least one thing, or write one in your own words"))
        elif chosen > MOST_GOALS:
            self.problem(self.goals, lazy_gettext("Choose up to 3 things, counting the one in your own words"))


class ContactForm(StepForm):
    """Asks the young person no name: it has been given."""

    heading, why = wording.CONTACT, wording.CONTACT_WHY
    labels = {"safe_to_phone": wording.SAFE_TO_PHONE}
    own = {"name": "name", "phone": "tel", "email": "email"}
    name = TextField(lazy_gettext("Full name"), [LINE], autocomplete="off", spellcheck=False)
    phone = PhoneField(lazy_gettext("Phone number"), [PHONE], width="20", autocomplete="off")
    safe_to_phone = RadiosField(
        hint=lazy_gettext("Answer this if you gave a phone number."),
        choices=[Choice(one.value, one.title) for one in SafeToPhone],
    )
    email = EmailField(lazy_gettext("Email address"), [EMAIL], autocomplete="off")

    def prepare(self, setting: Setting) -> None:
        super().prepare(setting)
        is_own = setting.referrer in (Referrer.PARENT, Referrer.YOUNG_PERSON)
        if is_own:
            self.offer_own("name", "phone", "email")
            self.email.description = lazy_gettext("We send a receipt there. It names nobody and nothing private.")
        if setting.referrer is Referrer.YOUNG_PERSON:
            del self["name"]

    def check_together(self) -> None:
        if "name" in self and not self["name"].data:
            self.problem(self["name"], lazy_gettext("Enter a full name"))
        if not self.phone.data and not self.email.data:
            self.problem(self.phone, lazy_gettext("Enter a phone number or an email address"))
        elif self.phone.data and not self.safe_to_phone.data:
            self.problem(self.safe_to_phone, lazy_gettext("Choose whether it is safe to phone"))
        elif self.safe_to_phone.data == SafeToPhone.NOT_SAFE and not self.email.data:
            self.problem(self.email, lazy_gettext("Enter an email address, because it is not safe to phone"))


class SpeakingForm(StepForm):
    heading = wording.SPEAKING
    labels = {"language": wording.LANGUAGE, "interpreter": wording.INTERPRETER}
    language = RadiosField(validators=[Required(lazy_gettext("Choose a language"))])
    other_language = TextField(
        lazy_gettext("Which other language?"),
        [LINE],
        hint=lazy_gettext("Answer this if you chose another language. British Sign Language (BSL) is one too."),
        width="20",
    )
    interpreter = RadiosField(
        validators=[Required(lazy_gettext("Choose yes or no for an interpreter"))], choices=YES_NO, inline=True
    )

    def prepare(self, setting: Setting) -> None:
        super().prepare(setting)
        named = [Choice(code, name) for code, name in setting.languages]
        self.language.choices = [*named, Choice(OTHER_LANGUAGE, lazy_gettext("Another language"))]

    def check_together(self) -> None:
        if self.language.data == OTHER_LANGUAGE and not self.other_language.data:
            self.problem(self.other_language, lazy_gettext("Enter the language"))


class AgreementForm(StepForm):
    heading, main = wording.AGREEMENT, "agreed"
    hints = {"agreed": wording.AGREEMENT_HINT}
    agreed = RadiosField(validators=[Required(lazy_gettext("Choose yes or no"))], choices=YES_NO)
