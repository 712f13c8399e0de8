"""The demonstration of asking: organisations that do not answer, say yes, send changes, or have closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from localoffer.council import REMINDERS
from localoffer.listings.applying import content_of
from localoffer.listings.freshness import answering, links
from localoffer.listings.freshness.answering import Answering
from localoffer.listings.freshness.links import Desk, Wanted
from localoffer.listings.freshness.models import ProviderLink
from localoffer.listings.models import Listing, Organisation
from localoffer.vocabulary import ListingStatus, Spaces

_SOURCE = "demonstration"
_ACTOR = "command"

_Answer = Callable[[Session, Answering], None]


def load(session: Session, *, desk: Desk) -> int:
    """Ask some demonstration organisations and answer for them, unless any was ever asked; return how many they are."""
    if session.scalar(select(func.count()).select_from(ProviderLink)):
        return 0
    listings = _one_of_each(session, most=1 + len(_ANSWERS))
    if not listings:
        return 0
    _silent(session, listings[0], desk)
    for listing, answer in zip(listings[1:], _ANSWERS, strict=False):
        link = _send(session, listing, replace(desk, on=desk.on - timedelta(days=4)))
        answer(session, Answering(link, listing, desk.keys, desk.told, desk.on - timedelta(days=2)))
    return len(listings)


def _one_of_each(session: Session, *, most: int) -> list[Listing]:
    """Return published listings of different organisations, those that were checked longest ago first."""
    wanted = (
        select(Listing)
        .join(Listing.organisation)
        .where(Listing.source == _SOURCE, Listing.status == ListingStatus.PUBLISHED, Organisation.email != "")
        .order_by(Listing.checked_on, Listing.slug)
        .options(selectinload(Listing.organisation), selectinload(Listing.texts))
    )
    by_organisation: dict[int | None, Listing] = {}
    for listing in session.scalars(wanted):
        by_organisation.setdefault(listing.organisation_id, listing)
    return list(by_organisation.values())[:most]


def _send(session: Session, listing: Listing, desk: Desk) -> ProviderLink:
    address = listing.organisation.email if listing.organisation else listing.email
    link = links.send(session, Wanted(listing, [listing], address), actor=_ACTOR, desk=desk)
    link.made_at = datetime.combine(desk.on, time(9), UTC)
    return link


def _silent(session: Session, listing: Listing, desk: Desk) -> None:
    patience = timedelta(days=desk.told.patience_days)
    link = _send(session, listing, replace(desk, on=desk.on - patience))
    link.mails, link.mailed_on = 1 + REMINDERS, desk.on - timedelta(days=desk.told.days_between)
    link.given_up_on = desk.on
    links.end_questions(link, desk.on)


def _change(session: Session, answering_: Answering) -> None:
    shown = content_of(answering_.listing)
    english = replace(shown.words["en"], opening_times="Demonstration: Tuesdays and Thursdays, 4pm to 6pm")
    content = shown.with_changes(words={**shown.words, "en": english}, spaces=Spaces.FEW, waiting_weeks=None)
    answering.change(session, answering_, began=shown, content=content, words="")


def _write(session: Session, answering_: Answering) -> None:
    shown = content_of(answering_.listing)
    words = "Demonstration: we have a new hall. Can you put its address on the page?"
    answering.change(session, answering_, began=shown, content=shown, words=words)


def _close(session: Session, answering_: Answering) -> None:
    words = "Demonstration: the building is being repaired. We open again in May."
    answering.closed(session, answering_, for_now=True, words=words)


_ANSWERS: tuple[_Answer, ...] = (_close, _write, _change, answering.right)
