"""What every change of a page does: add a version, ask for a state, leave a trace in the audit."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.db import now
from localoffer.guide.content import PageContent
from localoffer.guide.models import GuidePage, GuideVersion
from localoffer.guide.pages.queries import latest, published
from localoffer.languages import ENGLISH
from localoffer.vocabulary import ReviewState


class NotAllowed(Exception):
    """A page's state does not allow what was asked; the message says why."""


class SavedMeanwhile(Exception):
    """Somebody else saved the page since the version that this change began from."""


def add_version(page: GuidePage, language: str, content: PageContent, actor: str) -> GuideVersion:
    """Add a draft to a page in a language, and return it; a translation remembers the English it is made from."""
    last = latest(page, language)
    english = published(page, ENGLISH.code) or latest(page, ENGLISH.code)
    made = GuideVersion(
        language=language,
        number=last.number + 1 if last else 1,
        state=ReviewState.DRAFT,
        content=content.as_json(),
        english_number=english.number if english and language != ENGLISH.code else 0,
        made_by=actor,
        made_at=now(),
        decided_by="",
        reason="",
        translation_checked_by="",
    )
    page.versions.append(made)
    return made


def need(found: GuideVersion | None, *states: ReviewState) -> GuideVersion:
    """Return a version that is in one of some states.

    Raises:
        NotAllowed: when there is none, or it is in another.
    """
    if found is None or found.state not in states:
        raise NotAllowed(f"nothing is {' or '.join(states)}")
    return found


def record(session: Session, page: GuidePage, done: str, actor: str, audit_key: bytes, **details: Any) -> None:
    """Add to the audit what was done to a page."""
    audit.record(
        session,
        key=audit_key,
        actor=actor,
        action=f"guide_page.{done}",
        subject="guide_page",
        subject_id=page.slug,
        details=details,
    )
