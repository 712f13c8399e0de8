"""The codes of what families ask of the team, with a title in the reader's language where they choose one."""

from __future__ import annotations

from enum import StrEnum

from localoffer.languages import LazyText, lazy_gettext

ANY, OTHER = "any", "other"
"""Stand in place of every day or time, and of a language or a format that is not on the list."""


class ContactKind(StrEnum):
    """What somebody asks for."""

    CALL = "call"
    PAPER = "paper"


class RequestState(StrEnum):
    """Whether somebody in the team still has to deal with it."""

    WAITING = "waiting"
    DONE = "done"


class Paper(StrEnum):
    """What somebody wants on paper, beside pages and services of their own choice."""

    MY_LIST = "my_list"
    LIFE_SKILLS_FORM = "life_skills_form"


class PrintSize(StrEnum):
    """How a copy should be made."""

    ORDINARY = "ordinary"
    LARGE = "large"
    OTHER = "other"

    @property
    def title(self) -> LazyText:
        return _SIZES[self]


_SIZES = {
    PrintSize.ORDINARY: lazy_gettext("Ordinary print"),
    PrintSize.LARGE: lazy_gettext("Large print"),
    PrintSize.OTHER: lazy_gettext("Another way, such as easy read or braille"),
}


class Sign(StrEnum):
    """Something that machines do and people seldom do."""

    FILLED_THE_EMPTY_BOX = "filled_the_empty_box"
    LINKS = "links"
    BUSY_ADDRESS = "busy_address"
