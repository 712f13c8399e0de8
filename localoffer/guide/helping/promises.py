"""What every set of rules keeps, whatever commissioners change: worked out over all combinations of answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import parse_qs

from localoffer.guide.helping.answers import Answers
from localoffer.guide.helping.rules import Rule, in_order
from localoffer.guide.helping.space import Space
from localoffer.guide.helping.vocabulary import ASSESSMENT_PAGES, Rung, Step
from localoffer.vocabulary import WayIn

# what a search may ask for in each rung, of the ways in
_WAYS: Mapping[Rung, frozenset[str]] = {
    Rung.NOW: frozenset({WayIn.DROP_IN, WayIn.CONTACT, WayIn.REFER_YOURSELF}),
    Rung.REFERRAL: frozenset({WayIn.PROFESSIONAL, WayIn.REFER_YOURSELF, WayIn.CONTACT}),
    Rung.CALL: frozenset({WayIn.DROP_IN, WayIn.CONTACT, WayIn.REFER_YOURSELF}),
}
_CALLING = frozenset({Step.CALL_ME, Step.RING_US, Step.RING_FRONT_DOOR})


class Promise(StrEnum):
    """Something that holds for every family."""

    ALWAYS_AN_ANSWER = "always_an_answer"
    NO_ASSESSMENT_FIRST = "no_assessment_first"
    ALWAYS_A_NUMBER = "always_a_number"
    PAGE_FOR_ITS_STEP = "page_for_its_step"


class Broken(NamedTuple):
    """A promise that a set of rules would break: in which rung, by which rule, and for whom as an example."""

    promise: Promise
    rung: Rung
    rule: Rule | None = None
    example: Answers | None = None


def broken(rules: Iterable[Rule], space: Space) -> list[Broken]:
    """Return what a set of rules would break, in the order of the rungs; nothing where it may be used."""
    ordered = in_order(rules)
    found = []
    for rung in Rung:
        own = [rule for rule in ordered if rule.rung is rung]
        uncovered = space.everything & ~_union(space.of(rule) for rule in own)
        if uncovered:
            found.append(Broken(Promise.ALWAYS_AN_ANSWER, rung, example=space.example(uncovered)))
        found += [Broken(promise, rung, rule) for rule in own for promise in _broken_by(rule)]
    return found


def unheard(rules: Iterable[Rule], space: Space) -> list[Rule]:
    """Return the rules that speak to nobody, because others are tried first."""
    found = []
    for rung in Rung:
        left = space.everything
        for rule in (one for one in in_order(rules) if one.rung is rung):
            if not left & space.of(rule):
                found.append(rule)
            left &= ~space.of(rule)
    return found


def _broken_by(rule: Rule) -> list[Promise]:
    held = (
        (Promise.NO_ASSESSMENT_FIRST, rule.rung is Rung.ASSESSMENT or not leads_to_assessment(rule)),
        (Promise.ALWAYS_A_NUMBER, rule.rung is not Rung.CALL or rule.step in _CALLING),
        (Promise.PAGE_FOR_ITS_STEP, rule.step is not Step.PAGE or bool(rule.page)),
    )
    return [promise for promise, holds in held if not holds]


def leads_to_assessment(rule: Rule) -> bool:
    """Return whether a rule leads to what an assessment comes before: by its page, or by the listings that it shows."""
    asked = parse_qs(rule.services)
    allowed = _WAYS.get(rule.rung, frozenset(map(str, WayIn)) - {WayIn.ASSESSMENT})
    return rule.page in ASSESSMENT_PAGES or not set(asked.get("way", [])) <= allowed


def _union(sets: Iterable[int]) -> int:
    found = 0
    for one in sets:
        found |= one
    return found
