"""How families took part: told in each language, from the council's own reports, and carried on by staff."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.audit import AuditEntry
from localoffer.county_files import read_yaml
from localoffer.crypto import KeyRing
from localoffer.days import today
from localoffer.db import now
from localoffer.feedback.responses import demonstration as said
from localoffer.feedback.taking_part import entries, queries, seeding
from localoffer.feedback.taking_part.entries import Words
from localoffer.feedback.taking_part.models import TakingPart
from localoffer.feedback.taking_part.vocabulary import Kind
from localoffer.feedback.taking_part.writing import Desk, Told
from localoffer.languages import LANGUAGES
from localoffer.staff.models import User
from tests.support.client import CheckedClient
from tests.support.county import FOLDER
from tests.support.staff import sign_in

pytestmark = pytest.mark.any_database

ADDRESS = "/how-families-took-part"
ADMIN = "/admin/taking-part"
FILLED: dict[str, Any] = {
    "happened": "2026-10",
    "kind": "meeting",
    "title_en": "Coffee morning",
    "what_en": "Parents looked at the new pages.",
    "theme": "",
}


@pytest.fixture
def editor(client: CheckedClient, make_user: Callable[..., User]) -> CheckedClient:
    make_user(role="editor")
    sign_in(client)
    return client


@pytest.fixture
def desk(session: Session, keys: KeyRing) -> Desk:
    return Desk(session, audit_key=keys.audit, actor="staff:1")


def load(session: Session, keys: KeyRing, county: Path = FOLDER) -> int:
    number = seeding.load(session, county, actor="system", audit_key=keys.audit)
    session.commit()
    return number


def rows(session: Session) -> list[TakingPart]:
    session.rollback()
    found = list(session.scalars(select(TakingPart).execution_options(populate_existing=True)))
    session.rollback()
    return found


@pytest.mark.few_languages
@pytest.mark.parametrize("code", LANGUAGES)
def test_what_the_reports_tell_is_shown_in_each_language_newest_first(
    client: CheckedClient, session: Session, keys: KeyRing, code: str
) -> None:
    number = load(session, keys)
    page = client.page(f"{LANGUAGES[code].prefix}{ADDRESS}")
    titles = ["".join(title.itertext()).strip() for title in page.all(".//main//article//h2")]
    told = sorted(read_yaml(FOLDER / "guide" / "taking-part.yaml"), key=lambda one: str(one["happened"]))
    assert len(titles) == number == len(told)
    assert titles[-1] == told[0]["text"][code]["title"]
    assert "2020" in page.words


def test_an_entry_leads_to_what_was_said_and_done_while_that_is_public(
    client: CheckedClient, session: Session, keys: KeyRing
) -> None:
    load(session, keys)
    told = {entry.theme for entry in rows(session) if entry.theme}
    assert not {f"/you-said-we-did/{slug}" for slug in told} & set(client.page(ADDRESS).links)
    said.load(session, FOLDER, said.Moment(keys=keys, actor="command", at=now(), today=today()))
    session.commit()
    assert {f"/you-said-we-did/{slug}" for slug in told} <= set(client.page(ADDRESS).links)


def test_each_seeded_entry_names_its_report_and_none_is_made_up(session: Session, keys: KeyRing) -> None:
    load(session, keys)
    for entry in rows(session):
        words = entries.of_json(entry.content)
        assert set(words) == set(LANGUAGES), entry.key
        assert all(told.source for told in words.values()), entry.key
        assert not entry.is_demonstration


def test_loading_again_brings_nothing_back(session: Session, keys: KeyRing, desk: Desk) -> None:
    number = load(session, keys)
    desk.remove(queries.every(session)[0])
    session.commit()
    assert load(session, keys) == 0
    assert len(rows(session)) == number - 1


@pytest.mark.parametrize("wrong", ["kind: party", "happened: soon", "text: {pl: {title: T, what: W}}"])
def test_an_entry_that_cannot_be_read_is_named(session: Session, keys: KeyRing, tmp_path: Path, wrong: str) -> None:
    entry = {"key": "fair", "kind": "meeting", "happened": "2021", "text": {"en": {"title": "T", "what": "W"}}}
    (tmp_path / "guide").mkdir()
    (tmp_path / "guide" / "taking-part.yaml").write_text(yaml.safe_dump([{**entry, **yaml.safe_load(wrong)}]))
    with pytest.raises(ValueError, match="fair"):
        load(session, keys, tmp_path)


def test_without_a_translation_the_english_stands_there_marked(
    client: CheckedClient, session: Session, desk: Desk
) -> None:
    words = {"en": Words("Coffee morning", "Parents looked at the pages.")}
    desk.add(Told("2026-10-03", Kind.MEETING, words, is_demonstration=True))
    session.commit()
    page = client.page(f"/ur{ADDRESS}")
    marked = ["".join(part.itertext()).strip() for part in page.all(".//article//span[@lang='en']")]
    assert marked == ["Coffee morning", "Parents looked at the pages."]
    assert "made up" in client.page(ADDRESS).words


def test_staff_add_change_and_remove_and_each_is_in_the_audit(editor: CheckedClient, session: Session) -> None:
    # when something is added, then families read it
    assert editor.send(f"{ADMIN}/new", FILLED).status_code == 303
    assert "October 2026" in editor.page(ADDRESS).words
    (address,) = (link for link in editor.page(ADMIN).links if link.startswith(f"{ADMIN}/") and link[-1].isdecimal())
    # when it is changed from two pages, then the second is told
    changed = {**FILLED, "title_en": "Tea morning", "demonstration": "yes"}
    answers = [editor.send(address, {**changed, "version": "1"}) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 409]
    assert "Tea morning" in editor.page(ADMIN).words
    # when it is removed, then it is gone
    assert editor.send(f"{address}/remove", {}, page=address).status_code == 303
    assert rows(session) == []
    actions = session.scalars(select(AuditEntry.action).where(AuditEntry.subject == "taking_part")).all()
    assert actions == ["taking_part.added", "taking_part.changed", "taking_part.removed"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"happened": "2021-02-30"}, "Enter a real day like 2021-06-17, 2021-03 or 2020"),
        ({"happened": "next week"}, "Enter a real day like 2021-06-17, 2021-03 or 2020"),
        ({"what_en": ""}, "Write in English what happened"),
        ({"title_pl": "Spotkanie"}, "Fill this in too, or leave the language empty"),
    ],
)
def test_a_mistake_is_said_and_keeps_all(
    editor: CheckedClient, session: Session, wrong: dict[str, str], said: str
) -> None:
    answer = editor.send(f"{ADMIN}/new", {**FILLED, **wrong})
    assert answer.status_code == 400
    page = answer.page  # type: ignore[attr-defined]
    assert said in page.words
    assert page.value("title_en") == FILLED["title_en"]
    assert rows(session) == []
