"""A postcode in the words of a search: found there, and looked up, off the engine's path."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from localoffer.listings.search.understanding import PlaceSaid
from localoffer.places import queries as places

_FULL = re.compile(r"(?<!\w)([a-z]{1,2}[0-9][a-z0-9]?)\s*([0-9][a-z]{2})(?!\w)", re.IGNORECASE)
_OUTWARD = re.compile(r"(?<!\w)[a-z]{1,2}[0-9][a-z0-9]?(?!\w)", re.IGNORECASE)


def find_in_words(session: Session, text: str) -> PlaceSaid | None:
    """Return the first postcode in a text and where it is, None where there is none.

    One that is written in full and not in the directory has neither a district nor a council; the first half of one
    that nobody knows is a word like any other.
    """
    full = _FULL.search(text)
    found = full or _OUTWARD.search(text)
    if found is None:
        return None
    answer = places.find(session, found.group())
    if isinstance(answer, places.Found):
        district = answer.district.slug if answer.district is not None else None
        return PlaceSaid(found.group(), answer.postcode, district, answer.council)
    if full and isinstance(answer, places.NotKnown):
        return PlaceSaid(found.group(), answer.postcode, None)
    return None
