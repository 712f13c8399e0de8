"""How somebody can be reached and what they need for it: stable codes, with a title in the reader's language."""

from __future__ import annotations

from enum import StrEnum

from localoffer.languages import LazyText, lazy_gettext


class SafeToPhone(StrEnum):
    """Whether the team may phone, and say who it is."""

    PHONE_AND_MESSAGE = "phone_and_message"
    PHONE_ONLY = "phone_only"
    NOT_SAFE = "not_safe"

    @property
    def title(self) -> LazyText:
        return _SAFE[self]


_SAFE = {
    SafeToPhone.PHONE_AND_MESSAGE: lazy_gettext("Yes, and you can leave a message"),
    SafeToPhone.PHONE_ONLY: lazy_gettext("Yes, but do not leave a message"),
    SafeToPhone.NOT_SAFE: lazy_gettext("No, do not phone"),
}


class ContactWay(StrEnum):
    """How somebody likes to be contacted."""

    PHONE = "phone"
    TEXT = "text"
    EMAIL = "email"
    POST = "post"

    @property
    def title(self) -> LazyText:
        return _WAYS[self]


_WAYS = {
    ContactWay.PHONE: lazy_gettext("Phone call"),
    ContactWay.TEXT: lazy_gettext("Text message"),
    ContactWay.EMAIL: lazy_gettext("Email"),
    ContactWay.POST: lazy_gettext("Post"),
}


class Format(StrEnum):
    """What somebody needs so that they can follow what is said or sent to them."""

    BSL = "bsl"
    LARGE_PRINT = "large_print"
    EASY_READ = "easy_read"
    BRAILLE = "braille"

    @property
    def title(self) -> LazyText:
        return _FORMATS[self]


_FORMATS = {
    Format.BSL: lazy_gettext("A British Sign Language (BSL) interpreter"),
    Format.LARGE_PRINT: lazy_gettext("Large print"),
    Format.EASY_READ: lazy_gettext("Easy read: short words with pictures"),
    Format.BRAILLE: lazy_gettext("Braille"),
}


class RiskNow(StrEnum):
    """Whether somebody is at risk of harm now."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"

    @property
    def title(self) -> LazyText:
        return _RISK[self]


_RISK = {
    RiskNow.YES: lazy_gettext("Yes"),
    RiskNow.NO: lazy_gettext("No"),
    RiskNow.NOT_SURE: lazy_gettext("I’m not sure"),
}
