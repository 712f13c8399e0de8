"""Services of the directory that the team names to a family whose form it did not accept."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from localoffer.listings.models import Listing
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.engine import Engine
from localoffer.listings.search.facts import Facts
from localoffer.listings.search.found import Hit
from localoffer.referrals.deciding.models import Alternative
from localoffer.referrals.models import StageChange
from localoffer.vocabulary import ListingStatus, Spaces

MOST = 6
_SHOWN = 8
_PAGES = 5
_ROOM = frozenset({Spaces.AVAILABLE.value, Spaces.FEW.value})


@dataclass(frozen=True)
class Wanted:
    """What a member of staff looks for (``words``, empty for what fits), and the family that it is for.

    ``district`` is a slug, empty where it is not known; ``needs`` are codes; ``age`` is None where nobody can say.
    """

    words: str
    district: str
    needs: Collection[str]
    age: int | None


def find(engine: Engine, wanted: Wanted, *, language: str, today: date) -> list[int]:
    """Return the ids of services that may help: those of the words, or else those that fit the family best."""
    here, years = [wanted.district] if wanted.district else [], [] if wanted.age is None else [str(wanted.age)]
    if wanted.words:
        searches = (SearchCriteria.asking(wanted.words, district=here), SearchCriteria.asking(wanted.words))
    else:
        searches = (
            SearchCriteria.asking(district=here, need=wanted.needs, age=years),
            SearchCriteria.asking(district=here, age=years),
        )
    found: dict[int, None] = {}
    for search in searches:
        if not search.is_empty and len(found) < _SHOWN:
            hits = _hits(engine, search, language, today)
            ordered = hits if wanted.words else sorted(hits, key=lambda hit: _distance(hit.facts, wanted))
            found |= dict.fromkeys(hit.listing_id for hit in ordered)
    return list(found)[:_SHOWN]


def _hits(engine: Engine, search: SearchCriteria, language: str, today: date) -> list[Hit]:
    hits: list[Hit] = []
    for page in range(1, _PAGES + 1):
        found = engine.find(replace(search, page=page), language=language, today=today)
        hits += found.hits
        if found.page == found.pages:
            break
    return hits


def _distance(facts: Facts, wanted: Wanted) -> tuple[bool, bool, bool]:
    """Return what sorts first what names a need of the family, then what is for its district alone or has room."""
    return (
        not set(facts.needs) & set(wanted.needs),
        wanted.district not in facts.districts,
        facts.spaces not in _ROOM,
    )


def published(session: Session, ids: Sequence[int]) -> list[Listing]:
    """Return those of the listings that families see, in the order of the ids, with what names them."""
    wanted = select(Listing).where(Listing.id.in_(ids), Listing.status == ListingStatus.PUBLISHED)
    rows = session.scalars(wanted.options(selectinload(Listing.texts), joinedload(Listing.organisation)))
    return sorted(rows.unique(), key=lambda listing: ids.index(listing.id))


def name(session: Session, change: StageChange, ids: Sequence[int]) -> None:
    """Write down which services a decision names, in their order."""
    session.add_all(
        Alternative(change_id=change.id, listing_id=listing_id, position=position)
        for position, listing_id in enumerate(ids)
    )
    session.flush()


def named(session: Session, change_id: int) -> list[Listing]:
    """Return the services that a decision names and that families still see, in order."""
    ids = select(Alternative.listing_id).where(Alternative.change_id == change_id).order_by(Alternative.position)
    found = session.scalars(ids).all()
    return published(session, found) if found else []
