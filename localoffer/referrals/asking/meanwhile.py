"""What can help while the team reads a form: searches of services that find something, filtered for this family."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from localoffer.listings.search.criteria import LAST_AGE, SearchCriteria
from localoffer.referrals.vocabulary import Referrer

CARERS, ADULT_LIFE = "carers", "adult-life"
_OPEN_TO_ALL = "open_to_all"
# two years before: time to look for what comes after
_SOON = 2
ADULT = 18

Finds = Callable[[SearchCriteria], bool]


@dataclass(frozen=True)
class Family:
    """What of a family narrows what may help it; ``age`` is None where nobody can say."""

    district: str
    needs: Sequence[str]
    age: int | None
    last_age: int
    referrer: Referrer | None


@dataclass(frozen=True)
class Meanwhile:
    """Query strings of searches; None where there is nothing to find, or where it is not for this family.

    ``at_18`` and ``at_the_end`` lead to what comes after, for whoever is near one or the other.
    """

    support: str
    is_in_district: bool
    carers: str | None
    at_18: str | None
    at_the_end: str | None


def meanwhile(family: Family, finds: Finds) -> Meanwhile:
    """Return the searches for a family; each finds something.

    Args:
        finds: whether a search finds anything.
    """
    here = [family.district] if family.district else []
    support = _first(
        finds,
        SearchCriteria.asking(district=here, need=family.needs),
        SearchCriteria.asking(district=here),
        SearchCriteria.asking(need=family.needs),
    )
    return Meanwhile(
        support=(support or SearchCriteria()).query_string(),
        is_in_district=bool(support and support.districts),
        carers=_carers(here, family, finds),
        at_18=_query(_adult_life(here, finds)) if _is_near(family.age, ADULT) else None,
        at_the_end=_at_the_end(here, finds) if _is_near(family.age, family.last_age + 1) else None,
    )


def _carers(here: Sequence[str], family: Family, finds: Finds) -> str | None:
    if family.referrer is Referrer.YOUNG_PERSON:
        return None
    return _query(
        _first(finds, SearchCriteria.asking(district=here, kind=[CARERS]), SearchCriteria.asking(kind=[CARERS]))
    )


def _adult_life(here: Sequence[str], finds: Finds) -> SearchCriteria | None:
    kind, age = [ADULT_LIFE], [str(min(ADULT, LAST_AGE))]
    return _first(
        finds,
        SearchCriteria.asking(district=here, age=age, kind=kind),
        SearchCriteria.asking(age=age, kind=kind),
        SearchCriteria.asking(district=here, age=age),
    )


def _at_the_end(here: Sequence[str], finds: Finds) -> str | None:
    fact = [_OPEN_TO_ALL]
    return _query(_first(finds, SearchCriteria.asking(district=here, fact=fact), SearchCriteria.asking(fact=fact)))


def _is_near(age: int | None, end: int) -> bool:
    return age is not None and end - _SOON <= age < end


def _first(finds: Finds, *searches: SearchCriteria) -> SearchCriteria | None:
    return next((search for search in searches if not search.is_empty and finds(search)), None)


def _query(found: SearchCriteria | None) -> str | None:
    return found.query_string() if found else None
