"""The forms about who fills it in, on whose behalf, who agreed, who helps and who decides."""

from __future__ import annotations

from typing import Any

from localoffer.forms.dates import DateField
from localoffer.forms.fields import CheckboxesField, Choice, EmailField, PhoneField, RadiosField, Text, TextField
from localoffer.forms.validators import Required
from localoffer.languages import lazy_gettext
from localoffer.referrals.answers import Answers, TrustedAdult
from localoffer.referrals.asking.limits import EARLIEST, EMAIL, LINE, PHONE, YES_NO
from localoffer.referrals.asking.rules import may_agree
from localoffer.referrals.asking.step_form import Setting, StepForm
from localoffer.referrals.choices import AdultHelps, HowAgreed, Knows, Responsible, TheyKnow, WhoAgreed
from localoffer.referrals.vocabulary import Referrer
from localoffer.referrals.wording import helpers


class WhoForm(StepForm):
    heading, main = helpers.WHO, "referrer"
    referrer = RadiosField(
        validators=[Required(lazy_gettext("Choose who is filling in this form"))],
        choices=[Choice(one.value, one.title) for one in Referrer],
    )


class FamilyAgreesForm(StepForm):
    heading, main = helpers.FAMILY_AGREES, "agreed"
    hints = {"agreed": helpers.FAMILY_AGREES_WHY}
    agreed = RadiosField(validators=[Required(lazy_gettext("Choose yes or no"))], choices=YES_NO)


class FamilyAgreedForm(StepForm):
    heading, why = helpers.FAMILY_AGREED, helpers.FAMILY_AGREED_WHY
    by = RadiosField(
        lazy_gettext("Who agreed?"),
        [Required(lazy_gettext("Choose who agreed"))],
        choices=[Choice(one.value, one.title) for one in WhoAgreed],
    )
    how = RadiosField(
        lazy_gettext("How did they tell you?"),
        [Required(lazy_gettext("Choose how they told you"))],
        choices=[Choice(one.value, one.title) for one in HowAgreed],
    )
    on = DateField(
        lazy_gettext("When did they agree?"),
        [Required(lazy_gettext("Enter the day on which they agreed"))],
        hint=lazy_gettext("For example, 14 11 2026."),
    )

    def check_together(self) -> None:
        day = self.on.data
        if day is not None and day > self.setting.rules.today:
            self.problem(self.on, lazy_gettext("The day on which they agreed cannot be in the future"))
        elif day is not None and day < EARLIEST:
            self.problem(self.on, lazy_gettext("Check the year in which they agreed"))
        else:
            self.look_back(self.setting.answers)

    def look_back(self, answers: Answers) -> None:
        day, born = self.on.data, answers.date_of_birth.born if answers.date_of_birth else None
        if day is None or born is None:
            return
        if day < born:
            self.problem(self.on, lazy_gettext("The day on which they agreed cannot be before the date of birth"))
        elif self.by.data and not self.by.errors and not may_agree(WhoAgreed(self.by.data), day, born=born):
            self.problem(
                self.by, lazy_gettext("The young person was under 16 then, so a parent or carer has to agree too")
            )


class AboutYouForm(StepForm):
    """Asks a professional for role and organisation, and anybody else for how they know the family."""

    heading, why = helpers.ABOUT_YOU, helpers.ABOUT_YOU_WHY
    labels = {"phone": helpers.YOUR_PHONE, "email": helpers.YOUR_EMAIL}
    name = TextField(
        lazy_gettext("Your full name"),
        [Required(lazy_gettext("Enter your full name")), LINE],
        autocomplete="name",
        spellcheck=False,
    )
    role = TextField(lazy_gettext("Your job"), [LINE], autocomplete="organization-title")
    organisation = TextField(lazy_gettext("Where you work"), [LINE], autocomplete="organization", spellcheck=False)
    relationship = TextField(
        lazy_gettext("How you know the child or young person"),
        [LINE],
        hint=lazy_gettext("For example, grandparent, friend of the family or neighbour."),
    )
    phone = PhoneField(validators=[PHONE], width="20", autocomplete="tel")
    email = EmailField(
        validators=[EMAIL],
        hint=lazy_gettext("We send you a receipt. It names nobody."),
        autocomplete="email",
    )

    def prepare(self, setting: Setting) -> None:
        super().prepare(setting)
        unasked = ("relationship",) if setting.referrer is Referrer.PROFESSIONAL else ("role", "organisation")
        for name in unasked:
            del self[name]

    def check_together(self) -> None:
        asked: dict[str, Text] = {
            "role": lazy_gettext("Enter your job"),
            "organisation": lazy_gettext("Enter where you work"),
            "relationship": lazy_gettext("Enter how you know the child or young person"),
        }
        for name, message in asked.items():
            if name in self and not self[name].data:
                self.problem(self[name], message)
        if not self.phone.data and not self.email.data:
            self.problem(self.phone, lazy_gettext("Enter your phone number or your email address"))


