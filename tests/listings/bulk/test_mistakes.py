"""All that is wrong with a row is told at once, each mistake with its cell and its column."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.jobs.worker import JobWorker
from localoffer.listings import publishing
from localoffer.listings.bulk import runs
from localoffer.listings.bulk.carrying_out import CarryingOut
from localoffer.listings.bulk.models import BulkRow, Outcome
from localoffer.staff.models import User
from tests.listings.bulk.making import AUDIT_KEY, HEADINGS, Bulk, csv_file, new, published
from tests.support.client import CheckedClient
from tests.support.staff import sign_in

pytestmark = pytest.mark.any_database


def told(row: BulkRow) -> list[tuple[str, str, str]]:
    """Return the code, the cell and the column of each reason of a row."""
    reasons: list[dict[str, Any]] = [row.reason, *row.reason.get("more", [])]
    return [(one["code"], one.get("cell", ""), one.get("column", "")) for one in reasons]


def test_every_mistake_of_a_row_is_told_at_once(bulk: Bulk) -> None:
    headings = [*HEADINGS, "Youngest age", "Telephone", "Next check due"]
    rows = [
        [*new("Boats")[:5], "Stafford; Atlantis; Utopia", "five", "ring us", "soon"],
        [*new("")[:3], "Sorcery", "Through the window", "Stafford", "5", "01785 123456", ""],
        [*new("Balls"), "5", "01785 123456", "2099-01-31"],
    ]
    found = bulk.rows(bulk.read(csv_file(*rows, headings=headings)))
    assert [row.outcome for row in found] == [Outcome.REFUSED, Outcome.REFUSED, Outcome.NEW]
    assert told(found[0]) == [
        ("unknown_districts", "F2", "districts"),
        ("unknown_districts", "F2", "districts"),
        ("not_a_number", "G2", "age_from"),
        ("not_a_phone_number", "H2", "phone"),
        ("not_a_day", "I2", "review_due"),
    ]
    assert [one["value"] for one in (found[0].reason, found[0].reason["more"][0])] == ["Atlantis", "Utopia"]
    assert told(found[1]) == [
        ("unknown_kinds", "D3", "kinds"),
        ("not_one_of", "E3", "ways_in"),
        ("no_name", "B3", "name"),
    ]


def test_what_is_wrong_with_the_whole_row_is_told_beside_what_is_wrong_with_its_cells(
    bulk: Bulk, session: Session
) -> None:
    boats, rafts = published(session, "Boats", age_from=10), published(session, "Rafts")
    publishing.archive(session, listing=rafts, actor="staff:2", audit_key=AUDIT_KEY)
    session.commit()
    headings = ["Address", "Name", "Summary", "Kinds of support", "Youngest age", "Oldest age", "Email"]
    rows = [
        [boats.slug, "x" * 201, "", "", "10", "5", "boats"],
        [boats.slug, "Boats", "A calm place to play.", "Sorcery", "ten", "5", ""],
        [rafts.slug, "Rafts", "A calm place to play.", "Sorcery", "", "", "rafts"],
        ["nowhere", "Balls", "y" * 301, "", "", "", "balls"],
        ["", "Boats", "A calm place to play.", "", "", "", "boats"],
    ]
    found = bulk.rows(bulk.read(csv_file(*rows, headings=headings)))
    assert told(found[0]) == [
        ("not_an_email_address", "G2", "email"),
        ("no_room_for_it", "B2", "name"),
        ("no_room_for_it", "F2", "age_to"),
        ("families_need", "C2", "summary"),
        ("families_need", "D2", "kinds"),
    ]
    # no mistake is made up of what could not be read: an age before ten, a listing that loses its kinds
    assert told(found[1]) == [
        ("twice", "A3", "address"),
        ("unknown_kinds", "D3", "kinds"),
        ("not_a_number", "E3", "age_from"),
    ]
    assert told(found[2]) == [
        ("unknown_kinds", "D4", "kinds"),
        ("not_an_email_address", "G4", "email"),
        ("archived", "", ""),
    ]
    assert told(found[3]) == [
        ("unknown_address", "A5", "address"),
        ("not_an_email_address", "G5", "email"),
        ("no_room_for_it", "C5", "summary"),
    ]
    assert told(found[4]) == [("not_an_email_address", "G6", "email"), ("is_there", "B6", "name")]


def test_staff_read_every_mistake_with_its_column_on_the_page_and_in_a_table(
    client: CheckedClient, make_user: Callable[..., User], database: Database, keys: KeyRing
) -> None:
    make_user(role="editor")
    sign_in(client)
    wrong = [*new("Boats")[:3], "Sorcery", "You contact them", "Atlantis"]
    sent = client.send("/admin/bulk/import", {"file": (io.BytesIO(csv_file(wrong, new("Balls"))), "clubs.csv")})
    place = str(sent.headers["Location"])
    JobWorker(database, {runs.KIND: CarryingOut(keys.audit)}).run_once()
    page = client.page(f"{place}?show=refused").words
    assert "Cell D2, Kinds of support: “Sorcery” is not one of the kinds of support." in page
    assert "Cell F2, Districts: “Atlantis” is not one of the districts." in page
    taken = client.get(f"{place}/refused.csv").data.decode("utf-8-sig")
    assert [*csv.reader(io.StringIO(taken))] == [
        ["Where", "Name", "Column", "Why"],
        ["Cell D2", "Boats", "Kinds of support", "“Sorcery” is not one of the kinds of support."],
        ["Cell F2", "Boats", "Districts", "“Atlantis” is not one of the districts."],
    ]


def test_a_row_of_nothing_but_mistakes_takes_little_room(bulk: Bulk) -> None:
    row = [*new("Boats")[:5], "; ".join(f"Atlantis {number}" for number in range(1000))]
    assert len(told(bulk.rows(bulk.read(csv_file(row)))[0])) == 50
