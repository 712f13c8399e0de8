"""No small number can be worked out from those that are shown beside it."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from localoffer.insight.suppressing import FEWEST, small, suppressed


@pytest.mark.parametrize(
    ("counts", "shown", "total"),
    [
        ([0, 0], [0, 0], 0),
        ([9, 0], [9, 0], 9),
        ([3, 0], [None, 0], None),
        ([3, 9, 12], [None, None, 12], 24),
        ([1, 1, 9, 12], [None, None, None, 12], 23),
        ([4, 4, 9, 12], [None, None, None, 12], 29),
        ([1, 2, 9, 12], [None, None, 9, 12], 24),
        ([1, 1, 1, 1, 1, 0], [None] * 6, None),
    ],
)
def test_small_numbers_and_their_neighbours_are_hidden(
    counts: list[int], shown: list[int | None], total: int | None
) -> None:
    found = suppressed(dict(enumerate(counts)))
    assert (list(found.counts.values()), found.total) == (shown, total)


@settings(deadline=None)
@given(some.lists(some.integers(0, 9), min_size=1, max_size=4))
def test_whoever_adds_and_subtracts_can_tell_no_small_number(counts: list[int]) -> None:
    # given what is shown of some counts
    found = suppressed(dict(enumerate(counts)))
    hidden = [code for code, number in found.counts.items() if number is None]
    # then no small number is shown
    assert all(not 0 < (number or 0) < FEWEST for number in (*found.counts.values(), found.total))
    assert all(found.counts[code] in (None, number) for code, number in enumerate(counts))
    if found.total is None or not hidden:
        return
    # and each hidden one could be another as well, for whoever knows that it is 1 or more, or even that all are small
    left = found.total - sum(number or 0 for number in found.counts.values())
    most = FEWEST - 1 if all(counts[code] < FEWEST for code in hidden) else left
    every = [told for told in product(range(1, most + 1), repeat=len(hidden)) if sum(told) == left]
    for place in range(len(hidden)):
        assert len({told[place] for told in every}) > 1


def test_a_number_beside_no_sum_is_hidden_by_itself() -> None:
    assert [small(number) for number in (0, 1, 4, 5)] == [0, None, None, 5]
