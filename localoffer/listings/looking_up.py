"""What the codes and postcodes in a listing's content mean in the database."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.listings.models import Organisation, Term
from localoffer.places.models import District
from localoffer.places.queries import Found, NotAPostcode, find


class Located(NamedTuple):
    """A postcode as people write it, and where it is where that is known."""

    postcode: str = ""
    easting: int | None = None
    northing: int | None = None


class LookUp:
    """Asks the database each time."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def organisation(self, key: str | None) -> Organisation | None:
        """Return the organisation of a key.

        Raises:
            ValueError: when there is none.
        """
        if key is None:
            return None
        found = self._session.scalar(select(Organisation).where(Organisation.key == key))
        if found is None:
            raise ValueError(f"organisation: there is no {key}")
        return found

    def terms(self, vocabulary: str, codes: Collection[str]) -> list[Term]:
        """Return the terms of a vocabulary in their order.

        Raises:
            ValueError: naming the codes that are none.
        """
        if not codes:
            return []
        found = self._session.scalars(select(Term).where(Term.vocabulary == vocabulary, Term.code.in_(codes)))
        rows = sorted(found, key=lambda term: term.position)
        refuse_unknown(f"{vocabulary}s", codes, [term.code for term in rows])
        return rows

    def districts(self, slugs: Collection[str]) -> list[District]:
        """Return districts in their order.

        Raises:
            ValueError: naming the codes that are none.
        """
        if not slugs:
            return []
        wanted = select(District).where(District.slug.in_(slugs))
        rows = self._session.scalars(wanted.order_by(District.position)).all()
        refuse_unknown("districts", slugs, [district.slug for district in rows])
        return list(rows)

    def located(self, postcode: str) -> Located:
        """Return where a postcode is."""
        if not postcode:
            return Located()
        found = find(self._session, postcode)
        if isinstance(found, NotAPostcode):
            return Located(postcode)
        point = found.point if isinstance(found, Found) else None
        return Located(found.postcode, point.easting if point else None, point.northing if point else None)


class LookUpOfMany(LookUp):
    """Asks once for everything, for one transaction in which many listings are written."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._located: dict[str, Located] = {}
        self._organisations: dict[str, Organisation | None] = {}

    @cached_property
    def _terms(self) -> list[Term]:
        return list(self._session.scalars(select(Term).order_by(Term.position)))

    @cached_property
    def _districts(self) -> list[District]:
        return list(self._session.scalars(select(District).order_by(District.position)))

    def organisation(self, key: str | None) -> Organisation | None:
        """Return the organisation of a key, as ``LookUp`` does."""
        if key is not None and key not in self._organisations:
            self._organisations[key] = super().organisation(key)
        return self._organisations[key] if key is not None else None

    def terms(self, vocabulary: str, codes: Collection[str]) -> list[Term]:
        """Return the terms of a vocabulary, as ``LookUp`` does."""
        rows = [term for term in self._terms if term.vocabulary == vocabulary and term.code in codes]
        refuse_unknown(f"{vocabulary}s", codes, [term.code for term in rows])
        return rows

    def districts(self, slugs: Collection[str]) -> list[District]:
        """Return districts, as ``LookUp`` does."""
        rows = [district for district in self._districts if district.slug in slugs]
        refuse_unknown("districts", slugs, [district.slug for district in rows])
        return rows

    def located(self, postcode: str) -> Located:
        """Return where a postcode is, as ``LookUp`` does."""
        if postcode not in self._located:
            self._located[postcode] = super().located(postcode)
        return self._located[postcode]


def refuse_unknown(field: str, asked: Collection[str], known: Collection[str]) -> None:
    """Refuse what is not known.

    Raises:
        ValueError: naming the field and what is not known.
    """
    if unknown := sorted(set(asked) - set(known)):
        raise ValueError(f"{field}: there is no {', '.join(unknown)}")
