"""What a row of another directory's feed becomes, whichever feed it is, and what is refused of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from localoffer.listings.applying import check_lengths
from localoffer.listings.content import ListingContent
from localoffer.listings.imports.plain_words import one_line
from localoffer.listings.models import Organisation

Told = Mapping[str, Any]

_LONGEST_REFERENCE = 120
_OLDEST = 120


class BadRow(ValueError):
    """A row of the feed cannot become a listing; the message says why."""


@dataclass(frozen=True)
class OrganisationRecord:
    """Who runs a service, as the feed says.

    Raises:
        BadRow: when there is no room for what it says.
    """

    key: str
    name: str
    description: str
    website: str
    email: str

    def __post_init__(self) -> None:
        try:
            check_lengths(Organisation, self, ("key", "name", "website", "email"), before="organisation.")
        except ValueError as fault:
            raise BadRow(str(fault)) from fault


@dataclass(frozen=True)
class Record:
    """One service of the feed, ready to be stored; ``notes`` tell a commissioner what was left out or assumed."""

    reference: str
    organisation: OrganisationRecord | None
    content: ListingContent
    notes: tuple[str, ...]


def reference_of(told: Told) -> str:
    """Return the id of a service or an organisation on one line, empty where it has none.

    Raises:
        BadRow: when it is too long.
    """
    given = told.get("id")
    found = one_line(str(given)) if isinstance(given, int | str) and not isinstance(given, bool) else ""
    if len(found) > _LONGEST_REFERENCE:
        raise BadRow(f"id is longer than {_LONGEST_REFERENCE} characters")
    return found


def age_of(told: Told, field: str) -> int | None:
    """Return the age that stands in a field; None where it is empty.

    Raises:
        BadRow: when something else stands there.
    """
    age = told.get(field)
    if age is None:
        return None
    if isinstance(age, float) and age.is_integer():
        age = int(age)
    if isinstance(age, bool) or not isinstance(age, int) or not 0 <= age <= _OLDEST:
        raise BadRow(f"{field} {age!r} is not an age in whole years")
    return age


def objects(told: Told, field: str) -> list[Told]:
    """Return the objects that stand in a field, none where it is empty.

    Raises:
        BadRow: when something else stands there.
    """
    given = told.get(field) or []
    if not isinstance(given, list) or not all(isinstance(entry, dict) for entry in given):
        raise BadRow(f"{field} is not a list of objects")
    return given
