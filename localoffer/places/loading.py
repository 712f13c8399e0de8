"""Filling the database with the county's districts and with postcodes, once, from the directory.

The outward codes that touch the county are loaded postcode by postcode; every outward code of the country has a row
that says whose area most of it is. A postcode without an authority (terminated, or for large users) is given to whoever
has most of its sector (``WS15 9``), else of its outward code: families still type it, and the answer of its neighbours
is better than none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from localoffer.council import Council
from localoffer.places import directory
from localoffer.places.directory import OutwardArea
from localoffer.places.models import District, DistrictText, OutwardCode, Postcode

# The id of one of our districts, or the name of the council outside the county.
Owner = int | str


@dataclass(frozen=True)
class Loaded:
    """How much was loaded."""

    postcodes: int
    outward_codes: int


def is_loaded(session: Session) -> bool:
    """Return whether the directory was loaded before."""
    return session.scalar(select(OutwardCode.outward).limit(1)) is not None


def load(session: Session, council: Council, progress: Callable[[int, int], None] | None = None) -> Loaded:
    """Replace districts, postcodes and outward codes; loading twice is the same as once.

    Args:
        progress: told how many of how many files are done.

    Raises:
        FileNotFoundError: when the directory is not installed.
    """
    session.execute(delete(Postcode))
    session.execute(delete(OutwardCode))
    sync_districts(session, council)
    owners = _Owners(session)
    postcodes = outward_codes = 0
    letters = directory.letters()
    for done, letter in enumerate(letters, start=1):
        rows, summaries = _rows_of(letter, owners)
        if rows:
            session.execute(insert(Postcode), rows)
        if summaries:
            session.execute(insert(OutwardCode), summaries)
        postcodes += len(rows)
        outward_codes += len(summaries)
        if progress:
            progress(done, len(letters))
    return Loaded(postcodes, outward_codes)


def sync_districts(session: Session, council: Council) -> None:
    """Bring the districts to what the county's settings say; one that they no longer name goes.

    Names that staff changed stay as they are.
    """
    there = {district.slug: district for district in session.scalars(select(District))}
    for position, setting in enumerate(council.districts):
        district = there.pop(setting.slug, None)
        if district is None:
            district = District(slug=setting.slug)
            session.add(district)
        district.gss, district.position = setting.gss, position
        if district.staff_changed_at is not None:
            continue
        texts = {text.language: text for text in district.texts}
        rows = []
        for language, name in setting.name.items():
            row = texts.get(language) or DistrictText(language=language)
            row.name = name
            rows.append(row)
        district.texts = rows
    for district in there.values():
        session.delete(district)
    session.flush()


class _Owners:
    """Says whose each authority's code is."""

    def __init__(self, session: Session) -> None:
        self.names = directory.council_names()
        self.districts = {district.gss: district.id for district in session.scalars(select(District))}

    def of(self, authority: str) -> Owner | None:
        if not isinstance(authority, str):
            return None
        return self.districts.get(authority) or self.names.get(authority) or directory.country(authority)

    def of_most(self, authorities: Iterable[str]) -> Owner | None:
        """Return whose most of the codes are; None where none is anybody's."""
        held: Counter[Owner] = Counter()
        # Thousands of postcodes have a few codes.
        for authority, times in Counter(authorities).items():
            if (owner := self.of(authority)) is not None:
                held[owner] += times
        return held.most_common(1)[0][0] if held else None

    def touches_county(self, area: OutwardArea) -> bool:
        return not self.districts.keys().isdisjoint(area.authorities)


def _rows_of(letter: str, owners: _Owners) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    rows: list[dict[str, object]] = []
    summaries: list[dict[str, object]] = []
    for area in directory.areas(letter):
        summary = _summary(area, owners)
        if summary:
            summaries.append(summary)
        if owners.touches_county(area):
            rows.extend(_postcodes(area, owners))
    return rows, summaries


def _summary(area: OutwardArea, owners: _Owners) -> dict[str, object] | None:
    owner = owners.of_most(area.authorities)
    if owner is None:
        return None
    points = np.array([area.eastings, area.northings], float)
    known = points[:, (points > 0).all(axis=0)]
    middle = known.mean(axis=1).tolist() if known.size else (0, 0)
    return {"outward": area.outward, **_owned(owner), **_located(*middle)}


def _postcodes(area: OutwardArea, owners: _Owners) -> Iterable[dict[str, object]]:
    each = [owners.of(authority) for authority in area.authorities]
    sectors: dict[str, list[Owner | None]] = {}
    for postcode, owner in zip(area.postcodes, each, strict=True):
        sectors.setdefault(postcode[4], []).append(owner)
    whole = _most(each)
    nearest = {sector: _most(found) or whole for sector, found in sectors.items()}
    for postcode, owner, easting, northing in zip(area.postcodes, each, area.eastings, area.northings, strict=True):
        known = owner or nearest[postcode[4]]
        yield {"postcode": postcode.replace(" ", ""), **_owned(known), **_located(easting, northing)}


def _most(owners: Iterable[Owner | None]) -> Owner | None:
    counted = Counter(owner for owner in owners if owner is not None)
    return counted.most_common(1)[0][0] if counted else None


def _owned(owner: Owner | None) -> dict[str, object]:
    is_district = isinstance(owner, int)
    return {"district_id": owner if is_district else None, "council": None if is_district else owner}


def _located(easting: float, northing: float) -> dict[str, object]:
    # NaN is never above 0.
    has_point = easting > 0 and northing > 0
    return {"easting": round(easting) if has_point else None, "northing": round(northing) if has_point else None}
