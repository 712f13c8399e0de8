"""The page of one listing: everything about it, in the reader's language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from markupsafe import Markup

from localoffer import council
from localoffer.alphabets import in_order
from localoffer.easy_read import ideas
from localoffer.easy_read.ideas import Row
from localoffer.languages import ENGLISH, Language, format_date
from localoffer.listings import presenters
from localoffer.listings.content import TEXT_FIELDS
from localoffer.listings.models import Listing, ListingText, Venue
from localoffer.listings.notices.saying import SaidForNow
from localoffer.listings.presenters import Card
from localoffer.listings.schema_org import SchemaOrg, schema_org
from localoffer.listings.spoken import spoken_name
from localoffer.listings.times import in_words
from localoffer.places.latitudes import Position, position
from localoffer.places.queries import Point
from localoffer.vocabulary import Access, Coverage, Fact, Regulator, WayIn
from localoffer.web.rich_text import rich_text
from localoffer.web.translated import Trust, trust
from localoffer.web.trusting import trust_notes

_MADE_UP = "DEMO-"
_REGISTERS = {
    Regulator.CQC: "https://www.cqc.org.uk/location/{number}",
    Regulator.OFSTED: "https://reports.ofsted.gov.uk/search?q={number}",
}


@dataclass(frozen=True)
class Section:
    """A longer text of the listing as markup, and the language it is in where that is not the page's own."""

    markup: Markup
    lang: str = ""


@dataclass(frozen=True)
class FactRow:
    """One of the facts that decide. ``answer`` is None where nobody has stated it; ``stated`` is the day in words."""

    title: str
    answer: bool | None
    stated: str


@dataclass(frozen=True)
class AddressLine:
    """One line of an address, and what schema.org calls it."""

    text: str
    part: str


@dataclass(frozen=True)
class VenueShown:
    """A venue as families may see it: where ``is_hidden``, the town and nothing nearer."""

    name: str
    lines: tuple[AddressLine, ...]
    access: tuple[str, ...]
    is_hidden: bool
    position: Position | None


@dataclass(frozen=True)
class Registration:
    """Who inspects the listing, under which number, and where that can be read (empty for made-up numbers)."""

    regulator: str
    number: str
    address: str


@dataclass(frozen=True)
class EasyRead:
    """The listing in easy read; ``lang`` is the language of its words where that is not the reader's."""

    rows: tuple[Row, ...]
    lang: str = ""


@dataclass(frozen=True)
class FullListing:
    """Everything that the page of a listing shows; ``card`` holds the facts that come first.

    ``serves`` names the districts that the listing is for, ``is_countywide`` says that it is for all of them;
    ``asked_as`` is what people type to find it in the reader's language, for which no English stands in.
    """

    card: Card
    can_refer_here: bool
    needs: str
    area: str
    serves: tuple[str, ...]
    is_countywide: bool
    description: Section | None
    who_for: Section | None
    how_to_start: Section | None
    cost: Section | None
    opening_times: Section | None
    complex_needs: Section | None
    kinds: tuple[str, ...]
    times: tuple[str, ...]
    facts: tuple[FactRow, ...]
    venues: tuple[VenueShown, ...]
    languages_spoken: tuple[str, ...]
    registration: Registration | None
    website: str
    email: str
    phone: str
    has_english: bool
    is_unchecked_translation: bool
    trust_notes: tuple[str, ...]
    schema_org: SchemaOrg
    easy_read: EasyRead | None = None
    asked_as: tuple[str, ...] = ()

    @property
    def is_contactable(self) -> bool:
        return bool(self.website or self.email or self.phone)

    @property
    def is_on_a_map(self) -> bool:
        return any(venue.position for venue in self.venues)


