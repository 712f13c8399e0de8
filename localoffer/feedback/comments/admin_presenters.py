"""What the queue of comments shows staff, as finished words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from localoffer.crypto import CannotOpen, KeyRing
from localoffer.feedback.comments import clock, sealing
from localoffer.feedback.comments.admin_forms import WHY
from localoffer.feedback.comments.clock import Clock
from localoffer.feedback.comments.copying import Finding, Found
from localoffer.feedback.comments.models import Comment, Theme
from localoffer.feedback.comments.queries import Queue
from localoffer.feedback.comments.sealing import Inside
from localoffer.feedback.comments.vocabulary import CommentState, Sign, Topic
from localoffer.feedback.subjects import Subject
from localoffer.languages import format_date, format_list, gettext, lazy_gettext
from localoffer.languages import get as language_of

QUEUES = {
    Queue.NEW: lazy_gettext("New"),
    Queue.SET_ASIDE: lazy_gettext("Set aside"),
    Queue.WANTS_ANSWER: lazy_gettext("Waiting for an answer"),
    Queue.UNPUBLISHED: lazy_gettext("The 12 months run"),
    Queue.IN_THEME: lazy_gettext("In a theme"),
    Queue.ANSWERED: lazy_gettext("Answered by mail"),
    Queue.KEPT_OUT: lazy_gettext("Kept out"),
    Queue.ALL: lazy_gettext("All"),
}
KINDS = {
    "page": lazy_gettext("Pages"),
    "listing": lazy_gettext("Services"),
    "site": lazy_gettext("The whole site"),
    "missing": lazy_gettext("What is missing"),
}
SIGNS = {
    Sign.RUDE: lazy_gettext("It has a rude word"),
    Sign.NAMES_SOMEBODY: lazy_gettext("It seems to name somebody"),
    Sign.CONTACT_DETAILS: lazy_gettext("It has an address, a postcode or a long number"),
    Sign.LINKS: lazy_gettext("It has several links"),
    Sign.FILLED_THE_EMPTY_BOX: lazy_gettext("A box was filled in that people cannot see"),
}
FOUND = {
    Found.COPIED: lazy_gettext("The same words in a row as in the comment: “%(words)s”"),
    Found.CONTACT: lazy_gettext("An address, a link, a postcode or a long number: “%(words)s”"),
    Found.NUMBER: lazy_gettext("A number: “%(words)s”"),
    Found.NAME: lazy_gettext("Perhaps a name: “%(words)s”"),
}
_LONGEST_GLIMPSE = 90


@dataclass(frozen=True)
class Row:
    """One line of the queue; ``glimpse`` is how the comment begins, empty where it is set aside or gone."""

    key: str
    came: str
    about: str
    about_address: str
    who: str
    language: str
    lang: str
    state: str
    colour: str
    due: str
    is_late: bool
    wants_answer: bool
    glimpse: str
    is_demonstration: bool


@dataclass(frozen=True)
class Whole:
    """One comment with everything in it; ``inside`` is None where it cannot be read any more."""

    row: Row
    topics: str
    face: str
    signs: tuple[str, ...]
    inside: Inside | None
    theme: str
    theme_slug: str
    kept_out: str
    reason: str
    decided: str
    answered: str
    can_be_answered: bool
    can_be_published: bool
    can_be_kept_out: bool
    is_set_aside: bool
    is_kept_out: bool


def row(comment: Comment, subject: Subject | None, *, keys: KeyRing, today: date) -> Row:
    """Return one line of the queue."""
    state, colour = _state(comment)
    due, runs = clock.due_on(comment.told_on), _runs(comment)
    return Row(
        key=str(comment.uuid),
        came=format_date(comment.told_on),
        about=subject.title if subject else comment.about,
        about_address=subject.address if subject else "",
        who=str(comment.who.title) if comment.who else gettext("Not said"),
        language=str(language_of(comment.language).locale.get_language_name("en")),
        lang=comment.language,
        state=state,
        colour=colour,
        due=format_date(due) if runs else "",
        is_late=runs and due < today,
        wants_answer=comment.sealed_email is not None and comment.answered_at is None,
        glimpse=_glimpse(comment, keys),
        is_demonstration=comment.is_demonstration,
    )


def whole(comment: Comment, subject: Subject | None, *, keys: KeyRing, staff: Mapping[str, str], today: date) -> Whole:
    """Return one comment with everything in it; ``staff`` maps actors (``staff:<id>``) to names."""
    shown, state = row(comment, subject, keys=keys, today=today), comment.state
    inside = _inside(comment, keys)
    return Whole(
        row=shown,
        topics=format_list([str(Topic(code).title) for code in comment.topics]) or gettext("Not said"),
        face=str(comment.face.title) if comment.face else "",
        signs=tuple(str(SIGNS[Sign(code)]) for code in comment.signs),
        inside=inside,
        theme=theme_title(comment.theme) if comment.theme else "",
        theme_slug=comment.theme.slug if comment.theme else "",
        kept_out=str(WHY[comment.kept_out]) if comment.kept_out else "",
        reason=comment.kept_out_reason,
        decided=_dated(comment.decided_at, staff.get(comment.decided_by)),
        answered=_dated(comment.answered_at, staff.get(comment.answered_by)),
        can_be_answered=shown.wants_answer and inside is not None,
        can_be_published=state in (CommentState.NEW, CommentState.IN_THEME),
        can_be_kept_out=state is not CommentState.KEPT_OUT,
        is_set_aside=state is CommentState.SET_ASIDE,
        is_kept_out=state is CommentState.KEPT_OUT,
    )


def findings(found: list[Finding]) -> list[str]:
    """Return what was found in a published form, each as a sentence."""
    return [str(FOUND[one.found]) % {"words": one.words} for one in found]


def clock_words(told: Clock) -> list[str]:
    """Return how the law's clock stands, one sentence for each thing."""
    said = [gettext("Comments not yet published with an answer: %(number)s.", number=told.waiting)]
    if told.late:
        said.append(gettext("More than 12 months have passed for %(number)s of them.", number=told.late))
    if told.first_due:
        said.append(gettext("The oldest is due by %(day)s.", day=format_date(told.first_due)))
    if told.last_published:
        said.append(gettext("The last answer was published on %(day)s.", day=format_date(told.last_published)))
    return said


