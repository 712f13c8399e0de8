"""The county's own pages of the guide, as files and as what they may lead to."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from localoffer.guide.content import PageContent
from localoffer.guide.pages import files
from localoffer.guide.pages.checking import Known
from localoffer.guide.pages.files import PageFile
from localoffer.guide.pages.markup import heading_ids, held, plain, tokens
from localoffer.guide.vocabulary import PARTS
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
