"""What an organisation answers by its link: a listing is right, has changes, or has closed.

Every function works in the caller's transaction. What families see changes by ``right`` alone: changes go to review,
and a commissioner decides about what has closed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.council import Freshness
from localoffer.crypto import KeyRing
from localoffer.listings import publishing
from localoffer.listings.applying import content_of_version, latest_version
from localoffer.listings.content import ListingContent
from localoffer.listings.freshness import sealing
from localoffer.listings.freshness.confirming import Check, confirm
from localoffer.listings.freshness.models import ProviderLink, ProviderQuestion
from localoffer.listings.freshness.vocabulary import ProviderAnswer
from localoffer.listings.merging import merged
from localoffer.listings.models import Listing
from localoffer.vocabulary import Checker, ReviewState

MOST_ANSWERS = 200


class TooOften(Exception):
    """A link was used so often that a person should look first."""


@dataclass(frozen=True)
class Answering:
    """Who answers, about which listing, and when."""

    link: ProviderLink
    listing: Listing
    keys: KeyRing
    told: Freshness
    on: date

    @property
    def actor(self) -> str:
        """The organisation as the audit names it."""
        return f"provider:{self.link.id}"

    @property
    def check(self) -> Check:
        """The check that an answer stands for."""
        return Check(Checker.ORGANISATION, self.on, self.told)


def right(session: Session, answering: Answering) -> None:
    """Keep that a listing is right: families read from now on when the organisation checked it.

    Raises:
        NotAllowed: when families do not see the listing.
        TooOften: when the link was used too often.
    """
    question = _question(session, answering)
    confirm(
        session,
        listing=answering.listing,
        check=answering.check,
        actor=answering.actor,
        audit_key=answering.keys.audit,
    )
    _keep(session, question, ProviderAnswer.RIGHT, answering)


def change(
    session: Session, answering: Answering, *, began: ListingContent, content: ListingContent, words: str
) -> None:
    """Send an organisation's changes to review, on top of what else waits there; what families see stays.

    A draft that nobody has sent to review is put aside: its words are unfinished, and would be published with these.

    Args:
        began: what the organisation was shown.
        content: the same with its changes.
        words: what else the council should know, empty for nothing.

    Raises:
        NotAllowed: when the listing is archived.
        TooOften: when the link was used too often.
        ValueError: when a value cannot be kept.
    """
    question, listing = _question(session, answering), answering.listing
    if began.changed_fields(content):
        checked = content.with_changes(**answering.check.changes(spaces_stated=content.spaces is not None))
        version = publishing.submit(
            session,
            listing=listing,
            content=merged(began, _finished(listing), checked),
            actor=answering.actor,
            audit_key=answering.keys.audit,
        )
        question.version_number = version.number
    elif not _is_on_its_way(listing):
        # what became of earlier changes says nothing of these words
        question.version_number = None
    _keep(session, question, ProviderAnswer.CHANGED, answering, words)


def closed(session: Session, answering: Answering, *, for_now: bool, words: str) -> None:
    """Keep that a service has closed, for good or for now; a commissioner decides what families see.

    Raises:
        TooOften: when the link was used too often.
    """
    answer = ProviderAnswer.PAUSED if for_now else ProviderAnswer.CLOSED
    _keep(session, _question(session, answering), answer, answering, words)


def settle(session: Session, question: ProviderQuestion, *, actor: str, keys: KeyRing, on: date) -> bool:
    """Say that a commissioner has dealt with an answer; return False where somebody did before."""
    if question.settled_on is not None:
        return False
    question.settled_on, question.settled_by = on, actor
    _record(session, question, "settled", actor, keys)
    return True


def _finished(listing: Listing) -> ListingContent:
    """Return what waits for review or for its day; what families see where that is nothing."""
    if _is_on_its_way(listing):
        return content_of_version(latest_version(listing))
    return content_of_version(next(one for one in listing.versions if one.state is ReviewState.PUBLISHED))


def _is_on_its_way(listing: Listing) -> bool:
    last = latest_version(listing)
    return last.state is ReviewState.IN_REVIEW or last.publish_on is not None


def _question(session: Session, answering: Answering) -> ProviderQuestion:
    """Return the question that an answer belongs to, held for this transaction; a new one where none was asked."""
    session.refresh(answering.link, ["answers", "revoked_on"], with_for_update=True)
    if answering.link.answers >= MOST_ANSWERS:
        raise TooOften
    answering.link.answers += 1
    wanted = select(ProviderQuestion).where(
        ProviderQuestion.link_id == answering.link.id, ProviderQuestion.listing_id == answering.listing.id
    )
    found = session.scalar(wanted)
    if found is None:
        found = ProviderQuestion(link=answering.link, listing=answering.listing)
        session.add(found)
        session.flush()
    return found


def _keep(
    session: Session, question: ProviderQuestion, answer: ProviderAnswer, answering: Answering, words: str = ""
) -> None:
    question.answer = answer
    question.answered_on = question.ended_on = answering.on
    sealing.seal_words(question, words, keys=answering.keys)
    question.settled_on, question.settled_by = None, ""
    _record(session, question, "answered", answering.actor, answering.keys, answer=answer.value)


def _record(
    session: Session, question: ProviderQuestion, done: str, actor: str, keys: KeyRing, **details: object
) -> None:
    session.flush()
    audit.record(
        session,
        key=keys.audit,
        actor=actor,
        action=f"provider_question.{done}",
        subject="provider_question",
        subject_id=str(question.uuid),
        details=details,
    )
