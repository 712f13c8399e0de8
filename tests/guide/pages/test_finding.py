"""A search finds pages of the guide where they answer it well, and none where they do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from localoffer.guide.content import PageContent
from localoffer.guide.pages import asked_as
from localoffer.guide.pages.finding import PageIndex
from tests.guide.pages.conftest import MakePage
from tests.support.client import CheckedClient
from tests.support.listings import listing

pytestmark = pytest.mark.any_database

PAGES = {
    "school-transport": {"en": PageContent("Getting to school", "Who can have transport.", body="A bus to school.")},
    "complaints": {
        "en": PageContent("Complaints", "What to do when something went wrong.", body="Write to us about a bus."),
        "pl": PageContent("Skargi", "Co zrobić, gdy coś poszło źle."),
    },
    "ehc": {"en": PageContent("Asking for an EHC plan", "What happens.", body="## Who can ask\n\nYou can.")},
}
SYNONYMS = [("en", "taxi", ("transport",)), ("en", "EHCP", ("EHC plan",))]


def find(words: str, language: str = "en") -> list[str]:
    index = PageIndex(PAGES.items())
    return index.find(words, language, index.reader(SYNONYMS))


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("complaint", "complaints"),
        ("I want to complain", "complaints"),
        ("EHCP", "ehc"),
        ("school transport", "school-transport"),
        ("school taxi", "school-transport"),
    ],
)
def test_a_page_is_found_by_what_it_is_about(words: str, slug: str) -> None:
    assert find(words)[0] == slug


@pytest.mark.parametrize("words", ["bus", "swimming", "autism club", "school swimming club", "the", ""])
def test_a_page_that_only_mentions_it_is_not_shown(words: str) -> None:
    assert find(words) == []


@pytest.mark.parametrize(
    ("words", "language", "slugs"),
    [
        ("maths", "en", ["ehc"]),
        ("my son and maths", "en", ["ehc"]),
        ("maths", "pl", ["ehc"]),
        ("maths and swimming", "en", []),
        ("school taxi", "en", ["complaints"]),
    ],
)
def test_what_is_noted_for_a_page_goes_before_what_its_words_may_mean(
    words: str, language: str, slugs: list[str]
) -> None:
    index = PageIndex(PAGES.items(), {"ehc": {"en": ("maths",)}, "complaints": {"en": ("school taxi",)}})

    assert index.find(words, language, index.reader(SYNONYMS)) == slugs


def test_a_file_of_what_families_type_is_read_or_named(tmp_path: Path) -> None:
    assert asked_as.read(tmp_path) == {}
    path = tmp_path / asked_as.FILE
    path.write_text("- {code: ehc, text: {en: {phrases: 'EHCP, EHC  plan,'}}}", encoding="utf-8")
    assert asked_as.read(tmp_path) == {"ehc": {"en": ("EHCP", "EHC plan")}}
    path.write_text("- {code: ehc}", encoding="utf-8")
    with pytest.raises(ValueError, match=r"asked_as\.yaml"):
        asked_as.read(tmp_path)


def test_a_reader_finds_pages_in_their_own_language_and_in_english() -> None:
    assert find("skarga", "pl") == ["complaints"]
    assert find("complaints", "pl") == ["complaints"]
    assert find("skarga") == []


def test_the_results_show_pages_as_what_they_are(client: CheckedClient, session: Session, make_page: MakePage) -> None:
    make_page("complaints", pl=PageContent("Skargi", "Co zrobić."), en=PageContent("Complaints", "What to do."))
    listing(session, slug="lego")
    session.commit()

    found = client.page("/services?q=complaint").one(".//section[@aria-labelledby='found-heading']")
    assert [one.get("href") for one in found.iter("a")] == ["/guide/complaints"]
    assert "Information pages" in "".join(found.itertext())
    polish = client.page("/pl/services?q=skarga").one(".//section[@aria-labelledby='found-heading']//a")
    assert (polish.get("href"), polish.text) == ("/pl/guide/complaints", "Skargi")
    for other in ("/services", "/services?q=lego"):
        assert client.page(other).all(".//section[@aria-labelledby='found-heading']") == []
