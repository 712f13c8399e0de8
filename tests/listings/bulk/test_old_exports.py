"""A table that was taken some days ago takes back nothing that colleagues changed since."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from localoffer.council import Freshness
from localoffer.listings import publishing
from localoffer.listings.applying import content_of
from localoffer.listings.bulk.models import BulkRow, Outcome
from localoffer.listings.content import ListingContent
from localoffer.listings.freshness.confirming import Check, confirm
from localoffer.listings.models import Listing
from localoffer.staff.models import User
from localoffer.vocabulary import Checker
from tests.listings.bulk.making import AUDIT_KEY, Bulk, csv_file, published
from tests.support.client import CheckedClient
from tests.support.staff import sign_in

pytestmark = pytest.mark.any_database

BY: dict[str, Any] = {"actor": "staff:2", "audit_key": AUDIT_KEY}
HALF_A_YEAR = Freshness(review_months=6)


@pytest.fixture
def boats(session: Session) -> Listing:
    return published(session, "Boats", phone="01785 123456", age_to=11, checked_on=date(2026, 5, 1))


@pytest.fixture
def taken(boats: Listing, client: CheckedClient, make_user: Callable[..., User]) -> list[list[str]]:
    """The rows of an export."""
    make_user(role="publisher")
    sign_in(client)
    told = client.get("/admin/listings/export.csv").data.decode("utf-8-sig")
    return [*csv.reader(io.StringIO(told, newline=""))]


def change(session: Session, listing: Listing, **changes: object) -> None:
    """Change a listing as a colleague does, and publish that."""
    publishing.save_draft(session, listing=listing, content=content_of(listing).with_changes(**changes), **BY)
    publishing.publish(session, listing=listing, **BY)
    session.commit()


def typed(rows: list[list[str]], **cells: str) -> bytes:
    """Return a file of the rows with other words in cells of the first one."""
    headings, first = rows
    changed = [cells.get(name.replace(" ", "_"), cell) for name, cell in zip(headings, first, strict=True)]
    return csv_file(changed, headings=headings)


def only(bulk: Bulk, content: bytes) -> BulkRow:
    return bulk.rows(bulk.read(content))[0]


def test_only_what_was_typed_into_the_table_changes(
    bulk: Bulk, session: Session, boats: Listing, taken: list[list[str]]
) -> None:
    change(session, boats, phone="01785 999999", website="https://boats.example.net/")
    row = only(bulk, typed(taken, Oldest_age="16"))
    assert row.changed == ["age_to"]
    assert ListingContent.from_json(row.content or {}).phone == "01785 999999"
    assert only(bulk, typed(taken)).outcome is Outcome.UNCHANGED
    # and what both changed is as the table has it, for whoever looks at the preview
    assert only(bulk, typed(taken, Telephone="01785 555555")).changed == ["phone"]


def test_a_check_since_stays(bulk: Bulk, session: Session, boats: Listing, taken: list[list[str]]) -> None:
    check = Check(Checker.ORGANISATION, date(2026, 11, 1), HALF_A_YEAR)
    confirm(session, listing=boats, check=check, **BY)
    session.commit()
    assert only(bulk, typed(taken)).outcome is Outcome.UNCHANGED
    assert only(bulk, typed(taken, Oldest_age="16")).changed == ["age_to"]
    later = typed(taken, Checked_on="2026-11-20", Next_check_due="2027-05-20")
    assert only(bulk, later).changed == ["checked_on", "review_due"]


def test_a_version_that_never_was_is_refused_and_without_one_the_table_counts(
    bulk: Bulk, session: Session, boats: Listing, taken: list[list[str]]
) -> None:
    change(session, boats, phone="01785 999999")
    for wrong in ("9", "two"):
        row = only(bulk, typed(taken, Version=wrong))
        assert (row.reason["code"], row.reason["column"]) == ("unknown_version", "version")
    assert only(bulk, typed(taken, Version="")).changed == ["phone"]
