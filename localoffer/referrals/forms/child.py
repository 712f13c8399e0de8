"""The forms about the child or young person: name, age, home and school."""

from __future__ import annotations

from typing import Any

from localoffer.forms.dates import DateField
from localoffer.forms.fields import Choice, RadiosField, TextField
from localoffer.forms.validators import MaxLength, Required
from localoffer.languages import lazy_gettext
from localoffer.referrals.answers import School
from localoffer.referrals.asking.limits import EARLIEST, LINE, YES_NO
from localoffer.referrals.asking.step_form import Setting, StepForm
from localoffer.referrals.choices import OUTSIDE, SchoolKind
from localoffer.referrals.vocabulary import Referrer
from localoffer.referrals.wording import child


class YoungPersonForm(StepForm):
    heading = child.YOUNG_PERSON
    labels = {
        "first_name": child.FIRST_NAME,
        "last_name": child.LAST_NAME,
        "known_as": child.KNOWN_AS,
    }
    hints = {"known_as": child.KNOWN_AS_HINT}
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
    heading, main = child.DATE_OF_BIRTH, "born"
    born = DateField(validators=[Required(lazy_gettext("Enter the date of birth"))])

    def prepare(self, setting: Setting) -> None:
        super().prepare(setting)
        self.born.own_birthday = setting.referrer is Referrer.YOUNG_PERSON
        self.born.description = child.date_of_birth_hint(setting.rules.first_age, setting.rules.last_age)

    def check_together(self) -> None:
        born = self.born.data
        if born is None:
            return
        if born > self.setting.rules.today:
            self.problem(self.born, lazy_gettext("The date of birth must be in the past"))
        elif born < EARLIEST:
            self.problem(self.born, lazy_gettext("Check the year of the date of birth"))


class HomeForm(StepForm):
    heading, main = child.HOME, "postcode"
    hints = {"postcode": child.HOME_HINT}
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


class RightAreaForm(StepForm):
    """Asks whether the postcode told the right area."""

    heading, main = child.RIGHT_AREA, "right"
    right = RadiosField(validators=[Required(lazy_gettext("Choose yes or no"))], choices=YES_NO)

    def prepare(self, setting: Setting) -> None:
        super().prepare(setting)
        home = setting.answers.home
        area = dict(setting.districts).get(home.district, home.council) if home else ""
        self.asks = self.right.label.text = child.right_area(setting.referrer, area)


class DistrictForm(StepForm):
    heading, main = child.DISTRICT, "district"
    hints = {"district": child.DISTRICT_HINT}
    district = RadiosField(validators=[Required(lazy_gettext("Choose an area"))])

    def prepare(self, setting: Setting) -> None:
        super().prepare(setting)
        named = [Choice(code, name) for code, name in setting.districts]
        self.district.choices = [*named, Choice(OUTSIDE, lazy_gettext("None of these"), alone=True)]


class SchoolForm(StepForm):
    heading, main = child.SCHOOL, "kind"
    hints = {"kind": child.SCHOOL_WHY}
    kind = RadiosField(
        validators=[Required(lazy_gettext("Choose one, or choose that you would rather not say"))],
        choices=[Choice(one.value, one.title) for one in SchoolKind],
    )
    name = TextField(
        lazy_gettext("Name of the school or college (optional)"), [LINE], autocomplete="off", spellcheck=False
    )

    def said(self, kind: type[Any]) -> object:
        has_name = self.kind.data in (SchoolKind.SCHOOL, SchoolKind.COLLEGE)
        return super().said(kind) if has_name else School(SchoolKind(self.kind.data))
