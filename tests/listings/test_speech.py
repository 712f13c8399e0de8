"""What the search knows of each language can be read, and means what the site has."""

from __future__ import annotations

import re

import pytest

from localoffer.languages import LANGUAGES
from localoffer.listings.search.ages import said_age
from localoffer.listings.search.criteria import GROUPS
from localoffer.listings.search.speech import Speech, speech_of
from localoffer.listings.search.words import spellings, terms, words
from localoffer.vocabulary import Day


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_says_how_families_speak(language: str) -> None:
    told = speech_of(language)
    assert told.too_common
    assert told.says_little
    assert told.stated
    assert len(told.days) == len(Day)
    assert {one.group for one in told.asks_for} <= {group.code for group in GROUPS}
    assert set(LANGUAGES) <= set(told.spoken), "families ask for a language by its name"
    for pattern in told.ages.numbers:
        assert "age" in re.compile(pattern).groupindex


@pytest.mark.parametrize("language", LANGUAGES)
def test_small_words_that_go_with_a_filter_are_never_searched_for(language: str) -> None:
    told = speech_of(language)
    small = [*told.before_a_filter, *told.after_a_filter]
    assert small
    assert [word for word in small if terms(word, language)] == []


def test_a_language_of_which_nothing_is_known_is_searched_by_its_words() -> None:
    assert speech_of("tlh") == Speech()
    assert terms("Qapla' 14 batlh", "tlh") == ["qapla", "14", "batlh"]
    assert said_age("14 batlh", "tlh") is None


def test_a_word_is_whole_in_letters_whose_vowels_are_signs() -> None:
    said = "ਬੱਚੇ ਦੀ ਸਕੂਲ ਛੁੱਟੀ"
    assert len(words(said, "pa")) == len(said.split())
    assert spellings("ਬੱਚੇ 12") == {"ਬੱਚੇ"}
