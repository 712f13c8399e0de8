"""What is wrong with a page's words before families see them, and what only the council can still fill in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from localoffer.guide.content import FIELDS, PageContent
from localoffer.guide.pages.links import PLACES, BadQuery, Link, LinkKind, read_link, read_services
from localoffer.guide.pages.markup import FILL, Embed, Held, held
from localoffer.listings.search.reading import Known as Filters

CONTACTS = ("local_offer", "front_door", "out_of_hours", "data_protection")
"""The contacts of ``council.toml`` that a page can embed."""


class Fault(StrEnum):
    """What can be wrong."""

    NO_TITLE = "no_title"
    NOT_A_LINK = "not_a_link"
    NO_PAGE = "no_page"
    NO_HEADING = "no_heading"
    NO_LISTING = "no_listing"
    NO_PLACE = "no_place"
    BAD_QUERY = "bad_query"
    NOT_AN_EMBED = "not_an_embed"
    NO_CONTACT = "no_contact"
    NO_STEPS = "no_steps"
    TITLE_IN_BODY = "title_in_body"


class Problem(NamedTuple):
    """One thing that is wrong: what, and as it stands in the words."""

    fault: Fault
    written: str


@dataclass(frozen=True)
class Known:
    """What links and embeds can lead to.

    ``pages`` maps the address of each page to the names of its headings; ``parts`` are the pieces that can be embedded,
    ``listings`` the slugs of the published listings, ``filters`` the codes of each group.
    """

    pages: Mapping[str, Collection[str]]
    parts: Collection[str]
    listings: Collection[str]
    filters: Filters


def problems(content: PageContent, known: Known, *, services: str = "") -> list[Problem]:
    """Return what is wrong with a page, in the order in which it stands there.

    Args:
        content: its words.
        known: what there is to lead to.
        services: the query of the listings that the page ends in.
    """
    return list(_problems(content, known, services))


def filled(content: PageContent) -> list[str]:
    """Return what only the council knows and a page still leaves open, in order."""
    return [found[1] for name in FIELDS for found in FILL.finditer(getattr(content, name))]


def _problems(content: PageContent, known: Known, services: str) -> Iterator[Problem]:
    if not content.title:
        yield Problem(Fault.NO_TITLE, "")
    inside: Held = held(content.body)
    yield from (Problem(Fault.TITLE_IN_BODY, one.text) for one in inside.headings if one.level not in {2, 3})
    for written in inside.links:
        if fault := _fault_of_link(read_link(written), known):
            yield Problem(fault, written)
    for embed in inside.embeds:
        if fault := _fault_of_embed(embed, known):
            yield Problem(fault, f"[[{embed.kind} {embed.what}]]")
    if services and not _is_query(services, known):
        yield Problem(Fault.BAD_QUERY, services)


def _fault_of_link(link: Link | None, known: Known) -> Fault | None:
    match link:
        case None:
            return Fault.NOT_A_LINK
        case Link(kind=LinkKind.PAGE, to=slug, heading=heading):
            return _fault_of_page(slug, heading, known)
        case Link(kind=LinkKind.LISTING, to=slug):
            return None if slug in known.listings else Fault.NO_LISTING
        case Link(kind=LinkKind.PLACE, to=place):
            return None if place in PLACES else Fault.NO_PLACE
        case Link(kind=LinkKind.SERVICES, to=query):
            return None if _is_query(query, known) else Fault.BAD_QUERY
    return None


def _fault_of_page(slug: str, heading: str, known: Known) -> Fault | None:
    if slug not in known.pages:
        return Fault.NO_PAGE
    return Fault.NO_HEADING if heading and heading not in known.pages[slug] else None


def _fault_of_embed(embed: Embed, known: Known) -> Fault | None:
    match embed.kind:
        case "services":
            return None if _is_query(embed.what, known) else Fault.BAD_QUERY
        case "contact":
            return None if embed.what in CONTACTS else Fault.NO_CONTACT
        case "steps":
            return None if embed.what in known.parts else Fault.NO_STEPS
    return Fault.NOT_AN_EMBED


def _is_query(query: str, known: Known) -> bool:
    try:
        read_services(query, known.filters)
    except BadQuery:
        return False
    return True
