"""One page of the guide for tests: sound defaults, so that a test states only what matters to it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from localoffer.db import bump
from localoffer.guide.content import PageContent
from localoffer.guide.models import GuidePage, GuideVersion
from localoffer.guide.pages.publishing import SUBJECT
from localoffer.vocabulary import ReviewState


def page(session: Session, slug: str, *, body: str = "", checked_on: date | None = None) -> GuidePage:
    """Store a published page in English. Commits."""
    made = datetime(2026, 11, 1, 9, tzinfo=UTC)
    content = PageContent(title=slug.replace("-", " ").capitalize(), body=body).as_json()
    version = GuideVersion(
        language="en", number=1, state=ReviewState.PUBLISHED, content=content, made_by="system", made_at=made
    )
    stored = GuidePage(
        slug=slug, section="start", position=1, checked_on=checked_on, created_at=made, versions=[version]
    )
    session.add(stored)
    bump(session, SUBJECT)
    session.commit()
    return stored
