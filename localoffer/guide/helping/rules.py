"""What the answer says to whom: rules as values, of which the first that fits speaks for its rung."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Self

from localoffer.guide.helping.answers import Answers
from localoffer.guide.helping.vocabulary import NOT_SURE, Question, Rung, Step

NOT_SAID = ""
"""What an unanswered question counts as where nobody can be unsure of it."""

_MAY_BE_UNSURE = frozenset({Question.DISTRICT, Question.NEED, Question.WANT, Question.ASSESSED})


class RuleText(NamedTuple):
    """What a rule says in one language: a sentence, and a few more, each paragraph a line."""

    title: str
    words: str


@dataclass(frozen=True)
class Rule:
    """One rule.

    ``when`` maps questions to the answers of which one must be given; a question that it leaves out may have any.
    ``services`` narrows the listings shown, as the query of a search; ``page`` is the slug of the page that explains.
    ``behind`` has the languages whose words are of another English.
    """

    code: str
    rung: Rung
    position: int
    step: Step
    texts: Mapping[str, RuleText]
    when: Mapping[Question, tuple[str, ...]] = field(default_factory=dict)
    services: str = ""
    page: str = ""
    behind: frozenset[str] = frozenset()

    def fits(self, answers: Answers) -> bool:
        """Return whether the rule is for somebody who answered so."""
        return all(not {*counted(answers, question)}.isdisjoint(codes) for question, codes in self.when.items())

    def text(self, language: str) -> tuple[str, RuleText]:
        """Return what it says in a language, or in English where it has none, with the language that it is in."""
        return (language, self.texts[language]) if language in self.texts else ("en", self.texts["en"])

    def as_json(self) -> dict[str, Any]:
        """Return the rule as the database keeps it."""
        return {
            "rung": self.rung.value,
            "position": self.position,
            "step": self.step.value,
            "when": {question.value: list(codes) for question, codes in self.when.items()},
            "services": self.services,
            "page": self.page,
            "texts": {language: text._asdict() for language, text in self.texts.items()},
        }

    @classmethod
    def of_json(cls, code: str, told: Mapping[str, Any]) -> Self:
        """Return what ``as_json`` gave.

        Raises:
            KeyError: when something is missing.
            ValueError: when a code is none of ours.
            TypeError: when something is of another kind.
        """
        when = {Question(name): tuple(map(str, codes)) for name, codes in told.get("when", {}).items() if codes}
        return cls(
            code=code,
            rung=Rung(told["rung"]),
            position=int(told["position"]),
            step=Step(told["step"]),
            when={question: when[question] for question in Question if question in when},
            services=str(told.get("services", "")),
            page=str(told.get("page", "")),
            texts={str(language): RuleText(**text) for language, text in told["texts"].items()},
        )

    def changed_fields(self, other: Rule) -> list[str]:
        """Return the names of what differs."""
        mine, others = self.as_json(), other.as_json()
        return [name for name in mine if mine[name] != others[name]]


def counted(answers: Answers, question: Question) -> tuple[str, ...]:
    """Return what an answer counts as for the rules: an unanswered question as “not sure”, where somebody can be."""
    return answers.to(question) or ((NOT_SURE,) if question in _MAY_BE_UNSURE else (NOT_SAID,))


def unanswered(question: Question) -> str:
    """Return the code that an unanswered question counts as."""
    return counted(Answers(), question)[0]


def in_order(rules: Iterable[Rule]) -> list[Rule]:
    """Return rules rung by rung, in the order in which they are tried."""
    rungs = list(Rung)
    return sorted(rules, key=lambda rule: (rungs.index(rule.rung), rule.position, rule.code))


def first(rules: Iterable[Rule], rung: Rung, answers: Answers) -> Rule | None:
    """Return the rule that speaks for a rung to somebody who answered so; None where none fits."""
    return next((rule for rule in in_order(rules) if rule.rung is rung and rule.fits(answers)), None)


def with_rule(rules: Iterable[Rule], changed: Rule) -> list[Rule]:
    """Return rules with one put in, in place of the one of the same code where there is one."""
    return in_order([*(rule for rule in rules if rule.code != changed.code), replace(changed)])
