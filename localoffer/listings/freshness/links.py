"""Making links for organisations, mailing them, and ending them: each function works in the caller's transaction."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.council import Council, Freshness
from localoffer.crypto import KeyRing
from localoffer.db import now
from localoffer.languages import get
from localoffer.listings import presenters
from localoffer.listings.freshness import messages, sealing
from localoffer.listings.freshness.messages import Ask
from localoffer.listings.freshness.models import ProviderLink, ProviderQuestion
from localoffer.listings.models import Listing, Organisation
from localoffer.outbox import store

MAIL = "provider-question"
_PATH = "/provider"


@dataclass(frozen=True)
class Desk:
    """What sending takes: keys, whose council it is, where the site is, and the day in the county."""

    keys: KeyRing
    council: Council
    site: str
    on: date

    @property
    def told(self) -> Freshness:
        """How often the county wants to hear from organisations."""
        return self.council.freshness


@dataclass(frozen=True)
class Wanted:
    """A link to be made: for one listing or for an organisation, about which listings, to which address."""

    about: Listing | Organisation
    listings: Sequence[Listing]
    address: str
    language: str = "en"


def send(session: Session, wanted: Wanted, *, actor: str, desk: Desk) -> ProviderLink:
    """Make a link, put its first mail into the outbox, and return it.

    Raises:
        ValueError: when the address is none.
    """
    link = ProviderLink(
        uuid=uuid.uuid4(),
        listing=wanted.about if isinstance(wanted.about, Listing) else None,
        organisation=wanted.about if isinstance(wanted.about, Organisation) else None,
        language=wanted.language,
        made_at=now(),
        made_by=actor,
        ends_on=desk.on + timedelta(days=desk.told.link_days),
        mails=0,
        mailed_on=desk.on,
        answers=0,
    )
    sealing.seal_address(link, wanted.address, keys=desk.keys)
    link.questions = [ProviderQuestion(listing=listing, asked_on=desk.on) for listing in wanted.listings]
    session.add(link)
    session.flush()
    record(session, link, "sent", actor, desk.keys, listings=len(wanted.listings))
    mail(session, link, wanted.listings, desk=desk)
    return link


def mail(session: Session, link: ProviderLink, listings: Sequence[Listing], *, desk: Desk) -> None:
    """Put the next mail about a link into the outbox; it names the listings that are still to be answered.

    Raises:
        CannotOpen: when the address does not open.
    """
    link.mails += 1
    link.mailed_on = desk.on
    names = [presenters.name(listing, get(link.language)).text for listing in listings]
    ask = Ask(link.mails, names, address_of(link, desk=desk), link.ends_on)
    written = messages.write(ask, language=link.language, council=desk.council)
    store.enqueue(
        session,
        keys=desk.keys,
        unique_key=f"{MAIL}:{link.uuid}:{link.mails}",
        kind=MAIL,
        to=sealing.open_address(link, keys=desk.keys),
        subject=written.subject,
        body=written.body,
        language=written.language,
    )
    session.flush()


def revoke(session: Session, link: ProviderLink, *, actor: str, keys: KeyRing, on: date) -> bool:
    """End a link, so that it opens nothing any more; return False where somebody did before."""
    if link.revoked_on is not None:
        return False
    link.revoked_on, link.revoked_by = on, actor
    end_questions(link, on)
    record(session, link, "revoked", actor, keys)
    return True


def end_questions(link: ProviderLink, on: date) -> None:
    """Say that nobody is asked any more about what a link has no answer to."""
    for question in link.questions:
        question.ended_on = question.ended_on or on


def address_of(link: ProviderLink, *, desk: Desk) -> str:
    """Return the address that opens a link, in its language."""
    return f"{desk.site}{get(link.language).prefix}{_PATH}/{sealing.token_of(link, keys=desk.keys)}"


def record_look(session: Session, named: uuid.UUID, actor: str, keys: KeyRing) -> None:
    """Add to the audit that somebody read to whom a link went, and what was answered."""
    audit.record(
        session,
        key=keys.audit,
        actor=actor,
        action="provider_link.read",
        subject="provider_link",
        subject_id=str(named),
    )


def record(session: Session, link: ProviderLink, done: str, actor: str, keys: KeyRing, **details: object) -> None:
    """Add to the audit what was done to a link."""
    audit.record(
        session,
        key=keys.audit,
        actor=actor,
        action=f"provider_link.{done}",
        subject="provider_link",
        subject_id=str(link.uuid),
        details=details,
    )
