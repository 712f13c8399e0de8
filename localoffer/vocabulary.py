"""What code branches on: stable codes with a title in the reader's language.

Needs and kinds of support are not here: they are rows that commissioners keep (``listings.models.Term``).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from localoffer.languages import LazyText, lazy_gettext


class WayIn(StrEnum):
    """How a family comes to use a service; in the order of least to most effort for the family."""

    DROP_IN = "drop_in"
    CONTACT = "contact"
    REFER_YOURSELF = "refer_yourself"
    PROFESSIONAL = "professional"
    ASSESSMENT = "assessment"

    @property
    def title(self) -> LazyText:
        return _WAYS_IN[self]


_WAYS_IN = {
    WayIn.DROP_IN: lazy_gettext("You can drop in"),
    WayIn.CONTACT: lazy_gettext("You contact them"),
    WayIn.REFER_YOURSELF: lazy_gettext("You can refer yourself"),
    WayIn.PROFESSIONAL: lazy_gettext("A professional refers you"),
    WayIn.ASSESSMENT: lazy_gettext("You need an assessment first"),
}


class Coverage(StrEnum):
    """Where a service can be used from."""

    DISTRICTS = "districts"
    COUNTY = "county"
    ONLINE = "online"
    OUTSIDE = "outside"

    @property
    def title(self) -> LazyText:
        return _COVERAGE[self]


_COVERAGE = {
    Coverage.DISTRICTS: lazy_gettext("Some districts"),
    Coverage.COUNTY: lazy_gettext("Whole county"),
    Coverage.ONLINE: lazy_gettext("Online"),
    Coverage.OUTSIDE: lazy_gettext("Outside the county"),
}


class Cost(StrEnum):
    """What a family pays."""

    FREE = "free"
    PAID = "paid"
    VARIES = "varies"

    @property
    def title(self) -> LazyText:
        return _COSTS[self]


_COSTS = {
    Cost.FREE: lazy_gettext("Free"),
    Cost.PAID: lazy_gettext("You pay"),
    Cost.VARIES: lazy_gettext("The cost varies"),
}


class Spaces(StrEnum):
    """Whether a service can take somebody new; always shown with the date on which it was stated."""

    AVAILABLE = "available"
    FEW = "few"
    WAITING = "waiting"
    FULL = "full"

    @property
    def title(self) -> LazyText:
        return _SPACES[self]


_SPACES = {
    Spaces.AVAILABLE: lazy_gettext("Has spaces"),
    Spaces.FEW: lazy_gettext("A few spaces left"),
    Spaces.WAITING: lazy_gettext("Waiting list"),
    Spaces.FULL: lazy_gettext("Full"),
}


class Fact(StrEnum):
    """The facts that decide: each yes, no or not stated, and never inferred."""

    COMES_TO_YOU = "comes_to_you"
    OPEN_TO_ALL = "open_to_all"
    VISIT_FIRST = "visit_first"
    SHORT_NOTICE = "short_notice"
    SCHOOL_HOLIDAYS = "school_holidays"
    TRANSPORT = "transport"
    COMPLEX_NEEDS = "complex_needs"
    PERSONAL_CARE = "personal_care"
    MEDICATION = "medication"
    BEHAVIOUR_SUPPORT = "behaviour_support"
    DBS_CHECKED = "dbs_checked"

    @property
    def title(self) -> LazyText:
        return _FACTS[self]


_FACTS = {
    Fact.COMES_TO_YOU: lazy_gettext("Comes to your home"),
    Fact.OPEN_TO_ALL: lazy_gettext("Open to everyone and welcomes children with SEND"),
    Fact.VISIT_FIRST: lazy_gettext("You can visit first"),
    Fact.SHORT_NOTICE: lazy_gettext("Can help at short notice"),
    Fact.SCHOOL_HOLIDAYS: lazy_gettext("Runs in the school holidays"),
    Fact.TRANSPORT: lazy_gettext("Offers transport"),
    Fact.COMPLEX_NEEDS: lazy_gettext("Supports complex needs"),
    Fact.PERSONAL_CARE: lazy_gettext("Gives personal care"),
    Fact.MEDICATION: lazy_gettext("Gives medication"),
    Fact.BEHAVIOUR_SUPPORT: lazy_gettext("Supports behaviour that challenges"),
    Fact.DBS_CHECKED: lazy_gettext("Staff have DBS checks (criminal record checks)"),
}


class Access(StrEnum):
    """What a venue offers to those who need access."""

    STEP_FREE = "step_free"
    ACCESSIBLE_TOILET = "accessible_toilet"
    CHANGING_PLACES = "changing_places"
    PARKING = "parking"
    HEARING_LOOP = "hearing_loop"
    QUIET_SPACE = "quiet_space"

    @property
    def title(self) -> LazyText:
        return _ACCESS[self]


_ACCESS = {
    Access.STEP_FREE: lazy_gettext("Step-free way in"),
    Access.ACCESSIBLE_TOILET: lazy_gettext("Accessible toilet"),
    Access.CHANGING_PLACES: lazy_gettext("Changing Places toilet"),
    Access.PARKING: lazy_gettext("Accessible parking"),
    Access.HEARING_LOOP: lazy_gettext("Hearing loop"),
    Access.QUIET_SPACE: lazy_gettext("Quiet space"),
}


class Day(StrEnum):
    """A day of the week on which a service happens."""

    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"
    SATURDAY = "sat"
    SUNDAY = "sun"

    @property
    def title(self) -> LazyText:
        return _DAYS[self]


_DAYS = {
    Day.MONDAY: lazy_gettext("Monday"),
    Day.TUESDAY: lazy_gettext("Tuesday"),
    Day.WEDNESDAY: lazy_gettext("Wednesday"),
    Day.THURSDAY: lazy_gettext("Thursday"),
    Day.FRIDAY: lazy_gettext("Friday"),
    Day.SATURDAY: lazy_gettext("Saturday"),
    Day.SUNDAY: lazy_gettext("Sunday"),
}


class PartOfDay(StrEnum):
    """When in a day a service happens: the morning ends at 12, the afternoon at 17."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"

    @property
    def title(self) -> LazyText:
        return _PARTS_OF_DAY[self]


