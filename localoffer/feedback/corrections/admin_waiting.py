"""Corrections in the list of everything that waits about listings. In English only."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from localoffer.feedback.corrections import admin_presenters
from localoffer.feedback.corrections.models import Correction
from localoffer.languages import gettext, lazy_gettext
from localoffer.listings.models import Listing
from localoffer.listings.reviewing.together import Line, Source, Waiting


def waiting() -> Waiting:
    """Return the corrections that nobody has decided."""
    return select(Correction.id, Correction.told_on).where(Correction.outcome.is_(None))


def show(session: Session, ids: Collection[int]) -> Mapping[int, Line]:
    """Return corrections as lines of the list."""
    wanted = select(Correction).where(Correction.id.in_(ids))
    # in one query, because this is one of several lists on its page
    rows = session.scalars(wanted.options(joinedload(Correction.listing).joinedload(Listing.texts)))
    return {correction.id: _line(correction) for correction in rows.unique()}


SOURCE = Source("corrections", lazy_gettext("Corrections"), "comments.read", waiting, show)


def _line(correction: Correction) -> Line:
    row = admin_presenters.row(correction, is_undelivered=False)
    what = gettext("A correction: %(what)s", what=row.wrong)
    return Line(url_for("admin.corrections.show", key=row.key), row.service, what, row.teller, correction.told_on)
