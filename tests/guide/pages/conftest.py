"""Pages to look at and to change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.guide.content import PageContent
from localoffer.guide.models import GuidePage
from localoffer.guide.pages import publishing
from localoffer.guide.pages.files import PageSettings

MakePage = Callable[..., GuidePage]


@pytest.fixture
def told(keys: KeyRing) -> dict[str, Any]:
    """What every change of a page is told: who does it, and the key of the audit."""
    return {"actor": "staff:7", "audit_key": keys.audit}


@pytest.fixture
def make_page(session: Session, told: dict[str, Any]) -> MakePage:
    """Makes a page of a few words that families see, in English and in whatever other languages are named."""

    def make(
        slug: str = "turning-16", *, section: str = "growing-up", position: int = 1, services: str = "", **texts: Any
    ) -> GuidePage:
        contents = {"en": PageContent("Turning 16", "What changes."), **texts}
        settings = PageSettings(section, position, services=services)
        page = publishing.create(session, slug=slug, settings=settings, content=contents.pop("en"), **told)
        publishing.publish(session, page=page, language="en", **told)
        for language, content in contents.items():
            publishing.save_draft(session, page=page, language=language, content=content, **told)
            publishing.publish(session, page=page, language=language, **told)
        session.commit()
        return page

    return make