_PARTS_OF_DAY = {
    PartOfDay.MORNING: lazy_gettext("Morning"),
    PartOfDay.AFTERNOON: lazy_gettext("Afternoon"),
    PartOfDay.EVENING: lazy_gettext("Evening"),
}

SLOTS: dict[str, tuple[Day, PartOfDay]] = {f"{day}-{part}": (day, part) for day in Day for part in PartOfDay}
"""Every part of every day of the week by its code (``sat-morning``), in the order of the week."""


class Regulator(StrEnum):
    """Who inspects a service."""

    CQC = "cqc"
    OFSTED = "ofsted"

    @property
    def title(self) -> LazyText:
        return _REGULATORS[self]


_REGULATORS = {
    Regulator.CQC: lazy_gettext("Care Quality Commission (CQC)"),
    Regulator.OFSTED: lazy_gettext("Ofsted"),
}


class Checker(StrEnum):
    """Who last said that a listing is right."""

    COUNCIL = "council"
    ORGANISATION = "organisation"


class ListingStatus(StrEnum):
    """Where a listing stands; only a published one is seen by families."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"

    @property
    def title(self) -> LazyText:
        return _LISTING_STATUSES[self]


_LISTING_STATUSES = {
    ListingStatus.DRAFT: lazy_gettext("Draft"),
    ListingStatus.PUBLISHED: lazy_gettext("Published"),
    ListingStatus.ARCHIVED: lazy_gettext("Archived"),
}


class ReviewState(StrEnum):
    """How far one saved version of a listing or of a page is; of each, at most one version is published."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    PUBLISHED = "published"
    REPLACED = "replaced"

    @property
    def waits(self) -> bool:
        """Whether families do not see such a version yet."""
        return self in WAITING


WAITING = (ReviewState.DRAFT, ReviewState.IN_REVIEW, ReviewState.RETURNED)
"""How far a version is that families do not see yet."""


class SentBy(StrEnum):
    """The way by which a message leaves the site."""

    EMAIL = "email"
    TEXT = "text"


class AgeBand(StrEnum):
    """How old a child or young person is, told no closer than is needed."""

    UNDER_5 = "0-4"
    PRIMARY = "5-10"
    SECONDARY = "11-15"
    LEAVING = "16-18"
    ADULT = "19-25"

    @property
    def title(self) -> LazyText:
        return _AGE_BANDS[self]

    @property
    def years(self) -> range:
        first, _, last = self.value.partition("-")
        return range(int(first), int(last) + 1)

    @classmethod
    def of(cls, age: int) -> Self | None:
        """Return the band of an age in years, None where it is in none."""
        return next((band for band in cls if age in band.years), None)


_AGE_BANDS = {
    AgeBand.UNDER_5: lazy_gettext("0 to 4"),
    AgeBand.PRIMARY: lazy_gettext("5 to 10"),
    AgeBand.SECONDARY: lazy_gettext("11 to 15"),
    AgeBand.LEAVING: lazy_gettext("16 to 18"),
    AgeBand.ADULT: lazy_gettext("19 to 25"),
}
