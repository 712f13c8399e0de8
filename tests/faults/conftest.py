"""What tests of faults share: the environment of processes that stand on the test's own database."""

from __future__ import annotations

import os

import pytest

import config


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
