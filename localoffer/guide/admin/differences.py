"""What changed between two contents of a page, field by field."""

from __future__ import annotations

from dataclasses import dataclass

from localoffer.guide.content import FIELDS, PageContent
from localoffer.reviewing.differences import Piece, paragraphs


@dataclass(frozen=True)
class Change:
    """One field of a page that changed: its name, and its paragraphs that changed as pieces."""

    field: str
    paragraphs: tuple[tuple[Piece, ...], ...]


def changes(before: PageContent, after: PageContent) -> list[Change]:
    """Return what changed from one content of a page to another, field by field."""
    return [
        Change(name, tuple(paragraphs(getattr(before, name), getattr(after, name))))
        for name in FIELDS
        if getattr(before, name) != getattr(after, name)
    ]
