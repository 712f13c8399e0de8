"""What families ask for beside a need, a place and an age, in their words: free, drop in, without a diagnosis.

A word becomes a filter only where it can hardly mean anything else: "free time" and "school" ask for nothing here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from localoffer.listings.search.facts import NO_ASSESSMENT, NO_DIAGNOSIS, NO_PLAN, REFER_YOURSELF, SPACES_NOW
from localoffer.vocabulary import Access, Cost, Day, Fact, PartOfDay, WayIn


class Wish(NamedTuple):
    """A part of a text that asks for values of a group, and where it stands in the text."""

    group: str
    codes: tuple[str, ...]
    start: int
    end: int


class _Said(NamedTuple):
    group: str
    codes: tuple[str, ...]
    pattern: str


_WEEKEND = (Day.SATURDAY, Day.SUNDAY)
_WORKING_WEEK = tuple(day for day in Day if day not in _WEEKEND)
_NO = (
    r"(?:no|without(?:\s+an?|\s+any)?|(?:has|have|had|got|with)\s+no"
    r"|(?:not|never|\w+n['’]t)\s+(?:have|got|had)(?:\s+an?|\s+any)?)"
)
_SPOKEN = {
    "pl": ("polish", "polskim|polsku|polski", "پولش"),
    "ur": ("urdu", "urdu", "اردو"),
}

_DAYS = {
    "en": ("mondays?", "tuesdays?", "wednesdays?", "thursdays?", "fridays?", "saturdays?", "sundays?"),
    "pl": (r"poniedział\w+", r"wtor\w+", r"środ\w*", r"czwart\w+", r"piąt\w+", r"sobot\w+", r"niedziel\w+"),
    "ur": (
        "پیر کو|سوموار",
        "منگل کو|منگل کے دن",
        "بدھ کو|بدھ کے دن",
        "جمعرات",
        "جمعہ|جمعے",
        "ہفتے کے دن|ہفتہ کے دن|سنیچر",
        "اتوار",
    ),
}

_PHRASES: Mapping[str, tuple[_Said, ...]] = {
    "en": (
        _Said(
            "cost",
            (Cost.FREE,),
            r"(?<!\w-)(?<!gluten )(?<!dairy )(?<!sugar )(?<!seizure )(?<!stress )(?<!step )free(?:\s+of\s+charge)?"
            r"(?![\w-])(?!\s+(?:time|from|hours?|range|style|spirit|childcare\s+hours?))(?!.*\bschool\s+meals?)",
        ),
        _Said("cost", (Cost.FREE,), r"(?:at\s+)?no\s+cost|without\s+paying|no\s+charge"),
        _Said(
            "way",
            (WayIn.DROP_IN,),
            r"drop[\s-]?ins?|(?:no|without)\s+(?:booking|appointments?)|(?:just|can)\s+turn\s+up|walk[\s-]in",
        ),
        _Said(
            "open",
            (REFER_YOURSELF,),
            r"self[\s-]?refer(?:rals?|ral)?|refer\s+(?:myself|yourself|ourselves|him\s?self|her\s?self|themselves)"
            rf"|{_NO}\s+referral(?:\s+needed)?",
        ),
        _Said(
            "open",
            (NO_DIAGNOSIS,),
            rf"{_NO}\s+(?:formal\s+|official\s+)?diagnosis(?:\s+(?:needed|yet))?|undiagnosed|not\s+(?:been\s+)?diagnosed",
        ),
        _Said("open", (NO_PLAN,), rf"{_NO}\s+(?:ehcp|ehc\s+plan)(?:\s+needed)?"),
        _Said(
            "open",
            (NO_ASSESSMENT,),
            rf"{_NO}\s+(?:social\s+(?:care|work(?:er)?)\s+)?assessment(?:\s+needed)?|{_NO}\s+social\s+workers?",
        ),
        _Said(
            "spaces",
            (SPACES_NOW,),
            r"(?:has\s+|have\s+|with\s+|got\s+|any\s+|free\s+)*(?:spaces?|places|vacanc(?:y|ies))"
            r"\s+(?:now|available|left|free)|(?:has|have|with|got|any)\s+(?:spaces|vacancies)|available\s+now"
            r"|(?:no|without\s+a)\s+waiting(?:\s+(?:list|time)s?)?",
        ),
        _Said("day", _WEEKEND, r"(?:at\s+(?:the\s+)?)?weekends?(?!\s+away)"),
        _Said("day", _WORKING_WEEK, r"weekdays?"),
        _Said("time", (PartOfDay.EVENING,), r"(?:in\s+the\s+)?evenings?(?!\s+off)"),
        _Said("time", (PartOfDay.AFTERNOON,), r"(?:in\s+the\s+)?afternoons?"),
        _Said(
            "fact",
            (Fact.SCHOOL_HOLIDAYS,),
            r"(?:in|during|over)\s+the\s+(?:(?:school|summer|easter|christmas|half[\s-]term)\s+)?holidays"
            r"|school\s+holidays|half[\s-]?terms?",
        ),
        _Said("fact", (Fact.COMES_TO_YOU,), r"comes?\s+to\s+(?:me|us|you|(?:my|our|your|the)\s+(?:house|home))"),
        _Said("fact", (Fact.VISIT_FIRST,), r"visit(?:\s+it)?\s+first"),
        _Said("access", (Access.CHANGING_PLACES,), r"changing\s+places(?:\s+toilets?)?"),
        _Said("access", (Access.HEARING_LOOP,), r"(?:hearing|induction)\s+loops?"),
        _Said("access", (Access.STEP_FREE,), r"step[\s-]free(?:\s+access)?"),
        _Said("access", (Access.ACCESSIBLE_TOILET,), r"(?:disabled|accessible|wheelchair)\s+toilets?"),
        _Said("access", (Access.PARKING,), r"(?:disabled|accessible|blue\s+badge)\s+parking"),
        _Said("access", (Access.QUIET_SPACE,), r"quiet\s+(?:rooms?|spaces?)"),
    ),
    "pl": (
        _Said("cost", (Cost.FREE,), r"bezpłatn\w+|darmow\w+|za\s+darmo|nieodpłatn\w+"),
        _Said("way", (WayIn.DROP_IN,), r"bez\s+(?:umawiania|zapis\w+|rezerwacji)"),
        _Said("open", (REFER_YOURSELF,), r"bez\s+skierowania"),
        _Said("open", (NO_DIAGNOSIS,), r"bez\s+diagnozy|niezdiagnozowan\w+"),
        _Said("open", (NO_PLAN,), r"bez\s+(?:planu\s+ehc|ehcp|orzeczenia)"),
        _Said("open", (NO_ASSESSMENT,), r"bez\s+(?:oceny(?:\s+potrzeb)?|pracownika\s+socjalnego)"),
        _Said("spaces", (SPACES_NOW,), r"wolne\s+miejsc\w+|bez\s+(?:kolejki|listy\s+oczekujących)"),
        _Said("day", _WEEKEND, r"(?:w\s+)?weekend\w*"),
        _Said("time", (PartOfDay.EVENING,), r"wieczor\w+|wieczór"),
        _Said("time", (PartOfDay.AFTERNOON,), r"(?:po\s+południu|popołudni\w+)"),
        _Said(
            "fact",
            (Fact.SCHOOL_HOLIDAYS,),
            r"w\s+(?:czasie\s+)?(?:ferie|ferii|wakacje|wakacji)|podczas\s+(?:ferii|wakacji)",
        ),
        _Said("fact", (Fact.COMES_TO_YOU,), r"z\s+dojazdem\s+do\s+domu|przyjeżdża\w*\s+do\s+domu"),
        _Said("access", (Access.HEARING_LOOP,), r"pętl\w+\s+indukcyjn\w+"),
    ),
    "ur": (
        _Said("cost", (Cost.FREE,), r"مفت|بلا معاوضہ"),
        _Said("way", (WayIn.DROP_IN,), r"(?:بغیر|بنا)\s+(?:وقت\s+لیے|بکنگ|اپائنٹمنٹ)|(?:بکنگ|اپائنٹمنٹ)\s+کے\s+بغیر"),
        _Said("open", (REFER_YOURSELF,), r"(?:ریفرل|حوالے)\s+کے\s+بغیر|بغیر\s+ریفرل"),
        _Said("open", (NO_DIAGNOSIS,), r"(?:تشخیص|ڈائگنوسس)\s+کے\s+بغیر|(?:بغیر|بنا)\s+تشخیص(?:\s+کے)?"),
        _Said("open", (NO_PLAN,), r"(?:ای\s+ایچ\s+سی\s+پلان|ehcp|ehc\s+پلان)\s+کے\s+بغیر"),
        _Said("open", (NO_ASSESSMENT,), r"(?:سوشل\s+ورکر|سماجی\s+کارکن|جائزے)\s+کے\s+بغیر"),
        _Said("spaces", (SPACES_NOW,), r"جگہ\s+خالی|خالی\s+جگہ|انتظار\s+کے\s+بغیر"),
        _Said("day", _WEEKEND, r"ویک\s*اینڈ(?:\s+پر)?"),
        _Said("time", (PartOfDay.EVENING,), r"شام\s+(?:کو|کے\s+وقت|میں)"),
        _Said("time", (PartOfDay.AFTERNOON,), r"(?:دوپہر|سہ\s*پہر)\s+(?:کو|میں)"),
        _Said("fact", (Fact.SCHOOL_HOLIDAYS,), r"اسکول\s+کی\s+چھٹیوں(?:\s+میں)?"),
        _Said("fact", (Fact.COMES_TO_YOU,), r"گھر\s+(?:پر\s+)?آ(?:ئے|تے|تا|تی|نے)"),
    ),
}
_NOT_A_DAY = {"en": r"(?<!good )(?<!black )", "pl": "", "ur": ""}
_SPEAKING = {
    "en": r"(?:(?:speaks?|speaking|spoken|in)\s+{0}|{0}[\s-]+(?:speak(?:ing|ers?)?|spoken|language))",
    "pl": r"(?:(?:po|w\s+języku|język|mówiąc\w+\s+po)\s+(?:{0}))",
    "ur": r"(?:{0}\s+(?:میں|زبان|بولنے\s+والے|بولنے\s+والی|بولتے|بولتی))",
}


@cache
def _patterns(language: str) -> tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...]:
    """Return what is said in a language, compiled once."""
    said = [*_PHRASES.get(language, ()), *_days(language), *_languages(language)]
    return tuple(
        (one.group, tuple(map(str, one.codes)), re.compile(rf"(?<!\w)(?:{one.pattern})(?!\w)", re.IGNORECASE))
        for one in said
    )


def _days(language: str) -> Iterator[_Said]:
    for day, pattern in zip(Day, _DAYS.get(language, ()), strict=False):
        yield _Said("day", (day,), rf"{_NOT_A_DAY[language]}(?:{pattern})")


def _languages(language: str) -> Iterator[_Said]:
    at = list(_SPEAKING).index(language) if language in _SPEAKING else None
    for code, names in _SPOKEN.items():
        if at is not None:
            yield _Said("language", (code,), _SPEAKING[language].format(names[at]))


@lru_cache(maxsize=8)
def wishes(text: str, language: str) -> tuple[Wish, ...]:
    """Return what a text in a language asks for, in the order of the text; of two that overlap, the longer."""
    found = [
        Wish(group, codes, *match.span())
        for group, codes, pattern in _patterns(language)
        for match in [pattern.search(text)]
        if match
    ]
    kept: list[Wish] = []
    for wish in sorted(found, key=lambda one: one.start - one.end):
        if all(wish.end <= other.start or other.end <= wish.start for other in kept):
            kept.append(wish)
    return tuple(sorted(kept, key=lambda one: one.start))
