"""What there is for families in each district: services, and services that have room, by need."""

from __future__ import annotations

from datetime import date

from localoffer.feedback.gaps import Pair
from localoffer.languages import ENGLISH
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.engine import Engine
from localoffer.listings.search.facts import SPACES_NOW


def services(engine: Engine, *, today: date, with_room: bool = False) -> dict[Pair, int]:
    """Return for each district and need how many services a family finds; ``with_room`` those that can take somebody.

    Services for any need and for the whole county count everywhere.
    """
    found: dict[Pair, int] = {}
    for district in engine.district_codes():
        asked = SearchCriteria.asking(district=[district], spaces=[SPACES_NOW] if with_room else [])
        needs = engine.find(asked, language=ENGLISH.code, today=today).counts["need"]
        found |= {(district, need): number for need, number in needs.items()}
    return found
