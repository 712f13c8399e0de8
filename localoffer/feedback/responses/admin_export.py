"""The comments of a year as a spreadsheet for staff: without what was written, with what was published of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from localoffer.feedback.admin_export import SO_THAT_EXCEL_KNOWS_THE_LETTERS, inert
from localoffer.feedback.comments import clock
from localoffer.feedback.comments.admin_presenters import theme_title
from localoffer.feedback.comments.models import Comment
from localoffer.feedback.comments.vocabulary import Topic
from localoffer.languages import gettext


def year_as_csv(comments: Sequence[Comment]) -> str:
    """Return a line for each comment, with a line of headings first."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(
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
        ]
    )
    for comment in comments:
        writer.writerow([inert(cell) for cell in _cells(comment)])
    return SO_THAT_EXCEL_KNOWS_THE_LETTERS + written.getvalue()


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
