"""Each language that families are offered has all of the county's words; what is held back is offered nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from localoffer.languages import ENGLISH, LANGUAGES
from scripts import languages


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != ENGLISH.code])
def test_the_countys_words_are_complete(language: str) -> None:
    assert languages.faults(language) == []


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != ENGLISH.code])
def test_a_term_is_said_the_same_way_wherever_families_meet_it(language: str) -> None:
    assert languages.term_faults(language) == []


def test_what_is_missing_or_has_another_shape_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # given a county of one page and one list, of which Polish has half a word and nothing else
    (tmp_path / "guide" / "pages").mkdir(parents=True)
    (tmp_path / "guide" / "pages" / "one.md").touch()
    (tmp_path / "council.toml").write_text('[[districts]]\nslug = "stafford"\nname = { en = "Stafford" }\n')
    (tmp_path / "vocabulary.yaml").write_text("needs: [{code: aac, text: {en: {name: AAC, hint: Talking}}}]")
    (tmp_path / "languages" / "pl").mkdir(parents=True)
    (tmp_path / "languages" / "pl" / "vocabulary.yaml").write_text("needs: {aac: {text: {name: AAC}}}")
    monkeypatch.setattr(languages, "COUNTY", tmp_path)

    assert languages.faults("pl") == [
        "pl: council.toml: districts > stafford > name is missing.",
        "pl: vocabulary.yaml: needs > aac > text has other fields than its English: hint.",
        "pl: guide/pages/one.md is missing.",
    ]
    assert languages.skeleton(Path("council.toml"), "pl") == "districts:\n  stafford:\n    name: Stafford\n"


def test_what_a_language_writes_for_itself_is_no_translation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = "text: {en: {name: Judo, asked_as: the council pays}}"
    (tmp_path / "council.toml").touch()
    (tmp_path / "demonstration.yaml").write_text(f"listings: [{{slug: judo, {words}}}]")
    (tmp_path / "languages" / "pl").mkdir(parents=True)
    translation = tmp_path / "languages" / "pl" / "demonstration.yaml"
    monkeypatch.setattr(languages, "COUNTY", tmp_path)

    assert languages.skeleton(Path("demonstration.yaml"), "pl") == "listings:\n  judo:\n    text:\n      name: Judo\n"
    for own in ("{name: Dżudo}", "{name: Dżudo, asked_as: judo za darmo}"):
        translation.write_text(f"listings: {{judo: {{text: {own}}}}}")
        assert [fault for fault in languages.faults("pl") if "judo" in fault] == []
        assert [fault for fault in languages.term_faults("pl") if "judo" in fault] == []
