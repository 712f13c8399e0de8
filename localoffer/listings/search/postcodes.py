"""A postcode in the words of a search or in its own field: looked up, off the engine's path."""

from __future__ import annotations

import re

from sqlalchemy.orm import Session

from localoffer.listings.search.nearness import Near
from localoffer.listings.search.understanding import PlaceSaid
from localoffer.places import queries as places

Answer = places.Found | places.NotAPostcode | places.NotKnown
"""What the directory says of something typed as a postcode."""

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
        return PlaceSaid(found.group(), answer.postcode, answer.district, answer.council, answer.point)
    if full and isinstance(answer, places.NotKnown):
        return PlaceSaid(found.group(), answer.postcode, None)
    return None


def near(answer: Answer | None, said: PlaceSaid | None) -> Near | None:
    """Return where a family is; None where neither the postcode's own field nor the words say it.

    Args:
        answer: what the directory says of what was typed into the field, None where it is empty. It goes before:
            the words are asked only where it leads nowhere.
        said: the postcode in the words.
    """
    told: list[Near] = []
    if isinstance(answer, places.Found):
        told.append(Near(answer.point, answer.district, answer.postcode))
    if said is not None:
        told.append(Near(said.point, said.district, said.postcode))
    return next((place for place in told if place.point is not None or place.district is not None), None)
