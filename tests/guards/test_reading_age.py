"""The English that families read suits a reader of about eleven.

The measure is the Flesch-Kincaid grade: grade 6 is the school year in which children turn eleven or twelve. A page is
measured as a whole; one string may be harder, because a few long words that have no shorter one ("education, health and
care plan") weigh too much in it. No sentence has more words than can be read in one breath.
"""

from __future__ import annotations

import pytest
from babel.messages.pofile import read_po

from scripts.catalogues import TRANSLATIONS
from tests.support.reading_age import grade, sentences, words

HARDEST_PAGE = 6.0
HARDEST_STRING = 9.5
LONGEST_SENTENCE = 22
FEWEST_WORDS_OF_A_STRING = 12
FEWEST_WORDS_OF_A_PAGE = 30
# in the words that the regulations and the licences of data give
MODEL_STATEMENT = "templates/site/accessibility.html"
CREDIT = "©"


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


@pytest.mark.parametrize("name", sorted(STRINGS))
def test_a_page_can_be_read_by_a_child_of_eleven(name: str) -> None:
    if sum(words(text) for text in STRINGS[name]) >= FEWEST_WORDS_OF_A_PAGE:
        found = grade(STRINGS[name])
        assert found <= HARDEST_PAGE, f"{name} has grade {found}: use shorter words and sentences"


@pytest.mark.parametrize("name", sorted(STRINGS))
def test_no_string_is_much_harder_than_the_rest(name: str) -> None:
    long_enough = [text for text in STRINGS[name] if words(text) >= FEWEST_WORDS_OF_A_STRING]
    assert {text: found for text in long_enough if (found := grade([text])) > HARDEST_STRING} == {}


@pytest.mark.parametrize("name", sorted(STRINGS))
def test_no_sentence_is_too_long(name: str) -> None:
    found = [sentence for text in STRINGS[name] for sentence in sentences(text)]
    assert [sentence for sentence in found if len(sentence.split()) > LONGEST_SENTENCE] == []


def test_the_measure_tells_hard_from_easy() -> None:
    assert grade(["You do not need a diagnosis. Ring us, and we will help."]) < HARDEST_PAGE
    assert grade(["Eligibility determinations are undertaken following multidisciplinary consideration."]) > 12
