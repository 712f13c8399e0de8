"""How the duties are met now: by the listings as the search knows them, and by the pages as families see them."""

from __future__ import annotations

from flask import current_app

from localoffer.days import today
from localoffer.db import session
from localoffer.guide.duties import coverage, queries
from localoffer.guide.duties.counting import counter
from localoffer.guide.duties.coverage import Met
from localoffer.guide.duties.places import places
from localoffer.guide.pages.book import book
from localoffer.listings.search.following import follower


def covered(language: str) -> list[Met]:
    """Return how each duty is met, with pages by their titles in a language."""
    engine, day = follower(current_app).engine, today()
    there = places(book(), language, today=day)
    return coverage.cover(queries.every(session()), there, counter(engine, today=day), today=day)
