"""The codes of the guide's pages."""

from __future__ import annotations

from enum import StrEnum

PARTS = "parts"
"""The section of pieces that other pages embed; they have no page of their own."""


class PageState(StrEnum):
    """How far one version of a page is. Of each page and language, at most one version is published."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    PUBLISHED = "published"
    REPLACED = "replaced"