def full_listing(listing: Listing, language: Language, for_now: tuple[SaidForNow, ...] = ()) -> FullListing:
    """Return the page of a listing with everything loaded; ``for_now`` is what it says for a time."""
    card = presenters.card(listing, language, for_now)
    sections = {
        field: _section(listing, field, language)
        for field in ("description", "who_for", "how_to_start", "cost", "opening_times", "complex_needs")
    }
    shown: list[Section | None] = [*sections.values()]
    known = _trust(listing, language)
    organisation = listing.organisation
    return FullListing(
        card=card,
        can_refer_here=can_refer_here(listing),
        needs=presenters.needs(listing, language),
        area=presenters.area(listing, language),
        serves=tuple(district.name(language.code) for district in listing.districts),
        is_countywide=listing.coverage is Coverage.COUNTY,
        kinds=tuple(kind.name(language.code) for kind in listing.kinds),
        times=tuple(in_words(listing.times)),
        facts=tuple(_facts(listing)),
        venues=tuple(_venue(venue) for venue in listing.venues),
        languages_spoken=tuple(in_order((spoken_name(code, language) for code in listing.languages_spoken), str)),
        registration=_registration(listing),
        website=_web_address(listing.website or (organisation.website if organisation else "")),
        email=listing.email or (organisation.email if organisation else ""),
        phone=listing.phone or (organisation.phone if organisation else ""),
        has_english=card.has_english or any(text is not None and text.lang for text in shown),
        is_unchecked_translation=_is_unchecked_translation(listing, language, known),
        trust_notes=tuple(trust_notes(known)),
        schema_org=schema_org(listing),
        easy_read=_easy_read(listing, language),
        asked_as=_asked_as(listing, language),
        **sections,
    )


def _section(listing: Listing, field: str, language: Language) -> Section | None:
    text = presenters.said(listing, field, language)
    return Section(rich_text(text.text), text.lang) if text else None


def _easy_read(listing: Listing, language: Language) -> EasyRead | None:
    text = presenters.said(listing, "easy_read", language)
    return EasyRead(ideas.read(text.text), text.lang) if text else None


def _asked_as(listing: Listing, language: Language) -> tuple[str, ...]:
    text = listing.text(language.code)
    return tuple(text.asked_as.splitlines()) if text is not None else ()


def can_refer_here(listing: Listing) -> bool:
    """Return whether the support of a listing is asked for by the form of this site: the council names the one."""
    is_asked_for = listing.slug == council.current().form_listing
    return is_asked_for and any(row.way_in is WayIn.REFER_YOURSELF for row in listing.ways_in)


def _facts(listing: Listing) -> list[FactRow]:
    stated = {row.fact: row for row in listing.facts}
    return [
        FactRow(
            title=str(fact.title),
            answer=stated[fact].answer if fact in stated else None,
            stated=_day(stated[fact].stated_on) if fact in stated else "",
        )
        for fact in Fact
    ]


def _day(day: date | None) -> str:
    return format_date(day) if day else ""


def _venue(venue: Venue) -> VenueShown:
    lines = [AddressLine(venue.town, "addressLocality")]
    if not venue.hidden:
        lines = [
            AddressLine(venue.address, "streetAddress"),
            *lines,
            AddressLine(venue.postcode, "postalCode"),
        ]
    return VenueShown(
        name="" if venue.hidden else venue.name,
        lines=tuple(line for line in lines if line.text),
        access=tuple(str(Access(code).title) for code in venue.access),
        is_hidden=venue.hidden,
        position=_position(venue),
    )


def _position(venue: Venue) -> Position | None:
    if venue.hidden or venue.easting is None or venue.northing is None:
        return None
    return position(Point(venue.easting, venue.northing))


def _registration(listing: Listing) -> Registration | None:
    if listing.regulator is None:
        return None
    number = listing.registration
    real = bool(number) and not number.startswith(_MADE_UP)
    address = _REGISTERS[listing.regulator].format(number=quote(number, safe="")) if real else ""
    return Registration(str(listing.regulator.title), number, address)


def _web_address(stored: str) -> str:
    """Return a web address that is safe to link to, empty where what is stored is something else."""
    return stored if stored.startswith(("https://", "http://")) else ""


def _is_unchecked_translation(listing: Listing, language: Language, known: Trust) -> bool:
    text = listing.text(language.code)
    is_said_already = known.is_checked or known.is_machine_made
    if language is ENGLISH or text is None or not any(_translated(text).values()):
        return False
    return not (text.checked_by or is_said_already)


def _trust(listing: Listing, language: Language) -> Trust:
    text, english = listing.text(language.code), listing.text(ENGLISH.code)
    if language is ENGLISH or text is None or english is None:
        return Trust()
    # what was brought in without saying of which English it is, is taken to be of the first
    is_behind = bool(text.english_digest) and text.english_digest != english.english_digest
    own, first = _translated(text), _translated(english)
    return trust("listing", listing.slug, language.code, own, first, is_behind=is_behind)


def _translated(text: ListingText) -> dict[str, str]:
    return {name: getattr(text, name) for name in TEXT_FIELDS}
