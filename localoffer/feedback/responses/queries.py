"""Reading themes, and what was said in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import extract, func, select
from sqlalchemy.orm import Session, selectinload

from localoffer.db import MissingRow
from localoffer.feedback.comments.models import Comment, Theme
from localoffer.feedback.comments.queries import theme as any_theme
from localoffer.working_days import day_of


def public(session: Session) -> Sequence[Theme]:
    """Return the themes that the public sees, the one that changed last first."""
    shown = select(Theme).where(Theme.published_at.is_not(None))
    return session.scalars(shown.order_by(Theme.changed_at.desc(), Theme.id.desc())).all()


def get_public(session: Session, *, slug: str) -> Theme:
    """Return a theme that the public sees.

    Raises:
        MissingRow: when there is none, or it is not published.
    """
    found = any_theme(session, slug=slug)
    if found.published_at is None:
        raise MissingRow("the theme is not published")
    return found


def comments_of(session: Session, *, themes: Collection[Theme]) -> dict[int, list[Comment]]:
    """Return the comments of themes, oldest first, by the theme's id."""
    ids = [theme.id for theme in themes]
    rows = session.scalars(select(Comment).where(Comment.theme_id.in_(ids)).order_by(Comment.told_on, Comment.id))
    found: dict[int, list[Comment]] = {number: [] for number in ids}
    for row in rows:
        found[row.theme_id or 0].append(row)
    return found


def count_by_theme(session: Session) -> Counter[int]:
    """Return how many comments stand in each theme, by its id."""
    rows = session.execute(
        select(Comment.theme_id, func.count()).where(Comment.theme_id.is_not(None)).group_by(Comment.theme_id)
    )
    return Counter({number: count for number, count in rows if number is not None})


def count_demonstration(session: Session) -> int:
    """Return how many comments and themes are made up."""
    made_up = (select(func.count()).where(model.is_demonstration) for model in (Comment, Theme))
    return sum(session.scalar(count) or 0 for count in made_up)


def of_year(session: Session, *, year: int) -> Sequence[Comment]:
    """Return the comments that came in a year, oldest first, with their themes."""
    wanted = select(Comment).where(Comment.told_on.between(date(year, 1, 1), date(year, 12, 31)))
    return session.scalars(wanted.order_by(Comment.told_on, Comment.id).options(selectinload(Comment.theme))).all()


def years(session: Session) -> list[int]:
    """Return the years in which a comment came or a theme was published, by the county's days, the newest first."""
    came = session.scalars(select(extract("year", Comment.told_on)).distinct())
    published = session.scalars(select(Theme.published_at).where(Theme.published_at.is_not(None)))
    # a database would take the year from a clock of its own
    answered = (day_of(at).year for at in published if at is not None)
    return sorted({*map(int, came), *answered}, reverse=True)
