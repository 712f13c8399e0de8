"""The queue of comments. In English only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, current_app, render_template, request, url_for
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.db import session
from localoffer.feedback import subjects
from localoffer.feedback.comments import admin_one, admin_presenters, clock, queries
from localoffer.feedback.comments.queries import CommentPage, Queue
from localoffer.feedback.days import today
from localoffer.languages import LANGUAGES, gettext
from localoffer.staff.guard import needs
from localoffer.staff.home import Tile

blueprint = Blueprint("comments", __name__, url_prefix="/comments")
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
    counts, told = queries.counts(session), _clock(session)

    def tile(title: str, count: int, queue: Queue, *, urgent: bool = False) -> Tile:
        return Tile(title, count, url_for("admin.comments.index", queue=queue.value), urgent=urgent)

    late = tile(gettext("Comments not answered within 12 months"), told.late, Queue.UNPUBLISHED, urgent=True)
    soon = tile(gettext("Comments to answer within 60 days"), told.soon, Queue.UNPUBLISHED)
    waiting = (
        tile(gettext("New comments"), counts[Queue.NEW], Queue.NEW),
        tile(gettext("Comments set aside"), counts[Queue.SET_ASIDE], Queue.SET_ASIDE),
        tile(gettext("Comments waiting for an answer by mail"), counts[Queue.WANTS_ANSWER], Queue.WANTS_ANSWER),
    )
    return [*([late] if told.late else []), *([soon] if told.soon else []), *waiting]


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
