"""Listings as what a video in British Sign Language can stand on."""

from __future__ import annotations

from flask import url_for

from localoffer.db import MissingRow, session
from localoffer.languages import ENGLISH
from localoffer.listings import presenters, queries
from localoffer.signing.subjects import Subject
from localoffer.vocabulary import ListingStatus


def subject(slug: str) -> Subject | None:
    """Return the listing of an address; None where there is none."""
    try:
        listing = queries.get(session(), slug=slug)
    except MissingRow:
        return None
    name = presenters.name(listing, ENGLISH)
    kept_at = url_for("admin.listings.edit", slug=slug)
    return Subject(name.text, kept_at, is_public=listing.status is ListingStatus.PUBLISHED)
