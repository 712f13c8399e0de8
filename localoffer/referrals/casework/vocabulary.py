"""What the code of casework branches on: stable codes, with a title in the reader's language."""

from __future__ import annotations

from enum import StrEnum

from localoffer.languages import LazyText, lazy_gettext


class Outcome(StrEnum):
    """What became of a goal. The family reads it too."""

    REACHED = "reached"
    PARTLY = "partly"
    NOT_YET = "not_yet"
    NOT_TRIED = "not_tried"

    @property
    def title(self) -> LazyText:
        return _OUTCOMES[self]


_OUTCOMES = {
    Outcome.REACHED: lazy_gettext("Reached"),
    Outcome.PARTLY: lazy_gettext("Reached in part"),
    Outcome.NOT_YET: lazy_gettext("Not reached yet"),
    Outcome.NOT_TRIED: lazy_gettext("We did not work on it"),
}


class Sensitive(StrEnum):
    """What the page of a referral shows only to whoever asks for it."""

    HOME = "home"
    RESPONSIBILITY = "responsibility"
    WORKER = "worker"
    KEEPING_SAFE = "keeping_safe"


class LookReason(StrEnum):
    """Why somebody asked to see something sensitive, or took a referral out of the site."""

    DECIDING = "deciding"
    CONTACT = "contact"
    SAFETY = "safety"
    SUPPORT = "support"
    REQUEST = "request"
