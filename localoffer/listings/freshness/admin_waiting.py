"""Answers of organisations in the list of everything that waits about listings. In English only."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from flask import url_for
from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from localoffer.languages import gettext, lazy_gettext
from localoffer.listings.freshness import admin_presenters, queries
from localoffer.listings.freshness.admin_titles import ANSWERS
from localoffer.listings.freshness.models import ProviderLink, ProviderQuestion
from localoffer.listings.models import Listing
from localoffer.listings.reviewing.together import Line, Source, Waiting
from localoffer.working_days import day_of


def waiting() -> Waiting:
    """Return the answers that a person should deal with."""
    since = func.coalesce(ProviderQuestion.answered_on, ProviderQuestion.asked_on)
    return select(ProviderQuestion.id, since).where(queries.is_to_do())


def show(session: Session, ids: Collection[int]) -> Mapping[int, Line]:
    """Return answers as lines of the list."""
    wanted = select(ProviderQuestion).where(ProviderQuestion.id.in_(ids))
    link = joinedload(ProviderQuestion.link).joinedload(ProviderLink.organisation)
    # in one query, because this is one of several lists on its page
    listing = joinedload(ProviderQuestion.listing).joinedload(Listing.texts)
    return {question.id: _line(question) for question in session.scalars(wanted.options(link, listing)).unique()}


SOURCE = Source("answers", lazy_gettext("Answers of organisations"), "listings.edit", waiting, show)


def _line(question: ProviderQuestion) -> Line:
    link = question.link
    said = ANSWERS[question.answer] if question.answer else gettext("It wrote to the council")
    who = link.organisation.name if link.organisation else gettext("The organisation")
    address = url_for("admin.providers.show", key=link.uuid)
    what, since = gettext("An answer: %(what)s", what=said), question.answered_on or question.asked_on
    since = since or day_of(link.made_at)
    return Line(address, admin_presenters.name_of(question.listing), what, who, since)
