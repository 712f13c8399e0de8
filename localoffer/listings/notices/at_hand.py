"""What a listing says today, for pages: from the memory of this process, without a question to the database."""

from __future__ import annotations

from localoffer.days import today
from localoffer.languages import Language
from localoffer.listings.notices import shown
from localoffer.listings.notices.saying import SaidForNow, in_words


def said_of(listing_id: int, language: Language) -> tuple[SaidForNow, ...]:
    """Return what a listing says today in a language, the current one; a closure first."""
    return in_words(shown.of(listing_id), language, today())
