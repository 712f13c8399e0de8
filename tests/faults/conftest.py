"""What tests of faults share: the environment of processes that stand on the test's own database."""

from __future__ import annotations

import os

import pytest

import config
from localoffer import db


@pytest.fixture
def environment(settings: config.Settings) -> dict[str, str]:
    """What the processes of a site on this test's database are told."""
    return {
        **os.environ,
        "LOCALOFFER_ENV": "test",
        "LOCALOFFER_VAR": str(settings.var),
        "LOCALOFFER_DATABASE_URL": settings.database_url,
        "LOCALOFFER_KEYS": str(settings.keys),
        "LOCALOFFER_SECRET_KEY": settings.secret_key,
    }


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The site waits for a lock as shortly as it can, so that the tests do not wait; asked for before the site."""
    monkeypatch.setattr(db, "LONGEST_WAIT_FOR_A_LOCK", 0.05)
