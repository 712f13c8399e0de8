"""Long addresses break between their parts."""

from __future__ import annotations

import pytest

from localoffer.web.addresses import in_parts

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("address", "drawn"),
    [
        ("life.skills@example.gov.uk", "life.<wbr>skills@<wbr>example.<wbr>gov.<wbr>uk"),
        ("https://www.example.org/a/", "https://<wbr>www.<wbr>example.<wbr>org/<wbr>a/"),
        ("<b>@x", "&lt;b&gt;@<wbr>x"),
        ("nothing", "nothing"),
    ],
)
def test_it_breaks_after_an_at_sign_a_dot_or_slashes(address: str, drawn: str) -> None:
    assert in_parts(address) == drawn
    assert in_parts(address).striptags() == address
