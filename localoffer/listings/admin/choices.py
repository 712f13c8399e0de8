"""The choices of the editor that are rows of the database."""

from __future__ import annotations

from sqlalchemy.orm import Session

from localoffer import languages
from localoffer.forms.fields import Choice
from localoffer.listings import queries
from localoffer.listings.admin.forms import Rows
from localoffer.listings.content import ListingContent
from localoffer.listings.spoken import spoken_name
from localoffer.places import queries as places

# the languages that families of the county speak most, as the census names them, and the one that deaf people sign
_SPOKEN = ("en", "pl", "ur", "pa", "ar", "bn", "ro", "uk", "zh", "fa", "ku", "tr", "pt", "es", "fr", "bfi")


def rows(session: Session, *, also: ListingContent | None = None) -> Rows:
    """Return the choices; ``also`` adds the languages that a content holds besides the usual ones."""
    spoken = dict.fromkeys((*_SPOKEN, *(also.languages_spoken if also else ())))
    return Rows(
        organisations=[Choice(row.key, row.name) for row in queries.organisations(session)],
        needs=[Choice(term.code, term.name("en")) for term in queries.terms(session, "need")],
        kinds=[Choice(term.code, term.name("en")) for term in queries.terms(session, "kind")],
        districts=districts(session),
        languages=[Choice(code, spoken_name(code, languages.current())) for code in spoken],
    )


def districts(session: Session) -> list[Choice]:
    """Return the county's districts."""
    return [Choice(district.slug, district.name("en")) for district in places.districts(session)]


def names(choices: Rows) -> dict[str, str]:
    """Return code → words of all choices."""
    groups = (choices.organisations, choices.needs, choices.kinds, choices.districts, choices.languages)
    return {choice.value: str(choice.text) for group in groups for choice in group}
