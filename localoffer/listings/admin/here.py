"""What the listings' staff screens begin with."""

from __future__ import annotations

from typing import TypedDict

from flask import current_app

from localoffer.crypto import KeyRing
from localoffer.listings.applying import content_of_version, latest_version
from localoffer.listings.models import Listing
from localoffer.staff.guard import current_actor


class Writing(TypedDict):
    """Who makes this request, as every function that writes wants it."""

    actor: str
    audit_key: bytes


def writing() -> Writing:
    """Return who makes this request, and the key of the audit.

    Raises:
        Forbidden: when nobody is signed in.
    """
    return Writing(actor=current_actor(), audit_key=keys().audit)


def keys() -> KeyRing:
    """Return the keys of the site."""
    found: KeyRing = current_app.extensions["localoffer_keys"]
    return found


def name_of(listing: Listing) -> str:
    """Return the English name of a listing as it was saved last, its address where it has none."""
    english = content_of_version(latest_version(listing)).words.get("en")
    return english.name if english and english.name else listing.slug
