"""Listings as what a video in British Sign Language can stand on."""

from __future__ import annotations

from flask import url_for

from localoffer.db import MissingRow, session
from localoffer.listings import queries
from localoffer.signing.subjects import Subject
from localoffer.vocabulary import ListingStatus


def subject(slug: str) -> Subject | None:
    """Return the listing of an address; None where there is none."""
    try:
        name, status = queries.name_and_status(session(), slug=slug)
    except MissingRow:
        return None
    kept_at = url_for("admin.listings.edit", slug=slug)
    return Subject(name, kept_at, is_public=status is ListingStatus.PUBLISHED)
