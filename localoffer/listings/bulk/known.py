"""What the names in a file mean here: terms, districts, organisations and listings, read once for a whole file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.listings.models import Listing, ListingText, Organisation, Term
from localoffer.listings.queries import organisations
from localoffer.listings.terms.retired import became
from localoffer.places import queries as places


class Names(NamedTuple):
    """The codes of one vocabulary by their names and by themselves, and the names by their codes."""

    codes: Mapping[str, str]
    names: Mapping[str, str]

    def find(self, written: str) -> str | None:
        """Return the code of what somebody wrote, in whatever case and spacing; None where there is none."""
        return self.codes.get(plain(written))

    def name(self, code: str) -> str:
        """Return the name of a code, the code itself where it has none."""
        return self.names.get(code, code)


@dataclass(frozen=True)
class Known:
    """Everything that cells and columns need to know of the database."""

    needs: Names
    kinds: Names
    districts: Names
    organisations: Names


def plain(written: str) -> str:
    """Return a name as it is compared: in small letters, with single spaces."""
    return " ".join(written.split()).casefold()


def read_known(session: Session) -> Known:
    """Return what there is now; the old names of merged terms are known by their codes."""
    return Known(
        needs=_terms(session, "need"),
        kinds=_terms(session, "kind"),
        districts=_names((row.slug, row.name("en")) for row in places.districts(session)),
        organisations=_names((row.key, row.name) for row in organisations(session)),
    )


def listings_by_name(session: Session, names: Collection[str]) -> dict[tuple[str, str | None], str]:
    """Return the addresses of those listings that have one of the names, by plain name and organisation."""
    rows = session.execute(
        select(ListingText.name, Organisation.key, Listing.slug)
        .join(Listing, Listing.id == ListingText.listing_id)
        .outerjoin(Organisation, Organisation.id == Listing.organisation_id)
        .where(ListingText.language == "en", ListingText.name.in_(names))
    )
    return {(plain(row.name), row.key): row.slug for row in rows}


def _terms(session: Session, vocabulary: str) -> Names:
    terms = session.scalars(select(Term).where(Term.vocabulary == vocabulary).order_by(Term.position)).all()
    found = _names((term.code, term.name("en")) for term in terms)
    old = {code: new for code, new in became(session, vocabulary).items() if new is not None}
    return Names({**{plain(code): new for code, new in old.items()}, **found.codes}, found.names)


def _names(pairs: Iterable[tuple[str, str]]) -> Names:
    names = dict(pairs)
    return Names({**{plain(code): code for code in names}, **{plain(n): code for code, n in names.items()}}, names)
