"""The part of a listing's page that says why it may be no help, and what may help instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from localoffer.languages import Language, format_number, gettext, ngettext
from localoffer.listings import presenters
from localoffer.listings.alternatives import FAR, Lack, Original, alternatives, lack_of, like
from localoffer.listings.card_making import cards_of
from localoffer.listings.results.page import Result
from localoffer.listings.results.panel_making import wording
from localoffer.listings.results.reasons import Reasons
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.engine import Engine
from localoffer.listings.search.found import Hit
from localoffer.listings.search.nearness import Near
from localoffer.vocabulary import Spaces


@dataclass(frozen=True)
class Instead:
    """What may help instead.

    ``why`` is a sentence, empty where the page says it already: of a listing that is gone or closed. ``more`` is the
    address of all that are alike, or empty.
    """

    why: str
    results: tuple[Result, ...]
    more: str


@dataclass(frozen=True)
class Looking:
    """Who looks at a listing: the search that they come from, their language, the day, and how addresses are made.

    ``heard`` is the search as it was understood, with the district in the place of a postcode; ``near`` is where the
    family is, None where no distance can be measured from there.
    """

    asked: SearchCriteria
    heard: SearchCriteria
    near: Near | None
    spoken: Language
    today: date
    address: Callable[[SearchCriteria], str]


def instead(original: Original, looking: Looking, *, engine: Engine) -> Instead | None:
    """Return what may help instead of a listing, None where it may help itself."""
    heard, language = looking.heard, looking.spoken.code
    lack = lack_of(original, heard.years, is_closed=original.listing_id in engine.closed)
    if lack is None:
        return None
    hits = alternatives(original, heard, engine=engine, language=language, today=looking.today, near=looking.near)
    alike = like(original, heard)
    # what the reasons speak of: the place, and the age where the listing was not for it
    told = SearchCriteria.asking(district=alike.districts, age=[str(year) for year in lack.years])
    return Instead(_why(lack, original), _results(hits, told, looking, engine), _more(original, alike, looking, engine))


def _why(lack: Lack, original: Original) -> str:
    if lack.is_gone:
        return ""
    if lack.years:
        return gettext("It is not for the age that you looked for: %(ages)s.", ages=_ages(original))
    if lack.is_closed:
        return ""
    if lack.spaces is Spaces.WAITING:
        return gettext("It has a waiting list.")
    return gettext("It is full.")


def _ages(original: Original) -> str:
    return presenters.ages(original.age_from, original.age_to)


def _results(hits: tuple[Hit, ...], told: SearchCriteria, looking: Looking, engine: Engine) -> tuple[Result, ...]:
    cards = cards_of((hit.listing_id for hit in hits), engine=engine, spoken=looking.spoken)
    query = looking.asked.query_string()
    reasons = Reasons(replace(told, miles=FAR), wording(engine, looking.spoken).names, looking.near)
    return tuple(
        Result(cards[hit.listing_id], _reason(hit, reasons, looking.near), f"?{query}" if query else "")
        for hit in hits
        if hit.listing_id in cards
    )


def _reason(hit: Hit, reasons: Reasons, family: Near | None) -> str:
    said = [str(Spaces(hit.facts.spaces).title)] if hit.facts.has_room else []
    if hit.miles is not None and family is None:
        said.append(_away(hit.miles))
        hit = hit._replace(miles=None, town="")
    said.append(reasons.of(hit))
    return presenters.BETWEEN.join(part for part in said if part)


def _away(miles: float) -> str:
    whole = round(miles)
    if not whole:
        return gettext("Less than a mile from there")
    return ngettext("%(number)s mile from there", "%(number)s miles from there", whole, number=format_number(whole))


def _more(original: Original, alike: SearchCriteria, looking: Looking, engine: Engine) -> str:
    """Return the address of the search for all that are alike, empty where there is nothing else."""
    wanted = alike if alike.age is not None else alike.without_filter("age")
    for tried in (wanted, wanted.without_filter("kind")):
        found = engine.find(tried, language=looking.spoken.code, today=looking.today)
        if any(hit.listing_id != original.listing_id for hit in found.hits):
            return looking.address(tried)
    return ""
