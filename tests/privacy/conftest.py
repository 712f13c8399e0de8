"""What the tests of privacy share: staff who are signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

import config
from localoffer.cli import main
from tests.referrals.conftest import staff_client
from tests.support.client import CheckedClient

__all__ = ["command", "manager", "staff_client"]


@pytest.fixture
def manager(staff_client: Callable[..., CheckedClient]) -> CheckedClient:
    """A browser in which a manager is signed in."""
    return staff_client("manager", "Grace Hopper")


def command(settings: config.Settings, *words: str) -> Result:
    """Run a command of the site on this test's installation."""
    told = {
        "LOCALOFFER_ENV": "test",
        "LOCALOFFER_BASE_URL": settings.base_url,
        "LOCALOFFER_VAR": str(settings.var),
        "LOCALOFFER_DATABASE_URL": settings.database_url,
        "LOCALOFFER_KEYS": str(settings.keys),
    }
    return CliRunner().invoke(main, words, env=told)
