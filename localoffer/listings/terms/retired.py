"""Codes that were merged or removed: what content that still names them means today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.listings.content import ListingContent
from localoffer.listings.models import Organisation, RetiredOrganisation, RetiredTerm, Term

Became = Mapping[str, str | None]
"""By its old code what a term became; None where it was removed."""


def in_todays_codes(session: Session, content: ListingContent) -> ListingContent:
    """Return content with what merged terms and organisations became, and without terms that were removed."""
    return content.with_changes(
        needs=_now(content.needs, became(session, "need")),
        kinds=_now(content.kinds, became(session, "kind")),
        organisation_key=organisation_key(session, content.organisation_key),
    ).in_order()


def became(session: Session, vocabulary: str) -> Became:
    """Return every code of a vocabulary that is no longer in use, with what it became."""
    rows = session.execute(
        select(RetiredTerm.code, Term.code.label("became"))
        .outerjoin(Term, Term.id == RetiredTerm.term_id)
        .where(RetiredTerm.vocabulary == vocabulary)
    )
    return {row.code: row.became for row in rows}


def organisation_key(session: Session, key: str | None) -> str | None:
    """Return the key of the organisation that one became part of; the same where it did not."""
    if key is None:
        return None
    wanted = select(Organisation.key).join(RetiredOrganisation, RetiredOrganisation.organisation_id == Organisation.id)
    return session.scalar(wanted.where(RetiredOrganisation.key == key)) or key


def _now(codes: Iterable[str], became: Became) -> tuple[str, ...]:
    today = (became.get(code, code) for code in codes)
    return tuple(dict.fromkeys(code for code in today if code is not None))
