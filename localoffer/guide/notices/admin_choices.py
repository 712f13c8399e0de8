"""The choices of a notice's form that are rows of the database or the county's."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.forms.fields import Choice
from localoffer.guide.models import GuidePage, GuideVersion
from localoffer.guide.notices.admin_presenters import place_name
from localoffer.guide.notices.vocabulary import SECTION, NoticePlace
from localoffer.guide.pages.sections import sections
from localoffer.guide.vocabulary import PARTS
from localoffer.languages import ENGLISH
from localoffer.vocabulary import ReviewState


def section_titles() -> dict[str, str]:
    """Return the English titles of the guide's sections by code, in order."""
    return {section.code: section.title(ENGLISH.code) for section in sections()}


def places() -> list[Choice]:
    """Return where a notice can stand."""
    titles = section_titles()
    codes = [*(place.value for place in NoticePlace), *(f"{SECTION}{code}" for code in titles)]
    return [Choice(code, place_name(code, titles)) for code in codes]


def pages(session: Session) -> list[Choice]:
    """Return the pages that families see, by title."""
    wanted = (
        select(GuidePage.slug, GuideVersion.content)
        .join(GuideVersion.page)
        .where(GuideVersion.state == ReviewState.PUBLISHED, GuideVersion.language == ENGLISH.code)
        .where(GuidePage.archived_at.is_(None), GuidePage.section != PARTS)
    )
    found = [Choice(slug, str(content["title"])) for slug, content in session.execute(wanted)]
    return sorted(found, key=lambda choice: str(choice.text).casefold())
