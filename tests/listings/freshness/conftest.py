"""Organisations with published listings, the round that asks them, and the links that it sends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import council
from localoffer.crypto import KeyRing
from localoffer.days import months_before
from localoffer.db import Database
from localoffer.listings import publishing
from localoffer.listings.content import ListingContent, Words
from localoffer.listings.freshness import asking
from localoffer.listings.freshness.asking import Report
from localoffer.listings.freshness.links import Desk
from localoffer.listings.freshness.models import ProviderLink
from localoffer.listings.models import Listing, Organisation
from localoffer.outbox import store
from localoffer.outbox.message import Message
from localoffer.outbox.models import OutboxMessage
from localoffer.outbox.store import Leased
from localoffer.vocabulary import Checker, Cost, WayIn
from tests.referrals.conftest import staff_client
from tests.support.county import FOLDER
from tests.support.passing_time import morning_of

__all__ = ["staff_client"]

OFFICE = "office@club.example.org"
DUE = date(2026, 11, 23)
FROM_US = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(autouse=True)
def day_that_stays() -> Iterator[None]:
    with morning_of(DUE):
        yield


@pytest.fixture
def desk(keys: KeyRing) -> Callable[[date], Desk]:
    """The desk of a day."""
    told = council.load(FOLDER / "council.toml")
    return lambda on: Desk(keys, told, "http://localhost", on)


@pytest.fixture
def round_of(database: Database, session: Session, desk: Callable[[date], Desk]) -> Callable[[date], Report]:
    """The round of a day."""

    def run(on: date) -> Report:
        session.commit()
        report = asking.run(database, desk=desk(on))
        session.expire_all()
        return report

    return run


@pytest.fixture
def office(session: Session) -> Organisation:
    """An organisation with an address."""
    made = Organisation(source="council", key="club", name="The Club", email=OFFICE)
    session.add(made)
    session.commit()
    return made


def published(session: Session, keys: KeyRing, name: str = "Saturday club", **told: Any) -> Listing:
    """Publish a listing of the club that is due to be checked; the caller commits."""
    words = told.pop("words", {"en": Words(name, summary="A calm place to play.", cost="Nothing")})
    sound: dict[str, Any] = {
        "organisation_key": "club",
        "kinds": ("activities",),
        "ways_in": (WayIn.CONTACT,),
        "districts": ("stafford",),
        "any_need": True,
        "age_from": 5,
        "assessment_needed": False,
        "cost": Cost.FREE,
        "checked_on": months_before(DUE, 6),
        "checked_by": Checker.COUNCIL,
        "review_due": DUE,
    }
    content = ListingContent(words=words, **(sound | told))
    made = publishing.create(session, content=content, actor="command", audit_key=keys.audit)
    publishing.publish(session, listing=made, actor="command", audit_key=keys.audit)
    return made


def the_link(session: Session) -> ProviderLink:
    """Return the newest link."""
    session.rollback()
    wanted = select(ProviderLink).order_by(ProviderLink.id.desc()).execution_options(populate_existing=True)
    found = session.scalars(wanted).first()
    assert found is not None
    return found


def letters(session: Session, keys: KeyRing) -> list[Message]:
    """Return the mails that wait, in their order."""
    session.rollback()
    found = [
        store.open_message(
            Leased(
                row.id, row.message_id, row.kind, row.way, row.key_id, row.sealed, row.created_at, 1, row.created_at
            ),
            keys=keys,
        )
        for row in session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
    ]
    session.rollback()
    return found


def path_in(letter: Message) -> str:
    """Return the path of the link that stands in a mail."""
    found = re.search(r"http://localhost(\S*/provider/[\w-]+)", letter.body)
    assert found is not None
    return found[1]
