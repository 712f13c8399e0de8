"""The typefaces of paper: made of those that npm brings, once, each alphabet under a name of its own."""

from __future__ import annotations

from pathlib import Path

from fontTools.ttLib import TTFont

from scripts import typefaces

_OF_EVERY_LANGUAGE = (
    "az’–·0123456789"  # everywhere
    "ąćęłńóśźżŁŻ"  # Polish
    "ăâîșțȘȚ"  # Romanian
    "áéíóöőúüűŐŰ"  # Hungarian
    "абвъьюяЩЖ"  # Bulgarian
    "іїєґІЇЄҐ"  # Ukrainian
    "ٹڈڑےہھگپچژں۔؟،"  # Urdu
    "ابتثجحخدذةىءؤئ"  # Arabic
    "ਅਆਕਖਗਘਙਚੜਾਿੀੁੂੇੈੋੌੰੱ਼"  # Panjabi
)


def test_each_alphabet_becomes_a_family_in_two_weights(tmp_path: Path) -> None:
    assert typefaces.make(tmp_path)
    made = {path.name: TTFont(path) for path in tmp_path.glob("*.ttf")}
    families = sorted(font["name"].getDebugName(1) for font in made.values())
    alphabets = ["Arabic", "Cyrillic", "Cyrillic Extended", "Gurmukhi", "Latin", "Latin Extended", "Urdu"]
    assert families == sorted(2 * [f"Paper {alphabet}" for alphabet in alphabets])
    assert {font["OS/2"].usWeightClass for font in made.values()} == {400, 700}


def test_they_have_the_letters_of_every_language(tmp_path: Path) -> None:
    typefaces.make(tmp_path)
    letters = {letter for path in tmp_path.glob("*.ttf") for letter in TTFont(path).getBestCmap()}
    assert {ord(letter) for letter in _OF_EVERY_LANGUAGE} <= letters


def test_they_are_made_once(tmp_path: Path) -> None:
    typefaces.make(tmp_path)
    assert not typefaces.make(tmp_path)
