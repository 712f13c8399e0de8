"""An editor who is signed in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from localoffer.staff.models import User
from tests.support.client import CheckedClient
from tests.support.staff import sign_in


@pytest.fixture
def editor(client: CheckedClient, make_user: Callable[..., User]) -> CheckedClient:
    """A browser in which somebody is signed in who may publish."""
    make_user(role="manager")
    sign_in(client)
    return client
