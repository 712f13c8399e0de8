"""A table as a commissioner has it: made by hand, with the traces of a spreadsheet, and sent again once put right."""

from __future__ import annotations

import io

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from localoffer.listings.bulk.models import Outcome
from localoffer.listings.content import ListingContent
from localoffer.listings.models import Listing
from tests.listings.bulk.making import HEADINGS, Bulk, csv_file, new

pytestmark = pytest.mark.any_database


def test_a_table_that_is_sent_again_after_its_mistakes_were_put_right_brings_only_those_rows(
    bulk: Bulk, session: Session
) -> None:
    headings = [*HEADINGS, "Organisation", "Offers transport", "Postcode", "Next check due"]
    right = [*new("Boats"), "Moorland", "yes", "st162lh", "31/01/2099"]
    wrong = [*new("Balls"), "Moorland", "perhaps", "ST16 2LH", "2099-01-31"]
    bulk.apply(bulk.read(csv_file(right, wrong, headings=headings)))
    wrong[7] = "no"
    again = bulk.read(csv_file(right, wrong, headings=headings))
    assert [row.outcome for row in bulk.rows(again)] == [Outcome.UNCHANGED, Outcome.NEW]
    bulk.apply(again)
    assert session.scalar(select(func.count(Listing.id))) == 2
    session.rollback()
    # and what says something else of it is no new listing either
    right[2] = "A loud place to play."
    assert bulk.rows(bulk.read(csv_file(right, headings=headings)))[0].reason["code"] == "is_there"


def test_what_a_spreadsheet_could_not_work_out_goes_before_nobody(bulk: Bulk) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADINGS, [*new("Boats")[:2], "#N/A", *new("Boats")[3:]], new("Balls", summary="#hashtag")):
        sheet.append(row)
    told = io.BytesIO()
    book.save(told)
    rows = bulk.rows(bulk.read(told.getvalue(), name="clubs.xlsx"))
    assert [row.outcome for row in rows] == [Outcome.REFUSED, Outcome.NEW]
    assert (rows[0].reason["code"], rows[0].reason["cell"]) == ("spreadsheet_error", "C2")


def test_names_with_commas_or_lines_between_them_are_several(bulk: Bulk) -> None:
    row = [*new("Boats")[:5], "Stafford, Lichfield\nStafford"]
    content = ListingContent.from_json(bulk.rows(bulk.read(csv_file(row)))[0].content or {})
    assert content.districts == ("lichfield", "stafford")


def test_a_number_without_its_first_0_is_refused_and_why_is_told(bulk: Bulk) -> None:
    rows = [[*new("Boats"), "1785123456"], [*new("Balls"), "\u202a01785 123456\u202c"]]
    found = bulk.rows(bulk.read(csv_file(*rows, headings=[*HEADINGS, "Telephone"])))
    assert found[0].reason["code"] == "phone_without_0"
    assert ListingContent.from_json(found[1].content or {}).phone == "01785 123456"
