"""One column of a table of listings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from localoffer.forms.fields import Text
from localoffer.listings.bulk.known import Known
from localoffer.listings.content import ListingContent

Changes = dict[str, Any]


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, the content that it changes, what the names in it mean, and today."""

    text: str
    before: ListingContent
    known: Known
    today: date


@dataclass(frozen=True)
class Column:
    """One column. ``read`` returns the fields of the content that a cell changes; one without it is only written.

    ``read`` raises ``Refused`` for all that it cannot understand.
    """

    key: str
    heading: Text
    write: Callable[[ListingContent, Known], str]
    read: Callable[[Cell], Changes] | None = None
