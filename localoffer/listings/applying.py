"""Between a listing's content, which speaks in codes, and the typed rows that hold it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from localoffer.db import Base
from localoffer.easy_read import ideas
from localoffer.listings import asked_as
from localoffer.listings.content import WORD_FIELDS, ListingContent, Place, StatedFact, Words
from localoffer.listings.looking_up import LookUp
from localoffer.listings.models import (
    Listing,
    ListingFact,
    ListingText,
    ListingVersion,
    ListingWayIn,
    Venue,
)
from localoffer.places.queries import normalise
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


class Fault(NamedTuple):
    """A value that no row can hold: of which field, and why."""

    field: str
    why: str

    def __str__(self) -> str:
        return f"{self.field}: {self.why}"


def latest_version(listing: Listing) -> ListingVersion:
    """Return what was saved last, published or not; ``content_of_version`` reads it."""
    return listing.versions[-1]


def content_of_version(version: ListingVersion) -> ListingContent:
    """Return the content that a version keeps."""
    return ListingContent.from_json(version.content)


def said_last(listing: Listing) -> ListingContent | None:
    """Return what the source of a listing said when it was last brought in; None where nothing was."""
    said = next((version.source_said for version in reversed(listing.versions) if version.source_said), None)
    return ListingContent.from_json(said) if said else None


def content_of(listing: Listing) -> ListingContent:
    """Return what the listing's typed rows hold: what families see or, where they see nothing, what was saved last."""
    simple: dict[str, Any] = {name: getattr(listing, name) for name in SIMPLE_FIELDS}
    content = ListingContent(
        words={t.language: Words(**{name: getattr(t, name) for name in WORD_FIELDS}) for t in listing.texts},
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


def apply(
    session: Session, listing: Listing, content: ListingContent, *, number: int, look_up: LookUp | None = None
) -> None:
    """Put the content of version ``number`` into the listing's typed rows.

    Args:
        look_up: says what the codes mean, for whoever puts in many; one that asks each time where None.

    Raises:
        ValueError: naming a value that no row can hold, or the code of an organisation, need, kind or district that
            does not exist.
    """
    check_values(content)
    look_up = look_up or LookUp(session)
    for name in SIMPLE_FIELDS:
        setattr(listing, name, getattr(content, name))
    listing.languages_spoken = list(content.languages_spoken)
    listing.times = list(content.times)
    listing.organisation = look_up.organisation(content.organisation_key)
    listing.terms = [*look_up.terms("need", content.needs), *look_up.terms("kind", content.kinds)]
    listing.districts = look_up.districts(content.districts)
    _apply_ways_in(listing, content)
    _apply_facts(listing, content)
    _apply_venues(look_up, listing, content)
    _apply_words(listing, content, number)
    listing.version_number = number


def check(session: Session, content: ListingContent) -> None:
    """Refuse content that could not be applied.

    Raises:
        ValueError: as ``apply`` does.
    """
    check_values(content)
    look_up = LookUp(session)
    look_up.organisation(content.organisation_key)
    look_up.terms("need", content.needs)
    look_up.terms("kind", content.kinds)
    look_up.districts(content.districts)


def check_values(content: ListingContent) -> None:
    """Refuse values that no row can hold, alike on every database.

    Raises:
        ValueError: naming the field.
    """
    for fault in faults_of(content):
        raise ValueError(str(fault))


def faults_of(content: ListingContent) -> Iterator[Fault]:
    """Yield every value that no row can hold."""
    yield from _too_long(Listing, content, ("registration", "website", "email", "phone"))
    for language, words in content.words.items():
        before = f"text.{language}."
        yield from _too_long(ListingText, words, WORD_FIELDS, before=before)
        for number, fault, said in ideas.faults(words.easy_read, language):
            yield Fault(f"{before}easy_read", f"line {number}: {fault}: {said}")
        for number, wrong, said in asked_as.faults(words.asked_as):
            yield Fault(f"{before}asked_as", f"line {number}: {wrong}: {said}")
    for venue in content.venues:
        yield from _too_long(Venue, venue, ("name", "address", "town"), before="venues.")
        if venue.postcode and normalise(venue.postcode) is None:
            yield Fault("venues", f"{venue.postcode} is not a postcode")
    if content.age_from is not None and content.age_to is not None and content.age_to < content.age_from:
        yield Fault("age", "it ends before it begins")
    if unknown := sorted(set(content.times) - set(SLOTS)):
        yield Fault("times", f"there is no {', '.join(unknown)}")


def check_lengths(model: type[Base], held: object, names: Sequence[str], *, before: str = "") -> None:
    """Refuse what is too long for its column.

    Args:
        names: the fields that are called alike here and there.
        before: what the message puts before the name of a field.

    Raises:
        ValueError: naming the field and how much room there is.
    """
    for fault in _too_long(model, held, names, before=before):
        raise ValueError(str(fault))


def _too_long(model: type[Base], held: object, names: Sequence[str], *, before: str = "") -> Iterator[Fault]:
    for name in names:
        longest = getattr(model.__table__.c[name].type, "length", None)
        if longest and len(getattr(held, name)) > longest:
            yield Fault(f"{before}{name}", f"it is longer than {longest} characters")


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


def _apply_venues(look_up: LookUp, listing: Listing, content: ListingContent) -> None:
    rows = list(listing.venues[: len(content.venues)])
    rows += [Venue() for _ in content.venues[len(rows) :]]
    for row, place in zip(rows, content.venues, strict=True):
        row.name, row.address, row.town, row.hidden = place.name, place.address, place.town, place.hidden
        row.access = [str(code) for code in place.access]
        row.postcode, row.easting, row.northing = look_up.located(place.postcode)
    listing.venues = rows


def _apply_words(listing: Listing, content: ListingContent, number: int) -> None:
    there = {row.language: row for row in listing.texts}
    rows = []
    for language, words in content.words.items():
        row = there.get(language) or ListingText(language=language)
        for name in WORD_FIELDS:
            setattr(row, name, getattr(words, name))
        row.english_digest = _english_of(listing, language, words, number)
        rows.append(row)
    listing.texts = rows


def _english_of(listing: Listing, language: str, words: Words, number: int) -> str:
    """Return the digest of the English beside which these words of a translation were first saved.

    Versions that repeat the translation and change the English leave it behind; that is how it is seen to lag.
    """
    digest, nothing = "", Words(name="")
    if words.translated == nothing.translated:
        return digest
    for version in sorted(listing.versions, key=lambda version: version.number, reverse=True):
        if version.number > number:
            continue
        saved = content_of_version(version).words
        if saved.get(language, nothing).translated != words.translated:
            break
        digest = saved["en"].digest if "en" in saved else ""
    return digest
