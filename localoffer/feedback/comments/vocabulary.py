"""The codes of comments and themes: who wrote, what about, how it was for them, and what has become of it."""

from __future__ import annotations

from enum import StrEnum

from localoffer.languages import LazyText, lazy_gettext


class Who(StrEnum):
    """Who wrote a comment, where they said."""

    PARENT = "parent"
    YOUNG_PERSON = "young_person"
    PROFESSIONAL = "professional"
    OTHER = "other"

    @property
    def title(self) -> LazyText:
        return _WHO[self]


_WHO = {
    Who.PARENT: lazy_gettext("A parent or carer"),
    Who.YOUNG_PERSON: lazy_gettext("A child or young person"),
    Who.PROFESSIONAL: lazy_gettext("Somebody who works with children or young people"),
    Who.OTHER: lazy_gettext("Somebody else"),
}


class Topic(StrEnum):
    """What the law wants comments on, in plain words."""

    CONTENT = "content"
    MISSING = "missing"
    EASE = "ease"
    MAKING = "making"

    @property
    def title(self) -> LazyText:
        return _TOPICS[self]


_TOPICS = {
    Topic.CONTENT: lazy_gettext("What there is, and how good it is"),
    Topic.MISSING: lazy_gettext("What is missing"),
    Topic.EASE: lazy_gettext("How easy it is to use or to read"),
    Topic.MAKING: lazy_gettext("How it was made, and how people took part"),
}


class Face(StrEnum):
    """How something was for a young person, as a face says it."""

    GOOD = "good"
    MIDDLING = "middling"
    BAD = "bad"

    @property
    def title(self) -> LazyText:
        return _FACES[self]


_FACES = {
    Face.GOOD: lazy_gettext("Good"),
    Face.MIDDLING: lazy_gettext("OK"),
    Face.BAD: lazy_gettext("Not good"),
}


class CommentState(StrEnum):
    """What has become of a comment. The first two wait for staff; the law's clock stops for none of them by itself."""

    NEW = "new"
    SET_ASIDE = "set_aside"
    IN_THEME = "in_theme"
    KEPT_OUT = "kept_out"


class KeptOut(StrEnum):
    """Why the law lets a comment stay unpublished and unanswered."""

    VEXATIOUS = "vexatious"
    INDIVIDUAL = "individual"


class Sign(StrEnum):
    """Why a comment was set aside for a person to look at."""

    RUDE = "rude"
    NAMES_SOMEBODY = "names_somebody"
    CONTACT_DETAILS = "contact_details"
    LINKS = "links"
    FILLED_THE_EMPTY_BOX = "filled_the_empty_box"


class Progress(StrEnum):
    """How far the council is with what it intends to do about a theme."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    DONE = "done"
    CANNOT = "cannot"

    @property
    def title(self) -> LazyText:
        return _PROGRESS[self]


_PROGRESS = {
    Progress.PLANNED: lazy_gettext("Planned"),
    Progress.UNDER_WAY: lazy_gettext("Under way"),
    Progress.DONE: lazy_gettext("Done"),
    Progress.CANNOT: lazy_gettext("We cannot do this"),
}
