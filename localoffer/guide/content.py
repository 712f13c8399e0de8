"""What a page of the guide says, in one language: the value that files, editor, history and pages pass around."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Self


@dataclass(frozen=True)
class PageContent:
    """The words of a page: all plain text but ``body``, which is in the guide's own subset of Markdown."""

    title: str
    summary: str = ""
    who_for: str = ""
    who_decides: str = ""
    how_long: str = ""
    body: str = ""

    def as_json(self) -> dict[str, str]:
        """Return it as the database keeps it."""
        return asdict(self)

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> Self:
        """Return what ``as_json`` gave; what an older version did not have is empty.

        Raises:
            KeyError: when it has no title.
        """
        return cls(title=told["title"], **{name: told.get(name, "") for name in FIELDS if name != "title"})

    def changed_fields(self, other: PageContent) -> list[str]:
        """Return the names of the fields that differ, in the order of the form."""
        return [name for name in FIELDS if getattr(self, name) != getattr(other, name)]


FIELDS = tuple(field.name for field in fields(PageContent))
