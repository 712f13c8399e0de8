"""Listings for tests: sound defaults, so that a test states only what matters to it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.db import bump
from localoffer.listings.models import (
    Listing,
    ListingFact,
    ListingText,
    ListingWayIn,
    Organisation,
    Synonym,
    Term,
    Venue,
)
from localoffer.places.models import District
from localoffer.vocabulary import Checker, Cost, Coverage, Fact, ListingStatus, WayIn

_numbers = count(1)


def listing(
    session: Session,
    name: str = "Saturday club",
    *,
    slug: str | None = None,
    summary: str = "A calm place to play.",
    districts: tuple[str, ...] = ("stafford",),
    needs: tuple[str, ...] = ("autism",),
    kinds: tuple[str, ...] = ("activities",),
    ways_in: tuple[WayIn, ...] = (WayIn.CONTACT,),
    facts: dict[Fact, tuple[bool, date | None]] | None = None,
    words: dict[str, str] | None = None,
    translations: dict[str, dict[str, str]] | None = None,
    venues: tuple[dict[str, Any], ...] = (),
    organisation: str | None = None,
    **more: Any,
) -> Listing:
    """Add a published listing to the session, and say that the listings changed. The caller commits."""
    number = next(_numbers)
    at = datetime(2026, 10, 1, tzinfo=UTC)
    told: dict[str, Any] = {
        "age_from": 5,
        "age_to": 11,
        "coverage": Coverage.DISTRICTS,
        "cost": Cost.FREE,
        "status": ListingStatus.PUBLISHED,
        "checked_on": date(2026, 10, 3),
        "checked_by": Checker.COUNCIL,
        "changed_at": at,
    }
    made = Listing(slug=slug or f"listing-{number}", created_at=at, version_number=1, **(told | more))
    made.districts = list(session.scalars(select(District).where(District.slug.in_(districts))))
    made.terms = [*_terms(session, "need", needs), *_terms(session, "kind", kinds)]
    made.ways_in = [ListingWayIn(way_in=way) for way in ways_in]
    made.facts = [
        ListingFact(fact=fact, answer=answer, stated_on=stated) for fact, (answer, stated) in (facts or {}).items()
    ]
    made.texts = [ListingText(language="en", name=name, summary=summary, **(words or {}))]
    made.texts += [ListingText(language=code, **held) for code, held in (translations or {}).items()]
    made.venues = [Venue(**venue) for venue in venues]
    if organisation:
        made.organisation = Organisation(source="council", key=f"organisation-{number}", name=organisation)
    session.add(made)
    bump(session, "listings")
    session.flush()
    return made


def change(session: Session, changed: Listing, **fields: Any) -> None:
    """Change a listing as publishing does: its fields, its version, and the number that says so. The caller commits."""
    for name, value in fields.items():
        setattr(changed, name, value)
    changed.version_number += 1
    bump(session, "listings")
    session.flush()


def synonym(session: Session, phrase: str, *means: str, language: str = "en") -> None:
    """Add a synonym. The caller commits."""
    session.add(Synonym(language=language, phrase=phrase, means=list(means)))
    bump(session, "listings")
    session.flush()


def _terms(session: Session, vocabulary: str, codes: tuple[str, ...]) -> list[Term]:
    return list(
        session.scalars(select(Term).where(Term.vocabulary == vocabulary, Term.code.in_(codes)).order_by(Term.position))
    )
