"""What the tests of figures share: who is signed in."""

from __future__ import annotations

from tests.referrals.conftest import staff_client

__all__ = ["staff_client"]