def _runs(comment: Comment) -> bool:
    is_public = comment.theme is not None and comment.theme.published_at is not None
    return comment.state is not CommentState.KEPT_OUT and not is_public


def _state(comment: Comment) -> tuple[str, str]:
    if comment.state is CommentState.IN_THEME:
        return (gettext("In a theme"), "blue") if _runs(comment) else (gettext("Published"), "green")
    return {
        CommentState.NEW: (gettext("New"), "yellow"),
        CommentState.SET_ASIDE: (gettext("Set aside"), "orange"),
        CommentState.KEPT_OUT: (gettext("Kept out"), "grey"),
    }[comment.state]


def theme_title(theme: Theme) -> str:
    """Return the English title of a theme."""
    english = theme.text("en")
    return english.title if english else theme.slug


def _inside(comment: Comment, keys: KeyRing) -> Inside | None:
    try:
        return sealing.open_inside(comment, keys=keys)
    except CannotOpen:
        return None


def _glimpse(comment: Comment, keys: KeyRing) -> str:
    inside = _inside(comment, keys) if comment.state is not CommentState.SET_ASIDE else None
    words = " ".join(inside.words.split()) if inside else ""
    return words if len(words) <= _LONGEST_GLIMPSE else f"{words[:_LONGEST_GLIMPSE].rsplit(' ', 1)[0]} …"


def _dated(when: datetime | None, by: str | None) -> str:
    if when is None:
        return ""
    return gettext("%(day)s, by %(name)s", day=format_date(when), name=by) if by else format_date(when)
