"""Changing answers at random: the form never goes round in circles, loses nothing and asks nothing out of order."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from localoffer.referrals.answers import SECTIONS, Answers
from localoffer.referrals.asking import journey
from localoffer.referrals.asking.journey import CHECK
from localoffer.referrals.asking.route import STEPS, Step
from localoffer.referrals.asking.rules import Rules
from localoffer.referrals.choices import YesNo
from localoffer.referrals.vocabulary import Referrer
from tests.referrals.answering import TODAY, Given, answer_to

pytestmark = pytest.mark.any_database

RULES = Rules(today=TODAY, may_refer=frozenset(Referrer), first_age=0, last_age=25, minimum_age_to_refer_oneself=13)
# what an answer may take away beside its own section, because it was about something that is another now
TAKEN_ALONG = {"who": {"agreement", "responsibility"}, "home": {"confirmed_district"}}
THROUGHOUT = settings(max_examples=40, deadline=None)


def answered(data: some.DataObject, answers: Answers, step: Step) -> Answers:
    """Return the answers with any answer to a step."""
    return answers.with_section(step.section, data.draw(answer_to(step.slug, answers), label=step.slug))


def walk(data: some.DataObject, most: int = 30) -> Answers:
    """Return the answers of somebody who opens, at random, whatever may be opened."""
    answers = Answers()
    for _ in range(data.draw(some.integers(0, most))):
        open_to_them = [step for step in STEPS if journey.may_open(answers, step, RULES)]
        answers = answered(data, answers, data.draw(some.sampled_from(open_to_them)))
    return answers


def sections(answers: Answers) -> dict[str, object]:
    return {name: getattr(answers, name) for name in SECTIONS}


@THROUGHOUT
@given(some.data())
def test_what_follows_an_answer_can_always_be_opened(data: some.DataObject) -> None:
    # given any answers, and any question that can be opened
    before = walk(data)
    step = data.draw(some.sampled_from([one for one in STEPS if journey.may_open(before, one, RULES)]))
    answers = answered(data, before, step)
    for changing in (True, False):
        # when it is answered
        following = journey.after(answers, step, RULES, changing=changing)
        # then the next page is an end that is true, a question whose turn it is, or the answers when all is told
        end, question = journey.find_exit(following), journey.find_step(following)
        if end is not None:
            assert end.applies(answers, RULES)
            assert changing or end.step == step.slug
        elif question is not None:
            assert journey.may_open(answers, question, RULES)
        else:
            assert following == CHECK
            assert changing is False or journey.first_unanswered(answers, RULES) is None


@THROUGHOUT
@given(some.data())
def test_an_answer_changes_no_other_that_still_applies(data: some.DataObject) -> None:
    # given any answers
    before = walk(data)
    step = data.draw(some.sampled_from([one for one in STEPS if journey.may_open(before, one, RULES)]))
    # when one is given or changed
    after = answered(data, before, step)
    # then each other stays as it was, except what was about somebody or something else
    may_go = {step.section} | TAKEN_ALONG.get(step.slug, set())
    for name, told in sections(before).items():
        if name not in may_go:
            assert getattr(after, name) == told
    # and given once more, it changes nothing at all
    assert after.with_section(step.section, getattr(after, step.section)) == after


@THROUGHOUT
@given(some.data())
def test_a_change_asks_each_new_question_once_and_then_shows_the_answers(data: some.DataObject) -> None:
    # given a form that is ready to be sent
    answers = finished(data, walk(data, most=25))
    # when an answer is changed from there, and then whatever is asked
    step = data.draw(some.sampled_from(journey.steps_for(answers, RULES)))
    asked: list[str] = []
    following, answers = step.slug, answered(data, answers, step)
    following = journey.after(answers, step, RULES, changing=True)
    while following != CHECK and journey.find_exit(following) is None:
        question = journey.find_step(following)
        assert question is not None
        # then only what is not answered yet is asked, nothing twice
        assert not question.is_answered(answers)
        assert question.slug not in asked
        asked.append(question.slug)
        answers = answered(data, answers, question)
        following = journey.after(answers, question, RULES, changing=True)
    # and it ends at the answers, or at a page that ends the form
    if following == CHECK:
        assert journey.first_unanswered(answers, RULES) is None


@THROUGHOUT
@given(some.data())
def test_only_one_end_bars_the_way_and_an_answer_opens_it_again(data: some.DataObject) -> None:
    # given answers that end the form somewhere
    answers = walk(data)
    first = journey.first_unanswered(answers, RULES)
    if first is None or not first.is_answered(answers):
        return
    # then nothing after that question can be opened, and the question itself can
    steps = journey.steps_for(answers, RULES)
    later = steps[steps.index(first) + 1 :]
    assert journey.may_open(answers, first, RULES)
    assert not [step for step in later if journey.may_open(answers, step, RULES)]


@THROUGHOUT
@given(some.data())
def test_what_was_answered_is_read_from_storage_as_it_was(data: some.DataObject) -> None:
    answers = walk(data)
    assert Answers.from_json(answers.to_json()) == answers


@THROUGHOUT
@given(some.data())
def test_a_form_of_the_version_before_goes_on_and_is_asked_only_what_is_new(data: some.DataObject) -> None:
    # given a form that was filled in before the new questions were there
    whole = finished(data, Answers())
    assert whole.contact is not None
    assert whole.agreement is not None
    old = dataclasses.replace(
        whole,
        **dict.fromkeys(("knows", "confirmed_district", "school", "help_now", "responsibility", "risk")),
        contact=dataclasses.replace(whole.contact, ways=(), safe_to_text=None, safe_to_post=None, address=""),
        agreement=dataclasses.replace(whole.agreement, share=None),
    )
    new = {"do-they-know", "right-area", "school", "help-now", "contact", "safe-contact", "who-decides", "safe-now"}
    # when it is read again, then each question that is asked now is a new one, and nothing else was lost
    assert Answers.from_json(old.to_json()) == old
    unanswered = {step.slug for step in journey.steps_for(old, RULES) if not step.is_answered(old)}
    assert unanswered <= new | {"agreement"}
    assert {"school", "help-now", "contact", "safe-now", "agreement"} <= unanswered


def finished(data: some.DataObject, answers: Answers) -> Answers:
    """Return answers to everything that is still asked, none of which ends the form."""
    while (step := journey.first_unanswered(answers, RULES)) is not None:
        answers = answers.with_section(step.section, data.draw(_going_on(answers, step), label=step.slug))
    assert answers.agreement is not None
    assert answers.agreement.agreed is YesNo.YES
    return answers


def _going_on(answers: Answers, step: Step) -> Given:
    """Return the answers to a step that do not end the form."""

    def goes_on(told: object) -> bool:
        return journey.exit_after(answers.with_section(step.section, told), step.slug, RULES) is None

    return answer_to(step.slug, answers).filter(goes_on)
