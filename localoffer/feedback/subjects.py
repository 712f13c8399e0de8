"""What a comment, a "was this useful?" or a correction is about: ``page:<slug>``, ``listing:<slug>``, site, missing.

A feature says how its own things are found (``register``); nothing of it is imported here but listings.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from flask import Flask, current_app, url_for

from localoffer import languages
from localoffer.db import MissingRow, session
from localoffer.languages import gettext
from localoffer.listings import presenters, queries

SITE, MISSING, LISTING, PAGE = "site", "missing", "listing", "page"
LONGEST = 100
"""How many letters a code may have: a kind, a colon, and the longest slug."""

_EXTENSION = "localoffer_subjects"
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True)
class Subject:
    """What somebody speaks of, in the reader's language; ``lang`` where its title is in another one."""

    title: str
    address: str
    lang: str = ""


Resolve: TypeAlias = Callable[[str], Subject | None]
"""Takes a slug and returns what has it, None where the public can see nothing of that name."""


def init_app(app: Flask) -> None:
    """Make the subjects that feedback knows by itself known to an application."""
    register(app, LISTING, _listing)


def register(app: Flask, kind: str, resolve: Resolve) -> None:
    """Let a feature say what its slugs stand for; ``kind`` is what stands before the colon."""
    app.extensions.setdefault(_EXTENSION, {})[kind] = resolve


def resolve(about: str) -> Subject | None:
    """Return what a code stands for, None where it stands for nothing that the public can see."""
    kind, _, slug = about[: LONGEST + 1].partition(":")
    if about in (SITE, MISSING):
        return _whole_site() if about == SITE else _what_is_missing()
    if len(about) > LONGEST or not _SLUG.fullmatch(slug):
        return None
    found: Resolve | None = current_app.extensions[_EXTENSION].get(kind)
    return found(slug) if found else None


def _whole_site() -> Subject:
    return Subject(gettext("This website"), url_for("site.home"))


def _what_is_missing() -> Subject:
    return Subject(gettext("Something that is missing"), url_for("feedback.missing"))


def _listing(slug: str) -> Subject | None:
    try:
        listing = queries.get_published(session(), slug=slug)
    except MissingRow:
        return None
    name = presenters.name(listing, languages.current())
    return Subject(name.text, url_for("listings.show", slug=slug), name.lang)
