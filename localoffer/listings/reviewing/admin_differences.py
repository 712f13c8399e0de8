"""What a saved version changes, field by field, and by whom. In English only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from localoffer.listings.admin.presenters import differences
from localoffer.listings.content import ListingContent
from localoffer.reviewing.differences import Piece, paragraphs

NOTHING = ListingContent(words={})


@dataclass(frozen=True)
class Save:
    """What somebody saved, and who and when that was, in words."""

    content: ListingContent
    said: str


@dataclass(frozen=True)
class FieldChange:
    """One field that changed: what it is called, its changed lines as pieces, and who saved it last.

    ``language`` is that of words that families read, empty for everything else.
    """

    label: str
    paragraphs: tuple[tuple[Piece, ...], ...]
    language: str
    said: str = ""


def changes(before: ListingContent, after: ListingContent, names: Mapping[str, str]) -> list[FieldChange]:
    """Return what changed from one content to another; ``names`` gives the words of codes that are rows."""
    # what is new takes nothing away, not even the answer that an empty listing begins with
    return [
        FieldChange(one.label, tuple(paragraphs("" if before is NOTHING else one.theirs, one.mine)), one.language)
        for one in differences(before, after, names, nothing="")
    ]


def changes_by(before: ListingContent, saves: Sequence[Save], names: Mapping[str, str]) -> list[FieldChange]:
    """Return what several saves in a row changed together, each field with the one that touched it last."""
    if not saves:
        return []
    last: dict[str, str] = {}
    began = before
    for save in saves:
        last |= {one.label: save.said for one in differences(began, save.content, names, nothing="")}
        began = save.content
    together = changes(before, saves[-1].content, names)
    return [replace(change, said=last.get(change.label, "")) for change in together]
