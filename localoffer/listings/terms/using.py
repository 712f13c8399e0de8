"""What uses a term: the listings, and whatever other features say that they use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flask import Flask, current_app
from sqlalchemy import ColumnElement, String, and_, cast, func, or_, select
from sqlalchemy.orm import Session

from localoffer.listings.models import Listing, ListingText, ListingVersion, Term, listing_terms
from localoffer.vocabulary import WAITING

_EXTENSION = "localoffer_uses_of_terms"
MOST_NAMED = 50
OF_THE_SITE = frozenset(
    {
        ("kind", "life-skills"),
        ("need", "not-sure"),
        ("area", "communication-and-interaction"),
        ("area", "cognition-and-learning"),
        ("area", "social-emotional-and-mental-health"),
        ("area", "sensory-and-physical"),
    }
)
"""The terms that the site itself leads by: the way to ask for help, "not sure", and the four areas of need of the law,
which the referral form asks for."""


class Use(NamedTuple):
    """One thing that uses a term: what it is called and where staff change it."""

    title: str
    address: str


class UsedBy(NamedTuple):
    """Listings that use something: address and name of the first ``MOST_NAMED``, and how many there are."""

    first: list[tuple[str, str]]
    total: int


@dataclass(frozen=True)
class User:
    """A feature that names terms: how it finds its uses, and how it follows when one becomes another.

    Both take the session, the vocabulary and the code; ``follow`` then the new code.
    """

    uses: Callable[[Session, str, str], list[Use]]
    follow: Callable[[Session, str, str, str], None] | None = None


def add_user(app: Flask, user: User) -> None:
    """Let a feature say what it uses."""
    app.extensions.setdefault(_EXTENSION, []).append(user)


def uses_elsewhere(session: Session, term: Term) -> list[Use]:
    """Return what uses a term besides listings and terms."""
    users: list[User] = current_app.extensions.get(_EXTENSION, [])
    return [use for user in users for use in user.uses(session, term.vocabulary, term.code)]


def follow_elsewhere(session: Session, term: Term, new: str) -> None:
    """Let every feature name the term of the code ``new`` wherever it names this one."""
    users: list[User] = current_app.extensions.get(_EXTENSION, [])
    for user in users:
        if user.follow is not None:
            user.follow(session, term.vocabulary, term.code, new)


def counts(session: Session) -> dict[int, int]:
    """Return how many listings each term has, of whatever status, by the term's id."""
    rows = session.execute(
        select(listing_terms.c.term_id, func.count().label("listings")).group_by(listing_terms.c.term_id)
    )
    return {row.term_id: row.listings for row in rows}


def listings_with(session: Session, term: Term) -> UsedBy:
    """Return the listings that have a term, and those with a saved version that waits and has it."""
    if term.vocabulary == "area":
        return UsedBy([], 0)
    held = select(listing_terms.c.listing_id).where(listing_terms.c.term_id == term.id)
    return used_by(session, Listing.id.in_(held), waiting=names(term.code))


def used_by(session: Session, published: ColumnElement[bool], *, waiting: ColumnElement[bool]) -> UsedBy:
    """Return the listings of which a condition holds, and those of whose saved versions that wait another one does."""
    saved = select(ListingVersion.listing_id).where(ListingVersion.state.in_(WAITING), waiting)
    wanted = or_(published, Listing.id.in_(saved))
    english = and_(ListingText.listing_id == Listing.id, ListingText.language == "en")
    named = select(Listing.slug, ListingText.name).outerjoin(ListingText, english).where(wanted).order_by(Listing.slug)
    total = session.scalar(select(func.count()).select_from(Listing).where(wanted)) or 0
    return UsedBy([(slug, name or slug) for slug, name in session.execute(named.limit(MOST_NAMED))], total)


def needs_of(session: Session, term: Term) -> Sequence[Term]:
    """Return the needs that an area has; none of any other term."""
    wanted = select(Term).where(Term.vocabulary == "need", Term.broader == term.code).order_by(Term.position)
    return session.scalars(wanted).all() if term.vocabulary == "area" else []


def names(code: str) -> ColumnElement[bool]:
    """Return the condition that a listing's version may name a code: JSON, looked at as the text that it is."""
    return cast(ListingVersion.content, String).contains(f'"{code}"', autoescape=True)
