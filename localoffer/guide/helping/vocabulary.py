"""The codes of “What help can we get?”: questions, answers, rungs of help and next steps."""

from __future__ import annotations

from enum import StrEnum

from localoffer.languages import LazyText, lazy_gettext


class Question(StrEnum):
    """What is asked, in order; the codes are the names in the address."""

    WHO = "who"
    AGE = "age"
    DISTRICT = "district"
    NEED = "need"
    WANT = "want"
    ASSESSED = "assessed"
    URGENT = "urgent"


NOT_SURE = "not-sure"
"""An answer to most questions; families choose it alone, and it is what an unanswered question counts as."""


class Who(StrEnum):
    """Who asks."""

    PARENT = "parent"
    YOUNG_PERSON = "young-person"
    PROFESSIONAL = "professional"

    @property
    def title(self) -> LazyText:
        return _WHO[self]


_WHO = {
    Who.PARENT: lazy_gettext("My child, or a child I look after"),
    Who.YOUNG_PERSON: lazy_gettext("Me: I am a young person"),
    Who.PROFESSIONAL: lazy_gettext("A family that I work with"),
}


class AgeBand(StrEnum):
    """How old the child or young person is. At 16 they may ask for more themselves, at 18 services change."""

    UNDER_5 = "0-4"
    PRIMARY = "5-10"
    SECONDARY = "11-15"
    LEAVING = "16-17"
    ADULT = "18-25"

    @property
    def title(self) -> LazyText:
        return _AGES[self]

    @property
    def years(self) -> range:
        first, _, last = self.value.partition("-")
        return range(int(first), int(last) + 1)


_AGES = {
    AgeBand.UNDER_5: lazy_gettext("0 to 4"),
    AgeBand.PRIMARY: lazy_gettext("5 to 10"),
    AgeBand.SECONDARY: lazy_gettext("11 to 15"),
    AgeBand.LEAVING: lazy_gettext("16 or 17"),
    AgeBand.ADULT: lazy_gettext("18 to 25"),
}


class Want(StrEnum):
    """What would help, in families' words; ``kinds`` are the kinds of support that it means."""

    DO_THINGS = "do-things"
    REST = "rest"
    SKILLS = "skills"
    FEELINGS = "feelings"
    AT_HOME = "at-home"
    SCHOOL = "school"
    HEALTH = "health"
    CHILDCARE = "childcare"
    TALK = "talk"
    MONEY = "money"
    FUTURE = "future"

    @property
    def title(self) -> LazyText:
        return _WANTS[self]

    @property
    def kinds(self) -> tuple[str, ...]:
        return _KINDS[self]


_WANTS = {
    Want.DO_THINGS: lazy_gettext("Things to do with other children or young people"),
    Want.REST: lazy_gettext("A break, for the child and for the family"),
    Want.SKILLS: lazy_gettext("Learning to do more without help"),
    Want.FEELINGS: lazy_gettext("Help with worries, anger or feeling low"),
    Want.AT_HOME: lazy_gettext("Help at home, such as sleep, washing or routines"),
    Want.SCHOOL: lazy_gettext("Help at nursery, school or college"),
    Want.HEALTH: lazy_gettext("Health, therapy or special equipment"),
    Want.CHILDCARE: lazy_gettext("Somebody to look after the child while parents work"),
    Want.TALK: lazy_gettext("Somebody to talk to, or who explains things"),
    Want.MONEY: lazy_gettext("Money, or getting to places"),
    Want.FUTURE: lazy_gettext("Work, a home and life as an adult"),
}
_KINDS = {
    Want.DO_THINGS: ("activities", "sport", "holiday-activities", "community-support"),
    Want.REST: ("short-breaks", "sitting"),
    Want.SKILLS: ("life-skills",),
    Want.FEELINGS: ("wellbeing",),
    Want.AT_HOME: ("care-at-home", "family-support"),
    Want.SCHOOL: ("education",),
    Want.HEALTH: ("therapies", "health", "equipment"),
    Want.CHILDCARE: ("childcare",),
    Want.TALK: ("advice", "carers"),
    Want.MONEY: ("money", "transport"),
    Want.FUTURE: ("adult-life",),
}


class Assessed(StrEnum):
    """Whether anybody has looked at what the child or young person needs."""

    NOBODY = "nobody"
    SCHOOL = "school"
    SOCIAL_CARE = "social-care"
    EHC_PLAN = "ehc-plan"

    @property
    def title(self) -> LazyText:
        return _ASSESSED[self]


_ASSESSED = {
    Assessed.NOBODY: lazy_gettext("Nobody has yet"),
    Assessed.SCHOOL: lazy_gettext("A nursery, school or college gives extra help"),
    Assessed.SOCIAL_CARE: lazy_gettext("A social worker has done an assessment"),
    Assessed.EHC_PLAN: lazy_gettext("There is an education, health and care (EHC) plan"),
}


class Urgent(StrEnum):
    """How soon help is needed; ``DANGER`` leads to the page of whom to ring now, and no further."""

    DANGER = "danger"
    WEEK = "week"
    SOON = "soon"
    LOOKING = "looking"

    @property
    def title(self) -> LazyText:
        return _URGENT[self]


_URGENT = {
    Urgent.DANGER: lazy_gettext("Now: somebody is in danger, or cannot cope"),
    Urgent.WEEK: lazy_gettext("This week"),
    Urgent.SOON: lazy_gettext("Soon, in the next weeks or months"),
    Urgent.LOOKING: lazy_gettext("I am just looking"),
}


class Rung(StrEnum):
    """One part of the answer; in the order in which families see them, whatever the rules say."""

    NOW = "now"
    REFERRAL = "referral"
    ASSESSMENT = "assessment"
    CALL = "call"

    @property
    def title(self) -> LazyText:
        return _RUNGS[self]


_RUNGS = {
    Rung.NOW: lazy_gettext("What you can have now"),
    Rung.REFERRAL: lazy_gettext("What somebody can refer you to"),
    Rung.ASSESSMENT: lazy_gettext("What needs an assessment first"),
    Rung.CALL: lazy_gettext("Whom to call"),
}


class Step(StrEnum):
    """The one next step that a rung leads to."""

    SERVICES = "services"
    PAGE = "page"
    CALL_ME = "call-me"
    RING_US = "ring-us"
    RING_FRONT_DOOR = "ring-front-door"


ASSESSMENT_PAGES = frozenset(
    {
        *("support-after-an-assessment", "panel-outcome-letter", "moving-up-and-down", "kinds-of-care"),
        *("direct-payments-and-personal-budgets", "asking-for-an-ehc-plan"),
    }
)
"""The pages about what comes after an assessment: no rung before that one leads to them."""
