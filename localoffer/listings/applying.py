"""Between a listing's content, which speaks in codes, and the typed rows that hold it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.db import Base
from localoffer.listings.content import TEXT_FIELDS, ListingContent, Place, StatedFact, Words
from localoffer.listings.models import (
    Listing,
    ListingFact,
    ListingText,
    ListingVersion,
    ListingWayIn,
    Organisation,
    Term,
    Venue,
)
from localoffer.places.models import District
from localoffer.places.queries import Found, NotAPostcode, find, normalise
from localoffer.vocabulary import SLOTS, Access

SIMPLE_FIELDS = (
    "any_need",
    "age_from",
    "age_to",
    "diagnosis_needed",
    "ehc_plan_needed",
    "assessment_needed",
    "coverage",
    "cost",
    "spaces",
    "waiting_weeks",
    "spaces_stated_on",
    "regulator",
    "registration",
    "website",
    "email",
    "phone",
    "checked_on",
    "checked_by",
    "review_due",
)


def latest_version(listing: Listing) -> ListingVersion:
    """Return what was saved last, published or not; ``content_of_version`` reads it."""
    return listing.versions[-1]


def content_of_version(version: ListingVersion) -> ListingContent:
    """Return the content that a version keeps."""
    return ListingContent.from_json(version.content)


def content_of(listing: Listing) -> ListingContent:
    """Return what the listing's typed rows hold: what families see or, before it was ever published, the draft."""
    simple: dict[str, Any] = {name: getattr(listing, name) for name in SIMPLE_FIELDS}
    content = ListingContent(
        words={t.language: Words(**{name: getattr(t, name) for name in TEXT_FIELDS}) for t in listing.texts},
        organisation_key=listing.organisation.key if listing.organisation else None,
        needs=tuple(term.code for term in listing.needs),
        kinds=tuple(term.code for term in listing.kinds),
        ways_in=tuple(row.way_in for row in listing.ways_in),
        districts=tuple(district.slug for district in listing.districts),
        facts={row.fact: StatedFact(row.answer, row.stated_on) for row in listing.facts},
        languages_spoken=tuple(listing.languages_spoken),
        times=tuple(listing.times),
        venues=tuple(
            Place(v.name, v.address, v.town, v.postcode, tuple(Access(code) for code in v.access), v.hidden)
            for v in listing.venues
        ),
        **simple,
    )
    return content.in_order()


def apply(session: Session, listing: Listing, content: ListingContent, *, number: int) -> None:
    """Put the content of version ``number`` into the listing's typed rows.

    Raises:
        ValueError: naming a value that no row can hold, or the code of an organisation, need, kind or district that
            does not exist.
    """
    check_values(content)
    for name in SIMPLE_FIELDS:
        setattr(listing, name, getattr(content, name))
    listing.languages_spoken = list(content.languages_spoken)
    listing.times = list(content.times)
    listing.organisation = _organisation(session, content.organisation_key)
    listing.terms = [*_terms(session, "need", content.needs), *_terms(session, "kind", content.kinds)]
    listing.districts = _districts(session, content.districts)
    _apply_ways_in(listing, content)
    _apply_facts(listing, content)
    _apply_venues(session, listing, content)
    _apply_words(listing, content, number)
    listing.version_number = number


def check(session: Session, content: ListingContent) -> None:
    """Refuse content that could not be applied.

    Raises:
        ValueError: as ``apply`` does.
    """
    check_values(content)
    _organisation(session, content.organisation_key)
    _terms(session, "need", content.needs)
    _terms(session, "kind", content.kinds)
    _districts(session, content.districts)


def check_values(content: ListingContent) -> None:
    """Refuse values that no row can hold, alike on every database.

    Raises:
        ValueError: naming the field.
    """
    _check_lengths(Listing, content, ("registration", "website", "email", "phone"))
    for language, words in content.words.items():
        _check_lengths(ListingText, words, TEXT_FIELDS, before=f"text.{language}.")
    for venue in content.venues:
        _check_lengths(Venue, venue, ("name", "address", "town"), before="venues.")
        if venue.postcode and normalise(venue.postcode) is None:
            raise ValueError(f"venues: {venue.postcode} is not a postcode")
    if content.age_from is not None and content.age_to is not None and content.age_to < content.age_from:
        raise ValueError("age: it ends before it begins")
    _refuse_unknown("times", content.times, SLOTS)


