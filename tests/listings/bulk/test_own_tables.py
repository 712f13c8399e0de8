"""A table as a commissioner has it: made by hand, with the traces of a spreadsheet, and sent again once put right."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.jobs.worker import JobWorker
from localoffer.listings import publishing
from localoffer.listings.applying import content_of
from localoffer.listings.bulk import runs
from localoffer.listings.bulk.carrying_out import CarryingOut
from localoffer.listings.bulk.models import Outcome
from localoffer.listings.content import ListingContent
from localoffer.listings.models import Listing
from localoffer.staff.models import User
from tests.listings.bulk.making import AUDIT_KEY, HEADINGS, Bulk, csv_file, new
from tests.support.client import CheckedClient
from tests.support.staff import sign_in

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


def test_the_page_says_what_stays_a_draft_and_which_organisations_are_new(
    client: CheckedClient, session: Session, make_user: Callable[..., User], database: Database, keys: KeyRing
) -> None:
    # given a table of a whole row, one without a summary, and a draft that is there
    worker = JobWorker(database, {runs.KIND: CarryingOut(keys.audit)})
    make_user(role="publisher")
    sign_in(client)
    rows = [[*new("Boats"), "Moorland"], [*new("Balls", summary=""), ""]]
    told = csv_file(*rows, headings=[*HEADINGS, "Organisation"])
    place = str(client.send("/admin/bulk/import", {"file": (io.BytesIO(told), "clubs.csv")}).headers["Location"])
    worker.run_once()
    preview = client.page(place).words
    assert "1 new listing lacks something that families need, and stays a draft." in preview
    assert "“Moorland” is a new organisation: none here has this name." in preview
    # when it is done for families, then the page does not say that they see all of it
    client.send(f"{place}/apply", {"how": "publish"}, page=place)
    worker.run_once()
    done = client.page(place)
    assert "1 new listing lacks something that families need, and stays a draft." in done.words
    assert "Families see it now, but no draft" in done.words
    assert "/admin/listings?only=waiting&status=draft" in done.links


def test_undoing_says_how_many_listings_stay_as_somebody_left_them(
    client: CheckedClient, session: Session, make_user: Callable[..., User], bulk: Bulk
) -> None:
    make_user(role="publisher")
    sign_in(client)
    number = bulk.read(csv_file(new("Boats"), new("Balls")))
    bulk.apply(number)
    boats = session.scalars(select(Listing).where(Listing.slug == "boats")).one()
    changed = content_of(boats).with_changes(phone="01785 123456")
    publishing.save_draft(session, listing=boats, content=changed, actor="staff:2", audit_key=AUDIT_KEY)
    session.commit()
    bulk.undo(number)
    words = client.page(f"/admin/bulk/{number}").words
    assert "1 listing stays as somebody left it since. Every other one is what it was before." in words
