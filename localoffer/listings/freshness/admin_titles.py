"""What organisations answer, and how their links stand, in the words of the staff's screens."""

from __future__ import annotations

from localoffer.languages import LazyText, lazy_gettext
from localoffer.listings.freshness.vocabulary import LinkState, ProviderAnswer

STATES: dict[LinkState, LazyText] = {
    LinkState.TO_DO: lazy_gettext("For you to look at"),
    LinkState.SILENT: lazy_gettext("Do not answer"),
    LinkState.WAITING: lazy_gettext("Waiting for an answer"),
    LinkState.ANSWERED: lazy_gettext("Answered"),
    LinkState.ENDED: lazy_gettext("Ended without an answer"),
}
COLOURS: dict[LinkState, str] = {
    LinkState.TO_DO: "red",
    LinkState.SILENT: "orange",
    LinkState.WAITING: "yellow",
    LinkState.ANSWERED: "green",
    LinkState.ENDED: "grey",
}
ANSWERS: dict[ProviderAnswer, LazyText] = {
    ProviderAnswer.RIGHT: lazy_gettext("It is right"),
    ProviderAnswer.CHANGED: lazy_gettext("It sent changes"),
    ProviderAnswer.CLOSED: lazy_gettext("It has closed for good"),
    ProviderAnswer.PAUSED: lazy_gettext("It is closed for now"),
}
