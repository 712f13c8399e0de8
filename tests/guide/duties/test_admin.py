"""Commissioners see what is missing for each duty, change what meets it, and hand an inspector all of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.audit import AuditEntry
from localoffer.days import today
from localoffer.db import bump, now
from localoffer.guide.duties.models import Duty
from localoffer.guide.models import GuidePage
from localoffer.guide.pages.publishing import SUBJECT
from localoffer.staff.models import User
from tests.support.client import CheckedClient
from tests.support.listings import listing
from tests.support.staff import sign_in
from tests.support.strict_html import Page

REPORT = "/admin/duties"
pytestmark = pytest.mark.usefixtures("duties")


@pytest.fixture
def reader(client: CheckedClient, make_user: Callable[..., User]) -> CheckedClient:
    """A signed-in editor."""
    make_user(role="editor")
    sign_in(client)
    return client


def line(page: Page, code: str) -> str:
    """Return the words of a duty's line in the table of duties."""
    rows = page.all(".//table")[0].findall(".//tbody/tr")
    (found,) = (row for row in rows if "".join(row[0].itertext()).strip().startswith(f"{code}:"))
    return " ".join("".join(found.itertext()).split())


def change_page(session: Session, slug: str, **told: Any) -> None:
    page = session.scalars(select(GuidePage).where(GuidePage.slug == slug)).one()
    for name, value in told.items():
        setattr(page, name, value)
    bump(session, SUBJECT)
    session.commit()


def duty(session: Session, code: str) -> Duty:
    session.expire_all()
    found = session.scalars(select(Duty).where(Duty.code == code)).one()
    # nobody else can write before
    session.commit()
    return found


def shown(duty: Duty) -> dict[str, Any]:
    return {"version": duty.row_version, "owner": duty.owner, "pages": duty.pages, "services": duty.services}


@pytest.mark.any_database
def test_a_page_taken_away_shows_as_missing(reader: CheckedClient, session: Session) -> None:
    assert "Not met" not in line(reader.page(REPORT), "C15")
    change_page(session, "complaints", archived_at=now())
    found = line(reader.page(REPORT), "C15")
    assert "Not met" in found
    assert "No page meets it." in found
    assert "Families do not see: complaints." in found
    only = reader.page(f"{REPORT}?show=missing").all(".//table")[0].findall(".//tbody/tr")
    codes = {"".join(row[0].itertext()).strip().partition(":")[0] for row in only}
    # without any service those that need some are missing, too
    assert "C15" in codes
    assert "C16" not in codes


@pytest.mark.any_database
def test_what_is_past_its_review_date_unfilled_or_unchecked_is_named(reader: CheckedClient, session: Session) -> None:
    change_page(session, "short-breaks-statement", checked_on=today() - timedelta(days=800))
    page = reader.page(REPORT)
    found = line(page, "C11")
    assert "Past their review date: Short breaks statement" in found
    assert "to fill in: Short breaks statement" in found
    assert "Nobody has checked whether it is met." in found
    assert "The day on which the council agreed this statement" in page.words


@pytest.mark.any_database
def test_few_services_in_a_district_are_named_in_words_and_in_the_table(
    reader: CheckedClient, session: Session
) -> None:
    for _ in range(3):
        listing(session, kinds=("short-breaks",), districts=("stafford",))
    listing(session, kinds=("short-breaks",), districts=("lichfield",))
    session.commit()
    page = reader.page(REPORT)
    assert "Fewer than 3 services: Cannock Chase (none)" in line(page, "C11")
    assert "Lichfield (1)" in line(page, "C11")
    assert "Stafford (" not in line(page, "C11")
    counted = " ".join("".join(page.all(".//table")[1].itertext()).split())
    assert "C11: The short breaks statement 0 (few) 0 (few) 1 (few)" in counted


