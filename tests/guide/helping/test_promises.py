"""Whatever a family answers: they are never sent to an assessment first, and no part of the answer is empty."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import settings as run_with
from hypothesis import strategies as some

from localoffer.guide.helping import promises
from localoffer.guide.helping.answers import Answers
from localoffer.guide.helping.promises import Promise
from localoffer.guide.helping.rules import Rule, first, with_rule
from localoffer.guide.helping.space import Space
from localoffer.guide.helping.vocabulary import Question, Rung, Step, Want
from tests.guide.helping.conftest import RULES, SPACE
from tests.support.county import FOLDER

_SEVERAL = (Question.NEED, Question.WANT)
_SMALL = Space({question: codes[:2] for question, codes in SPACE.known.items()})


def answers_of(space: Space) -> some.SearchStrategy[Answers]:
    """Draw answers as somebody may give them: some left out, several to the questions that take several."""

    def one(question: Question) -> some.SearchStrategy[tuple[str, ...]]:
        codes = some.sampled_from([code for code in space.known[question] if code])
        most = 3 if question in _SEVERAL else 1
        return some.lists(codes, max_size=most, unique=True).map(tuple)

    return some.fixed_dictionaries({question: one(question) for question in Question}).map(Answers.of)


def rules_of(space: Space) -> some.SearchStrategy[list[Rule]]:
    """Draw any rules of one rung."""

    def when(question: Question) -> some.SearchStrategy[tuple[str, ...]]:
        codes = some.sampled_from([code for code in space.known[question] if code])
        return some.lists(codes, max_size=2, unique=True).map(tuple)

    conditions = some.fixed_dictionaries({question: when(question) for question in Question}).map(
        lambda told: {question: codes for question, codes in told.items() if codes}
    )
    rule = some.builds(lambda told: replace(RULES[0], rung=Rung.NOW, when=told), conditions)
    return some.lists(rule, max_size=4).map(
        lambda drawn: [replace(one, code=f"r{place}", position=place) for place, one in enumerate(drawn)]
    )


def test_the_countys_rules_keep_every_promise_for_all_combinations_of_answers() -> None:
    assert promises.broken(RULES, SPACE) == []
    assert promises.unheard(RULES, SPACE) == []


@run_with(max_examples=50, deadline=None)
@given(answers_of(SPACE))
def test_every_family_has_an_answer_in_each_part_and_no_assessment_first(answers: Answers) -> None:
    spoken = {rung: first(RULES, rung, answers) for rung in Rung}
    assert all(spoken.values())
    for rung in (Rung.NOW, Rung.REFERRAL, Rung.CALL):
        rule = spoken[rung]
        assert rule is not None
        assert not promises.leads_to_assessment(rule)


@run_with(max_examples=10, deadline=None)
@given(rules_of(_SMALL))
def test_the_sets_say_of_each_combination_what_the_rules_say(rules: list[Rule]) -> None:
    # given any rules, and each combination of answers one after the other
    covered = 0
    for rule in rules:
        covered |= _SMALL.of(rule)
    for place, codes in enumerate(product(*(_SMALL.known[question] for question in Question))):
        answers = Answers.of(
            {question: (code,) if code else () for question, code in zip(Question, codes, strict=True)}
        )
        # then the bit of the combination is set exactly where a rule fits it
        assert bool(covered >> place & 1) is any(rule.fits(answers) for rule in rules)


@run_with(max_examples=50, deadline=None)
@given(rules_of(SPACE), answers_of(SPACE))
def test_the_rule_for_several_answers_is_that_for_one_of_them(rules: list[Rule], answers: Answers) -> None:
    singles = product(*(answers.to(question) or ("",) for question in Question))
    told = ({question: (code,) for question, code in zip(Question, one, strict=True) if code} for one in singles)
    spoken = [first(rules, Rung.NOW, Answers.of(one)) for one in told]
    assert first(rules, Rung.NOW, answers) in spoken


def test_an_example_is_one_that_the_rules_leave_out() -> None:
    without = [rule for rule in RULES if rule.code != "call-anyone"]
    (found,) = promises.broken(without, SPACE)
    assert (found.promise, found.rung) == (Promise.ALWAYS_AN_ANSWER, Rung.CALL)
    assert found.example is not None
    assert first(without, Rung.CALL, found.example) is None


@pytest.mark.parametrize(
    ("code", "changed", "promise"),
    [
        ("now-anyone", {"page": "support-after-an-assessment"}, Promise.NO_ASSESSMENT_FIRST),
        ("now-anyone", {"services": "way=assessment"}, Promise.NO_ASSESSMENT_FIRST),
        ("now-anyone", {"services": "way=professional"}, Promise.NO_ASSESSMENT_FIRST),
        ("referral-anyone", {"services": "way=assessment"}, Promise.NO_ASSESSMENT_FIRST),
        ("call-anyone", {"step": Step.SERVICES}, Promise.ALWAYS_A_NUMBER),
        ("assessment-anyone", {"page": ""}, Promise.PAGE_FOR_ITS_STEP),
        ("now-anyone", {"when": {Question.WHO: ("parent",)}}, Promise.ALWAYS_AN_ANSWER),
    ],
)
def test_a_change_that_would_break_a_promise_is_found(code: str, changed: dict[str, object], promise: Promise) -> None:
    rule = next(one for one in RULES if one.code == code)
    assert [one.promise for one in promises.broken(with_rule(RULES, replace(rule, **changed)), SPACE)] == [promise]  # type: ignore[arg-type]


def test_a_rule_that_others_come_before_is_named() -> None:
    shadowed = replace(next(one for one in RULES if one.code == "now-anyone"), code="never", position=999)
    assert [rule.code for rule in promises.unheard([*RULES, shadowed], SPACE)] == ["never"]


def test_every_kind_of_support_is_something_that_families_can_say_they_want() -> None:
    # read as text: the whole file takes seconds to read as what it says
    kinds = (
        (FOLDER / "vocabulary.yaml").read_text(encoding="utf-8").partition("\nkinds:")[2].partition("\nsynonyms:")[0]
    )
    assert {*re.findall(r"^  - code: (\S+)", kinds, re.MULTILINE)} == {code for want in Want for code in want.kinds}
