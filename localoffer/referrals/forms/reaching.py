"""The forms about making contact: whom, how, what is safe, and in which language."""

from __future__ import annotations

from typing import Any

from localoffer.forms.fields import (
    CheckboxesField,
    Choice,
    EmailField,
    PhoneField,
    RadiosField,
    TextAreaField,
    TextField,
)
from localoffer.forms.telephone import may_get_texts
from localoffer.forms.validators import MaxLength, Required
from localoffer.languages import lazy_gettext
from localoffer.referrals.answers import Contact, as_fields, read_section
from localoffer.referrals.asking.limits import EMAIL, LINE, PHONE, YES_NO
from localoffer.referrals.asking.step_form import Setting, StepForm
from localoffer.referrals.choices import OTHER_LANGUAGE, ContactWay, Format, SafeToPhone
from localoffer.referrals.vocabulary import Referrer
from localoffer.referrals.wording import reaching


class ContactForm(StepForm):
    """Asks the young person neither name nor relationship: they have been given."""

    heading, why = reaching.CONTACT, reaching.CONTACT_WHY
    labels = {"relationship": reaching.RELATIONSHIP, "ways": reaching.WAYS}
    own = {"name": "name", "phone": "tel", "email": "email"}
    name = TextField(lazy_gettext("Full name"), [LINE], autocomplete="off", spellcheck=False)
    relationship = TextField(
        validators=[LINE], hint=lazy_gettext("For example, mum, dad, grandparent or foster carer."), autocomplete="off"
    )
    ways = CheckboxesField(
        validators=[Required(lazy_gettext("Choose at least one way"))],
        choices=[Choice(one.value, one.title) for one in ContactWay],
        hint=lazy_gettext("Choose all that are right. We ask for an address only if you choose post."),
    )
    phone = PhoneField(
        lazy_gettext("Phone number"),
        [PHONE],
        hint=lazy_gettext("For a phone call or a text message."),
        width="20",
        autocomplete="off",
    )
    email = EmailField(lazy_gettext("Email address"), [EMAIL], autocomplete="off")

    def prepare(self, setting: Setting) -> None:
        super().prepare(setting)
        if setting.referrer in (Referrer.PARENT, Referrer.YOUNG_PERSON):
            self.offer_own("name", "phone", "email")
            self.email.description = lazy_gettext("We send a receipt there. It names nobody and nothing private.")
        if setting.referrer is Referrer.YOUNG_PERSON:
            del self["name"]
            del self["relationship"]

    def check_together(self) -> None:
        if "name" in self and not self["name"].data:
            self.problem(self["name"], lazy_gettext("Enter a full name"))
        if {ContactWay.PHONE, ContactWay.TEXT}.intersection(self.ways.data) and not self.phone.data:
            self.problem(self.phone, lazy_gettext("Enter a phone number for the ways that you chose"))
        elif ContactWay.TEXT in self.ways.data and not may_get_texts(self.phone.data):
            self.problem(self.phone, lazy_gettext("Enter a mobile number, because you chose text message"))
        if ContactWay.EMAIL in self.ways.data and not self.email.data:
            self.problem(self.email, lazy_gettext("Enter an email address, because you chose email"))

    def said(self, kind: type[Any]) -> object:
        told = read_section(Contact, self.data)
        before = self.setting.answers.contact
        return told.with_what_was_safe(before) if before else told


class SafeContactForm(StepForm):
    """Asks, for each way that was chosen, whether it is safe; and for an address where it is post."""

    heading, why = reaching.SAFE, reaching.SAFE_WHY
    labels = {
        "safe_to_phone": reaching.SAFE_TO_PHONE,
        "safe_to_text": reaching.SAFE_TO_TEXT,
        "address": reaching.ADDRESS,
        "safe_to_post": reaching.SAFE_TO_POST,
    }
    own = {"address": "street-address"}
    none_is_safe = False
    safe_to_phone = RadiosField(
        validators=[Required(lazy_gettext("Choose whether it is safe to phone"))],
        choices=[Choice(one.value, one.title) for one in SafeToPhone],
    )
    safe_to_text = RadiosField(
        validators=[Required(lazy_gettext("Choose whether it is safe to send a text message"))], choices=YES_NO
    )
    address = TextAreaField(
        validators=[
            Required(lazy_gettext("Enter the address for letters")),
            MaxLength(300, lazy_gettext("Use 300 characters or fewer")),
        ],
        rows=4,
        autocomplete="off",
        spellcheck=False,
    )
    safe_to_post = RadiosField(
        validators=[Required(lazy_gettext("Choose whether it is safe to send a letter"))], choices=YES_NO
    )

    def prepare(self, setting: Setting) -> None:
        super().prepare(setting)
        if setting.referrer in (Referrer.PARENT, Referrer.YOUNG_PERSON):
            self.offer_own("address")
        ways = setting.answers.contact.ways if setting.answers.contact else ()
        for way, names in _ASKED_OF.items():
            if way not in ways:
                for name in names:
                    del self[name]

    def check_together(self) -> None:
        if not any(field.errors for field in self) and not self._told().safe_ways:
            first = next(field for field in self if field.short_name in self.labels)
            self.problem(first, lazy_gettext("Go back and choose one more way, because none of these is safe"))
            self.none_is_safe = True

    def said(self, kind: type[Any]) -> object:
        return self._told()

    def _told(self) -> Contact:
        before = self.setting.answers.contact or Contact()
        return read_section(Contact, {**as_fields(before), **self.data})


_ASKED_OF = {
    ContactWay.PHONE: ("safe_to_phone",),
    ContactWay.TEXT: ("safe_to_text",),
    ContactWay.POST: ("address", "safe_to_post"),
}


class SpeakingForm(StepForm):
    heading = reaching.SPEAKING
    labels = {"language": reaching.LANGUAGE, "interpreter": reaching.INTERPRETER, "formats": reaching.FORMATS}
    language = RadiosField(validators=[Required(lazy_gettext("Choose a language"))])
    other_language = TextField(
        lazy_gettext("Which other language?"),
        [LINE],
        hint=lazy_gettext("Answer this if you chose another language."),
        width="20",
    )
    interpreter = RadiosField(
        validators=[Required(lazy_gettext("Choose yes or no for an interpreter"))], choices=YES_NO, inline=True
    )
    formats = CheckboxesField(choices=[Choice(one.value, one.title) for one in Format])

    def prepare(self, setting: Setting) -> None:
        super().prepare(setting)
        named = [Choice(code, name) for code, name in setting.languages]
        self.language.choices = [*named, Choice(OTHER_LANGUAGE, lazy_gettext("Another language"))]

    def check_together(self) -> None:
        if self.language.data == OTHER_LANGUAGE and not self.other_language.data:
            self.problem(self.other_language, lazy_gettext("Enter the language"))