@pytest.mark.any_database
def test_the_report_is_a_spreadsheet_too_and_no_cell_begins_a_formula(reader: CheckedClient, session: Session) -> None:
    duty(session, "C8").owner = "=HYPERLINK(1)"
    session.commit()
    answer = reader.get(f"{REPORT}/coverage.csv")
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True).lstrip("\ufeff"))))
    assert [row["Code"] for row in rows][:3] == ["C1", "C2", "C3"]
    assert rows[7]["Who sees to it"] == "'=HYPERLINK(1)"
    assert rows[7]["Pages"] == "Getting to school and college"
    assert (rows[10]["Tamworth"], rows[14]["Tamworth"]) == ("0", "")


def test_what_meets_a_duty_is_changed_and_recorded(reader: CheckedClient, session: Session) -> None:
    address = f"{REPORT}/C2"
    told = shown(duty(session, "C2")) | {
        "owner": "SEND lead",
        "pages": ["complaints", "schools-and-colleges"],
        "services": "https://offer.example.org/services?kind=activities#results",
    }
    assert reader.send(address, told).status_code == 303
    changed = duty(session, "C2")
    assert (changed.owner, changed.services) == ("SEND lead", "kind=activities")
    assert changed.pages == ["schools-and-colleges", "complaints"]
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "duty.changed")).one()
    assert (entry.subject_id, entry.details) == ("C2", {"changed": ["pages", "services", "owner"]})


@pytest.mark.any_database
def test_a_query_that_the_search_does_not_know_is_refused_and_kept(reader: CheckedClient, session: Session) -> None:
    answer = reader.send(f"{REPORT}/C2", shown(duty(session, "C2")) | {"services": "kind=magic"})
    assert answer.status_code == 400
    text = answer.get_data(as_text=True)
    assert "The search does not know “magic”" in text
    assert 'value="kind=magic"' in text
    assert duty(session, "C2").services == ""


def test_two_commissioners_do_not_undo_each_others_change(reader: CheckedClient, session: Session) -> None:
    before = shown(duty(session, "C2"))
    reader.send(f"{REPORT}/C2", before | {"owner": "First"})
    for address, told in ((f"{REPORT}/C2", before | {"owner": "Second"}), (f"{REPORT}/C2/checked", before)):
        answer = reader.send(address, told, page=f"{REPORT}/C2")
        assert answer.status_code == 409
        assert "Somebody else changed this duty" in answer.get_data(as_text=True)
    assert duty(session, "C2").owner == "First"


def test_a_duty_is_checked_today_by_whoever_says_so(reader: CheckedClient, session: Session) -> None:
    version = duty(session, "C2").row_version
    assert reader.send(f"{REPORT}/C2/checked", {"version": version}, page=f"{REPORT}/C2").status_code == 303
    assert duty(session, "C2").checked_on == today()
    assert "Nobody has checked whether it is met." not in line(reader.page(REPORT), "C2")
    assert "Ada" in line(reader.page(REPORT), "C2")
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "duty.checked")).one()
    assert entry.subject_id == "C2"


@pytest.mark.any_database
def test_a_duty_that_there_is_not_is_not_found(reader: CheckedClient) -> None:
    reader.page(f"{REPORT}/C99", status=404)


@pytest.mark.any_database
def test_whoever_only_answers_referrals_sees_nothing_of_it(
    client: CheckedClient, make_user: Callable[..., User]
) -> None:
    make_user(role="triage")
    sign_in(client)
    for address in (REPORT, f"{REPORT}/C1", f"{REPORT}/coverage.csv", f"{REPORT}/inspection.pdf"):
        assert client.get(address).status_code == 403


@pytest.mark.any_database
def test_an_inspector_is_given_a_tagged_document_of_today(reader: CheckedClient) -> None:
    answer = reader.get(f"{REPORT}/inspection.pdf")
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    assert f"what-the-law-asks-{today()}.pdf" in answer.headers["Content-Disposition"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in answer.data
    assert b"/Marked true" in answer.data
