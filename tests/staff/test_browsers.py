"""A browser is named by its family and what it runs on, and by nothing that tells two people apart."""

from __future__ import annotations

import pytest

from localoffer.staff.browsers import describe

_CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36"


@pytest.mark.parametrize(
    ("user_agent", "name"),
    [
        (_CHROME, "Chrome, Windows"),
        (f"{_CHROME} Edg/142.0.0.0", "Edge, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.0 Safari/605.1.15", "Safari, Mac"),
        ("Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) CriOS/142.0 Mobile Safari/604.1", "Chrome, iPad"),
        ("curl/8.5.0", ""),
        ("", ""),
    ],
)
def test_a_browser_is_named_roughly(user_agent: str, name: str) -> None:
    assert describe(user_agent) == name
