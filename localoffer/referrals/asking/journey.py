"""Going along the route: which steps somebody is asked, where they stand, and where Back and Continue lead."""

from __future__ import annotations

from localoffer.referrals.answers import Answers
from localoffer.referrals.asking.route import EXITS, STEPS, Exit, Step
from localoffer.referrals.asking.rules import Rules

CHECK = "check-answers"


def steps_for(answers: Answers, rules: Rules) -> list[Step]:
    """Return the steps that this person is asked, in order."""
    return [step for step in STEPS if step.applies(answers, rules)]


def asked_of(answers: Answers, rules: Rules) -> Answers:
    """Return only those answers that this person is asked for: what an earlier turn of the form left behind goes."""
    return answers.only([step.section for step in steps_for(answers, rules)])


def find_step(slug: str) -> Step | None:
    return next((step for step in STEPS if step.slug == slug), None)


def find_exit(slug: str) -> Exit | None:
    return next((found for found in EXITS if found.slug == slug), None)


def exit_after(answers: Answers, step: str, rules: Rules) -> Exit | None:
    """Return the early end that the answer to a step leads to, if any."""
    return next((found for found in EXITS if found.step == step and found.applies(answers, rules)), None)


def first_unanswered(answers: Answers, rules: Rules) -> Step | None:
    """Return the first step that still needs an answer, or whose answer ends the journey; None when all is there."""
    for step in steps_for(answers, rules):
        if not step.is_answered(answers) or exit_after(answers, step.slug, rules):
            return step
    return None


def may_open(answers: Answers, step: Step, rules: Rules) -> bool:
    """Return whether a step can be shown: it is asked of this person, and all before it are answered."""
    steps = steps_for(answers, rules)
    if step not in steps:
        return False
    first = first_unanswered(answers, rules)
    return first is None or steps.index(step) <= steps.index(first)


def leads_back(answers: Answers, step: Step, rules: Rules) -> bool:
    """Return whether the answer to a step that has just been kept makes one before it unfit."""
    first, steps = first_unanswered(answers, rules), steps_for(answers, rules)
    return first is not None and steps.index(first) < steps.index(step)


def has_reached_the_end(answers: Answers, rules: Rules) -> bool:
    """Return whether somebody has been through the whole form, so that only what is missing is asked from there on."""
    first, last = first_unanswered(answers, rules), steps_for(answers, rules)[-1]
    return first is not last and last.is_answered(answers)


def after(answers: Answers, step: Step, rules: Rules, *, changing: bool) -> str:
    """Return the address part of the page that follows a step whose answer has just been kept.

    Args:
        changing: whether the answer was changed from "check your answers"; then only what is newly needed is asked.
    """
    changing = changing or leads_back(answers, step, rules)
    asked = first_unanswered(answers, rules) if changing else step
    ended = exit_after(answers, asked.slug, rules) if asked else None
    if ended:
        return ended.slug
    if changing:
        return asked.slug if asked else CHECK
    steps = steps_for(answers, rules)
    following = steps[steps.index(step) + 1 :]
    return following[0].slug if following else CHECK


def before(answers: Answers, step: Step, rules: Rules, *, changing: bool) -> str:
    """Return the address part of the page that Back leads to; empty for the start page."""
    if changing and first_unanswered(answers, rules) is None:
        return CHECK
    steps = steps_for(answers, rules)
    position = steps.index(step)
    return steps[position - 1].slug if position else ""
