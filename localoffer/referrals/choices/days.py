"""What a young person's days are like: stable codes, with a title in the reader's language."""

from __future__ import annotations

from enum import StrEnum

from localoffer.languages import LazyText, lazy_gettext


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


class SchoolKind(StrEnum):
    """Where a child or young person learns."""

    SCHOOL = "school"
    COLLEGE = "college"
    HOME = "home"
    NONE = "none"
    RATHER_NOT = "rather_not"

    @property
    def title(self) -> LazyText:
        return _SCHOOL_KINDS[self]


_SCHOOL_KINDS = {
    SchoolKind.SCHOOL: lazy_gettext("At a school or a nursery"),
    SchoolKind.COLLEGE: lazy_gettext("At a college or a university"),
    SchoolKind.HOME: lazy_gettext("At home, instead of going to school"),
    SchoolKind.NONE: lazy_gettext("None of these at the moment"),
    SchoolKind.RATHER_NOT: lazy_gettext("I’d rather not say"),
}
