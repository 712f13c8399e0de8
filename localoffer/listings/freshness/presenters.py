"""What an organisation sees of its listings, in the reader's language."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from localoffer.languages import Language, LazyText, format_date, gettext, lazy_gettext
from localoffer.listings import presenters
from localoffer.listings.checks.vocabulary import MissingFact
from localoffer.listings.freshness.models import ProviderLink, ProviderQuestion
from localoffer.listings.freshness.vocabulary import ProviderAnswer
from localoffer.listings.models import Listing
from localoffer.listings.presenters import Said

_MISSING: dict[MissingFact, LazyText] = {
    MissingFact.CONTACT: lazy_gettext("How families reach you"),
    MissingFact.NEEDS: lazy_gettext("Which needs it is for"),
    MissingFact.AGES: lazy_gettext("Which ages it is for"),
    MissingFact.COST: lazy_gettext("What it costs"),
    MissingFact.ASSESSMENT: lazy_gettext("If a social care assessment is needed first"),
}


@dataclass(frozen=True)
class Row:
    """One listing of an organisation, and what it said of it; ``is_open`` where an answer is waited for."""

    slug: str
    name: Said
    said: str
    is_open: bool


def rows(
    link: ProviderLink, listings: Sequence[Listing], language: Language, *, given_back: Collection[int]
) -> list[Row]:
    """Return the listings that a link opens, with how far each is; ``given_back`` are the ids of ``queries``."""
    questions = {question.listing_id: question for question in link.questions}
    return [
        Row(
            listing.slug,
            presenters.name(listing, language),
            said(question, listing, given_back=given_back) if (question := questions.get(listing.id)) else "",
            question is not None and question.asked_on is not None and question.answer is None,
        )
        for listing in listings
    ]


def said(question: ProviderQuestion, listing: Listing, *, given_back: Collection[int]) -> str:
    """Return what an organisation answered and when, and what came of it; that it has not, where it was asked."""
    if question.answer is None or question.answered_on is None:
        return gettext("You have not answered yet")
    day = format_date(question.answered_on)
    if _is_published(question, listing):
        return gettext("You sent changes on %(day)s. The council has published them", day=day)
    if _is_dealt_with(question, listing, given_back):
        return gettext("You answered on %(day)s. The council has dealt with your answer", day=day)
    return {
        ProviderAnswer.RIGHT: gettext("You said on %(day)s that it is right", day=day),
        ProviderAnswer.CHANGED: gettext("You sent changes on %(day)s. The council looks at them", day=day),
        ProviderAnswer.CLOSED: gettext("You said on %(day)s that it has closed. The council looks at that", day=day),
        ProviderAnswer.PAUSED: gettext(
            "You said on %(day)s that it is closed for now. The council looks at that", day=day
        ),
    }[question.answer]


def _is_published(question: ProviderQuestion, listing: Listing) -> bool:
    return question.answer is ProviderAnswer.CHANGED and question.version_number == listing.version_number


def _is_dealt_with(question: ProviderQuestion, listing: Listing, given_back: Collection[int]) -> bool:
    """Return whether somebody said so, gave the changes back, or let families see what was saved after them."""
    if question.settled_on is not None:
        return True
    # what was sent before a service closed says nothing of that
    if question.answer is not ProviderAnswer.CHANGED or question.version_number is None:
        return False
    return question.version_number < listing.version_number or listing.id in given_back


def missing(facts: Sequence[MissingFact]) -> list[str]:
    """Return what a page does not say and families ask for."""
    return [str(_MISSING[fact]) for fact in facts if fact in _MISSING]
