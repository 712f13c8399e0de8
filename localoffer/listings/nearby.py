"""What is nearest outside the place that a family asked for, where little or nothing in it fits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from localoffer.listings.filter_names import Names
from localoffer.listings.reasons import Reasons
from localoffer.listings.search.criteria import SearchCriteria, Sort
from localoffer.listings.search.engine import Engine, Found, Hit
from localoffer.listings.search.nearness import Near

FEW = 3
MOST = 3
_FAR = 60


def nearest_outside(found: Found, near: Near | None, *, engine: Engine, language: str, today: date) -> tuple[Hit, ...]:
    """Return a few listings outside the place asked for that match all else, where it found fewer than ``FEW``.

    By distance where the family said where it is, otherwise the best match first.
    """
    heard = found.hearing.heard.criteria
    if found.total >= FEW or not (heard.districts or near):
        return ()
    wider = _anywhere(heard)
    if near is not None and near.point is not None:
        wider, near = replace(wider, sort=Sort.NEAREST), near._replace(district=None)
    else:
        near = None
    shown = {hit.listing_id for hit in (*found.hits, *found.apart)}
    hits = engine.find(wider, language=language, today=today, near=near).hits
    return tuple(hit for hit in hits if hit.listing_id not in shown)[:MOST]


def reason(hit: Hit, found: Found, names: Names, near: Near | None) -> str:
    """Return why a listing outside the place is shown: how far away it is or, without a distance, what it covers."""
    told = _anywhere(found.hearing.heard.criteria).with_values("district", hit.facts.districts)
    return Reasons(told, names, near).of(hit)


def _anywhere(criteria: SearchCriteria) -> SearchCriteria:
    """Return a search without its place, and with its words as they were understood."""
    placeless = criteria.without_filter("district").without_filter("postcode")
    return replace(placeless, miles=_FAR, plain=bool(criteria.text))
