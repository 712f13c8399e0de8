"""A page of the guide to translate."""

from __future__ import annotations

from sqlalchemy.orm import Session

from localoffer.db import bump
from localoffer.guide.content import PageContent
from localoffer.guide.models import GuidePage
from localoffer.guide.pages import publishing
from localoffer.guide.pages.files import PageSettings
from localoffer.translating.texts import Writer

BODY = "Ring [us](go:contact) when you turn 16.\n\n## Money\n\n[[contact local_offer]]"


def make_page(session: Session, writer: Writer) -> GuidePage:
    """Publish a page in English alone."""
    settings = PageSettings("start", 1, "", 6, "")
    content = PageContent(title="Turning 16", summary="What changes.", body=BODY)
    made = publishing.create(session, slug="turning-16", settings=settings, content=content, **vars(writer))
    publishing.publish(session, page=made, language="en", **vars(writer))
    bump(session, publishing.SUBJECT)
    return made
