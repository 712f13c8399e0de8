"""Ages that families say in words: "my 14 year old", "toddler", "aged 5"."""

from __future__ import annotations

import re
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
_WORDS: dict[str, tuple[tuple[str, int, int], ...]] = {
    "en": (
        (r"newborns?|bab(?:y|ies)", 0, 1),
        (r"toddlers?", 1, 3),
        (r"pre-?schoolers?", 2, 4),
        (r"under[\s-]?fives", 0, 4),
        (r"teen(?:s|ager|agers|age)?", 13, 17),
        (r"young adults?", 18, 25),
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
_BELOW = {language: re.compile(pattern, re.IGNORECASE) for language, pattern in _UNDER.items()}
_SAID = {
    language: [(re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), first, last) for pattern, first, last in said]
    for language, said in _WORDS.items()
}


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
    for pattern, first, last in _SAID[language]:
        said = pattern.search(text)
        if said:
            return SaidAge(first, last, *said.span())
    return None
