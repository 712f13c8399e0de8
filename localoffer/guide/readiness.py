"""What the guide still lacks before families may see it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.guide.models import GuidePage
from localoffer.guide.pages import files, queries
from localoffer.guide.reviewing import is_past, review_due

STATEMENT = "short-breaks-statement"
"""The page that the law wants kept under review."""


def problems(session: Session, county: Path, *, today: date) -> list[str]:
    """Return one sentence for each gap in a page that only the council can fill, and for what should be looked at.

    Args:
        county: the county's folder; one without pages needs none.
        today: the day on which it is asked.
    """
    if session.scalar(select(GuidePage.id).limit(1)) is None:
        has_files = any((county / files.FOLDER).glob("*/*.md"))
        return ["The pages of the guide are not loaded: run `localoffer guide load`."] if has_files else []
    gaps = [f"The page {slug} has a gap to fill in: {what}." for slug, what in queries.unfilled(session)]
    return [*gaps, *_statement_problems(session, today)]


def _statement_problems(session: Session, today: date) -> list[str]:
    wanted = select(GuidePage).where(GuidePage.slug == STATEMENT, GuidePage.archived_at.is_(None))
    page = session.scalar(wanted)
    if page is None:
        return [f"There is no short breaks statement: publish the page {STATEMENT}."]
    due = review_due(page.checked_on, page.review_months)
    if due is None:
        return [f"Nobody has checked the short breaks statement yet: look at the page {STATEMENT}."]
    if is_past(due, today):
        return [f"The short breaks statement should have been reviewed by {due}: look at the page {STATEMENT}."]
    return []
