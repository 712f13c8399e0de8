"""What tests of many listings at once ask for."""

from __future__ import annotations

import pytest

from localoffer.db import Database
from tests.listings.bulk.making import Bulk


@pytest.fixture
def bulk(database: Database) -> Bulk:
    """Runs, and a worker that does them."""
    return Bulk(database)
