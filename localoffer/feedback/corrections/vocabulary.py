"""The codes of corrections: what is wrong, who says so, and what came of it."""

from __future__ import annotations

from enum import StrEnum

from localoffer.languages import LazyText, lazy_gettext


class Wrong(StrEnum):
    """What on a listing is wrong."""

    NAME = "name"
    OFFER = "offer"
    WHO_FOR = "who_for"
    AGES = "ages"
    PLACE = "place"
    COST = "cost"
    TIMES = "times"
    SPACES = "spaces"
    WAYS_IN = "ways_in"
    CONTACT = "contact"
    LANGUAGES = "languages"
    CLOSED = "closed"
    OTHER = "other"

    @property
    def title(self) -> LazyText:
        return _WRONG[self]


class Teller(StrEnum):
    """Who says that something is wrong."""

    PROVIDER = "provider"
    PARENT = "parent"
    OTHER = "other"

    @property
    def title(self) -> LazyText:
        return _TELLERS[self]


class Outcome(StrEnum):
    """What came of a correction."""

    PUT_RIGHT = "put_right"
    ALREADY_RIGHT = "already_right"
    PASSED_ON = "passed_on"
    CANNOT_TELL = "cannot_tell"


_WRONG = {
    Wrong.NAME: lazy_gettext("The name"),
    Wrong.OFFER: lazy_gettext("What it offers"),
    Wrong.WHO_FOR: lazy_gettext("Who it is for"),
    Wrong.AGES: lazy_gettext("The ages"),
    Wrong.PLACE: lazy_gettext("Where it is"),
    Wrong.COST: lazy_gettext("What it costs"),
    Wrong.TIMES: lazy_gettext("The days or times"),
    Wrong.SPACES: lazy_gettext("If it has spaces"),
    Wrong.WAYS_IN: lazy_gettext("How to start"),
    Wrong.CONTACT: lazy_gettext("The phone number, email or website"),
    Wrong.LANGUAGES: lazy_gettext("The languages they speak"),
    Wrong.CLOSED: lazy_gettext("It has closed"),
    Wrong.OTHER: lazy_gettext("Something else"),
}
_TELLERS = {
    Teller.PROVIDER: lazy_gettext("I work for this service"),
    Teller.PARENT: lazy_gettext("A parent, carer or young person"),
    Teller.OTHER: lazy_gettext("Somebody else"),
}
