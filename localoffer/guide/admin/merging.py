"""Two people who changed a page at once: what each of them made of it, and both in one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from localoffer.guide.admin.differences import Change, changes
from localoffer.guide.content import FIELDS, PageContent


@dataclass(frozen=True)
class Both:
    """One field in which two contents differ: each whole, and what would change if mine took the place of theirs."""

    field: str
    theirs: str
    mine: str
    change: Change


def merged(began: PageContent, theirs: PageContent, mine: PageContent) -> PageContent:
    """Return their words with mine wherever I changed a field; ``began`` is what both of us began from."""
    my_changes = {name: getattr(mine, name) for name in FIELDS if getattr(mine, name) != getattr(began, name)}
    return replace(theirs, **my_changes)


def both(theirs: PageContent, mine: PageContent) -> list[Both]:
    """Return every field in which two contents differ."""
    return [
        Both(change.field, getattr(theirs, change.field), getattr(mine, change.field), change)
        for change in changes(theirs, mine)
    ]
