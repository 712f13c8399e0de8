"""Whether a form looks as if a machine had sent it: signs and what each counts, as data.

There is no puzzle, because a puzzle keeps people out. A form that has too many signs is stored like any other, its
sender sees the same confirmation, and the team looks at it apart from the queue: none is ever thrown away, and one that
says that somebody is at risk now is never set aside. No sign looks at what somebody needs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from localoffer.referrals.answers import Answers, as_fields

ENOUGH = 100
QUICKEST_SECONDS = 4
# beside them, children of one family and a teacher's class have nothing in common that is as long
FEWEST_LETTERS_TO_RECOGNISE = 40
FREE_WORDS = (("strengths", "strengths"), ("day_to_day", "words"), ("learn", "own_goal"), ("help_now", "words"))
_ADDRESSES_OF_A_FLOOD = 20
_LINK = re.compile(r"https?:|www\.", re.IGNORECASE)


class Sign(StrEnum):
    """Something that machines do and people do not, or seldom."""

    TOO_QUICK = "too_quick"
    FILLED_THE_EMPTY_BOX = "filled_the_empty_box"
    LINKS = "links"
    SAME_WORDS = "same_words"
    BUSY_ADDRESS = "busy_address"
    BUSY_SITE = "busy_site"
    OLD_BROWSER = "old_browser"


@dataclass(frozen=True)
class Seen:
    """How a form was sent.

    Args:
        seconds: from the first page to the button; less than none where the clock was put back meanwhile.
        empty_box: whether the box that people cannot see was filled in.
        says_where_from: whether the browser says which page sent the form, as those made since 2023 do.
        links: how many links stand in the answers.
        same_words: how many other forms of the last two days held the same long text.
        from_address: how many others came from the same network in the last hour.
        from_everywhere: how many others came in the last hour.
    """

    seconds: float
    empty_box: bool = False
    says_where_from: bool = True
    links: int = 0
    same_words: int = 0
    from_address: int = 0
    from_everywhere: int = 0


@dataclass(frozen=True)
class Rule:
    """What a sign counts when it holds."""

    sign: Sign
    score: int
    holds: Callable[[Seen], bool]


RULES = (
    # a time below nothing says only that the clock was put back meanwhile
    Rule(Sign.TOO_QUICK, ENOUGH, lambda seen: 0 <= seen.seconds < QUICKEST_SECONDS),
    Rule(Sign.FILLED_THE_EMPTY_BOX, ENOUGH, lambda seen: seen.empty_box),
    Rule(Sign.LINKS, 10, lambda seen: seen.links >= 1),
    Rule(Sign.LINKS, 40, lambda seen: seen.links >= 3),
    Rule(Sign.LINKS, 50, lambda seen: seen.links >= 10),
    Rule(Sign.SAME_WORDS, 50, lambda seen: seen.same_words >= 20),
    Rule(Sign.SAME_WORDS, 30, lambda seen: seen.same_words >= 200),
    Rule(Sign.BUSY_ADDRESS, 30, lambda seen: seen.from_address >= 300),
    Rule(Sign.BUSY_SITE, 10, lambda seen: seen.from_everywhere >= 3000),
    Rule(Sign.OLD_BROWSER, 10, lambda seen: not seen.says_where_from),
)


def signs_in(seen: Seen) -> tuple[Sign, ...]:
    """Return the signs for which a form is set aside; none where they do not count enough together."""
    held = [rule for rule in RULES if rule.holds(seen)]
    if sum(rule.score for rule in held) < ENOUGH:
        return ()
    return tuple(dict.fromkeys(rule.sign for rule in held))


def set_aside_for(answers: Answers, seen: Seen) -> tuple[Sign, ...]:
    """Return the signs for which a form is set aside; never any where somebody is at risk now."""
    return () if answers.is_urgent else signs_in(seen)


def is_flood(seen: Seen, *, most_an_hour: int) -> bool:
    """Return whether so many forms came that this one has to wait: far more than people could send.

    Args:
        most_an_hour: how many may come from everywhere; from one network, a twentieth of them.
    """
    return seen.from_everywhere >= most_an_hour or seen.from_address >= max(1, most_an_hour // _ADDRESSES_OF_A_FLOOD)


def count_links(answers: Answers) -> int:
    """Return how many links stand in everything that was typed."""
    sections = [getattr(answers, name) for name in answers.to_json()]
    typed = [value for section in sections for value in as_fields(section).values() if isinstance(value, str)]
    return sum(len(_LINK.findall(text)) for text in typed)


def long_texts(answers: Answers) -> set[str]:
    """Return what was written in the reader's own words, where it is long enough to be known again.

    Capitals and spaces do not count.
    """
    sections = [(getattr(answers, section), name) for section, name in FREE_WORDS]
    written = (" ".join(getattr(section, name).split()).casefold() for section, name in sections if section)
    return {text for text in written if len(text) >= FEWEST_LETTERS_TO_RECOGNISE}
