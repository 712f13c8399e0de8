"""The Nu HTML checker finds nothing on any page of the guide: in English, and in the whole matrix in any language."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.guide.pages.book import book
from localoffer.guide.pages.sections import sections
from localoffer.languages import LANGUAGES
from localoffer.listings import demonstration, vocabulary_loading
from tests.support import guide, nu_html
from tests.support.client import CheckedClient
from tests.support.county import FOLDER

pytestmark = pytest.mark.any_database


@pytest.fixture
def addresses(app: Flask, session: Session, keys: KeyRing) -> list[str]:
    """Every address of the guide on a site with everything that the demonstration shows."""
    vocabulary_loading.load(session, FOLDER / "vocabulary.yaml")
    demonstration.load(session, FOLDER / "demonstration.yaml", audit_key=keys.audit)
    guide.load(session)
    session.commit()
    with app.app_context():
        pages = [f"/guide/{slug}" for slug in book().pages]
        parts = [f"/guide/sections/{section.code}" for section in sections()]
    return [*pages, *parts, *(f"{address}/print" for address in (*pages[:3], *parts))]


@nu_html.NEEDS_JAVA
@pytest.mark.parametrize(
    "code", [pytest.param(code, marks=[pytest.mark.matrix] if code != "en" else []) for code in LANGUAGES]
)
def test_the_strictest_checker_finds_nothing_in_the_guide(
    client: CheckedClient, addresses: list[str], tmp_path: Path, code: str
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    prefix = LANGUAGES[code].prefix
    for number, address in enumerate(addresses):
        answer = client.get(f"{prefix}{address}")
        assert answer.status_code == 200, f"{prefix}{address} answered {answer.status_code}"
        (pages / f"{number}.html").write_bytes(answer.get_data())

    assert nu_html.findings(pages) == []
