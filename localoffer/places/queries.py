"""Which district a postcode is in, how far one place is from another, and which districts there are."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session, joinedload

from localoffer.places.models import District, OutwardCode, Postcode

METRES_IN_A_MILE = 1609.344
WHOLE_COUNTRY = 1000
"""How many outward codes there are at least where all of the country's are loaded."""
_OUTWARD = r"[A-Z]{1,2}[0-9][A-Z0-9]?"
_POSTCODE = re.compile(rf"({_OUTWARD})([0-9][ABD-HJLNP-UW-Z]{{2}})?")
_IGNORED = dict.fromkeys(map(ord, " \t\r\n\u00a0\u200e\u200f-.,"))
_DIGITS = {zero + digit: str(digit) for zero in (0x0660, 0x06F0) for digit in range(10)}
_PLAIN = _IGNORED | _DIGITS


class Point(NamedTuple):
    """A place on the British National Grid, in metres."""

    easting: int
    northing: int


@dataclass(frozen=True)
class Found:
    """A postcode that we know.

    Exactly one of ``district`` (its code, inside the county) and ``council`` (the upper-tier council outside it, or the
    name of the country where that is not England) is set. ``point`` is None where the directory has none.
    ``is_outward`` says that the answer is that of the whole outward code: only ``ST16`` was typed, or the postcode is
    far from the county.
    """

    postcode: str
    district: str | None
    council: str | None
    point: Point | None
    is_outward: bool


@dataclass(frozen=True)
class NotAPostcode:
    """What was typed cannot be a postcode."""

    typed: str


@dataclass(frozen=True)
class NotKnown:
    """What was typed has the form of a postcode, and the directory does not have it."""

    postcode: str


def normalise(text: str) -> str | None:
    """Return a postcode (``ST16 2LH``) or outward code (``ST16``) as people write it, None for anything else."""
    parts = _parts(text)
    return " ".join(part for part in parts if part) if parts else None


def find(session: Session, text: str) -> Found | NotAPostcode | NotKnown:
    """Look up what a person typed as a postcode, in any case and spacing; outward codes alone are allowed."""
    parts = _parts(text)
    if parts is None:
        return NotAPostcode(text)
    outward, inward = parts
    row = _row(session, Postcode, Postcode.postcode == outward + inward) if inward else None
    is_outward = row is None
    if row is None:
        row = _row(session, OutwardCode, OutwardCode.outward == outward)
    display = f"{outward} {inward}" if inward else outward
    # Every postcode of the county's outward codes is in the directory: one that is not there does not exist.
    if row is None or (inward and is_outward and _is_whole(session, outward)):
        return NotKnown(display)
    return Found(display, row.slug, row.council, _point(row), is_outward)


def is_nowhere(session: Session, text: str) -> bool:
    """Return whether the country has no postcodes that begin like this one; False while its directory is not loaded."""
    parts = _parts(text)
    if parts is None:
        return False
    there = func.sum(case((OutwardCode.outward == parts[0], 1), else_=0))
    row = session.execute(select(func.count().label("all"), there.label("there")).select_from(OutwardCode)).one()
    return row.all >= WHOLE_COUNTRY and not row.there


def distance_miles(one: Point, other: Point) -> float:
    """Return the distance between two points as the crow flies, in miles."""
    return math.hypot(one.easting - other.easting, one.northing - other.northing) / METRES_IN_A_MILE


def districts(session: Session) -> Sequence[District]:
    """Return the county's districts in the order of the county's settings."""
    asked = select(District).options(joinedload(District.texts)).order_by(District.position, District.id)
    return session.scalars(asked).unique().all()


def _parts(text: str) -> tuple[str, str] | None:
    found = _POSTCODE.fullmatch(text.translate(_PLAIN).upper())
    return (found[1], found[2] or "") if found else None


def _row(session: Session, kind: type[Postcode | OutwardCode], is_it: ColumnElement[bool]) -> Any:
    """Return what the directory holds, with the district's code: one plain row, as every search may ask for it."""
    asked = select(kind.council, kind.easting, kind.northing, District.slug)
    return session.execute(asked.join(District, District.id == kind.district_id, isouter=True).where(is_it)).first()


def _is_whole(session: Session, outward: str) -> bool:
    """Return whether the directory holds every postcode of an outward code."""
    # Between alone would take ST16 2LH for one of ST1: an inward code is always three characters long.
    held = select(Postcode.postcode).where(
        Postcode.postcode.between(f"{outward}0AA", f"{outward}9ZZ"), func.length(Postcode.postcode) == len(outward) + 3
    )
    return session.scalar(held.limit(1)) is not None


def _point(row: Any) -> Point | None:
    if row.easting is None or row.northing is None:
        return None
    return Point(row.easting, row.northing)