def _check_lengths(model: type[Base], held: object, names: Sequence[str], *, before: str = "") -> None:
    for name in names:
        longest = getattr(model.__table__.c[name].type, "length", None)
        if longest and len(getattr(held, name)) > longest:
            raise ValueError(f"{before}{name}: it is longer than {longest} characters")


def _organisation(session: Session, key: str | None) -> Organisation | None:
    if key is None:
        return None
    found = session.scalar(select(Organisation).where(Organisation.key == key))
    if found is None:
        raise ValueError(f"organisation: there is no {key}")
    return found


def _terms(session: Session, vocabulary: str, codes: Collection[str]) -> list[Term]:
    if not codes:
        return []
    found = session.scalars(select(Term).where(Term.vocabulary == vocabulary, Term.code.in_(codes)))
    rows = sorted(found, key=lambda term: term.position)
    _refuse_unknown(f"{vocabulary}s", codes, [term.code for term in rows])
    return rows


def _districts(session: Session, slugs: Collection[str]) -> list[District]:
    if not slugs:
        return []
    rows = session.scalars(select(District).where(District.slug.in_(slugs)).order_by(District.position)).all()
    _refuse_unknown("districts", slugs, [district.slug for district in rows])
    return list(rows)


def _refuse_unknown(field: str, asked: Collection[str], known: Collection[str]) -> None:
    if unknown := sorted(set(asked) - set(known)):
        raise ValueError(f"{field}: there is no {', '.join(unknown)}")


def _apply_ways_in(listing: Listing, content: ListingContent) -> None:
    there = {row.way_in: row for row in listing.ways_in}
    listing.ways_in = [there.get(code) or ListingWayIn(way_in=code) for code in content.ways_in]


def _apply_facts(listing: Listing, content: ListingContent) -> None:
    there = {row.fact: row for row in listing.facts}
    rows = []
    for code, stated in content.facts.items():
        row = there.get(code) or ListingFact(fact=code)
        row.answer, row.stated_on = stated.answer, stated.stated_on
        rows.append(row)
    listing.facts = rows


def _apply_venues(session: Session, listing: Listing, content: ListingContent) -> None:
    rows = list(listing.venues[: len(content.venues)])
    rows += [Venue() for _ in content.venues[len(rows) :]]
    for row, place in zip(rows, content.venues, strict=True):
        row.name, row.address, row.town, row.hidden = place.name, place.address, place.town, place.hidden
        row.access = [str(code) for code in place.access]
        row.postcode, row.easting, row.northing = _located(session, place.postcode)
    listing.venues = rows


def _located(session: Session, postcode: str) -> tuple[str, int | None, int | None]:
    if not postcode:
        return "", None, None
    found = find(session, postcode)
    if isinstance(found, NotAPostcode):
        return postcode, None, None
    point = found.point if isinstance(found, Found) else None
    return found.postcode, point.easting if point else None, point.northing if point else None


def _apply_words(listing: Listing, content: ListingContent, number: int) -> None:
    there = {row.language: row for row in listing.texts}
    rows = []
    for language, words in content.words.items():
        row = there.get(language) or ListingText(language=language)
        for name in TEXT_FIELDS:
            setattr(row, name, getattr(words, name))
        row.english_digest = _english_of(listing, language, words, number)
        rows.append(row)
    listing.texts = rows


def _english_of(listing: Listing, language: str, words: Words, number: int) -> str:
    """Return the digest of the English beside which these words of a translation were first saved.

    Versions that repeat the translation and change the English leave it behind; that is how it is seen to lag.
    """
    digest = ""
    for version in sorted(listing.versions, key=lambda version: version.number, reverse=True):
        if version.number > number:
            continue
        saved = content_of_version(version).words
        if saved.get(language) != words:
            break
        digest = saved["en"].digest if "en" in saved else ""
    return digest
