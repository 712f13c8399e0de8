"""How families were heard, for the document for an inspector: what they took part in, comments and responses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from localoffer.feedback.comments import clock
from localoffer.feedback.comments import queries as comments
from localoffer.feedback.comments.models import Comment, Theme
from localoffer.feedback.comments.vocabulary import Progress
from localoffer.feedback.responses import queries, yearly
from localoffer.feedback.taking_part import presenters
from localoffer.feedback.taking_part import queries as taking_part
from localoffer.feedback.taking_part.models import TakingPart
from localoffer.guide.duties.admin_inspection import Heard, Table, Told
from localoffer.languages import ENGLISH, format_date, format_number, gettext, ngettext


def heard(session: Session, *, today: date) -> Heard:
    """Return what families took part in, and the numbers of this year's and the last year's comments and responses.

    No number is so small that it could point at somebody.
    """
    years = [queries.of_year(session, year=year) for year in (today.year, today.year - 1)]
    return Heard(
        involved=tuple(_entry(entry) for entry in taking_part.every(session)),
        numbers=(
            *(_year(came, today.year - ago) for ago, came in enumerate(years)),
            _progress(queries.public(session)),
        ),
        notes=tuple(_notes(session, today)),
    )


def _entry(entry: TakingPart) -> Told:
    told = presenters.shown(entry, ENGLISH, themes={})
    words = told.words
    lines = (
        words.what,
        words.who and gettext("Who took part: %(who)s", who=words.who),
        words.changed and gettext("What came of it: %(changed)s", changed=words.changed),
        words.source and gettext("Source: %(source)s", source=words.source),
    )
    name = gettext("%(when)s, %(kind)s: %(title)s", when=told.when, kind=told.kind.lower(), title=words.title)
    return Told(name, tuple(line for line in lines if line))


def _year(came: Sequence[Comment], year: int) -> Table:
    lines = (
        (gettext("%(what)s: %(which)s", what=table.title, which=line.name), line.number or _few())
        for table in yearly.tables(came)
        for line in table.lines
    )
    return Table(
        gettext("Comments that came in %(year)s", year=year),
        (gettext("What is counted"), gettext("Comments")),
        ((gettext("All"), yearly.total(came) or _few()), *lines),
    )


def _progress(themes: Sequence[Theme]) -> Table:
    return Table(
        gettext("Responses that are published"),
        (gettext("State of the action"), gettext("Responses")),
        tuple(
            (str(state.title), format_number(sum(theme.progress is state for theme in themes))) for state in Progress
        ),
    )


def _notes(session: Session, today: date) -> list[str]:
    last = comments.last_published(session)
    told = clock.clock(comments.came_on_unanswered(session), last_published=last, today=today)
    published = (
        gettext("A response was last published on %(day)s.", day=format_date(last))
        if last
        else gettext("No response has been published yet.")
    )
    said = ngettext(
        "%(num)s comment has waited for longer than 12 months.",
        "%(num)s comments have waited for longer than 12 months.",
        told.late,
    )
    return [published, said]


def _few() -> str:
    return gettext("not shown: too few")
