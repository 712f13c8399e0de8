"""Who has checked which words of a language: pages, staff and the list of translations say the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from localoffer import language_state
from localoffer.language_state import FILE, Check, Part
from localoffer.languages import ENGLISH, KNOWN, LANGUAGES, Language
from localoffer.staff.models import User
from tests.support.client import CheckedClient
from tests.support.staff import sign_in

pytestmark = pytest.mark.any_database

TRANSLATIONS = Path(__file__).resolve().parent.parent / "translations"
OTHERS = [language for language in KNOWN if language != ENGLISH]
ROW = re.compile(r"^\| (?P<name>[A-Z]\w+) \| (?P<code>[a-z]{2,3}) \|.*\| (?P<checked>[^|]+) \|$", re.MULTILINE)
NOBODY = "**nobody yet**"


def signed(folder: Path, code: str, *parts: Part) -> None:
    """Write that somebody checked parts of a language, and let the site read it."""
    (folder / code).mkdir()
    lines = [f"{part.value}: {{checked_by: Agnieszka Nowak, checked_on: 2026-11-22}}" for part in parts]
    (folder / code / FILE).write_text("\n".join(lines), encoding="utf-8")
    language_state.read_from(folder)


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read during a test is forgotten after it."""
    monkeypatch.setattr(language_state, "_checks", {})


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.code)
def test_the_list_of_translations_says_what_the_file_of_a_language_says(language: Language) -> None:
    told = {row["code"]: row for row in ROW.finditer((TRANSLATIONS / "README.md").read_text(encoding="utf-8"))}
    code = language.code
    checks = language_state.read(TRANSLATIONS / code / FILE)
    said = "; ".join(f"{part}: {check.checked_by}, {check.checked_on}" for part, check in checks.items()) or NOBODY
    assert told[code]["checked"].strip() == said


@pytest.mark.parametrize("language", OTHERS, ids=lambda language: language.code)
def test_every_language_has_a_file_with_every_part(language: Language) -> None:
    text = (TRANSLATIONS / language.code / FILE).read_text(encoding="utf-8")
    assert [part for part in Part if not re.search(rf"^{part}: ", text, re.MULTILINE)] == []


def test_a_name_without_a_day_is_refused(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("site: {checked_by: Agnieszka}", encoding="utf-8")
    with pytest.raises(ValueError, match=FILE):
        language_state.read(tmp_path / FILE)


def test_a_page_has_the_english_below_it_until_a_speaker_is_named(
    client: CheckedClient, checks: None, tmp_path: Path
) -> None:
    for address in ("/privacy", "/privacy/young-people", "/help/now", "/refer/life-skills/stay-safe"):
        assert client.page(f"/pl{address}").with_class("lo-in-english"), address
        assert not client.page(address).with_class("lo-in-english"), address
    signed(tmp_path, "pl", Part.PRIVACY)
    assert not client.page("/pl/privacy").with_class("lo-in-english")
    assert client.page("/pl/help/now").with_class("lo-in-english")


def test_the_english_has_names_of_its_own_within_the_page(client: CheckedClient) -> None:
    page = client.page("/ur/privacy")
    [below] = page.with_class("lo-in-english")
    english = next(one for one in below if one.get("lang") == "en")
    assert english.get("dir") == "ltr"
    assert {link for one in english.iter() if (link := one.get("href", "")).startswith("#")} >= {"#english-who"}
    assert not list(english.iter("h1"))


def test_a_language_is_checked_when_all_of_it_is(checks: None, tmp_path: Path) -> None:
    polish = LANGUAGES["pl"]
    signed(tmp_path, "pl", *(part for part in Part if part is not Part.COUNTY))
    assert not language_state.is_all_checked(polish)
    assert language_state.check_of(polish, Part.SITE) == Check("Agnieszka Nowak", date(2026, 11, 22))
    assert language_state.is_all_checked(ENGLISH)


def test_staff_see_who_checked_what(
    client: CheckedClient, make_user: Callable[..., User], checks: None, tmp_path: Path
) -> None:
    signed(tmp_path, "pl", Part.PRIVACY)
    make_user(role="editor")
    sign_in(client)
    page = client.page("/admin/languages")
    assert "Agnieszka Nowak, 22 November 2026" in page.words
    assert "Nobody yet" in page.words


def test_the_accessibility_statement_names_them_in_the_readers_language(client: CheckedClient) -> None:
    assert "Polish" in client.page("/accessibility").words
    assert "polski" in client.page("/pl/accessibility").words