class TrustedAdultForm(StepForm):
    """Asks a young person under 16 for an adult who helps. No answer ends the form."""

    heading, why = helpers.TRUSTED_ADULT, helpers.TRUSTED_ADULT_WHY
    helps = RadiosField(
        lazy_gettext("Is an adult you trust helping you with this?"),
        [Required(lazy_gettext("Choose yes or no"))],
        choices=[Choice(one.value, one.title) for one in AdultHelps],
    )
    name = TextField(
        lazy_gettext("Their full name"),
        [LINE],
        hint=lazy_gettext("Answer the next 3 questions if we can talk to them."),
        autocomplete="off",
        spellcheck=False,
    )
    relationship = TextField(
        lazy_gettext("How you know them"),
        [LINE],
        hint=lazy_gettext("For example, mum, foster carer, teacher or youth worker."),
        autocomplete="off",
    )
    phone = PhoneField(lazy_gettext("Their phone number, if you know it"), [PHONE], width="20", autocomplete="off")

    def check_together(self) -> None:
        if self.helps.data == AdultHelps.CONTACT_THEM and not self["name"].data:
            self.problem(self["name"], lazy_gettext("Enter the name of the adult we can talk to"))

    def said(self, kind: type[Any]) -> object:
        # where nobody may talk to that adult, nothing about them is kept
        may_talk = self.helps.data == AdultHelps.CONTACT_THEM
        return super().said(kind) if may_talk else TrustedAdult(AdultHelps(self.helps.data))


class KnowsForm(StepForm):
    heading, main = helpers.KNOWS, "knows"
    hints = {"knows": helpers.KNOWS_HINT}
    knows = RadiosField(
        validators=[Required(lazy_gettext("Choose whether the young person knows and agrees"))],
        choices=[
            Choice(one.value, one.title, hint=helpers.KNOWS_CANNOT_HINT if one is Knows.CANNOT else "") for one in Knows
        ],
    )


class ResponsibilityForm(StepForm):
    """Asks who has parental responsibility. No answer ends the form."""

    heading, why = helpers.RESPONSIBILITY, helpers.RESPONSIBILITY_WHY
    labels = {"who": helpers.RESPONSIBLE, "know": helpers.THEY_KNOW}
    hints = {"who": helpers.RESPONSIBLE_HINT, "know": helpers.THEY_KNOW_HINT}
    who = CheckboxesField(
        validators=[Required(lazy_gettext("Choose who it is, or choose that you are not sure or would rather not say"))]
    )
    know = RadiosField(choices=[Choice(one.value, one.title) for one in TheyKnow])

    def prepare(self, setting: Setting) -> None:
        super().prepare(setting)
        asked = setting.referrer
        may_be_me = asked in (Referrer.PARENT, Referrer.SOMEONE_ELSE)
        self.who.choices = [
            *([Choice(Responsible.ME, helpers.RESPONSIBLE_ME)] if may_be_me else []),
            Choice(Responsible.PARENT, helpers.RESPONSIBLE_PARENT.to(asked)),
            Choice(Responsible.SOMEONE_ELSE, Responsible.SOMEONE_ELSE.title),
            Choice(Responsible.COUNCIL, Responsible.COUNCIL.title, hint=helpers.RESPONSIBLE_COUNCIL_HINT.to(asked)),
            *[Choice(one, one.title, alone=True) for one in (Responsible.NOT_SURE, Responsible.RATHER_NOT)],
        ]
