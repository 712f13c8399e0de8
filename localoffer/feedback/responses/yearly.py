"""The report of a year: how many commented, who and on what, as numbers that point at nobody, and what was answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from localoffer.feedback.comments.models import Comment
from localoffer.feedback.comments.vocabulary import CommentState, Face, Topic, Who
from localoffer.feedback.responses.small_numbers import safe
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
    who = Counter(comment.who for comment in comments)
    topics = Counter(Topic(code) for comment in comments for code in comment.topics)
    spoken = Counter(comment.language for comment in comments)
    faces = Counter(comment.face for comment in comments if comment.face)
    every = [
        _table(gettext("What became of them"), _ends(comments)),
        _table(gettext("Who wrote"), [(str(one.title), who[one]) for one in Who] + [_not_said(who[None])]),
        _table(gettext("What they wrote about"), [(str(one.title), topics[one]) for one in Topic]),
        _table(gettext("The language of the page"), [(language_of(code).own_name, spoken[code]) for code in LANGUAGES]),
        _table(gettext("How it is for young people"), [(str(one.title), faces[one]) for one in Face]),
    ]
    return [table for table in every if table.tells_something]


def total(comments: Sequence[Comment]) -> str:
    """Return how many comments came, empty where that may not be shown."""
    return _number(safe({"all": len(comments)})["all"])


def _ends(comments: Sequence[Comment]) -> list[tuple[str, int]]:
    answered = sum(
        one.state is CommentState.IN_THEME and one.theme is not None and one.theme.published_at is not None
        for one in comments
    )
    kept_out = sum(one.state is CommentState.KEPT_OUT for one in comments)
    return [
        (gettext("Published in other words, with our answer"), answered),
        (gettext("Kept out: about one person alone, or sent only to annoy"), kept_out),
        (gettext("Still waiting"), len(comments) - answered - kept_out),
    ]


def _not_said(number: int) -> tuple[str, int]:
    return gettext("They did not say"), number


def _table(title: str, counts: Iterable[tuple[str, int]]) -> Table:
    shown = safe(dict(counts))
    return Table(title, tuple(Count(name, _number(number)) for name, number in shown.items()))


def _number(number: int | None) -> str:
    return "" if number is None else format_number(number)
