"""Who is asked about in the form, who agreed and who knows: stable codes, with a title in the reader's language."""

from __future__ import annotations

from enum import StrEnum

from localoffer.languages import LazyText, lazy_gettext


class YesNo(StrEnum):
    """A plain answer."""

    YES = "yes"
    NO = "no"

    @property
    def title(self) -> LazyText:
        return _YES_NO[self]


_YES_NO = {YesNo.YES: lazy_gettext("Yes"), YesNo.NO: lazy_gettext("No")}


class WhoAgreed(StrEnum):
    """Who in the family agreed that a professional asks for them."""

    PARENT = "parent"
    YOUNG_PERSON = "young_person"
    BOTH = "both"

    @property
    def title(self) -> LazyText:
        return _WHO_AGREED[self]


_WHO_AGREED = {
    WhoAgreed.PARENT: lazy_gettext("A parent or carer"),
    WhoAgreed.YOUNG_PERSON: lazy_gettext("The young person"),
    WhoAgreed.BOTH: lazy_gettext("Both of them"),
}


class HowAgreed(StrEnum):
    """How the family told a professional that they agree."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    IN_WRITING = "in_writing"

    @property
    def title(self) -> LazyText:
        return _HOW_AGREED[self]


_HOW_AGREED = {
    HowAgreed.IN_PERSON: lazy_gettext("Face to face, or on a video call"),
    HowAgreed.PHONE: lazy_gettext("By phone"),
    HowAgreed.IN_WRITING: lazy_gettext("In writing, such as a letter, an email or a text"),
}


class AdultHelps(StrEnum):
    """Whether a young person under 16 has an adult who helps, and whether the team may contact that adult."""

    CONTACT_THEM = "contact_them"
    DO_NOT_CONTACT = "do_not_contact"
    NOBODY = "nobody"

    @property
    def title(self) -> LazyText:
        return _ADULT_HELPS[self]


_ADULT_HELPS = {
    AdultHelps.CONTACT_THEM: lazy_gettext("Yes, and you can talk to them"),
    AdultHelps.DO_NOT_CONTACT: lazy_gettext("Yes, but do not talk to them without asking me"),
    AdultHelps.NOBODY: lazy_gettext("No, or I do not want to say"),
}


class Knows(StrEnum):
    """Whether a young person of 16 or over knows of the form that somebody else fills in, and agrees."""

    YES = "yes"
    NO = "no"
    CANNOT = "cannot"

    @property
    def title(self) -> LazyText:
        return _KNOWS[self]


_KNOWS = {
    Knows.YES: lazy_gettext("Yes"),
    Knows.NO: lazy_gettext("No, or not yet"),
    Knows.CANNOT: lazy_gettext("They cannot understand this, even with help"),
}


class Responsible(StrEnum):
    """Who has parental responsibility."""

    ME = "me"
    PARENT = "parent"
    SOMEONE_ELSE = "someone_else"
    COUNCIL = "council"
    NOT_SURE = "not_sure"
    RATHER_NOT = "rather_not"

    @property
    def title(self) -> LazyText:
        return _RESPONSIBLE[self]


_RESPONSIBLE = {
    Responsible.ME: lazy_gettext("The person who fills in this form"),
    Responsible.PARENT: lazy_gettext("A parent"),
    Responsible.SOMEONE_ELSE: lazy_gettext("Somebody else, such as a grandparent or a guardian"),
    Responsible.COUNCIL: lazy_gettext("The council"),
    Responsible.NOT_SURE: lazy_gettext("I’m not sure"),
    Responsible.RATHER_NOT: lazy_gettext("I’d rather not say"),
}


class TheyKnow(StrEnum):
    """Whether everybody with parental responsibility knows of the form."""

    ALL = "all"
    SOME = "some"
    NOBODY = "nobody"
    NOT_SURE = "not_sure"
    RATHER_NOT = "rather_not"

    @property
    def title(self) -> LazyText:
        return _THEY_KNOW[self]


_THEY_KNOW = {
    TheyKnow.ALL: lazy_gettext("Yes, all of them"),
    TheyKnow.SOME: lazy_gettext("Some of them"),
    TheyKnow.NOBODY: lazy_gettext("No"),
    TheyKnow.NOT_SURE: lazy_gettext("I’m not sure"),
    TheyKnow.RATHER_NOT: lazy_gettext("I’d rather not say"),
}
