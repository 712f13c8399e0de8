"""How many services help to meet a duty, as the search counts them."""

from __future__ import annotations

from datetime import date

from localoffer.guide.duties.coverage import Count, Services, UnknownQuery
from localoffer.guide.pages.links import BadQuery, read_services
from localoffer.languages import ENGLISH
from localoffer.listings.search.engine import Engine


def counter(engine: Engine, *, today: date) -> Count:
    """Return what counts the services of a query: all of them, and by district those that a family there can use."""

    def count(query: str) -> Services:
        try:
            criteria = read_services(query, engine.known)
        except BadQuery as error:
            raise UnknownQuery(str(error)) from error
        found = engine.find(criteria, language=ENGLISH.code, today=today)
        by_district = {code: found.counts["district"].get(code, 0) for code in engine.district_codes()}
        return Services(criteria.query_string(), found.total, by_district)

    return count
