"""The report of a year: how many commented, who and on what, as numbers that point at nobody, and what was answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from localoffer.feedback.comments.models import Comment
from localoffer.feedback.comments.vocabulary import CommentState, Face, Topic, Who
from localoffer.feedback.suppressing import small, suppressed, together
from localoffer.languages import LANGUAGES, format_number, gettext
from localoffer.languages import get as language_of


@dataclass(frozen=True)
class Count:
    """One line of a table; ``number`` is empty where it may not be shown."""

    name: str
    number: str


@dataclass(frozen=True)
class Table:
    """One table of the report."""

    title: str
    lines: tuple[Count, ...]

    @property
    def tells_something(self) -> bool:
        """Whether a number of people can be shown in it."""
        return any(line.number not in ("", format_number(0)) for line in self.lines)


def tables(comments: Sequence[Comment]) -> list[Table]:
    """Return the numbers of the comments of a year, without tables in which no number could be shown."""
    ends, who, spoken = _in_each_way(comments)
    if not together(ends, who, spoken):
        return []
    topics = Counter(Topic(code) for comment in comments for code in comment.topics)
    faces = Counter(comment.face for comment in comments if comment.face)
    # a comment may be about several things: these have no sum that a small number could be worked out from
    about = {str(one.title): small(topics[one]) for one in Topic}
    every = [
        _table(gettext("What became of them"), suppressed(ends).counts),
        _table(gettext("Who wrote"), suppressed(who).counts),
        _table(gettext("What they wrote about"), about),
        _table(gettext("The language of the page"), suppressed(spoken).counts),
        _table(gettext("How it is for young people"), suppressed({str(one.title): faces[one] for one in Face}).counts),
    ]
    return [table for table in every if table.tells_something]


def total(comments: Sequence[Comment]) -> str:
    """Return how many comments came, empty where that may not be shown."""
    return format_number(len(comments)) if together(*_in_each_way(comments)) else ""


def _in_each_way(comments: Sequence[Comment]) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
    """Return all comments of a year counted in three ways: what became of them, who wrote, and in which language."""
    who = Counter(comment.who for comment in comments)
    spoken = Counter(comment.language for comment in comments)
    return (
        _ends(comments),
        {**{str(one.title): who[one] for one in Who}, gettext("They did not say"): who[None]},
        {language_of(code).own_name: spoken[code] for code in LANGUAGES},
    )


def _ends(comments: Sequence[Comment]) -> dict[str, int]:
    answered = sum(
        one.state is CommentState.IN_THEME and one.theme is not None and one.theme.published_at is not None
        for one in comments
    )
    kept_out = sum(one.state is CommentState.KEPT_OUT for one in comments)
    return {
        gettext("Published in other words, with our answer"): answered,
        gettext("Kept out: about one person alone, or sent only to annoy"): kept_out,
        gettext("Still waiting"): len(comments) - answered - kept_out,
    }


def _table(title: str, shown: Mapping[str, int | None]) -> Table:
    return Table(title, tuple(Count(name, _number(number)) for name, number in shown.items()))


def _number(number: int | None) -> str:
    return "" if number is None else format_number(number)
