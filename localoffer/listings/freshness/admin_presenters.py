"""Links and answers as the staff's screens show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from localoffer.council import REMINDERS
from localoffer.languages import LANGUAGES, format_date, gettext
from localoffer.listings.freshness.admin_titles import ANSWERS, COLOURS, STATES
from localoffer.listings.freshness.models import ProviderLink, ProviderQuestion
from localoffer.listings.freshness.vocabulary import LinkState, ProviderAnswer
from localoffer.listings.models import Listing
from localoffer.vocabulary import ListingStatus

_CLOSED = (ProviderAnswer.CLOSED, ProviderAnswer.PAUSED)
_MOST_NAMED = 3


@dataclass(frozen=True)
class Row:
    """One link in the list."""

    key: str
    name: str
    asks: str
    sent: str
    state: str
    colour: str
    said: str


@dataclass(frozen=True)
class Answered:
    """One listing that a link asks about. ``words`` is None where they cannot be read; empty where there are none."""

    key: str
    slug: str
    name: str
    said: str
    words: str | None
    has_changes: bool
    has_closed: bool
    is_public: bool
    settled: str
    may_settle: bool


@dataclass(frozen=True)
class Whole:
    """One link. ``address`` is None where it cannot be read."""

    row: Row
    address: str | None
    made: str
    until: str
    language: str
    ended: str
    may_revoke: bool


def row(link: ProviderLink, *, on: date) -> Row:
    """Return a link as the list shows it."""
    names = [name_of(question.listing) for question in link.questions if question.asked_on is not None]
    named = "; ".join(names[:_MOST_NAMED])
    if others := len(names) - _MOST_NAMED:
        named = gettext("%(names)s and %(num)s more", names=named, num=others) if others > 0 else named
    answered = sum(question.answer is not None for question in link.questions)
    state = state_of(link, on=on)
    return Row(
        key=str(link.uuid),
        name=_name(link),
        asks=named,
        sent=_sent(link),
        state=str(STATES[state]),
        colour=COLOURS[state],
        said=gettext("%(done)s of %(all)s", done=answered, all=len(link.questions)),
    )


def whole(link: ProviderLink, *, address: str | None, people: Mapping[str, str], on: date) -> Whole:
    """Return everything about a link."""
    return Whole(
        row=row(link, on=on),
        address=address,
        made=gettext("%(day)s by %(who)s", day=format_date(link.made_at), who=_who(link.made_by, people)),
        until=format_date(link.ends_on),
        language=LANGUAGES[link.language].own_name,
        ended=_ended(link, people),
        may_revoke=link.opens(on),
    )


def answered(question: ProviderQuestion, words: str | None, people: Mapping[str, str]) -> Answered:
    """Return what was answered about one listing."""
    is_public = question.listing.status is ListingStatus.PUBLISHED
    settled = ""
    if question.settled_on:
        who = _who(question.settled_by, people)
        settled = gettext("%(day)s by %(who)s", day=format_date(question.settled_on), who=who)
    return Answered(
        key=str(question.uuid),
        slug=question.listing.slug,
        name=name_of(question.listing),
        said=_said(question),
        words=words,
        has_changes=question.version_number is not None,
        has_closed=question.answer in _CLOSED,
        is_public=is_public,
        settled=settled,
        may_settle=needs_a_person(question),
    )


def state_of(link: ProviderLink, *, on: date) -> LinkState:
    """Return how a link stands, what needs a person first."""
    if any(needs_a_person(question) for question in link.questions):
        return LinkState.TO_DO
    if not any(_is_unanswered(question) for question in link.questions):
        return LinkState.ANSWERED
    if link.given_up_on is not None:
        return LinkState.SILENT
    return LinkState.ENDED if link.is_ended or link.ends_on < on else LinkState.WAITING


def needs_a_person(question: ProviderQuestion) -> bool:
    """Return whether a commissioner should deal with an answer."""
    asks = question.answer in _CLOSED or question.sealed_words is not None
    return asks and question.settled_on is None and question.listing.status is ListingStatus.PUBLISHED


def name_of(listing: Listing) -> str:
    """Return the English name of a listing."""
    english = listing.text("en")
    return english.name if english else listing.slug


def _name(link: ProviderLink) -> str:
    listing = link.listing
    organisation = link.organisation or (listing.organisation if listing else None)
    if organisation is not None:
        return organisation.name
    return name_of(listing) if listing else ""


def _is_unanswered(question: ProviderQuestion) -> bool:
    listing, asked = question.listing, question.asked_on
    if asked is None or question.answer is not None or listing.status is not ListingStatus.PUBLISHED:
        return False
    return listing.checked_on is None or listing.checked_on < asked


def _sent(link: ProviderLink) -> str:
    return gettext(
        "Email %(number)s of %(all)s, %(day)s", number=link.mails, all=1 + REMINDERS, day=format_date(link.mailed_on)
    )


def _said(question: ProviderQuestion) -> str:
    if question.answer is None or question.answered_on is None:
        return gettext("No answer")
    return gettext("%(said)s (%(day)s)", said=ANSWERS[question.answer], day=format_date(question.answered_on))


def _ended(link: ProviderLink, people: Mapping[str, str]) -> str:
    if link.revoked_on:
        who = _who(link.revoked_by, people)
        return gettext("Taken back on %(day)s by %(who)s", day=format_date(link.revoked_on), who=who)
    if link.refused_on:
        return gettext("The address took no mail (%(day)s)", day=format_date(link.refused_on))
    if link.given_up_on:
        return gettext("Nobody answered until %(day)s", day=format_date(link.given_up_on))
    return ""


def _who(actor: str, people: Mapping[str, str]) -> str:
    if actor.startswith("provider:"):
        return gettext("the organisation")
    return people.get(actor) or gettext("the site itself")
