"""Every combination of answers there is, as the bits of one number: rules are products of sets, so that what they cover
is worked out by and, or and not.

Several answers to one question need no bits of their own. A rule fits several when it fits one of them, so the rule
that speaks to somebody who chose several is also the one that speaks to somebody who chose one: whatever holds of each
single answer holds of all.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import prod

from localoffer.guide.helping.answers import Answers
from localoffer.guide.helping.rules import NOT_SAID, Rule, unanswered
from localoffer.guide.helping.vocabulary import Question


class Space:
    """All combinations of one answer to each question, unanswered ones among them."""

    def __init__(self, known: Mapping[Question, Sequence[str]]) -> None:
        """Lay the combinations out; ``known`` has the answers that there are to each question."""
        self.known = {question: tuple(dict.fromkeys((*known[question], unanswered(question)))) for question in Question}
        self.size = prod(map(len, self.known.values()))
        self.everything = (1 << self.size) - 1
        self._sets: dict[tuple[Question, str], int] = {}

    def where(self, question: Question, codes: Collection[str]) -> int:
        """Return the combinations that have one of these answers to a question."""
        found = 0
        for code in codes:
            if code in self.known[question]:
                found |= self._where_one(question, code)
        return found

    def of(self, rule: Rule) -> int:
        """Return the combinations that a rule fits."""
        found = self.everything
        for question, codes in rule.when.items():
            found &= self.where(question, codes)
        return found

    def example(self, combinations: int) -> Answers:
        """Return the first of some combinations, as the answers that somebody may give."""
        place = (combinations & -combinations).bit_length() - 1
        told: dict[Question, tuple[str, ...]] = {}
        for question in reversed(Question):
            place, at = divmod(place, len(self.known[question]))
            code = self.known[question][at]
            told[question] = (code,) if code != NOT_SAID else ()
        return Answers.of(told)

    def _where_one(self, question: Question, code: str) -> int:
        key = (question, code)
        if key not in self._sets:
            later = list(Question)[list(Question).index(question) + 1 :]
            run = prod(len(self.known[one]) for one in later)
            period = run * len(self.known[question])
            pattern = ((1 << run) - 1) << (self.known[question].index(code) * run)
            self._sets[key] = _repeated(pattern, period, self.size // period)
        return self._sets[key]


def _repeated(pattern: int, period: int, times: int) -> int:
    """Return bits repeated, by doubling: a pattern of ``period`` bits, so many times."""
    made, done = pattern, 1
    while done < times:
        step = min(done, times - done)
        made |= (made & ((1 << (step * period)) - 1)) << (done * period)
        done += step
    return made
