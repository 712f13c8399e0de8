"""Links within the site, as the guide's words write them: by what they lead to, never by an address.

``page:turning-16``, ``page:turning-16#money``, ``services:kind=short-breaks``, ``listing:a-slug``, ``go:help``, or an
encrypted address elsewhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from werkzeug.datastructures import MultiDict

from localoffer.listings.search.criteria import GROUPS, SearchCriteria
from localoffer.listings.search.reading import Known, read

PLACES: Mapping[str, str] = {
    "call-me": "contacting.call_me",
    "comment": "comments.write",
    "contact": "site.contact",
    "contents": "guide.contents",
    "glossary": "glossary.index",
    "help": "help.question",
    "life-skills": "referrals.start",
    "missing": "feedback.missing",
    "my-list": "listings.my_list",
    "now": "contacting.now",
    "paper-copy": "contacting.paper_copy",
    "paper-form": "referrals.paper",
    "privacy": "site.privacy",
    "said": "said.index",
    "status": "referrals.status",
    "took-part": "taking_part.index",
}
"""The endpoint of each place that ``go:`` leads to."""

_FILTERS = frozenset(group.code for group in GROUPS)


class LinkKind(StrEnum):
    """What a link leads to."""

    PAGE = "page"
    SERVICES = "services"
    LISTING = "listing"
    PLACE = "go"
    ELSEWHERE = "https"


class Link(NamedTuple):
    """A link: what it leads to, and in a page the heading. ``to`` is a slug, a query, a place or a whole address."""

    kind: LinkKind
    to: str
    heading: str = ""


class BadQuery(ValueError):
    """A query for services names what the site does not know; the message is that name."""


def read_link(written: str) -> Link | None:
    """Return what a link in the guide's words leads to; None where it is none of ours."""
    scheme, colon, rest = written.partition(":")
    if not colon or not rest:
        return None
    if scheme == LinkKind.ELSEWHERE:
        return Link(LinkKind.ELSEWHERE, written) if "." in (urlsplit(written).hostname or "") else None
    if scheme == LinkKind.PAGE:
        slug, _, heading = rest.partition("#")
        return Link(LinkKind.PAGE, slug, heading)
    return Link(LinkKind(scheme), rest) if scheme in set(LinkKind) else None


def read_services(query: str, known: Known) -> SearchCriteria:
    """Return the search that a query for services asks for; its parts stand apart by ``&`` or by spaces.

    Raises:
        BadQuery: naming the first filter or value that there is not.
    """
    pairs = parse_qsl("&".join(query.split()), keep_blank_values=True)
    for name, _ in pairs:
        if name not in _FILTERS and name != "q":
            raise BadQuery(name)
    reading = read(MultiDict(pairs), known)
    if reading.dropped:
        raise BadQuery(reading.dropped[0])
    if reading.criteria.is_empty:
        raise BadQuery(query)
    return reading.criteria
