"""Listings in the reader's language: the facts that come first, and the card that carries them.

The words of the page are those of the current language. Where a listing has no words of its own in it, field by field,
the English stands there and is marked as English.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from localoffer.languages import ENGLISH, Language, format_date, format_list, gettext, ngettext
from localoffer.listings.kept import key_of
from localoffer.listings.models import Listing
from localoffer.listings.notices.saying import SaidForNow
from localoffer.vocabulary import Checker, Cost, Coverage, Fact, Spaces, WayIn

# no comma: the names of needs and kinds have commas of their own, and Urdu another one
BETWEEN = " · "
_LONGEST_COST_ON_A_CARD = 90
_WAYS_IN = {
    WayIn.DROP_IN: "person",
    WayIn.CONTACT: "phone",
    WayIn.REFER_YOURSELF: "pen",
    WayIn.PROFESSIONAL: "letter",
    WayIn.ASSESSMENT: "list",
}
_MOST_NEEDS_ON_A_CARD = 4


@dataclass(frozen=True)
class Said:
    """A text, and the language it is in where that is not the page's own."""

    text: str
    lang: str = ""


@dataclass(frozen=True)
class Flag:
    """One of the three things that families fear they need. ``needed`` is None where nobody has said."""

    text: str
    needed: bool | None


@dataclass(frozen=True)
class Sign:
    """A fact with a small picture beside its words; ``symbol`` is the picture's name in the style sheet."""

    text: str
    symbol: str


@dataclass(frozen=True)
class Card:
    """A listing as a list shows it; nothing in it depends on what was searched for.

    ``key`` is what a family's own list holds of it; ``for_now`` what the listing says for a time, a closure first.
    ``flags_in_short`` are the flags where there is little room.
    """

    key: str
    slug: str
    name: Said
    summary: Said | None
    organisation: str
    is_demonstration: bool
    flags: tuple[Flag, ...]
    flags_in_short: tuple[Flag, ...]
    needs: str
    ways_in: tuple[Sign, ...]
    where: tuple[Sign, ...]
    ages: str
    cost: str
    cost_note: Said | None
    spaces: str
    has_room: bool
    checked: str
    is_checked: bool
    for_now: tuple[SaidForNow, ...] = ()

    @property
    def has_english(self) -> bool:
        """Whether some of its words are English because the reader's language has none."""
        texts = (self.name, self.summary, self.cost_note, *(one for one in self.for_now if one.text))
        return any(text is not None and text.lang for text in texts)


def card(listing: Listing, language: Language, for_now: tuple[SaidForNow, ...] = ()) -> Card:
    """Return the card of a listing with everything loaded; ``for_now`` is what it says for a time.

    Of one that is closed, nobody asks whether it has spaces.
    """
    is_closed = any(one.is_closed_now for one in for_now)
    note = said(listing, "cost", language)
    return Card(
        key=key_of(listing.uuid),
        slug=listing.slug,
        name=name(listing, language),
        summary=said(listing, "summary", language),
        organisation=listing.organisation.name if listing.organisation else "",
        is_demonstration=listing.is_demonstration,
        flags=tuple(flag for flag in flags(listing) if flag.needed is not None),
        flags_in_short=tuple(_in_short(listing)),
        needs=needs(listing, language, most=_MOST_NEEDS_ON_A_CARD),
        ways_in=tuple(ways_in(listing)),
        where=tuple(where(listing, language)),
        ages=ages(listing.age_from, listing.age_to),
        cost=str(listing.cost.title) if listing.cost else gettext("Cost not stated"),
        cost_note=note
        if note and listing.cost is not Cost.FREE and len(note.text) <= _LONGEST_COST_ON_A_CARD
        else None,
        spaces="" if is_closed else spaces(listing),
        has_room=listing.spaces in (Spaces.AVAILABLE, Spaces.FEW) and not is_closed,
        checked=checked(listing),
        is_checked=listing.checked_on is not None,
        for_now=for_now,
    )


def name(listing: Listing, language: Language) -> Said:
    """Return the listing's name, in English where the language has none."""
    return said(listing, "name", language) or Said(listing.slug, ENGLISH.code)


def said(listing: Listing, field: str, language: Language) -> Said | None:
    """Return one field of the listing's words, in English where the language has none; None where neither has it."""
    for spoken in dict.fromkeys((language, ENGLISH)):
        row = listing.text(spoken.code)
        text = getattr(row, field).strip() if row is not None else ""
        if text:
            return Said(text, "" if spoken is language else spoken.code)
    return None


