"""The county's own pages of the guide, as files and as what they may lead to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from functools import cache
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from localoffer.db import bump
from localoffer.guide.content import PageContent
from localoffer.guide.models import GuidePage, GuideVersion
from localoffer.guide.pages import files
from localoffer.guide.pages.checking import Known
from localoffer.guide.pages.files import PageFile
from localoffer.guide.pages.markup import heading_ids, held, plain, tokens
from localoffer.guide.pages.publishing import SUBJECT
from localoffer.guide.vocabulary import PARTS
from localoffer.vocabulary import ReviewState
from tests.support.county import FOLDER


def page_files() -> dict[str, PageFile]:
    """Return the county's pages by their addresses."""
    return {page.slug: page for page in files.read_all(FOLDER)}


def known(
    pages: Mapping[str, PageFile], *, listings: Collection[str] = (), filters: Mapping[str, Collection[str]]
) -> Known:
    """Return what links and embeds can lead to where these are the pages."""
    return Known(
        pages={
            slug: heading_ids(held(page.contents["en"].body).headings)
            for slug, page in pages.items()
            if page.settings.section != PARTS
        },
        parts=[slug for slug, page in pages.items() if page.settings.section == PARTS],
        listings=listings,
        filters=filters,
    )


def blocks(content: PageContent) -> list[str]:
    """Return what a page says, paragraph by paragraph, as it is read."""
    facts = [content.title, content.summary, content.who_for, content.who_decides, content.how_long]
    return [text for text in (*facts, *(plain(one) for one in tokens(content.body) if one.type == "inline")) if text]


_MADE = datetime(2026, 11, 1, 9, tzinfo=UTC)


@cache
def _read_once() -> tuple[PageFile, ...]:
    return tuple(page_files().values())


def load(session: Session) -> None:
    """Put the county's pages into a database that has none, as families see them. The caller commits."""
    told = [
        {"slug": page.slug, **asdict(page.settings), "checked_by": "", "created_at": _MADE} for page in _read_once()
    ]
    session.execute(insert(GuidePage), told)
    ids = {page.slug: page.id for page in session.scalars(select(GuidePage))}
    versions = [
        _version(ids[page.slug], language, content)
        for page in _read_once()
        for language, content in page.contents.items()
    ]
    session.execute(insert(GuideVersion), versions)
    bump(session, SUBJECT)


def _version(page_id: int, language: str, content: PageContent) -> dict[str, Any]:
    return {
        "page_id": page_id,
        "language": language,
        "number": 1,
        "state": ReviewState.PUBLISHED,
        "content": content.as_json(),
        "english_number": 0 if language == "en" else 1,
        "made_by": "system",
        "made_at": _MADE,
        "decided_at": _MADE,
        **dict.fromkeys(("decided_by", "reason", "translation_checked_by"), ""),
    }
