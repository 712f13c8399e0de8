"""A number from an address always means a page that there is."""

from __future__ import annotations

import pytest

from localoffer.paging import in_range, pages_of


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1, 1), (25, 1), (26, 2), (50, 2), (51, 3)])
def test_every_row_has_a_page_and_an_empty_list_has_one(total: int, pages: int) -> None:
    assert pages_of(total, 25) == pages


@pytest.mark.parametrize(("asked", "meant"), [(-(10**30), 1), (0, 1), (1, 1), (3, 3), (4, 3), (10**30, 3)])
def test_what_is_past_an_end_means_that_end(asked: int, meant: int) -> None:
    assert in_range(asked, total=51, per_page=25) == meant


def test_the_page_of_an_empty_list_is_the_first() -> None:
    assert in_range(7, total=0, per_page=25) == 1
