"""Where easy read leads, and which pages it stands for: by names, never by addresses.

``go:now`` is a place of the site, ``page:turning-16`` a page of the guide, ``listing:a-slug`` a listing, ``easy:home``
a page of easy read itself.
"""

from __future__ import annotations

from collections.abc import Mapping

PLACES: Mapping[str, str] = {
    "call-me": "contacting.call_me",
    "comment": "comments.write",
    "complain": "privacy.complain",
    "contact": "site.contact",
    "contents": "guide.contents",
    "easy-read": "easy_read.index",
    "help": "help.question",
    "home": "site.home",
    "life-skills": "referrals.start",
    "now": "contacting.now",
    "paper-copy": "contacting.paper_copy",
    "paper-form": "referrals.paper",
    "privacy": "site.privacy",
    "services": "listings.search",
    "stay-safe": "referrals.stay_safe",
    "status": "referrals.status",
    "young-people": "privacy.young_people",
}
"""The endpoint of each place that ``go:`` leads to."""
BY_SLUG: Mapping[str, str] = {"page": "guide.page", "listing": "listings.show", "easy": "easy_read.show"}
"""The endpoint of what goes by a slug."""
_NAMES = {endpoint: f"go:{name}" for name, endpoint in PLACES.items()}


def endpoint_of(name: str) -> tuple[str, str] | None:
    """Return the endpoint and the slug, if it goes by one, for a name; None where there is nothing of that name."""
    kind, _, rest = name.partition(":")
    if kind == "go":
        return (PLACES[rest], "") if rest in PLACES else None
    return (BY_SLUG[kind], rest) if kind in BY_SLUG and rest else None


def name_of(endpoint: str, slug: str = "") -> str:
    """Return the name of a page by its endpoint, empty where texts have none for it."""
    return f"page:{slug}" if endpoint == BY_SLUG["page"] else _NAMES.get(endpoint, "")
