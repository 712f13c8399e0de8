"""The shelves of the review queue."""

from __future__ import annotations

from enum import StrEnum


class Shelf(StrEnum):
    """What lies together in the review queue."""

    TO_REVIEW = "to-review"
    GIVEN_BACK = "given-back"
    MY_DRAFTS = "my-drafts"
    GOING_OUT = "going-out"
    COMING_DOWN = "coming-down"
