"""The last part of a listing's address, made once from its English name and never changed by itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.listings.models import Listing

LONGEST = 60
# pages of the site that stand where listings do
RESERVED = frozenset({"list", "my-list", "suggest"})


def slug_from(name: str, *, longest: int = LONGEST) -> str:
    """Return a name in small ASCII letters, digits and hyphens, cut between words where it is too long."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "")).encode("ascii", "ignore").decode().lower()
    words: list[str] = re.findall(r"[a-z0-9]+", plain.replace("'", "")) or ["service"]
    slug = words[0][:longest]
    for word in words[1:]:
        if len(slug) + 1 + len(word) > longest:
            break
        slug = f"{slug}-{word}"
    return slug


def free_slug(session: Session, wanted: str) -> str:
    """Return ``wanted`` as a slug that neither a listing nor a page has, with a number at its end where it is taken."""
    base = slug_from(wanted, longest=LONGEST - 4)
    alike = select(Listing.slug).where(Listing.slug.startswith(base, autoescape=True))
    return free_among(wanted, set(session.scalars(alike)))


def free_among(wanted: str, taken: Collection[str]) -> str:
    """Return ``wanted`` as a slug that is not taken, as ``free_slug`` does."""
    base, full = slug_from(wanted, longest=LONGEST - 4), slug_from(wanted)
    if full not in taken and full not in RESERVED:
        return full
    return next(numbered for number in count(2) if (numbered := f"{base}-{number}") not in taken)
