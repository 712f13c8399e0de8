"""What tests of the translator's desk begin with: texts of each kind, and somebody who is signed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.guide.models import GuidePage
from localoffer.listings import publishing as listings
from localoffer.listings.content import ListingContent, Words
from localoffer.listings.models import Listing
from localoffer.staff.models import User
from localoffer.translating.texts import Writer
from localoffer.vocabulary import Coverage, WayIn
from tests.support.client import CheckedClient
from tests.support.staff import sign_in
from tests.translating.pages import make_page

CLUB = Words(name="Saturday club", summary="A calm place to play.", cost="It costs 2 pounds.")


@pytest.fixture
def inside(app: Flask) -> Iterator[None]:
    """The desk reads within an application: the order of the sections, and the words that the site came with."""
    with app.app_context():
        yield


@pytest.fixture
def writer(keys: KeyRing) -> Writer:
    return Writer("staff:1", keys.audit)


@pytest.fixture
def club(session: Session, writer: Writer) -> Listing:
    """A published listing, in English alone."""
    content = ListingContent(
        words={"en": CLUB}, kinds=("activities",), ways_in=(WayIn.CONTACT,), coverage=Coverage.COUNTY
    )
    made = listings.create(session, content=content, slug="saturday-club", **vars(writer))
    listings.publish(session, listing=made, **vars(writer))
    session.commit()
    return made


@pytest.fixture
def turning_16(session: Session, writer: Writer) -> GuidePage:
    """A published page, in English alone."""
    made = make_page(session, writer)
    session.commit()
    return made


@pytest.fixture
def manager(client: CheckedClient, make_user: Callable[..., User]) -> CheckedClient:
    """A browser in which a manager is signed in."""
    make_user(role="manager")
    sign_in(client)
    return client
