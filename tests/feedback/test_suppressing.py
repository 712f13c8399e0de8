"""No small number can be worked out from those that are shown beside it."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

import pytest

from localoffer.feedback.suppressing import FEWEST, Shown, small, suppressed, together


@pytest.mark.parametrize(
    ("counts", "shown", "total"),
    [
        ([0, 0], [0, 0], 0),
        ([9, 0], [9, 0], 9),
        ([3, 0], [None, 0], None),
        ([3, 9, 12], [None, None, 12], 24),
        ([0, 5, 5, 3], [0, None, None, None], 13),
        ([1, 1, 9, 12], [None, None, None, 12], 23),
        ([4, 4, 9, 12], [None, None, None, 12], 29),
        ([1, 2, 9, 12], [None, None, 9, 12], 24),
        ([1, 1, 1, 1, 1, 0], [None] * 6, None),
        ([1, 1, 1, 1, 0], [None] * 5, None),
    ],
)
def test_small_numbers_and_their_neighbours_are_hidden(
    counts: list[int], shown: list[int | None], total: int | None
) -> None:
    found = suppressed(dict(enumerate(counts)))
    assert (list(found.counts.values()), found.total) == (shown, total)


@pytest.mark.parametrize("lines", [1, 2, 3, 4, 5])
def test_whoever_knows_the_rule_can_tell_no_small_number(lines: int) -> None:
    # given every table of so many lines, by what is shown of it
    every: defaultdict[tuple[tuple[int | None, ...], int | None], list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(7 if lines == 5 else 10), repeat=lines):
        found = suppressed(dict(enumerate(counts)))
        _is_true(found, counts)
        every[tuple(found.counts.values()), found.total].append(counts)
    # then tables that look alike have two different numbers at least wherever one of them has a small one
    for shown, tables in every.items():
        for numbers in zip(*tables, strict=True):
            assert len(set(numbers)) > 1 or not 0 < numbers[0] < FEWEST, (shown, tables)


def _is_true(found: Shown[int], counts: tuple[int, ...]) -> None:
    for code, number in found.counts.items():
        assert number is None or (number == counts[code] and not 0 < number < FEWEST)
    assert found.total is None or (found.total == sum(counts) and not 0 < found.total < FEWEST)


def test_a_sum_that_one_way_of_counting_hides_is_shown_by_none() -> None:
    assert together({"a": 8}, {"b": 3, "c": 5}, {})
    assert not together({"a": 8}, {"b": 4, "c": 4})


def test_a_number_beside_no_sum_is_hidden_by_itself() -> None:
    assert [small(number) for number in (0, 1, 4, 5)] == [0, None, None, 5]
