"""What the team's screens call templates and how their translations stand."""

from __future__ import annotations

from dataclasses import dataclass

from localoffer.languages import LazyText, lazy_gettext
from localoffer.referrals.deciding.vocabulary import Standing, Template

TITLES: dict[Template, LazyText] = {
    Template.BEING_LOOKED_AT: lazy_gettext("Message: being looked at"),
    Template.MORE_INFORMATION: lazy_gettext("Message: we need to know more"),
    Template.ACCEPTED: lazy_gettext("Message: accepted"),
    Template.WAITING_FOR_PROVIDER: lazy_gettext("Message: waiting for a provider"),
    Template.STARTED: lazy_gettext("Message: support has started"),
    Template.FINISHED: lazy_gettext("Message: finished"),
    Template.NOT_ACCEPTED: lazy_gettext("Message: not accepted"),
    Template.WITHDRAWN: lazy_gettext("Message: withdrawn"),
    Template.PUT_RIGHT: lazy_gettext("Message: a wrong move was put right"),
    Template.LETTER_ACCEPTED: lazy_gettext("Letter: accepted"),
    Template.LETTER_NOT_ACCEPTED: lazy_gettext("Letter: not accepted"),
}
PLACES: dict[str, LazyText] = {
    "reference": lazy_gettext("The reference of the form"),
    "day": lazy_gettext("The day of the message"),
    "phone": lazy_gettext("The number of the Local Offer"),
    "hours": lazy_gettext("When somebody answers that number"),
    "council": lazy_gettext("The name of the council"),
    "hours_a_year": lazy_gettext("The most hours of support in a year"),
}


@dataclass(frozen=True)
class State:
    """How a text stands: in a word or two with a colour, and in a sentence."""

    text: LazyText
    colour: str
    meaning: LazyText


STANDINGS: dict[Standing, State] = {
    Standing.ENGLISH: State(lazy_gettext("English"), "blue", lazy_gettext("It goes out as it stands here.")),
    Standing.CHECKED: State(
        lazy_gettext("Checked"), "green", lazy_gettext("Somebody who speaks the language has checked it.")
    ),
    Standing.UNCHECKED: State(
        lazy_gettext("Nobody has checked it"),
        "yellow",
        lazy_gettext("It is sent all the same, and tells the family so. A letter has the English as its last page."),
    ),
    Standing.BEHIND: State(
        lazy_gettext("Behind the English"),
        "red",
        lazy_gettext("The English has changed since. Until somebody brings this up to date, English goes out."),
    ),
}
