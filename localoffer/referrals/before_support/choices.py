"""What can be chosen in the part "before support starts": stable codes, with a title in the reader's language."""

from __future__ import annotations

from enum import StrEnum

from localoffer.languages import LazyText, lazy_gettext


class When(StrEnum):
    """A time at which support could happen."""

    SCHOOL_DAY = "school_day"
    AFTER_SCHOOL = "after_school"
    EVENING = "evening"
    SATURDAY = "saturday"
    SUNDAY = "sunday"
    HOLIDAYS = "holidays"
    ANY = "any"

    @property
    def title(self) -> LazyText:
        return _WHEN[self]


_WHEN = {
    When.SCHOOL_DAY: lazy_gettext("Monday to Friday, in the day"),
    When.AFTER_SCHOOL: lazy_gettext("Monday to Friday, after school"),
    When.EVENING: lazy_gettext("Monday to Friday, in the evening"),
    When.SATURDAY: lazy_gettext("On Saturdays"),
    When.SUNDAY: lazy_gettext("On Sundays"),
    When.HOLIDAYS: lazy_gettext("In the school holidays"),
    When.ANY: lazy_gettext("Any time"),
}


class Where(StrEnum):
    """A place in which support could happen."""

    HOME = "home"
    NEARBY = "nearby"
    SCHOOL = "school"
    OUT = "out"
    ANY = "any"

    @property
    def title(self) -> LazyText:
        return _WHERE[self]


_WHERE = {
    Where.HOME: lazy_gettext("At home"),
    Where.NEARBY: lazy_gettext("At a place near home, such as a library or a café"),
    Where.SCHOOL: lazy_gettext("At school or college"),
    Where.OUT: lazy_gettext("Out and about, such as in shops or on a bus"),
    Where.ANY: lazy_gettext("Any place"),
}


class Gender(StrEnum):
    """Who the worker should be."""

    WOMAN = "woman"
    MAN = "man"
    EITHER = "either"

    @property
    def title(self) -> LazyText:
        return _GENDERS[self]


_GENDERS = {
    Gender.WOMAN: lazy_gettext("A woman"),
    Gender.MAN: lazy_gettext("A man"),
    Gender.EITHER: lazy_gettext("It does not matter"),
}


class Travel(StrEnum):
    """How a child or young person can get to a place."""

    FAMILY = "family"
    ON_FOOT = "on_foot"
    BUS = "bus"
    NEEDS_LIFT = "needs_lift"
    HOME_ONLY = "home_only"
    NOT_SURE = "not_sure"

    @property
    def title(self) -> LazyText:
        return _TRAVEL[self]


_TRAVEL = {
    Travel.FAMILY: lazy_gettext("Somebody in the family can drive"),
    Travel.ON_FOOT: lazy_gettext("On foot"),
    Travel.BUS: lazy_gettext("By bus or train"),
    Travel.NEEDS_LIFT: lazy_gettext("Needs a lift or a taxi"),
    Travel.HOME_ONLY: lazy_gettext("Cannot travel now: support has to come to us"),
    Travel.NOT_SURE: lazy_gettext("I’m not sure"),
}
