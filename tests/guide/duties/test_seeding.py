"""The duties come from a file that a person edits, and what commissioners changed stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.audit import AuditEntry
from localoffer.crypto import KeyRing
from localoffer.guide.duties import seeding
from localoffer.guide.duties.models import Duty
from localoffer.guide.duties.seeding import DutiesReport
from localoffer.languages import LANGUAGES
from tests.support.county import FOLDER

pytestmark = pytest.mark.any_database

ONE = """
- code: C1
  law: A law, section 1
  link: https://www.legislation.gov.uk/a/section/1
  pages: [help-at-school]
  services: kind=activities
  text:
    en: {title: Help at school, explanation: What schools do.}
    pl: {title: Pomoc w szkole, explanation: Co robią szkoły.}
"""


def _load(session: Session, county: Path, keys: KeyRing, text: str = ONE) -> DutiesReport:
    (county / "guide").mkdir(exist_ok=True)
    (county / seeding.FILE).write_text(text, encoding="utf-8")
    report = seeding.load(session, county, actor="command", audit_key=keys.audit)
    session.commit()
    return report


def _only(session: Session) -> Duty:
    return session.scalars(select(Duty)).one()


def test_an_entry_becomes_a_duty(session: Session, tmp_path: Path, keys: KeyRing) -> None:
    assert _load(session, tmp_path, keys) == DutiesReport(1, 1)
    duty = _only(session)
    assert (duty.code, duty.pages, duty.services) == ("C1", ["help-at-school"], "kind=activities")
    assert (duty.title("pl"), duty.title("ur")) == ("Pomoc w szkole", "Help at school")
    assert session.scalars(select(AuditEntry.action)).all() == ["duties.loaded"]


def test_loading_it_twice_is_the_same_as_once(session: Session, tmp_path: Path, keys: KeyRing) -> None:
    _load(session, tmp_path, keys)
    assert _load(session, tmp_path, keys) == DutiesReport(1, 0)
    assert len(session.scalars(select(AuditEntry)).all()) == 1


def test_what_somebody_changed_here_stays_and_the_words_follow_the_file(
    session: Session, tmp_path: Path, keys: KeyRing
) -> None:
    _load(session, tmp_path, keys)
    duty = _only(session)
    duty.pages, duty.owner, duty.changed_by = ["before-school"], "SEND lead", "staff:1"
    session.commit()
    changed = ONE.replace("Help at school,", "Help in class,").replace("[help-at-school]", "[complaints]")
    _load(session, tmp_path, keys, changed)
    assert (duty.pages, duty.owner, duty.title("en")) == (["before-school"], "SEND lead", "Help in class")


def test_a_page_that_the_file_adds_arrives_where_nobody_changed_anything(
    session: Session, tmp_path: Path, keys: KeyRing
) -> None:
    _load(session, tmp_path, keys)
    _load(session, tmp_path, keys, ONE.replace("[help-at-school]", "[help-at-school, complaints]"))
    assert _only(session).pages == ["help-at-school", "complaints"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (ONE.replace("code: C1", "code: X1"), "X1: its code begins with none of C, P, R"),
        (ONE + ONE.lstrip(), "C1: this code stands there twice"),
        (ONE.replace("law:", "laws:"), "C1: laws: it cannot say this"),
        (ONE.replace("pages: [help-at-school]", "pages: help-at-school"), "C1: it needs law, link and pages"),
        (ONE.replace("en: {", "fr: {"), "C1: its text needs English"),
        (ONE.replace(", explanation: Co robią szkoły.", ""), "C1: its text needs title and explanation"),
        ("code: C1", "it is not a list of duties"),
        ("- [", "duties.yaml: while parsing"),
    ],
)
def test_what_cannot_be_read_is_named(session: Session, tmp_path: Path, keys: KeyRing, wrong: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        _load(session, tmp_path, keys, wrong)


def test_the_county_has_every_duty_in_every_language(session: Session, keys: KeyRing) -> None:
    seeding.load(session, FOLDER, actor="command", audit_key=keys.audit)
    duties = session.scalars(select(Duty).order_by(Duty.position)).all()
    wanted = [*(f"C{n}" for n in range(1, 19)), *(f"P{n}" for n in range(1, 7)), *(f"R{n}" for n in range(1, 8))]
    assert [duty.code for duty in duties] == wanted
    assert all(set(duty.words) == set(LANGUAGES) and duty.pages for duty in duties)
