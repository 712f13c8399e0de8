"""Signing in takes a password and a code, tells nothing to whoever has neither, and slows down who guesses."""

from __future__ import annotations

from collections.abc import Callable

from localoffer.staff.models import User
from tests.support.client import CheckedClient
from tests.support.staff import sign_in


def test_password_and_code_open_the_commissioners_area(client: CheckedClient, make_user: Callable[..., User]) -> None:
    make_user()
    assert client.get("/admin").status_code == 303
    sign_in(client)
    assert client.page("/admin").heading == "What needs doing"
