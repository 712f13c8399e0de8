"""The county's files are in English; every other language is in a folder of its own, and stands beside it once read."""

from __future__ import annotations

from pathlib import Path

import pytest

from localoffer.county_files import in_language, read_yaml

WORDS = """
- code: aac
  text:
    en: {title: AAC, meaning: Ways to communicate}
- code: ehc-plan
  text:
    en: {title: EHC plan, meaning: A plan}
"""


@pytest.fixture
def county(tmp_path: Path) -> Path:
    (tmp_path / "council.toml").touch()
    (tmp_path / "guide").mkdir()
    (tmp_path / "guide" / "glossary.yaml").write_text(WORDS, encoding="utf-8")
    return tmp_path


def say(county: Path, language: str, text: str, name: str = "guide/glossary.yaml") -> None:
    path = in_language(county, Path(name), language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_each_language_stands_beside_the_english_where_it_has_words(county: Path) -> None:
    say(county, "pl", "ehc-plan: {text: {title: Plan EHC, meaning: Plan}}")
    say(county, "ur", "aac: {text: {title: اے اے سی, meaning: طریقے}}")

    aac, plan = read_yaml(county / "guide" / "glossary.yaml")

    assert aac["text"] == {
        "en": {"title": "AAC", "meaning": "Ways to communicate"},
        "ur": {"title": "اے اے سی", "meaning": "طریقے"},
    }
    assert set(plan["text"]) == {"en", "pl"}


def test_words_that_mean_the_same_are_of_one_language_alone(county: Path) -> None:
    path = county / "vocabulary.yaml"
    path.write_text("synonyms: [{language: en, phrase: respite, means: [short breaks]}]", encoding="utf-8")
    say(county, "pl", "synonyms: [{phrase: opieka wytchnieniowa, means: [przerwy]}]", "vocabulary.yaml")
    assert [one["language"] for one in read_yaml(path)["synonyms"]] == ["en", "pl"]


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ("sen: {text: {title: SEN}}", "pl/glossary.yaml: sen is not in the English file"),
        ("aac: {words: {title: AAC}}", "pl/glossary.yaml: aac: words is not in the English file"),
        ("- aac", "pl/glossary.yaml: it is not a table of texts"),
        ("aac: [", "glossary.yaml"),
    ],
)
def test_a_translation_that_cannot_be_placed_is_named(county: Path, said: str, problem: str) -> None:
    say(county, "pl", said)
    with pytest.raises(ValueError, match=problem):
        read_yaml(county / "guide" / "glossary.yaml")


def test_a_file_of_no_county_has_no_translations(tmp_path: Path) -> None:
    (tmp_path / "glossary.yaml").write_text(WORDS, encoding="utf-8")
    assert [set(one["text"]) for one in read_yaml(tmp_path / "glossary.yaml")] == [{"en"}, {"en"}]
