"""Every answer carries the security headers; private pages are never kept."""

from __future__ import annotations

import pytest

from tests.support.client import CheckedClient


@pytest.mark.parametrize("path", ["/contact", "/services", "/refer/life-skills", "/admin", "/nothing", "/health/live"])
def test_every_answer_is_protected(client: CheckedClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/refer/life-skills", "/refer/life-skills/who", "/admin", "/admin/sign-in"])
def test_private_pages_are_never_kept(client: CheckedClient, path: str) -> None:
    assert client.get(path).headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/services", "/contact", "/privacy", "/refer/life-skills/who"])
def test_looking_sets_no_cookie(client: CheckedClient, path: str) -> None:
    assert "Set-Cookie" not in client.get(path).headers
