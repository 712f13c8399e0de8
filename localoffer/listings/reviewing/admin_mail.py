"""The mail that tells staff why their change of a listing came back, put into the outbox with what caused it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.languages import gettext
from localoffer.listings.models import ListingVersion
from localoffer.outbox import store
from localoffer.staff.models import User

KIND = "listing-given-back"


@dataclass(frozen=True)
class GivenBack:
    """What came back: its name, the version with the reason, who gave it back, and where it is changed."""

    name: str
    version: ListingVersion
    reviewer: str
    address: str


def tell(session: Session, told: GivenBack, *, actor: str, keys: KeyRing) -> int:
    """Tell whoever wrote a version and whoever sent it for review, but not ``actor``; return how many are told."""
    version = told.version
    actors = {version.made_by, version.sent_by} - {actor}
    ids = {int(number) for one in actors if (number := one.removeprefix("staff:")).isdecimal()}
    people = session.scalars(select(User).where(User.id.in_(ids), User.active).order_by(User.id)).all()
    at = int(version.decided_at.timestamp()) if version.decided_at else 0
    for person in people:
        store.enqueue(
            session,
            keys=keys,
            unique_key=f"{KIND}:{version.id}:{person.id}:{at}",
            kind=KIND,
            to=person.email,
            subject=gettext("A listing came back to you"),
            body=_body(told),
        )
    return len(people)


def _body(told: GivenBack) -> str:
    lines = (
        gettext("%(who)s gave your change of “%(name)s” back to you. Why:", who=told.reviewer, name=told.name),
        told.version.reason,
        gettext("Open it, change what is asked for, and send it for review again:"),
        told.address,
        gettext("Families see no change until then."),
        gettext("This email was sent by a computer. Replies to it are not read."),
    )
    return "\n\n".join(lines)
