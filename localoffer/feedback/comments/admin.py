"""The queue of comments. In English only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.days import today
from localoffer.db import session
from localoffer.feedback import subjects
from localoffer.feedback.comments import admin_one, admin_presenters, clock, queries
from localoffer.feedback.comments.queries import CommentPage, Queue
from localoffer.languages import LANGUAGES, gettext
from localoffer.staff.guard import needs
from localoffer.staff.home import Tile

blueprint = Blueprint("comments", __name__, url_prefix="/comments")
_A_DAY = timedelta(days=1)
admin_one.register(blueprint)


@dataclass(frozen=True)
class Wanted:
    """What the queue shows: one of its lists, a language (empty: all), a kind of what a comment is about."""

    queue: Queue
    language: str
    about: str

    def arguments(self, **other: Any) -> dict[str, Any]:
        """Return it as an address holds it, with what is different."""
        return {"queue": self.queue.value, "language": self.language or None, "about": self.about or None, **other}


@blueprint.get("")
@needs("comments.read")
def index() -> str:
    """Show one list of comments, oldest first."""
    wanted = _wanted()
    found = queries.page(
        session(),
        queue=wanted.queue,
        language=wanted.language,
        about=wanted.about,
        number=request.args.get("page", 1, type=int),
    )
    about = {code: subjects.resolve(code) for code in {row.about for row in found.rows}}
    return render_template(
        "feedback/comments/admin/index.html",
        wanted=wanted,
        rows=[admin_presenters.row(row, about[row.about], keys=_keys(), today=today()) for row in found.rows],
        total=found.total,
        counts=queries.counts(session()),
        queues=admin_presenters.QUEUES,
        kinds=admin_presenters.KINDS,
        tongues={code: one.locale.get_language_name("en") for code, one in LANGUAGES.items()},
        clock=admin_presenters.clock_words(_clock(session())),
        pages=_pages(wanted, found),
    )


def tiles(session: Session) -> list[Tile]:
    """Return what the first page of the commissioners' area says of comments, what is late first."""
    numbers = queries.numbers().c
    late_before, soon_before = clock.first_due_from(today()), clock.first_due_from(today() + clock.SOON + _A_DAY)
    late = queries.number_unanswered(before=late_before)
    soon = queries.number_unanswered(since=late_before, before=soon_before)
    unpublished = _address(Queue.UNPUBLISHED)
    waiting = (
        (gettext("New comments"), Queue.NEW),
        (gettext("Comments set aside"), Queue.SET_ASIDE),
        (gettext("Comments waiting for an answer by mail"), Queue.WANTS_ANSWER),
    )
    return [
        Tile(gettext("Comments not answered within 12 months"), late, unpublished, urgent=True, only_if_any=True),
        Tile(gettext("Comments to answer within 60 days"), soon, unpublished, only_if_any=True),
        *(Tile(title, numbers[queue.value], _address(queue)) for title, queue in waiting),
    ]


def _address(queue: Queue) -> str:
    return url_for("admin.comments.index", queue=queue.value)


def _pages(wanted: Wanted, found: CommentPage) -> list[dict[str, object]]:
    return [
        {
            "number": number,
            "address": url_for("admin.comments.index", **wanted.arguments(page=number)),
            "current": number == found.page,
        }
        for number in range(1, found.pages + 1)
    ]


def _clock(session: Session) -> clock.Clock:
    return clock.clock(
        queries.came_on_unanswered(session), last_published=queries.last_published(session), today=today()
    )


def _wanted() -> Wanted:
    queue, language = request.args.get("queue", ""), request.args.get("language", "")
    about = request.args.get("about", "")
    return Wanted(
        queue=Queue(queue) if queue in set(Queue) else Queue.NEW,
        language=language if language in LANGUAGES else "",
        about=about if about in admin_presenters.KINDS else "",
    )


def _keys() -> KeyRing:
    found: KeyRing = current_app.extensions["localoffer_keys"]
    return found