def flags(listing: Listing) -> list[Flag]:
    """Return whether a diagnosis, a social care assessment and an EHC plan are needed, as sentences."""
    stated = (
        (listing.diagnosis_needed, gettext("Diagnosis needed"), gettext("No diagnosis needed")),
        (
            listing.assessment_needed,
            gettext("Social care assessment needed"),
            gettext("No social care assessment needed"),
        ),
        (
            listing.ehc_plan_needed,
            gettext("Education, health and care (EHC) plan needed"),
            gettext("No education, health and care (EHC) plan needed"),
        ),
    )
    return [Flag(yes if needed else no, needed) for needed, yes, no in stated]


def _in_short(listing: Listing) -> Iterator[Flag]:
    """Yield what is needed and what is not: what is not in one line, which three took five of on a phone."""
    told = flags(listing)
    names = (gettext("a diagnosis"), gettext("a social care assessment"), gettext("an EHC plan"))
    spared = [name for flag, name in zip(told, names, strict=True) if flag.needed is False]
    if len(spared) > 1:
        yield Flag(gettext("You do not need: %(things)s", things=format_list(spared, style="or")), needed=False)
    yield from (flag for flag in told if flag.needed or (flag.needed is False and len(spared) == 1))


def needs(listing: Listing, language: Language, *, most: int | None = None) -> str:
    """Return which needs the listing helps with; where there are more than ``most``, how many others there are."""
    if listing.any_need:
        return gettext("For any need")
    named = [need.name(language.code) for need in listing.needs]
    if not named:
        return gettext("Does not say which needs it is for")
    if most is not None and len(named) > most:
        others = len(named) - most
        shown = BETWEEN.join(named[:most])
        return ngettext("For: %(needs)s and %(num)s more", "For: %(needs)s and %(num)s more", others, needs=shown)
    return gettext("For: %(needs)s", needs=BETWEEN.join(named))


def ways_in(listing: Listing) -> list[Sign]:
    """Return the ways in, the one with the least effort for the family first."""
    held = {row.way_in for row in listing.ways_in}
    return [Sign(str(way.title), symbol) for way, symbol in _WAYS_IN.items() if way in held]


def where(listing: Listing, language: Language) -> list[Sign]:
    """Return where the listing is and where it can be used from, a sentence each."""
    towns = list(dict.fromkeys(venue.town for venue in listing.venues if venue.town))
    places = [Sign(gettext("In %(towns)s", towns=format_list(towns)), "pin")] if towns else []
    return [*places, Sign(area(listing, language), _area_symbol(listing))]


def _area_symbol(listing: Listing) -> str:
    if listing.coverage is Coverage.ONLINE:
        return "screen"
    return "home" if listing.coverage is Coverage.DISTRICTS and _comes_to_you(listing) else "pin"


def _comes_to_you(listing: Listing) -> bool:
    return any(fact.fact is Fact.COMES_TO_YOU and fact.answer for fact in listing.facts)


def area(listing: Listing, language: Language) -> str:
    """Return which area the listing covers."""
    if listing.coverage is Coverage.COUNTY:
        return gettext("Covers the whole county")
    if listing.coverage is Coverage.ONLINE:
        return gettext("Online")
    names = format_list([district.name(language.code) for district in listing.districts])
    if listing.coverage is Coverage.OUTSIDE:
        if not names:
            return gettext("Outside the county")
        return gettext("Outside the county, for families in %(districts)s", districts=names)
    if not names:
        return gettext("Does not say which area it covers")
    if _comes_to_you(listing):
        return gettext("Comes to you: covers %(districts)s", districts=names)
    return gettext("Covers %(districts)s", districts=names)


def ages(first: int | None, last: int | None) -> str:
    """Return an age range as a sentence."""
    if first is None and last is None:
        return gettext("Age not stated")
    if last is None:
        return gettext("From age %(age)s", age=first)
    if not first:
        return gettext("Up to age %(age)s", age=last)
    if first == last:
        return gettext("Age %(age)s", age=first)
    return gettext("Ages %(first)s to %(last)s", first=first, last=last)


def spaces(listing: Listing) -> str:
    """Return whether there are spaces, with the day on which that was stated; empty where nobody has said."""
    if listing.spaces is None:
        return ""
    state = str(listing.spaces.title)
    if listing.spaces is Spaces.WAITING and listing.waiting_weeks:
        state = ngettext(
            "Waiting list of about %(num)s week", "Waiting list of about %(num)s weeks", listing.waiting_weeks
        )
    if listing.spaces_stated_on is None:
        return state
    return gettext("%(state)s (stated on %(date)s)", state=state, date=format_date(listing.spaces_stated_on))


def checked(listing: Listing) -> str:
    """Return who last checked the listing and when."""
    if listing.checked_on is None:
        return gettext("Not checked by the council yet")
    day = format_date(listing.checked_on)
    if listing.checked_by is Checker.ORGANISATION:
        return gettext("Checked on %(date)s by the organisation that runs it", date=day)
    return gettext("Checked on %(date)s by the council", date=day)
