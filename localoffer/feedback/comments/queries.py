"""Reading comments for staff, and the themes that they can be put into."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, ScalarSelect, Subquery, and_, func, or_, select, true
from sqlalchemy.orm import Session, selectinload

from localoffer.db import MissingRow
from localoffer.feedback.comments.models import Comment, Theme
from localoffer.feedback.comments.vocabulary import CommentState
from localoffer.paging import in_range, pages_of
from localoffer.working_days import day_of


class Queue(StrEnum):
    """The lists that staff work through."""

    NEW = "new"
    SET_ASIDE = "set_aside"
    WANTS_ANSWER = "wants_answer"
    UNPUBLISHED = "unpublished"
    IN_THEME = "in_theme"
    ANSWERED = "answered"
    KEPT_OUT = "kept_out"
    ALL = "all"


@dataclass(frozen=True)
class CommentPage:
    """One page of comments."""

    rows: Sequence[Comment]
    total: int
    page: int
    pages: int


def page(
    session: Session, *, queue: Queue, language: str = "", about: str = "", number: int = 1, per_page: int = 25
) -> CommentPage:
    """Return one page of a list, oldest first, so that nothing is passed over; a page past the end is the last one.

    Args:
        about: the kind of what a comment is about, or one of the codes without a kind; empty for all.
    """
    wanted = and_(_in(queue), *([Comment.language == language] if language else []), _about(about))
    total = session.scalar(select(func.count()).select_from(Comment).where(wanted)) or 0
    number, pages = in_range(number, total=total, per_page=per_page), pages_of(total, per_page)
    rows = session.scalars(
        select(Comment)
        .where(wanted)
        .order_by(Comment.told_on, Comment.id)
        .offset((number - 1) * per_page)
        .limit(per_page)
        .options(selectinload(Comment.theme))
    ).all()
    return CommentPage(rows, total, number, pages)


def counts(session: Session) -> dict[Queue, int]:
    """Return how many comments stand in each list, asked in one question."""
    found = session.execute(select(numbers())).one()
    return dict(zip(Queue, found, strict=True))


def numbers() -> Subquery:
    """Return how many comments stand in each list, as a part of a query: one row, a column for each list."""
    counted = (func.count().filter(_in(queue)).label(queue.value) for queue in Queue)
    return select(*counted).select_from(Comment).subquery()


def get(session: Session, *, key: str) -> Comment:
    """Return one comment.

    Raises:
        MissingRow: when there is none.
    """
    try:
        wanted = uuid.UUID(key)
    except ValueError as error:
        raise MissingRow("that is no key") from error
    row = session.scalar(select(Comment).where(Comment.uuid == wanted))
    if row is None:
        raise MissingRow("there is no such comment")
    return row


def themes(session: Session) -> Sequence[Theme]:
    """Return all themes, the one that changed last first."""
    return session.scalars(select(Theme).order_by(Theme.changed_at.desc(), Theme.id.desc())).all()


def theme(session: Session, *, slug: str) -> Theme:
    """Return a theme, published or not.

    Raises:
        MissingRow: when there is none.
    """
    found = session.scalar(select(Theme).where(Theme.slug == slug))
    if found is None:
        raise MissingRow("there is no such theme")
    return found


def is_answered() -> ColumnElement[bool]:
    """Return the condition on comments for which the law's clock has stopped.

    Being put into a theme does not stop it: only publishing the theme does.
    """
    public = select(Theme.id).where(Theme.published_at.is_not(None))
    in_public_theme = and_(Comment.state == CommentState.IN_THEME, Comment.theme_id.in_(public))
    return or_(Comment.state == CommentState.KEPT_OUT, in_public_theme)


def came_on_unanswered(session: Session) -> Sequence[date]:
    """Return the day of each comment for which the law's clock runs, oldest first."""
    return session.scalars(select(Comment.told_on).where(~is_answered()).order_by(Comment.told_on)).all()


def number_unanswered(*, since: date | None = None, before: date) -> ScalarSelect[int]:
    """Return how many comments that came in that time the law's clock runs for, as a part of a query."""
    wanted = select(func.count(Comment.id)).where(~is_answered(), Comment.told_on < before)
    return (wanted if since is None else wanted.where(Comment.told_on >= since)).scalar_subquery()


def last_published(session: Session) -> date | None:
    """Return the day on which a theme was published last."""
    last = session.scalar(select(func.max(Theme.published_at)))
    return day_of(last) if last else None


def _in(queue: Queue) -> ColumnElement[bool]:
    if queue is Queue.WANTS_ANSWER:
        waiting = and_(Comment.sealed_email.is_not(None), Comment.answered_at.is_(None))
        return and_(waiting, Comment.state != CommentState.SET_ASIDE)
    if queue is Queue.UNPUBLISHED:
        return ~is_answered()
    if queue is Queue.ANSWERED:
        return Comment.answered_at.is_not(None)
    return true() if queue is Queue.ALL else Comment.state == CommentState(queue.value)


def _about(about: str) -> ColumnElement[bool]:
    return or_(Comment.about == about, Comment.about.startswith(f"{about}:")) if about else true()
