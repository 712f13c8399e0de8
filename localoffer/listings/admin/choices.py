"""The choices of the editor that are rows of the database."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import languages
from localoffer.forms.fields import Choice
from localoffer.listings import queries
from localoffer.listings.admin.forms import Rows
from localoffer.listings.content import ListingContent
from localoffer.listings.looking_up import LookUp
from localoffer.listings.models import Organisation, Term
from localoffer.listings.spoken import spoken_name
from localoffer.places import queries as places
from localoffer.places.models import District

# others that the census counts many speakers of in the county, and the one that deaf people sign
_OTHERS = ("bn", "zh", "fa", "ku", "tr", "pt", "es", "fr", "bfi")


class Offered(LookUp):
    """The rows that there are to choose from, read once: for the form, and for what their codes mean."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._organisations = queries.organisations(session)
        self._terms = {vocabulary: queries.terms(session, vocabulary) for vocabulary in ("need", "kind")}
        self._districts = places.districts(session)

    def rows(self, *, also: ListingContent | None = None) -> Rows:
        """Return the choices; ``also`` adds the languages that a content holds besides the usual ones."""
        of_the_site = [language.code for language in languages.KNOWN]
        spoken = dict.fromkeys((*of_the_site, *_OTHERS, *(also.languages_spoken if also else ())))
        return Rows(
            organisations=[Choice(row.key, row.name) for row in self._organisations],
            needs=[Choice(term.code, term.name("en")) for term in self._terms["need"]],
            kinds=[Choice(term.code, term.name("en")) for term in self._terms["kind"]],
            districts=_choices(self._districts),
            languages=[Choice(code, spoken_name(code, languages.current())) for code in spoken],
        )

    def organisation(self, key: str | None) -> Organisation | None:
        """Return the organisation of a key, None where there is none."""
        return self._session.scalar(select(Organisation).where(Organisation.key == key)) if key else None

    def terms(self, vocabulary: str, codes: Collection[str]) -> list[Term]:
        """Return those of the terms of a vocabulary that there are, in their order."""
        return [term for term in self._terms[vocabulary] if term.code in codes]

    def districts(self, slugs: Collection[str]) -> list[District]:
        """Return those of the districts that there are, in their order."""
        return [district for district in self._districts if district.slug in slugs]


def rows(session: Session, *, also: ListingContent | None = None) -> Rows:
    """Return the choices; ``also`` adds the languages that a content holds besides the usual ones."""
    return Offered(session).rows(also=also)


def districts(session: Session) -> list[Choice]:
    """Return the county's districts."""
    return _choices(places.districts(session))


def _choices(rows: Sequence[District]) -> list[Choice]:
    return [Choice(district.slug, district.name("en")) for district in rows]


def names(choices: Rows) -> dict[str, str]:
    """Return code → words of all choices."""
    groups = (choices.organisations, choices.needs, choices.kinds, choices.districts, choices.languages)
    return {choice.value: str(choice.text) for group in groups for choice in group}
