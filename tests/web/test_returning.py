"""Return paths lead to a page of this site or nowhere."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localoffer.web.returning import safe_path

# fmt: off
TRICKS = (
    "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example",
    "http:evil.example", "https:/evil.example", "javascript:alert(1)", "data:text/html,x", "/\tevil",
    "/\n/evil.example", "/\r\nSet-Cookie: x", " /services", "evil.example", "@evil.example", "/%5cevil\\",
    "//evil.example/..", "\u2009//evil", "/\x00", "//[::1]", "//evil.example:80", "ftp://evil.example", "//",
    "/ /evil", "\\/evil.example", "?next=//evil", "#//evil.example", "mailto:x@evil.example",
    "//evil%E3%80%82example", "/services\x7f", "https:\\\\evil.example", "",
)
# fmt: on


@pytest.mark.parametrize("wanted", TRICKS)
def test_a_trick_leads_home(wanted: str) -> None:
    assert safe_path(wanted) == "/"


@pytest.mark.parametrize("wanted", ["/", "/services?q=a%20b&district=tamworth", "/services/x", "/?next=//x"])
def test_a_path_of_this_site_is_kept(wanted: str) -> None:
    assert safe_path(wanted) == wanted


@given(st.text(max_size=60))
def test_whatever_comes_back_stays_here(wanted: str) -> None:
    kept = safe_path(wanted)
    assert kept.startswith("/")
    assert not kept.startswith(("//", "/\\"))
