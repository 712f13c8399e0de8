"""Commissioners keep the words: two are merged and nothing breaks, none goes that is used, no change is lost."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from localoffer import audit
from localoffer.audit import AuditEntry
from localoffer.crypto import KeyRing
from localoffer.db import now
from localoffer.feedback.models import DemandCount
from localoffer.feedback.vocabulary import Results
from localoffer.guide.helping.models import HelpRule, HelpRuleVersion
from localoffer.guide.models import GuidePage
from localoffer.listings import publishing, queries, vocabulary_loading
from localoffer.listings.applying import content_of_version
from localoffer.listings.content import ListingContent, Words
from localoffer.listings.models import Synonym
from localoffer.listings.search.criteria import SearchCriteria
from localoffer.listings.search.following import follower
from localoffer.listings.search.reading import read
from localoffer.vocabulary import WayIn
from tests.support.client import CheckedClient
from tests.support.listings import synonym

CONTENT = ListingContent(
    words={"en": Words("Signing club", "Children sign together.")},
    needs=("hearing",),
    kinds=("activities",),
    ways_in=(WayIn.CONTACT,),
    districts=("stafford",),
)
FILE = """
needs: [{code: hearing, area: sensory-and-physical, text: {en: {name: Hearing}}}, {code: vision, text: {en: {name: A}}}]
areas: [{code: sensory-and-physical, text: {en: {name: Senses}}}]
kinds: []
synonyms: [{language: en, phrase: deaf, means: [hearing]}]
"""
RULE = {
    "rung": "now",
    "position": 1,
    "step": "services",
    "when": {"need": ["hearing", "adhd"]},
    "services": "need=hearing",
    "page": "",
    "texts": {"en": {"title": "Signing", "words": "Sign."}},
}


def _names(version: int, **changed: str) -> dict[str, str]:
    boxes = {f"{part}_{code}": "" for part in ("name", "hint") for code in ("en", "pl", "ur")}
    return boxes | {"name_en": "Hearing", "area": "", "place": "3", "version": str(version)} | changed


def _publish(session: Session, keys: KeyRing, content: ListingContent = CONTENT) -> str:
    listing = publishing.create(session, content=content, actor="command", audit_key=keys.audit)
    publishing.publish(session, listing=listing, actor="command", audit_key=keys.audit)
    session.commit()
    return listing.slug


def _merge(editor: CheckedClient, group: str, code: str, into: str) -> Any:
    page = f"/admin/words/{group}/{code}/uses"
    return editor.send(f"/admin/words/{group}/{code}/merge", {"into": into}, page=page)


def test_a_merged_need_lives_on_in_listings_versions_rules_counts_and_searches(
    app: Flask, editor: CheckedClient, session: Session, keys: KeyRing
) -> None:
    slug = _publish(session, keys)
    session.add(
        HelpRule(
            code="signing",
            content=RULE,
            versions=[HelpRuleVersion(number=1, content=RULE, made_by="staff:1", made_at=now())],
        )
    )
    session.add(GuidePage(slug="signs", section="start", position=1, services="need=hearing", created_at=now()))
    day = date(2026, 11, 1)
    for need, count in (("hearing", 2), ("adhd", 3)):
        session.add(DemandCount(day=day, district="", need=need, results=Results.NONE, count=count))
    session.commit()
    shown = editor.page("/admin/words/needs/hearing/uses").words
    assert "Signing club" in shown
    assert "Help rule: Signing" in shown
    assert "Page: signs" in shown
    assert _merge(editor, "needs", "hearing", "adhd").status_code == 303

    session.expire_all()
    listing = queries.get(session, slug=slug)
    assert [need.code for need in listing.needs] == ["adhd"]
    assert [content_of_version(version).needs for version in listing.versions] == [("adhd",)]
    rule = session.scalars(select(HelpRule)).one()
    assert rule.content["when"]["need"] == rule.versions[0].content["when"]["need"] == ["adhd"]
    assert session.scalars(select(DemandCount)).one().count == 5
    engine = follower(app).engine
    old = SearchCriteria.asking(need=["hearing"])
    assert engine.every_id(old, language="en") == {listing.id}
    asked = read(MultiDict({"need": "hearing"}), engine.known)
    assert asked.criteria.needs == ("adhd",)
    assert not asked.dropped
    assert "Signing club" in editor.page("/services?need=hearing").words
    assert audit.verify(session, key=keys.audit)


def test_what_is_saved_or_loaded_later_with_an_old_code_means_the_new_one(
    editor: CheckedClient, session: Session, keys: KeyRing, tmp_path: Path
) -> None:
    _merge(editor, "needs", "hearing", "adhd")
    _merge(editor, "needs", "adhd", "autism")
    listing = queries.get(session, slug=_publish(session, keys))
    assert [need.code for need in listing.needs] == ["autism"]
    path = tmp_path / "vocabulary.yaml"
    path.write_text(FILE, encoding="utf-8")
    report = vocabulary_loading.load(session, path)
    assert "need hearing" in report.left
    assert "hearing" not in {term.code for term in queries.terms(session, "need")}


def test_nothing_goes_that_is_used_or_that_the_site_leads_by(
    editor: CheckedClient, session: Session, keys: KeyRing
) -> None:
    slug = _publish(session, keys, CONTENT.with_changes(needs=("autism",)))
    listing = queries.get(session, slug=slug)
    # only a draft that waits names it
    publishing.save_draft(session, listing=listing, content=CONTENT, actor="command", audit_key=keys.audit)
    session.commit()
    for group, code in (("needs", "hearing"), ("kinds", "activities"), ("kinds", "life-skills"), ("needs", "not-sure")):
        page = f"/admin/words/{group}/{code}/uses"
        assert editor.send(f"/admin/words/{group}/{code}/remove", {}, page=page).status_code == 409
    assert _merge(editor, "kinds", "life-skills", "advice").status_code == 409
    editor.send("/admin/words/needs/adhd/remove", {}, page="/admin/words/needs/adhd/uses")
    session.expire_all()
    assert {term.code for term in queries.terms(session, "need")} == {
        *("autism", "speech-and-language", "hearing", "not-sure")
    }


def test_a_term_is_added_named_in_each_language_and_put_in_its_place(editor: CheckedClient, session: Session) -> None:
    fields = _names(0, name_en="Seeing", name_ur="نظر", hint_en="Sees little.", area="sensory-and-physical", place="1")
    assert editor.send("/admin/words/needs/new", fields).status_code == 303
    assert editor.send("/admin/words/needs/new", fields).status_code == 400
    made = queries.terms(session, "need")[0]
    assert (made.code, made.name("ur"), made.broader) == ("seeing", "نظر", "sensory-and-physical")
    assert [term.position for term in queries.terms(session, "need")] == [*range(6)]
    told = session.scalars(select(AuditEntry).where(AuditEntry.action == "term.added")).one()
    assert told.subject_id == "need:seeing"


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/admin/words/needs/hearing", _names(1, name_en="Deafness")),
        ("/admin/words/districts/stafford", {"name_en": "Stafford town", "name_pl": "", "name_ur": "", "version": "1"}),
    ],
)
def test_the_second_of_two_at_once_sees_both(editor: CheckedClient, address: str, fields: dict[str, str]) -> None:
    assert editor.send(address, fields).status_code == 303
    late = editor.send(address, fields | {"name_en": "Another name"})
    assert late.status_code == 409
    shown = late.get_data(as_text=True)
    assert fields["name_en"] in shown
    assert "Another name" in shown
    assert 'value="2"' in shown


def test_the_file_leaves_what_staff_changed_and_says_so(
    editor: CheckedClient, session: Session, tmp_path: Path
) -> None:
    path = tmp_path / "vocabulary.yaml"
    path.write_text(FILE, encoding="utf-8")
    vocabulary_loading.load(session, path)
    session.commit()
    editor.send("/admin/words/needs/hearing", _names(1, name_en="Deafness", place="1"))
    number = session.scalars(select(Synonym.id)).one()
    session.rollback()
    editor.send(f"/admin/words/synonyms/{number}/remove", {}, page=f"/admin/words/synonyms/{number}/uses")
    session.expire_all()
    report = vocabulary_loading.load(session, path)
    assert set(report.left) == {"need hearing", "synonym en deaf"}
    assert queries.terms(session, "need")[0].name("en") == "Deafness"
    assert not queries.synonyms(session)


def test_a_synonym_is_searched_by_at_once_and_can_come_back(
    editor: CheckedClient, session: Session, keys: KeyRing
) -> None:
    _publish(session, keys)
    fields = {"language": "en", "phrase": "quiet hands", "means": "sign together", "version": "0"}
    assert editor.send("/admin/words/synonyms/new", fields).status_code == 303
    assert editor.send("/admin/words/synonyms/new", fields).status_code == 400
    assert "Signing club" in editor.page("/services?q=quiet+hands").words
    row = session.scalars(select(Synonym)).one()
    session.expunge(row)
    session.rollback()
    changed = fields | {"means": "chess", "version": str(row.version)}
    assert editor.send(f"/admin/words/synonyms/{row.id}", changed).status_code == 303
    assert editor.send(f"/admin/words/synonyms/{row.id}", fields | {"version": str(row.version)}).status_code == 409
    page = f"/admin/words/synonyms/{row.id}"
    assert f"{page}/remove" not in editor.get("/admin/words/synonyms").text, "one slip in the list takes nothing away"
    editor.send(f"{page}/remove", {}, page=f"{page}/uses")
    assert editor.page(f"/admin/words/synonyms/{row.id}", status=404)
    assert editor.send("/admin/words/synonyms/new", fields).status_code == 303
    assert "quiet hands" in editor.page("/admin/words/synonyms?q=HANDS").words


def test_a_long_list_of_synonyms_has_pages(editor: CheckedClient, session: Session) -> None:
    for number in range(101):
        synonym(session, f"said {number:03}", "quiet")
    session.commit()

    first, last = editor.page("/admin/words/synonyms"), editor.page("/admin/words/synonyms?page=9")

    assert "101 entries" in first.words
    assert "said 099" in first.words
    assert "said 100" not in first.words
    assert "said 100" in last.words
    assert "/admin/words/synonyms?page=2" in first.links


def test_a_synonym_shows_where_it_leads_before_it_becomes_part_of_another(
    editor: CheckedClient, session: Session, keys: KeyRing
) -> None:
    _publish(session, keys)
    for phrase, means in (("quiet hands", "sign together"), ("silent hands", "sign together\nchess")):
        new = {"language": "en", "phrase": phrase, "means": means, "version": "0"}
        editor.send("/admin/words/synonyms/new", new)
    quiet, silent = session.scalars(select(Synonym.id).order_by(Synonym.id)).all()
    session.rollback()
    page = f"/admin/words/synonyms/{quiet}/uses"

    shown = editor.page(page)
    assert "1 service has these words" in shown.words
    assert {"/admin/listings/signing-club/edit", f"/admin/words/synonyms/{silent}/uses"} <= {
        link.get("href") for link in shown.all(".//main//a")
    }
    assert editor.send(f"/admin/words/synonyms/{quiet}/merge", {"into": ""}, page=page).status_code == 400
    assert editor.send(f"/admin/words/synonyms/{quiet}/merge", {"into": str(silent)}, page=page).status_code == 303

    (left,) = queries.synonyms(session)
    assert (left.phrase, left.means) == ("silent hands", ["sign together", "chess", "quiet hands"])


def test_every_screen_opens(editor: CheckedClient) -> None:
    for path in (
        "",
        "/needs",
        "/kinds",
        "/areas",
        "/areas/sensory-and-physical",
        "/synonyms",
        "/districts",
        "/districts/stafford/uses",
    ):
        assert editor.page(f"/admin/words{path}")
