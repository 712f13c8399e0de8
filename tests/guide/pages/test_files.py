"""Pages come from files, which a person edits; what staff wrote since is never lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.county_files import in_language
from localoffer.db import change_number
from localoffer.guide.content import PageContent
from localoffer.guide.models import GuidePage
from localoffer.guide.pages import files, publishing, queries, sections, seeding
from localoffer.guide.pages.files import PageSettings

pytestmark = pytest.mark.any_database

PAGE = "---\ntitle: {title}\nsummary: Short\nsection: start\nposition: 2\n---\n{body}\n"
POLISH = "---\ntitle: Tytuł\n---\nTreść\n"


def write(county: Path, slug: str = "one", title: str = "One", body: str = "Text", polish: str = POLISH) -> None:
    for language, text in (("en", PAGE.format(title=title, body=body)), ("pl", polish)):
        path = in_language(county, files.FOLDER, language) / f"{slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def loading(keys: Any) -> dict[str, Any]:
    return {"actor": "command", "audit_key": keys.audit}


def only_page(session: Session) -> GuidePage:
    return session.scalars(select(GuidePage)).one()


def said(session: Session, language: str = "en") -> str:
    version = queries.published(only_page(session), language)
    return PageContent.of_json(version.content).title if version else ""


def test_a_file_is_front_matter_and_a_body(tmp_path: Path) -> None:
    write(tmp_path)

    page = files.read_all(tmp_path)[0]

    assert page.slug == "one"
    assert page.settings == PageSettings("start", 2)
    assert page.contents["en"] == PageContent("One", "Short", body="Text")
    assert page.contents["pl"] == PageContent("Tytuł", body="Treść")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("No front matter", "does not begin"),
        ("---\ntitle: [\n---\n", "one.md"),
        ("---\nsummary: None\n---\n", "title is missing"),
        ("---\ntitle: One\ncolour: red\nsection: a\nposition: 1\n---\n", "colour"),
        ("---\ntitle: One\n---\n", "section or position"),
        ("---\ntitle: One\nsection: a\nposition: 1\nreview_months: soon\n---\n", "review_months"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, text: str, problem: str) -> None:
    write(tmp_path)
    (tmp_path / files.FOLDER / "one.md").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=problem):
        files.read_all(tmp_path)


def test_a_translation_of_nothing_is_named(tmp_path: Path) -> None:
    write(tmp_path)
    (in_language(tmp_path, files.FOLDER, "pl") / "two.md").write_text(POLISH, encoding="utf-8")
    with pytest.raises(ValueError, match="two"):
        files.read_all(tmp_path)


def test_a_county_without_files_has_no_pages_and_no_sections(tmp_path: Path) -> None:
    assert files.read_all(tmp_path) == []
    assert sections.read(tmp_path) == ()


@pytest.mark.parametrize("told", ["a: b", "- code: a", "- {code: a, text: {en: {title: A}}}", "- {text: {}}", "["])
def test_a_section_that_cannot_be_read_is_named(tmp_path: Path, told: str) -> None:
    (tmp_path / sections.FILE).write_text(told, encoding="utf-8")
    with pytest.raises(ValueError, match=sections.FILE):
        sections.read(tmp_path)


def test_loading_twice_is_the_same_as_once(session: Session, tmp_path: Path, loading: dict[str, Any]) -> None:
    write(tmp_path)
    first = seeding.load(session, tmp_path, **loading)
    number = change_number(session, publishing.SUBJECT)

    again = seeding.load(session, tmp_path, **loading)

    assert (first.created, first.published) == (["one"], ["en/one", "pl/one"])
    assert (again.created, again.published, again.left) == ([], [], [])
    assert change_number(session, publishing.SUBJECT) == number


def test_a_changed_file_is_published_and_its_translation_is_then_behind(
    session: Session, tmp_path: Path, loading: dict[str, Any]
) -> None:
    write(tmp_path)
    seeding.load(session, tmp_path, **loading)
    write(tmp_path, title="One, changed")

    report = seeding.load(session, tmp_path, **loading)

    assert report.published == ["en/one"]
    assert said(session) == "One, changed"
    english, polish = (queries.published(only_page(session), language) for language in ("en", "pl"))
    assert english is not None
    assert polish is not None
    assert (english.number, polish.english_number) == (2, 1)


def test_what_staff_wrote_since_is_left_and_reported(
    session: Session, tmp_path: Path, loading: dict[str, Any], told: dict[str, Any]
) -> None:
    # given a page that staff have changed, and its settings too
    write(tmp_path)
    seeding.load(session, tmp_path, **loading)
    page = only_page(session)
    publishing.save_draft(session, page=page, language="en", content=PageContent("Of staff"), **told)
    publishing.publish(session, page=page, language="en", **told)
    publishing.change_settings(session, page=page, settings=PageSettings("start", 9), **told)
    # when nothing new is in the file, and then something
    unchanged = seeding.load(session, tmp_path, **loading)
    write(tmp_path, title="One, changed", polish=POLISH.replace("Tytuł", "Inny tytuł"))
    changed = seeding.load(session, tmp_path, **loading)
    # then theirs stays, and only what they did not touch is new
    assert unchanged.left == []
    assert (changed.left, changed.published) == (["en/one"], ["pl/one"])
    assert (said(session), said(session, "pl"), page.position) == ("Of staff", "Inny tytuł", 9)
