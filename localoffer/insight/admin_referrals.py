"""Figures of referrals: when, where and for whom they came, how soon they were answered, and how they ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median_high

from localoffer.feedback.suppressing import FEWEST, suppressed
from localoffer.insight.admin_figures import Figure, Said, counted
from localoffer.insight.counting import Answer
from localoffer.insight.periods import Year
from localoffer.insight.promises import Promise
from localoffer.languages import format_month, format_number, gettext, ngettext
from localoffer.referrals.vocabulary import ReferralStage, Referrer
from localoffer.vocabulary import AgeBand
from localoffer.working_days import day_of


def months(counts: Mapping[str, int], year: Year) -> Figure:
    """Return how many referrals came in each month."""
    names = {f"{day.month:02}": format_month(day) for day in year.months}
    return counted(
        Said(
            "months",
            gettext("Referrals by month"),
            gettext("Referrals in each month"),
            gettext("Month"),
            gettext("Referrals"),
            gettext("A month far above the others needs more people to answer. One far below may mean that few heard."),
        ),
        names,
        counts,
    )


def districts(counts: Mapping[str, int], names: Mapping[str, str]) -> Figure:
    """Return how many referrals came from each district."""
    return counted(
        Said(
            "districts",
            gettext("Referrals by district"),
            gettext("Referrals from each district"),
            gettext("District"),
            gettext("Referrals"),
            gettext("A district with few may not need less. Ask whether families there know that they can ask."),
        ),
        {**names, "": gettext("District not known")},
        counts,
    )


def ages(counts: Mapping[str, int]) -> Figure:
    """Return how old children and young people were when somebody asked for them."""
    note = gettext("The age is that of the day on which the form was sent. Older forms were sent without it.")
    return counted(
        Said(
            "ages",
            gettext("Referrals by age"),
            gettext("Referrals for each age"),
            gettext("Age in years"),
            gettext("Referrals"),
            gettext("Compare it with the ages that services are for. An age with many referrals needs services too."),
            (note,),
        ),
        {**{band.value: str(band.title) for band in AgeBand}, "": gettext("Age not counted")},
        counts,
    )


def languages(counts: Mapping[str, int], names: Mapping[str, str]) -> Figure:
    """Return in which languages families want to be spoken with."""
    return counted(
        Said(
            "languages",
            gettext("Referrals by language"),
            gettext("Referrals for each language"),
            gettext("Language to speak"),
            gettext("Referrals"),
            gettext("It says which interpreters are needed. A language spoken here that is missing needs a visit."),
        ),
        names,
        counts,
    )


def referrers(counts: Mapping[str, int]) -> Figure:
    """Return who asked."""
    names = {
        Referrer.PARENT: gettext("A parent or carer"),
        Referrer.YOUNG_PERSON: gettext("The young person"),
        Referrer.PROFESSIONAL: gettext("A professional"),
        Referrer.SOMEONE_ELSE: gettext("Someone else who helps"),
    }
    return counted(
        Said(
            "referrers",
            gettext("Referrals by who asked"),
            gettext("Referrals by each kind of person"),
            gettext("Who asked"),
            gettext("Referrals"),
            gettext("Families can ask by themselves. Where mostly professionals ask, families may not know that."),
        ),
        {one.value: name for one, name in names.items()},
        counts,
    )


def endings(counts: Mapping[str, int]) -> Figure:
    """Return how the referrals of a year stand, those that ended first."""
    ended = (ReferralStage.FINISHED, ReferralStage.NOT_ACCEPTED, ReferralStage.WITHDRAWN)
    order = dict.fromkeys((*ended, *ReferralStage))
    return counted(
        Said(
            "endings",
            gettext("How referrals ended"),
            gettext("Referrals by where they are today"),
            gettext("Where they are"),
            gettext("Referrals"),
            gettext("Read the reasons of those that were not accepted or withdrawn. They say what to change."),
            (gettext("These are the referrals that came in the year, as they stand today."),),
        ),
        {stage.value: str(stage.title) for stage in order},
        counts,
    )


def first_answers(answers: Sequence[Answer], counts: Mapping[Promise, int]) -> Figure:
    """Return how many families were answered by the day that they were promised."""
    names = {
        Promise.IN_TIME: gettext("Answered by the promised day"),
        Promise.LATE: gettext("Answered later"),
        Promise.WAITING: gettext("Not answered yet, the day has not come"),
        Promise.OVERDUE: gettext("Not answered, and the day has passed"),
        Promise.WITHDRAWN: gettext("Withdrawn before an answer"),
        Promise.NONE: gettext("No day was promised"),
    }
    every = {one.value: counts.get(one, 0) for one in Promise}
    figure = counted(
        Said(
            "first-answer",
            gettext("Time to the first answer"),
            gettext("Referrals by whether the promise was kept"),
            gettext("The promise"),
            gettext("Referrals"),
            gettext("Each family was told a day. Those answered later or not at all were told something untrue."),
            (gettext("A first answer is a decision, or a question to the family."),),
        ),
        {one.value: name for one, name in names.items()},
        every,
    )
    return replace(figure, meaning=(*_how_soon(answers, every), *figure.meaning))


def _how_soon(answers: Sequence[Answer], counts: Mapping[str, int]) -> list[str]:
    """Return how many promises were kept, and how long families waited, as sentences.

    A promise whose day has passed without an answer is as little kept as one that was answered late. A share of what
    the table does not show would tell it, so there is none then.
    """
    shown = suppressed(counts).counts
    held, late, overdue = (shown[one] for one in (Promise.IN_TIME, Promise.LATE, Promise.OVERDUE))
    days = [(day_of(one.answered_at) - day_of(one.received_at)).days for one in answers if one.answered_at]
    said = []
    if held is not None and late is not None and overdue is not None and held + late + overdue:
        percent = format_number(100 * held // (held + late + overdue))
        said.append(
            gettext(
                "Of the families who were answered, or whose promised day has passed, "
                "%(percent)s%% were answered by that day.",
                percent=percent,
            )
        )
    if len(days) >= FEWEST:
        said.append(
            ngettext(
                "Half of the families who were answered heard within %(num)s day.",
                "Half of the families who were answered heard within %(num)s days.",
                median_high(days),
            )
        )
    return said
