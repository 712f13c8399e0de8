"""The pages of a list: how many there are, and which one a number from an address means."""

from __future__ import annotations


def pages_of(total: int, per_page: int) -> int:
    """Return how many pages a list has; one that is empty has one."""
    return max(1, -(-total // per_page))


def in_range(page: int, *, total: int, per_page: int) -> int:
    """Return the number of a page that there is: a number past the end means the last one, one below 1 the first."""
    return max(1, min(page, pages_of(total, per_page)))
