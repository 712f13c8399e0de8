"""What the guide still lacks before families may see it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.guide.helping.queries import rules
from localoffer.guide.models import GuidePage
from localoffer.guide.pages import files, queries
from localoffer.guide.reviewing import is_past, review_due

STATEMENT = "short-breaks-statement"
"""The page that the law wants kept under review."""


def is_loaded(session: Session, county: Path) -> bool:
    """Return whether there are pages, or the county's folder has none to load."""
    has_pages = session.scalar(select(GuidePage.id).limit(1)) is not None
    return has_pages or not any((county / files.FOLDER).glob("*.md"))


def warnings(session: Session, *, today: date) -> list[str]:
    """Return one sentence for each gap in a page that only the council can fill, and for what should be looked at.

    They keep no site from starting: whoever edits a page, or the calendar alone, could then take it from families.
    """
    gaps = [f"The page {slug} has a gap to fill in: {what}." for slug, what in queries.unfilled(session)]
    return [*gaps, *_on_rules(session), *_on_statement(session, today)]


def _on_rules(session: Session) -> list[str]:
    seen = queries.slugs_of_published(session)
    return [
        f"The rule {rule.code} of “What help can we get?” leads to the page {rule.page}, which families cannot see."
        for rule in rules(session)
        if rule.page and rule.page not in seen
    ]


def _on_statement(session: Session, today: date) -> list[str]:
    page = session.scalar(select(GuidePage).where(GuidePage.slug == STATEMENT, GuidePage.archived_at.is_(None)))
    if page is None:
        return [f"There is no short breaks statement: publish the page {STATEMENT}."]
    due = review_due(page.checked_on, page.review_months)
    if due is None:
        return [f"Nobody has checked the short breaks statement yet: look at the page {STATEMENT}."]
    if is_past(due, today):
        return [f"The short breaks statement should have been reviewed by {due}: look at the page {STATEMENT}."]
    return []
