"""The county's own duties, pages and services, as a new installation has them."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.guide.duties import seeding
from localoffer.listings import demonstration, vocabulary_loading
from tests.support import guide
from tests.support.county import FOLDER


@pytest.fixture
def duties(session: Session, keys: KeyRing) -> None:
    """The county's duties and pages, without its services."""
    seeding.load(session, FOLDER, actor="command", audit_key=keys.audit)
    guide.load(session)
    session.commit()


@pytest.fixture
def county(duties: None, session: Session, keys: KeyRing) -> None:
    """All of the county: its duties, its pages and its demonstration."""
    vocabulary_loading.load(session, FOLDER / "vocabulary.yaml")
    demonstration.load(session, FOLDER / "demonstration.yaml", audit_key=keys.audit)
    session.commit()
