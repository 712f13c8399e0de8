"""Reading pages and their versions."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from localoffer.db import MissingRow
from localoffer.guide.content import PageContent
from localoffer.guide.models import GuidePage, GuideVersion
from localoffer.guide.pages.checking import filled
from localoffer.languages import LANGUAGES
from localoffer.vocabulary import ReviewState


def get(session: Session, slug: str) -> GuidePage:
    """Return the page of an address, archived or not.

    Raises:
        MissingRow: when there is none.
    """
    found = session.scalar(select(GuidePage).where(GuidePage.slug == slug).options(selectinload(GuidePage.versions)))
    if found is None:
        raise MissingRow(f"there is no page {slug}")
    return found


def every(session: Session) -> list[GuidePage]:
    """Return all pages with their versions, archived ones too, in the order of their sections' names and places."""
    wanted = select(GuidePage).options(selectinload(GuidePage.versions))
    return list(session.scalars(wanted.order_by(GuidePage.section, GuidePage.position, GuidePage.slug)))


def latest(page: GuidePage, language: str) -> GuideVersion | None:
    """Return the newest version of a page in a language; None where it has none."""
    return max((one for one in page.versions if one.language == language), key=lambda one: one.number, default=None)


def newest(page: GuidePage) -> list[GuideVersion]:
    """Return the newest version of a page in each language that it has, in the order of the site's languages."""
    return [found for language in LANGUAGES if (found := latest(page, language)) is not None]


def published(page: GuidePage, language: str) -> GuideVersion | None:
    """Return what families see of a page in a language; None where it has none."""
    states = (one for one in page.versions if one.language == language and one.state is ReviewState.PUBLISHED)
    return next(states, None)


def version(page: GuidePage, language: str, number: int) -> GuideVersion:
    """Return one version of a page.

    Raises:
        MissingRow: when there is none.
    """
    for one in page.versions:
        if (one.language, one.number) == (language, number):
            return one
    raise MissingRow(f"page {page.slug} has no version {number} in {language}")


def due(session: Session, on: date) -> list[GuideVersion]:
    """Return the versions that are to be published by themselves on a day or before, English first."""
    wanted = select(GuideVersion).where(GuideVersion.publish_on <= on).options(selectinload(GuideVersion.page))
    return sorted(session.scalars(wanted), key=lambda one: (one.language != "en", one.id))


def slugs_of_published(session: Session) -> set[str]:
    """Return the slugs of the pages that families see."""
    wanted = select(GuidePage.slug).join(GuideVersion.page).where(GuidePage.archived_at.is_(None))
    return set(
        session.scalars(wanted.where(GuideVersion.state == ReviewState.PUBLISHED, GuideVersion.language == "en"))
    )


def unfilled(session: Session) -> list[tuple[str, str]]:
    """Return what the council must still fill in on the English pages that families see: the page's slug, and what."""
    wanted = (
        select(GuidePage.slug, GuideVersion.content)
        .join(GuideVersion.page)
        .where(GuidePage.archived_at.is_(None))
        .where(GuideVersion.state == ReviewState.PUBLISHED, GuideVersion.language == "en")
        .order_by(GuidePage.section, GuidePage.position)
    )
    found = session.execute(wanted)
    return [(slug, what) for slug, content in found for what in filled(PageContent.of_json(content))]
