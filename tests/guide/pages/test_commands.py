"""`localoffer guide …`: the county's pages into the database, and a look at where their links lead."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

import config
from localoffer.guide.content import PageContent
from tests.guide.pages.conftest import MakePage
from tests.support.guide import page_files
from tests.test_cli import run

pytestmark = pytest.mark.any_database


def test_the_guide_is_loaded_once(settings: config.Settings, session: Session) -> None:
    first = run(settings, "guide", "load")
    again = run(settings, "guide", "load")

    assert first.exit_code == 0, first.output
    assert first.output.startswith(f"{len(page_files())} pages are new")
    assert again.output.startswith("0 pages are new, 0 texts were published.")


def test_a_link_to_nothing_is_named(settings: config.Settings, session: Session, make_page: MakePage) -> None:
    make_page()
    assert "Every link leads somewhere." in run(settings, "guide", "check-links").output

    make_page("turning-18", en=PageContent("Turning 18", body="[a](page:nowhere)"))
    result = run(settings, "guide", "check-links")

    assert result.exit_code == 1
    assert "en/turning-18: page:nowhere: there is no published page with this address." in result.output
