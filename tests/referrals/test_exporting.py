"""Taking one referral out of the site: everything in it, as PDF or CSV, with the password and written down."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask import Flask

from localoffer import typesetting
from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.referrals import answers as told
from localoffer.referrals.admin import export_files
from localoffer.referrals.admin.export_document import Document
from localoffer.referrals.admin.export_files import ReferralPress
from localoffer.referrals.before_support import KeepingSafe, keeping
from localoffer.referrals.casework import keeping as agreeing
from localoffer.referrals.casework import notes
from localoffer.referrals.casework.record import AgreedGoal, AgreedYear
from localoffer.referrals.models import ReferralKey
from localoffer.referrals.presenters import Group, Row
from localoffer.referring import SaysWhy
from localoffer.web import settings
from tests.referrals.team import QUEUE, SignIn, actions, entries, find, refer, report, send
from tests.referrals.test_submission import ANSWERS

pytestmark = pytest.mark.any_database

WORDS = "=1+1 Wobblesome"


@pytest.fixture
def reference(app: Flask, database: Database, keys: KeyRing) -> str:
    """A referral with something of every kind in it."""
    answers = replace(ANSWERS, home=told.Home("WS13 6AA", "lichfield"), strengths=told.Strengths(WORDS), school=None)
    made = refer(app, answers)
    report(app, made, "میری بیٹی ٹھیک ہے")
    with database.transaction() as session:
        referral, at = find(session, made), now()
        section = KeepingSafe(allergies="Nuts")
        keeping.keep(session, referral=referral, name="keeping_safe", section=section, keys=keys, actor="family", at=at)
        agreed = {"goals": (AgreedGoal("Ride a bus"),), "years": (AgreedYear(date(2026, 4, 1), 30),)}
        agreeing.save(session, referral, based_on=0, keys=keys, actor="staff:1", at=at, **agreed)
        notes.add(session, referral, text="Rang 中文 school", keys=keys, actor="staff:1", at=at)
    return made


def rows(answer: Any) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_the_csv_holds_everything_and_no_formula(reference: str, database: Database, staff_client: SignIn) -> None:
    answer = send(staff_client(), reference, "export", {"export-format": "csv"})
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f'attachment; filename="referral-{reference}.csv"'
    assert answer.headers["Cache-Control"] == "no-store"
    found = rows(answer)
    assert found[0] == ["Part", "Question", "Answer"]
    said = {key: value for _, key, value in found}
    assert said["Good at, and enjoys"] == f"'{WORDS}"
    assert (said["Postcode"], said["Allergies"]) == ("WS13 6AA", "Nuts")
    assert said["Hours"] == "1 April 2026 to 31 March 2027: 30 hours"
    values = [value for _, _, value in found]
    for told_of in ("Ride a bus", "میری بیٹی ٹھیک ہے", "Rang 中文 school"):
        assert told_of in values


def test_the_pdf_can_be_read_aloud_whatever_letters_are_in_it(
    reference: str, staff_client: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_with: dict[str, Any] = {}
    really = typesetting.typeset

    def typeset(*where: Any, **words: Any) -> bytes:
        set_with.update(words["told"])
        return really(*where, **words)

    monkeypatch.setattr(export_files, "typeset", typeset)
    answer = send(staff_client(), reference, "export", {"export-format": "pdf"})
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF-1.7")
    assert b"pdfuaid" in answer.data
    lines = {
        line["text"]: line["language"] for part in set_with["parts"] for row in part["rows"] for line in row["lines"]
    }
    assert lines["میری بیٹی ٹھیک ہے"] == "ur"
    assert lines["Rang ?? school"] == "en"
    assert any("Some letters cannot be printed" in line for line in set_with["lead"])


def test_a_line_is_set_in_the_letters_of_the_alphabet_that_has_them(app: Flask) -> None:
    written = {
        "ہمیں وقت چاہیے": "ur",
        "ابنتي لا تأكل في المدرسة": "ar",
        "لعبة إلى أخيها": "ar",
        # both have these letters
        "سلام": "ar",
        "Moja córka": "en",
    }
    words: dict[str, Any] = {}
    with app.app_context(), pytest.MonkeyPatch.context() as patched, app.test_request_context():
        patched.setattr(export_files, "typeset", lambda *_, told: words.update(told) or b"")
        press = ReferralPress(settings().templates / "referrals" / "referral.typ", settings().static / "typefaces")
        press.print(Document("Referral", [], [Group("Part", [Row("Said", list(written))])]), brand="#000000")
    assert {line["text"]: line["language"] for line in words["parts"][0]["rows"][0]["lines"]} == written


def test_a_question_mark_of_the_family_is_no_letter_that_is_missing(app: Flask) -> None:
    with app.app_context():
        press = ReferralPress(settings().templates / "referrals" / "referral.typ", settings().static / "typefaces")
        words: dict[str, Any] = {}
        with pytest.MonkeyPatch.context() as patched, app.test_request_context():
            patched.setattr(export_files, "typeset", lambda *_, told: words.update(told) or b"")
            press.print(Document("Referral", [], [Group("Part", [Row("Why?", "Who knows?")])]), brand="#000000")
    assert words["lead"] == []


def test_who_took_it_out_is_written_down_and_seen(reference: str, database: Database, staff_client: SignIn) -> None:
    client = staff_client()
    send(client, reference, "export", {"export-format": "csv"})
    [entry] = [one for one in entries(database) if one.action == "referral.exported"]
    assert entry.details == {"format": "csv", "reason": ""}
    assert "Took it out as a file" in client.page(f"{QUEUE}/{reference}").words


def test_whoever_signed_in_long_ago_gives_the_password_once_more(
    reference: str, database: Database, staff_client: SignIn
) -> None:
    client = staff_client()
    with client.session_transaction() as opened:
        opened["fs_paa"] = 0
    assert "password-again" in send(client, reference, "export", {"export-format": "csv"}).headers["Location"]
    assert "referral.exported" not in actions(database)


def test_where_the_council_wants_it_nothing_is_taken_out_without_saying_why(
    app: Flask, reference: str, database: Database, staff_client: SignIn
) -> None:
    offered = app.extensions["localoffer_council"]
    asked = replace(offered.referring, says_why=SaysWhy(date(2026, 11, 1)))
    app.extensions["localoffer_council"] = replace(offered, referring=asked)
    client = staff_client()
    assert send(client, reference, "export", {"export-format": "csv"}).status_code == 400
    answer = send(client, reference, "export", {"export-format": "csv", "export-reason": "request"})
    assert answer.status_code == 200
    assert entries(database)[-1].details == {"format": "csv", "reason": "request"}


def test_there_are_no_other_kinds_of_files_and_none_of_what_was_erased(
    reference: str, database: Database, staff_client: SignIn
) -> None:
    client = staff_client()
    assert send(client, reference, "export", {"export-format": "doc"}).status_code == 404
    with database.transaction() as session:
        session.delete(session.get_one(ReferralKey, find(session, reference).id))
    assert send(client, reference, "export", {"export-format": "csv"}).status_code == 303
    assert "referral.exported" not in actions(database)
