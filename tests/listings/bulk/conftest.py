"""What tests of many listings at once ask for."""

from __future__ import annotations

import pytest

from localoffer.db import Database
from localoffer.jobs import worker
from tests.listings.bulk.making import Bulk


@pytest.fixture(autouse=True)
def no_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits to write beside these tests."""
    monkeypatch.setattr(worker, "_REST", 0)


@pytest.fixture
def bulk(database: Database) -> Bulk:
    """Runs, and a worker that does them."""
    return Bulk(database)
