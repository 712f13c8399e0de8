"""What is nearest outside the place that a family asked for, where little or nothing in it fits."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from flask import current_app

from localoffer.listings.results.filter_names import Names
from localoffer.listings.results.reasons import Reasons
from localoffer.listings.search.criteria import SearchCriteria, Sort
from localoffer.listings.search.engine import Engine
from localoffer.listings.search.found import Found, Hit
from localoffer.listings.search.nearness import Near
from localoffer.places.county_map import CountyMap
from localoffer.places.queries import Point

FEW = 3
MOST = 3
_FAR = 60


def nearest_outside(found: Found, near: Near | None, *, engine: Engine, language: str, today: date) -> tuple[Hit, ...]:
    """Return a few listings outside the place asked for that match all else, where it found fewer than ``FEW``.

    By distance from where the family said that it is, or else from the midst of the districts.
    """
    heard = found.hearing.heard.criteria
    if found.total >= FEW or not (heard.districts or near):
        return ()
    wider = _anywhere(heard)
    point = (near.point if near else None) or _midst(heard.districts)
    if point is not None:
        wider = replace(wider, sort=Sort.NEAREST)
    shown = {hit.listing_id for hit in (*found.hits, *found.apart)}
    is_outside = near is not None and near.is_outside
    around = Near(point, None, "", is_outside) if point or is_outside else None
    if not engine.lets_through(wider, around):
        return ()
    hits = engine.find(wider, language=language, today=today, near=around).hits
    return tuple(hit for hit in hits if hit.listing_id not in shown)[:MOST]


def reason(hit: Hit, found: Found, names: Names, near: Near | None) -> str:
    """Return why a listing outside the place is shown: how far away it is or, without a distance, what it covers."""
    told = _anywhere(found.hearing.heard.criteria).with_values("district", hit.facts.districts)
    # from the midst of a district is not from where the family is
    is_placed = near is not None and near.point is not None
    return Reasons(told, names, near).of(hit if is_placed else hit._replace(miles=None))


def _midst(districts: Collection[str]) -> Point | None:
    drawn: CountyMap | None = current_app.extensions["localoffer_county_map"]
    return drawn.middle(districts) if drawn is not None else None


def _anywhere(criteria: SearchCriteria) -> SearchCriteria:
    """Return a search without its place, and with its words as they were understood."""
    placeless = criteria.without_filter("district").without_filter("postcode")
    return replace(placeless, miles=_FAR, plain=bool(criteria.text))
