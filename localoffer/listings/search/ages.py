"""Ages that families say in words: "my 14 year old", "four year old", "toddler", "year 9", "18 months old"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from localoffer.listings.search.criteria import LAST_AGE


class SaidAge(NamedTuple):
    """The years that a part of a text stands for (from, to), and where that part stands in the text."""

    first: int
    last: int
    start: int
    end: int


_NUMBERS = {
    "en": (
        r"\baged?\s+(?P<age>\d{1,2})\b",
        r"\b(?P<age>\d{1,2})[\s-]*(?:years?|yrs?)(?:[\s-]*olds?)?\b",
        r"\b(?P<age>\d{1,2})\s?(?:yo|y/o|y\.o)\b",
        r"\b(?:son|daughter|child|boy|girl|lad|he|she|he's|she's|i'm|i am|turning)\s+(?:is\s+)?"
        r"(?P<age>\d{1,2})(?![\w:.])",
        r"\b(?:still|yet|not)\b.*?(?P<said>\bat\s+(?P<age>\d{1,2}))(?=$|[\s,.?!]*$)",
    ),
    "pl": (r"\b(?P<age>\d{1,2})[\s-]*(?:lat\w*|rok\w*|letni\w*)\b", r"\bwieku?\s+(?P<age>\d{1,2})\b"),
    "ur": (r"\b(?P<age>\d{1,2})\s*(?:سال|برس)(?:\s+(?:کا|کی|کے))?\b",),
}
_UNDER = {
    "en": r"\bunder[\s-]?(?P<age>\d{1,2})'?s?\b",
    "pl": r"\bponiżej\s+(?P<age>\d{1,2})\b",
    "ur": r"\b(?P<age>\d{1,2})\s*سال سے کم\b",
}
_MONTHS = {
    "en": r"\b(?P<age>\d{1,2})[\s-]*months?[\s-]+olds?\b",
    "pl": r"\b(?P<age>\d{1,2})[\s-]*miesi\w+\b",
    "ur": r"\b(?P<age>\d{1,2})\s*(?:ماہ|مہینے|مہینوں)\s+(?:کا|کی|کے)\b",
}
_SCHOOL_YEAR = r"\b(?:in\s+)?year\s+(?P<age>1[0-3]|[1-9])\b"
"""A child in year 1 of school in England is 5 or 6."""
_FIRST_SCHOOL_YEAR = 5
_COUNTED = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen",
    "ur": "ایک دو تین چار پانچ چھ سات آٹھ نو دس گیارہ بارہ تیرہ چودہ پندرہ سولہ سترہ",
}
_COUNTED_YEARS = {
    "en": r"\b(?P<word>{words})[\s-]+(?:years?|yrs?)[\s-]*olds?\b",
    "ur": r"(?<!\w)(?P<word>{words})\s+(?:سال|برس)\s+(?:کا|کی|کے)(?!\w)",
}
_WORDS: dict[str, tuple[tuple[str, int, int], ...]] = {
    "en": (
        (r"newborns?|bab(?:y|ies)(?!\s+sit)", 0, 1),
        (r"toddlers?", 1, 3),
        (r"pre-?schoolers?", 2, 4),
        (r"under[\s-]?fives", 0, 4),
        (r"teen(?:s|ager|agers|age)?", 13, 17),
        (r"young adults?", 18, 25),
        (r"primary(?:\s+school)?[\s-]+aged?", 5, 11),
        (r"secondary(?:\s+school)?[\s-]+aged?", 11, 16),
        (r"school[\s-]+aged?", 5, 16),
        (r"sixth[\s-]+form(?:ers?)?", 16, 18),
    ),
    "pl": (
        (r"niemowl\w+", 0, 1),
        (r"maluch\w*", 1, 3),
        (r"przedszkolak\w*", 3, 5),
        (r"nastolat\w+", 13, 17),
        (r"młod\w+ doros\w+", 18, 25),
    ),
    "ur": ((r"شیر خوار|نومولود", 0, 1), (r"نوعمر\w*|ٹین ایجر\w*", 13, 17), (r"نوجوان بالغ\w*", 18, 25)),
}


def _compiled(patterns: tuple[str, ...]) -> list[re.Pattern[str]]:
    return [re.compile(pattern, re.IGNORECASE) for pattern in patterns]


_EXACT = {language: _compiled(patterns) for language, patterns in _NUMBERS.items()}
_COUNTED_AGES = {
    language: re.compile(pattern.format(words="|".join(_COUNTED[language].split())), re.IGNORECASE)
    for language, pattern in _COUNTED_YEARS.items()
}
_YOUNG = {language: re.compile(pattern, re.IGNORECASE) for language, pattern in _MONTHS.items()}
_YEAR_AT_SCHOOL = re.compile(_SCHOOL_YEAR, re.IGNORECASE)
_BELOW = {language: re.compile(pattern, re.IGNORECASE) for language, pattern in _UNDER.items()}
_SAID = {
    language: [(re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), first, last) for pattern, first, last in said]
    for language, said in _WORDS.items()
}


@lru_cache(maxsize=8)
def said_age(text: str, language: str) -> SaidAge | None:
    """Return the first age that a text in a language names, None where it names none."""
    below = _BELOW[language].search(text)
    if below and 0 < int(below["age"]) <= LAST_AGE:
        return SaidAge(0, int(below["age"]) - 1, *below.span())
    for pattern in _EXACT[language]:
        found = pattern.search(text)
        if found and int(found["age"]) <= LAST_AGE:
            whole = "said" if "said" in found.groupdict() else 0
            return SaidAge(int(found["age"]), int(found["age"]), *found.span(whole))
    return _in_words(text, language)


def _in_words(text: str, language: str) -> SaidAge | None:
    """Return the first age that a text names in another way than by a number of years."""
    if young := _YOUNG[language].search(text):
        return SaidAge(int(young["age"]) // 12, int(young["age"]) // 12, *young.span())
    if language in _COUNTED_AGES and (counted := _COUNTED_AGES[language].search(text)):
        years = _COUNTED[language].split().index(counted["word"].lower()) + 1
        return SaidAge(years, years, *counted.span())
    if language == "en" and (at_school := _YEAR_AT_SCHOOL.search(text)):
        first = int(at_school["age"]) + _FIRST_SCHOOL_YEAR - 1
        return SaidAge(first, first + 1, *at_school.span())
    for pattern, first, last in _SAID[language]:
        if said := pattern.search(text):
            return SaidAge(first, last, *said.span())
    return None
