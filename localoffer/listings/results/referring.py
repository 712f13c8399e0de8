"""What the form for Life Skills support is told of a search: where, and for which needs; no words, no postcode."""

from __future__ import annotations

from urllib.parse import urlencode

from localoffer.listings.search.criteria import SearchCriteria


def told_to_the_form(heard: SearchCriteria) -> str:
    """Return a search, as it was understood, as the query of the form's address; empty where it says neither.

    Several districts are nobody's home: then none is told.
    """
    district = heard.districts[0] if len(heard.districts) == 1 else ""
    told = [("district", district)] if district else []
    query = urlencode([*told, *(("need", need) for need in heard.needs)])
    return f"?{query}" if query else ""
