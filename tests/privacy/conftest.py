"""What the tests of privacy share: staff who are signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.referrals.conftest import staff_client
from tests.support.client import CheckedClient

__all__ = ["manager", "staff_client"]


@pytest.fixture
def manager(staff_client: Callable[..., CheckedClient]) -> CheckedClient:
    """A browser in which a manager is signed in."""
    return staff_client("manager", "Grace Hopper")
