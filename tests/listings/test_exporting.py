"""The list of listings as a file: what it is narrowed to, and nothing in it that a spreadsheet would carry out."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.audit import AuditEntry
from localoffer.db import Database
from localoffer.listings import publishing
from localoffer.listings.applying import content_of, content_of_version, latest_version
from localoffer.listings.content import ListingContent
from localoffer.listings.models import Listing
from localoffer.staff.models import User
from localoffer.vocabulary import ListingStatus
from localoffer.web.spreadsheets import as_csv, as_xlsx, inert
from tests.listings.bulk.making import AUDIT_KEY, Bulk, published
from tests.support import listings
from tests.support.client import CheckedClient
from tests.support.staff import sign_in

pytestmark = pytest.mark.any_database

FORMULA = '=HYPERLINK("https://evil.example.org","Win")'
CELLS = st.lists(st.one_of(st.text(max_size=20), st.text("=+-@\t\r\n\0 ＝'\"1A!|", max_size=8)), min_size=1, max_size=4)


@given(CELLS)
def test_no_cell_is_a_formula_and_none_loses_its_text(cells: list[str]) -> None:
    written = as_csv(["Heading"], [cells]).decode("utf-8-sig")
    read: list[str] = next(iter([*csv.reader(io.StringIO(written, newline=""))][1:]), [])
    for typed, cell in zip(cells, read, strict=False):
        assert not cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠"))
        assert not cell.startswith("\n")
        assert cell.removeprefix("'") == typed.encode("utf-8", "replace").decode().removeprefix("'")
    assert all(inert(cell).endswith(cell) for cell in cells)


def test_a_workbook_holds_formulas_as_words_and_leaves_out_what_it_cannot_hold() -> None:
    typed = [FORMULA, "+441785", "@SUM(A1)", "=1+1", "a\0b\x0b\ud800c", "x" * 40_000, "#REF!", "2026-01-01"]
    sheet = load_workbook(io.BytesIO(as_xlsx("Listings", ["A"] * len(typed), [typed]))).active
    assert sheet is not None
    cells = sheet[2]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells[:5]] == [*typed[:4], "abc"]
    assert len(str(cells[5].value)) == 32_767


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_has_the_list_as_it_is_narrowed(
    client: CheckedClient, session: Session, make_user: Callable[..., User], kind: str
) -> None:
    listings.listing(session, FORMULA, organisation="Moorland", phone="+44 1632 960102")
    listings.listing(session, "A draft", status=ListingStatus.DRAFT)
    session.commit()
    make_user(role="manager")
    sign_in(client)
    answer = client.get(f"/admin/listings/export.{kind}?status=published")
    assert "listings-2" in answer.headers["Content-Disposition"]
    if kind == "csv":
        rows = [*csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""))]
        expected = f"'{FORMULA}"
    else:
        sheet = load_workbook(io.BytesIO(answer.data)).active
        assert sheet is not None
        rows, expected = [[str(value or "") for value in row] for row in sheet.values], FORMULA
    assert rows[0][:2] == ["Address", "Name"]
    assert [row[1] for row in rows[1:]] == [expected]
    assert "Clubs and activities" in rows[1]
    told = session.scalars(select(AuditEntry).where(AuditEntry.action == "listings.exported")).one()
    assert told.details == {"number": 1}


def test_the_day_of_a_change_is_that_of_the_clocks_here(
    client: CheckedClient, session: Session, make_user: Callable[..., User]
) -> None:
    listings.listing(session, changed_at=datetime(2026, 7, 1, 23, 30, tzinfo=UTC))
    session.commit()
    make_user(role="manager")
    sign_in(client)
    assert "2026-07-02" in client.get("/admin/listings/export.csv").data.decode("utf-8-sig")


def test_the_list_links_to_its_own_file(
    client: CheckedClient, session: Session, make_user: Callable[..., User]
) -> None:
    listings.listing(session)
    session.commit()
    make_user(role="manager")
    sign_in(client)
    links = client.page("/admin/listings?status=published").links
    assert "/admin/listings/export.csv?status=published" in links


def test_what_was_brought_back_and_changed_is_in_the_file_and_survives_its_return(
    client: CheckedClient, session: Session, make_user: Callable[..., User], database: Database
) -> None:
    # given a listing out of the archive, whose telephone number and website staff changed since
    boats = published(session, "Boats", phone="01632 960101")
    _archive_and_restore(session, boats)
    changed = content_of(boats).with_changes(phone="01632 960102", website="https://boats.example.net/")
    _save(session, boats, changed)
    make_user(role="manager")
    sign_in(client)
    # when the file of it is taken, one thing is changed in it, and it is brought in
    taken = client.get("/admin/listings/export.csv").data
    assert b"01632 960102" in taken
    bulk = Bulk(database)
    number = bulk.read(taken.replace(b"A calm place", b"A quiet place"))
    # then nothing else of the listing changes
    assert [row.changed for row in bulk.rows(number)] == [["words"]]
    bulk.apply(number, publishes=False)
    session.expire_all()
    found = content_of_version(latest_version(boats))
    assert (found.phone, found.website) == (changed.phone, changed.website)
    assert found.words["en"].summary == "A quiet place to play."


def test_what_was_changed_in_the_archive_is_in_the_file_once_it_is_back(session: Session) -> None:
    # given a change that was saved while the listing lay in the archive: families read there what they knew
    boats = published(session, "Boats", phone="01632 960101")
    publishing.archive(session, listing=boats, actor="staff:2", audit_key=AUDIT_KEY)
    _save(session, boats, content_of(boats).with_changes(phone="01632 960102"))
    assert boats.phone == "01632 960101"
    # when it is brought back, then its rows hold what was saved last
    publishing.restore(session, listing=boats, actor="staff:2", audit_key=AUDIT_KEY)
    session.commit()
    assert (boats.phone, boats.version_number) == ("01632 960102", 2)


def _archive_and_restore(session: Session, listing: Listing) -> None:
    publishing.archive(session, listing=listing, actor="staff:2", audit_key=AUDIT_KEY)
    publishing.restore(session, listing=listing, actor="staff:2", audit_key=AUDIT_KEY)


def _save(session: Session, listing: Listing, content: ListingContent) -> None:
    publishing.save_draft(session, listing=listing, content=content, actor="staff:2", audit_key=AUDIT_KEY)
    session.commit()
