"""Days as the county's people count them, under the name by which feedback knows them."""

from __future__ import annotations

from localoffer.days import months_after, months_before, today

__all__ = ["months_after", "months_before", "today"]
