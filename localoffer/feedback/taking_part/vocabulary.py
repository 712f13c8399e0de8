"""The kinds of things in which families take part."""

from __future__ import annotations

from enum import StrEnum

from localoffer.languages import LazyText, lazy_gettext


class Kind(StrEnum):
    """What families took part in."""

    SURVEY = "survey"
    GROUP = "group"
    MEETING = "meeting"
    CHANGE = "change"

    @property
    def title(self) -> LazyText:
        return _TITLES[self]


_TITLES = {
    Kind.SURVEY: lazy_gettext("Survey"),
    Kind.GROUP: lazy_gettext("Group"),
    Kind.MEETING: lazy_gettext("Meeting"),
    Kind.CHANGE: lazy_gettext("What changed"),
}
