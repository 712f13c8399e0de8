"""The comments of a year as a spreadsheet for staff: without what was written, with what was published of it."""

from __future__ import annotations

from collections.abc import Sequence

from localoffer.feedback.comments import clock
from localoffer.feedback.comments.admin_presenters import theme_title
from localoffer.feedback.comments.models import Comment
from localoffer.feedback.comments.vocabulary import Topic
from localoffer.languages import gettext
from localoffer.web.spreadsheets import as_csv


def year_as_csv(comments: Sequence[Comment]) -> bytes:
    """Return a line for each comment, with a line of headings first."""
    return as_csv(
        [
            gettext("Came"),
            gettext("Language"),
            gettext("About"),
            gettext("From"),
            gettext("What about it"),
            gettext("State"),
            gettext("Theme"),
            gettext("Published form"),
            gettext("Kept out because"),
            gettext("Due by"),
        ],
        map(_cells, comments),
    )


def _cells(comment: Comment) -> tuple[str, ...]:
    return (
        comment.told_on.isoformat(),
        comment.language,
        comment.about,
        str(comment.who.title) if comment.who else "",
        "; ".join(str(Topic(code).title) for code in comment.topics),
        comment.state.value,
        theme_title(comment.theme) if comment.theme else "",
        comment.public_words.get("en", ""),
        comment.kept_out_reason,
        clock.due_on(comment.told_on).isoformat(),
    )
