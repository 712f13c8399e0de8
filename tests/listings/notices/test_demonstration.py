"""The demonstration always has something closed to see, and leaves alone what somebody changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.listings.notices import demonstration, shown, writing
from localoffer.listings.notices.models import ListingNotice
from tests.support.county import FOLDER
from tests.support.listings import listing
from tests.support.passing_time import morning_of

pytestmark = pytest.mark.any_database

DAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def day_that_stays() -> Iterator[None]:
    with morning_of(DAY):
        yield


def test_notices_count_from_the_day_and_do_not_come_back(session: Session, keys: KeyRing) -> None:
    club = listing(session, slug="woodland-days-slitting-mill")
    assert demonstration.load(session, FOLDER, today=DAY, audit_key=keys.audit) == 1
    assert shown.read(session).closed_on(DAY) == {club.id}

    notice = session.scalars(select(ListingNotice)).one()
    writing.take_down(session, notice=notice, actor="command", audit_key=keys.audit)
    assert demonstration.load(session, FOLDER, today=DAY, audit_key=keys.audit) == 0
    session.commit()


def test_an_entry_that_cannot_be_read_is_named(session: Session, keys: KeyRing, tmp_path: Path) -> None:
    listing(session, slug="club")
    (tmp_path / demonstration.NAME).write_text("notices: [{listing: club, kind: shut, from: 0, text: {en: x}}]")

    with pytest.raises(ValueError, match=r"demonstration_notices\.yaml: club"):
        demonstration.load(session, tmp_path, today=DAY, audit_key=keys.audit)
    session.rollback()
