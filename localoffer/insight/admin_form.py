"""The figure of the form: how far families come, and where they stop."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from localoffer.insight.admin_figures import Figure, Line
from localoffer.languages import LazyText, format_number, gettext, lazy_gettext
from localoffer.referrals.stepped import BEGUN, SENT

ASKED_OF_ALL: Mapping[str, LazyText] = {
    BEGUN: lazy_gettext("The form was begun"),
    "who": lazy_gettext("Who is filling it in"),
    "young-person": lazy_gettext("The young person's name"),
    "date-of-birth": lazy_gettext("Date of birth"),
    "home": lazy_gettext("Where they live"),
    "school": lazy_gettext("School or college"),
    "strengths": lazy_gettext("What they are good at"),
    "day-to-day": lazy_gettext("What is hard day to day"),
    "learn": lazy_gettext("What they want to learn"),
    "help-now": lazy_gettext("What help there is now"),
    "contact": lazy_gettext("How to reach you"),
    "language": lazy_gettext("Which language to speak"),
    "safe-now": lazy_gettext("Whether everybody is safe"),
    "agreement": lazy_gettext("Agreement"),
    SENT: lazy_gettext("The form was sent"),
}
"""The steps that everybody is asked, in order. Those that only some are asked would look like places to stop at."""

_ROUNDED_TO = 5


def steps(counts: Mapping[str, int]) -> Figure:
    """Return how many forms came to each step, rounded so that no step tells of the one form that stopped there."""
    rounded = {step: _rounded(counts.get(step, 0)) for step in ASKED_OF_ALL}
    most = max(rounded.values())
    return Figure(
        code="form",
        title=gettext("Where families stop in the form"),
        chart=gettext("Forms that came to each step"),
        first=gettext("Step"),
        columns=(gettext("Forms, rounded"),),
        lines=tuple(_line(str(title), rounded[step], most) for step, title in ASKED_OF_ALL.items()) if most else (),
        meaning=_meaning(rounded),
        notes=(
            gettext("Numbers are rounded to the nearest 5. Each form counts once for each step."),
            gettext("Some end for a good reason: the support is not for that age, or they live in another county."),
            gettext("Forms that staff took down on paper or by telephone are not counted."),
        ),
    )


def _line(title: str, number: int, most: int) -> Line:
    return Line(title, (format_number(number),), round(100 * number / most))


def _meaning(rounded: Mapping[str, int]) -> tuple[str, ...]:
    if not any(rounded.values()):
        return (gettext("Too few forms are counted for this year yet."),)
    steps = list(rounded)
    lost = {after: rounded[before] - rounded[after] for before, after in pairwise(steps)}
    worst = max(lost, key=lambda step: lost[step])
    sent = gettext(
        "About %(begun)s forms were begun, and about %(sent)s were sent.",
        begun=format_number(rounded[BEGUN]),
        sent=format_number(rounded[SENT]),
    )
    if lost[worst] <= 0:
        return (sent, gettext("No step stands out as one where families stop."))
    return (
        sent,
        gettext(
            "The most were lost at the step “%(step)s”: about %(number)s. Read its words as a tired parent would.",
            step=str(ASKED_OF_ALL[worst]),
            number=format_number(lost[worst]),
        ),
    )


def _rounded(number: int) -> int:
    return (number + _ROUNDED_TO // 2) // _ROUNDED_TO * _ROUNDED_TO
