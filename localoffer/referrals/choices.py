"""What a family can choose from in the form: stable codes, with a title in the reader's language."""

from __future__ import annotations

from enum import StrEnum

from localoffer.languages import LazyText, lazy_gettext

OUTSIDE = "outside"
OTHER_LANGUAGE = "other"


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


class Hard(StrEnum):
    """What is hard day to day, by the four areas of need. The first four are the codes of the vocabulary's areas."""

    COMMUNICATION = "communication-and-interaction"
    LEARNING = "cognition-and-learning"
    FEELINGS = "social-emotional-and-mental-health"
    BODY = "sensory-and-physical"
    NOT_SURE = "not-sure"

    @property
    def title(self) -> LazyText:
        return _HARD[self]

    @property
    def hint(self) -> LazyText:
        return _HARD_HINTS[self]


_HARD = {
    Hard.COMMUNICATION: lazy_gettext("Talking, understanding others or being with people"),
    Hard.LEARNING: lazy_gettext("Learning, remembering or planning"),
    Hard.FEELINGS: lazy_gettext("Feelings, worries, friendships or behaviour"),
    Hard.BODY: lazy_gettext("Seeing, hearing, moving, or coping with noise, light or touch"),
    Hard.NOT_SURE: lazy_gettext("I’m not sure"),
}
_HARD_HINTS = {
    Hard.COMMUNICATION: lazy_gettext("For example, asking for help, taking turns or coping with change."),
    Hard.LEARNING: lazy_gettext("For example, following steps, reading signs or telling the time."),
    Hard.FEELINGS: lazy_gettext("For example, meltdowns, feeling low or finding it hard to wait."),
    Hard.BODY: lazy_gettext("For example, stairs, busy places, doing up buttons or using cutlery."),
    Hard.NOT_SURE: lazy_gettext("That is fine. We will talk about it."),
}


class Goal(StrEnum):
    """Examples of what a young person may want to learn."""

    DAILY_ROUTINES = "daily_routines"
    SELF_CARE = "self_care"
    COOKING = "cooking"
    MONEY = "money"
    SHOPPING = "shopping"
    TRAVEL = "travel"
    FRIENDSHIPS = "friendships"
    CLUB = "club"
    COMMUNITY = "community"
    WORK = "work"

    @property
    def title(self) -> LazyText:
        return _GOALS[self]


_GOALS = {
    Goal.DAILY_ROUTINES: lazy_gettext("Daily routines, such as getting ready in the morning"),
    Goal.SELF_CARE: lazy_gettext("Self-care, such as washing and getting dressed"),
    Goal.COOKING: lazy_gettext("Making meals and snacks"),
    Goal.MONEY: lazy_gettext("Using money"),
    Goal.SHOPPING: lazy_gettext("Going shopping"),
    Goal.TRAVEL: lazy_gettext("Travelling by bus, by train or on foot"),
    Goal.FRIENDSHIPS: lazy_gettext("Making friends and keeping them"),
    Goal.CLUB: lazy_gettext("Joining a club or an activity"),
    Goal.COMMUNITY: lazy_gettext("Going to places nearby, such as the library or the park"),
    Goal.WORK: lazy_gettext("Getting ready for work or college"),
}


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
