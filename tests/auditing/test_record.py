"""Managers search the record, prove that it holds together, and take it away as a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.audit import AuditEntry
from localoffer.auditing import searching
from localoffer.auditing.searching import Search
from localoffer.crypto import KeyRing
from localoffer.days import today
from localoffer.referrals.models import Referral
from localoffer.staff.models import User
from tests.referrals.team import refer
from tests.support.auditing import cut_off, record
from tests.support.client import CheckedClient
from tests.support.staff import sign_in
from tests.support.strict_html import Page

ADDRESS = "/admin/record"


@pytest.fixture
def manager(client: CheckedClient, make_user: Callable[..., User]) -> CheckedClient:
    """A signed-in manager called Ada, whose account is the first."""
    make_user()
    sign_in(client)
    return client


def _table(page: Page) -> list[list[str]]:
    rows = page.one(".//table").findall(".//tbody/tr")
    return [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in rows]


def _actions(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.number)))


@pytest.mark.any_database
def test_the_record_shows_who_did_what_by_name(manager: CheckedClient, session: Session, keys: KeyRing) -> None:
    user = session.scalars(select(User)).one()
    record(session, keys, actor=f"staff:{user.id}", action="referral.stage_changed")

    first = _table(manager.page(ADDRESS))[0]

    assert first[1:5] == ["Ada", "Referral: stage changed", "Test 0", "N: 1"]


@pytest.mark.any_database
def test_an_organisation_is_no_code_in_the_record(manager: CheckedClient, session: Session, keys: KeyRing) -> None:
    record(session, keys, actor="provider:2", action="listing.confirmed")
    assert _table(manager.page(ADDRESS))[0][1] == "An organisation (link 2)"


@pytest.mark.parametrize("address", [ADDRESS, "/admin/privacy/complaints"])
def test_who_is_asked_about_one_person_reads_how_everything_is_found_and_erased(
    manager: CheckedClient, address: str
) -> None:
    page = manager.page(address)
    assert "localoffer person export and localoffer person erase" in page.words
    assert "mailto:data-protection@council.example.org" in page.links


@pytest.mark.any_database
def test_a_referral_is_found_by_its_reference_and_what_was_done_stands_in_words(
    manager: CheckedClient, app: Flask
) -> None:
    reference, other = refer(app), refer(app)
    rows = _table(manager.page(f"{ADDRESS}?subject_id={reference.lower()}"))
    assert [row[2] for row in rows] == ["A referral came"]
    assert rows != _table(manager.page(f"{ADDRESS}?subject_id={other}"))


@pytest.mark.parametrize(("name", "longest"), [("actor", 80), ("action", 60), ("subject", 40), ("subject_id", 60)])
def test_what_no_column_holds_is_refused_on_every_database(
    session: Session, keys: KeyRing, name: str, longest: int
) -> None:
    told: dict[str, Any] = {"actor": "system", "action": "test.done", "subject": "test", "subject_id": "1"}
    audit.record(session, key=keys.audit, **{**told, name: "a" * longest})
    with pytest.raises(ValueError, match=f"the {name} of an entry has at most {longest}"):
        audit.record(session, key=keys.audit, **{**told, name: "a" * (longest + 1)})


def test_each_box_narrows_and_the_search_is_itself_in_the_record(
    manager: CheckedClient, session: Session, keys: KeyRing
) -> None:
    record(session, keys, 3)
    record(session, keys, 2, actor="family", action="test.other")
    assert len(_table(manager.page(f"{ADDRESS}?actor=system&action=test.done&subject=test"))) == 3
    assert len(_table(manager.page(f"{ADDRESS}?subject=test&subject_id=1"))) == 2
    assert len(_table(manager.page(f"{ADDRESS}?since={today()}&until={today()}&action=test.other"))) == 2
    assert "Nothing was found" in manager.page(f"{ADDRESS}?until={today() - timedelta(days=1)}").words
    last = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1)).one()
    assert (last.action, last.details) == ("audit.searched", {"until": str(today() - timedelta(days=1))})


@pytest.mark.any_database
def test_a_name_that_somebody_typed_is_kept_nowhere(manager: CheckedClient, session: Session, keys: KeyRing) -> None:
    # given a record, and a manager who types a name where an id belongs
    record(session, keys, 3)
    answer = manager.send(ADDRESS, {"subject_id": "Zebedee Wobblesome", "subject": "test"}, page=ADDRESS)
    assert (answer.status_code, "Wobblesome" in str(answer.location)) == (303, False)
    # when they follow, or put it into the address themselves
    assert "no referral has that reference" in manager.page(str(answer.location)).words
    told = "&".join(f"{name}=Wobblesome" for name in ("actor", "action", "subject", "subject_id"))
    assert "Nothing was found" in manager.page(f"{ADDRESS}?{told}").words
    manager.get(f"{ADDRESS}/export.csv?{told}")
    # then the record says that they searched, and not for whom
    said = session.execute(select(AuditEntry.action, AuditEntry.details).order_by(AuditEntry.number)).all()[-3:]
    assert [action for action, _ in said] == ["audit.searched", "audit.searched", "audit.exported"]
    assert said[0].details == {"subject": "test", "subject_id": searching.UNKNOWN}
    assert "Wobblesome" not in str(said)


@pytest.mark.any_database
def test_a_search_for_a_reference_is_noted_by_its_id(manager: CheckedClient, session: Session, app: Flask) -> None:
    reference = refer(app)
    answer = manager.send(ADDRESS, {"subject_id": reference.lower(), "action": "referral.submitted"}, page=ADDRESS)
    page = manager.page(str(answer.location))
    assert [row[2] for row in _table(page)] == ["A referral came"]
    assert page.value("subject_id") == reference.lower()
    last = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1)).one()
    about = str(session.scalars(select(Referral.uuid)).one())
    assert last.details == {"action": "referral.submitted", "subject_id": about}


def test_every_entry_is_on_one_page_whichever_way_one_goes(session: Session, keys: KeyRing) -> None:
    record(session, keys, 11)
    seen, search = [], Search()
    while True:
        found = searching.page(session, search, size=4)
        seen.append([entry.number for entry in found.entries])
        if found.older is None:
            break
        search = Search(before=found.older)
    assert seen == [[11, 10, 9, 8], [7, 6, 5, 4], [3, 2, 1]]
    back = searching.page(session, Search(after=3), size=4)
    assert [entry.number for entry in back.entries] == [7, 6, 5, 4]
    assert (back.older, back.newer) == (4, 7)
    assert searching.page(session, Search(after=7), size=4).newer is None


@pytest.mark.any_database
def test_nonsense_in_an_address_narrows_nothing() -> None:
    search = Search.of({"since": "31 February", "until": "9999-01-01", "before": "-1", "after": "٣", "actor": " \0"})
    assert not search.is_narrow
    assert search == Search()


def test_the_values_to_choose_from_are_found_without_reading_every_entry(session: Session, keys: KeyRing) -> None:
    for action in ("b.two", "a.one", "c.three", "a.one"):
        record(session, keys, action=action)
    assert searching.distinct(session, AuditEntry.action) == ["a.one", "b.two", "c.three"]


@pytest.mark.any_database
def test_verifying_says_what_came_of_it_and_who_did_it(manager: CheckedClient, session: Session, keys: KeyRing) -> None:
    record(session, keys, 3)
    assert "Nobody has verified it yet" in manager.page(ADDRESS).words
    answer = manager.send(f"{ADDRESS}/verify", {}, page=ADDRESS)
    assert answer.status_code == 303
    assert "Ada. All" in manager.page(ADDRESS).words
    assert _actions(session)[-1] == "audit.verified"
    assert "is broken" not in manager.page("/admin").words


@pytest.mark.any_database
def test_a_broken_record_stands_on_the_first_page(manager: CheckedClient, session: Session, keys: KeyRing) -> None:
    record(session, keys, 3)
    cut_off(session, after=2)
    record(session, keys, 1)
    session.execute(AuditEntry.__table__.update().values(subject_id="7").where(AuditEntry.number == 1))  # type: ignore[attr-defined]
    session.commit()
    manager.send(f"{ADDRESS}/verify", {}, page=ADDRESS)
    assert "Entry 1 is not what was written" in manager.page(ADDRESS).words
    assert "The record of who did what is broken" in manager.page("/admin").words


@pytest.mark.any_database
def test_the_spreadsheet_has_everything_found_and_no_formula(
    manager: CheckedClient, session: Session, keys: KeyRing
) -> None:
    record(session, keys, 60)
    audit.record(session, key=keys.audit, actor="family", action="test.done", subject="test", subject_id="=1+1")
    session.commit()

    answer = manager.get(f"{ADDRESS}/export.csv?action=test.done&before=3")

    rows = list(csv.reader(io.StringIO(answer.get_data().decode("utf-8-sig"))))
    assert len(rows) == 62
    assert rows[0][:2] == ["Number", "When"]
    assert rows[1][2:7] == ["A family", "family", "test.done", "test", "'=1+1"]
    assert _actions(session)[-1] == "audit.exported"


@pytest.mark.any_database
@pytest.mark.parametrize(("role", "status"), [("editor", 403), ("triage", 403), ("manager", 200)])
def test_only_those_who_answer_for_it_read_the_record(
    client: CheckedClient, make_user: Callable[..., User], role: str, status: int
) -> None:
    make_user(role=role)
    sign_in(client)
    assert client.get(ADDRESS).status_code == status
