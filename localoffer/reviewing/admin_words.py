"""How far a version is, and who had to do with it, in words. In English only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from localoffer.forms.fields import Text
from localoffer.languages import format_moment, gettext, lazy_gettext
from localoffer.vocabulary import ReviewState

_STATES: dict[ReviewState, tuple[Text, str]] = {
    ReviewState.DRAFT: (lazy_gettext("Draft"), "yellow"),
    ReviewState.IN_REVIEW: (lazy_gettext("Waits for review"), "blue"),
    ReviewState.RETURNED: (lazy_gettext("Given back"), "orange"),
    ReviewState.PUBLISHED: (lazy_gettext("Families see this"), "green"),
    ReviewState.REPLACED: (lazy_gettext("Earlier version"), "grey"),
}


@dataclass(frozen=True)
class TagShown:
    """A few words and the colour that they stand in."""

    text: str
    colour: str


def version_tag(state: ReviewState) -> TagShown:
    """Return what became of a version, in words."""
    text, colour = _STATES[state]
    return TagShown(str(text), colour)


def person(actor: str, people: Mapping[str, str]) -> str:
    """Return who an actor of the audit is, in words; ``people`` gives the names of staff."""
    if actor.startswith("provider:"):
        return gettext("The organisation")
    return people.get(actor, gettext("The system"))


def decided_meanwhile(state: ReviewState, by: str, at: datetime | None, people: Mapping[str, str]) -> str:
    """Return what became of a version on which somebody wanted to decide, when another was quicker.

    Args:
        by: who decided on it, as the audit names them, and ``at``: when; None where nobody did.
    """
    if at is None or state in (ReviewState.DRAFT, ReviewState.IN_REVIEW, ReviewState.REPLACED):
        return gettext("It no longer waits for review: somebody has taken it back or changed it since.")
    told = {"who": person(by, people), "when": format_moment(at)}
    if state is ReviewState.RETURNED:
        return gettext("%(who)s gave it back on %(when)s.", **told)
    return gettext("%(who)s published it on %(when)s. Families see it.", **told)
