"""What somebody answered so far, as the address holds it: codes, nothing about a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from localoffer.guide.helping.vocabulary import NOT_SURE, Question


@dataclass(frozen=True)
class Answers:
    """The codes chosen, by question, in the order of the questions; a question that is not there is not answered."""

    chosen: tuple[tuple[Question, tuple[str, ...]], ...] = ()

    @classmethod
    def of(cls, told: Mapping[Question, tuple[str, ...]]) -> Self:
        """Return answers by question; an empty one is none."""
        return cls(tuple((question, told[question]) for question in Question if told.get(question)))

    def to(self, question: Question) -> tuple[str, ...]:
        """Return what was chosen; nothing where the question is not answered."""
        return dict(self.chosen).get(question, ())

    def one(self, question: Question) -> str:
        """Return the one answer to a question that takes one; empty where it is not answered."""
        return next(iter(self.to(question)), "")

    def sure(self, question: Question) -> tuple[str, ...]:
        """Return what was chosen without “not sure”."""
        return tuple(code for code in self.to(question) if code != NOT_SURE)

    def without(self, question: Question) -> Self:
        """Return the answers to all other questions."""
        return type(self)(tuple(pair for pair in self.chosen if pair[0] is not question))

    def next_question(self) -> Question | None:
        """Return the first question that is not answered; None where all are."""
        answered = dict(self.chosen)
        return next((question for question in Question if question not in answered), None)

    def pairs(self) -> Iterable[tuple[str, str]]:
        """Yield names and values of the address."""
        for question, codes in self.chosen:
            for code in codes:
                yield question.value, code
