"""A postcode in the words of a search or in its own field: looked up, off the engine's path."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

from sqlalchemy.orm import Session

from localoffer.listings.search.nearness import Near
from localoffer.listings.search.understanding import PlaceSaid
from localoffer.places import queries as places

Answer = places.Found | places.NotAPostcode | places.NotKnown
"""What the directory says of something typed as a postcode."""

_MOST = 3
_FULL = re.compile(r"(?<!\w)([a-z]{1,2}[0-9][a-z0-9]?)\s*([0-9][a-z]{2})(?!\w)", re.IGNORECASE)
_OUTWARD = re.compile(r"(?<!\w)[a-z]{1,2}[0-9][a-z0-9]?(?!\w)", re.IGNORECASE)
# one letter that begins no postcode is that of year 7, under 12 or trisomy 21, and KS2 is a key stage
_MAY_BE_ONE = re.compile(r"(?:[begl-nsw][0-9]|(?!ks)[a-z]{2}[0-9]).*", re.IGNORECASE)


def find_in_words(
    session: Session, text: str, *, is_word: Callable[[str], bool] = lambda typed: False
) -> PlaceSaid | None:
    """Return the first postcode in a text and where it is, None where there is none.

    One that is not in the directory has neither a district nor a council. The first half of one is taken where no whole
    one stands in the text, and one that nobody knows where nothing else is one.

    Args:
        is_word: whether something is a word of the listings, and no first half of a postcode that nobody knows.
    """
    full = _FULL.search(text)
    if full is not None:
        return _look_up(session, full.group()) or PlaceSaid(full.group(), " ".join(full.groups()).upper(), None)
    halves = [found.group() for found in islice(_OUTWARD.finditer(text), _MOST)]
    known = next((place for half in halves if (place := _look_up(session, half)) is not None), None)
    if known is not None:
        return known
    unknown = (half for half in halves if _MAY_BE_ONE.fullmatch(half) and not is_word(half))
    return next((PlaceSaid(half, half.upper(), None) for half in unknown), None)


def _look_up(session: Session, typed: str) -> PlaceSaid | None:
    answer = places.find(session, typed)
    if not isinstance(answer, places.Found):
        return None
    return PlaceSaid(typed, answer.postcode, answer.district, answer.council, answer.point)


def near(answer: Answer | None, said: PlaceSaid | None) -> Near | None:
    """Return where a family is; None where neither the postcode's own field nor the words say it.

    Args:
        answer: what the directory says of what was typed into the field, None where it is empty. It goes before:
            the words are asked only where it leads nowhere.
        said: the postcode in the words.
    """
    told: list[Near] = []
    if isinstance(answer, places.Found):
        told.append(_near(answer))
    if said is not None and (said.district or said.council):
        told.append(_near(said))
    return next(iter(told), None)


def _near(place: places.Found | PlaceSaid) -> Near:
    return Near(place.point, place.district, place.postcode, is_outside=place.council is not None)
