"""Figures of needs and of what is agreed: which areas of need families name, and how many hours each district has."""

from __future__ import annotations

from collections.abc import Mapping

from localoffer.feedback.suppressing import suppressed
from localoffer.insight.admin_figures import Figure, Line, Said, counted, said, with_bars
from localoffer.insight.counting import Hours
from localoffer.insight.periods import Year
from localoffer.languages import format_number, gettext, ngettext
from localoffer.referrals.choices import Hard


def areas(counts: Mapping[str, int]) -> Figure:
    """Return which areas of need families named."""
    return counted(
        Said(
            "areas",
            gettext("Referrals by area of need"),
            gettext("Referrals that name each area of need"),
            gettext("Area of need"),
            gettext("Referrals"),
            gettext("Compare it with what there is. An area that many name needs services that fit."),
            (
                gettext("A family can name several areas, so the lines together are more than the referrals."),
                gettext("It is counted when a form comes, and nothing leads from it to a form."),
            ),
        ),
        names_of_areas(),
        counts,
    )


def names_of_areas() -> dict[str, str]:
    """Return what the areas of need are called that the form asks for; under the empty code, that it names none."""
    return {
        Hard.COMMUNICATION.value: gettext("Communication and interaction"),
        Hard.LEARNING.value: gettext("Cognition and learning"),
        Hard.FEELINGS.value: gettext("Social, emotional and mental health"),
        Hard.BODY.value: gettext("Sensory and physical"),
        Hard.NOT_SURE.value: gettext("Not sure"),
        "": gettext("None named"),
    }


def hours(agreed: Mapping[str, Hours], names: Mapping[str, str], year: Year) -> Figure:
    """Return how many hours are agreed in each district; none where few referrals have them.

    The sum of all hours is left out with any district's, because it would tell how many those few have together.
    """
    titles = {**names, "": gettext("District not known")}
    every = {code: agreed.get(code, Hours()) for code in dict.fromkeys((*titles, *sorted(agreed)))}
    shown = suppressed({code: one.referrals for code, one in every.items()})
    all_hours = sum(one.agreed for one in every.values())
    has_gaps = None in shown.counts.values() or shown.total is None
    together = None if has_gaps else all_hours
    lines = with_bars(
        (titles.get(code, code), (None if shown.counts[code] is None else one.agreed, shown.counts[code]))
        for code, one in every.items()
    )
    return Figure(
        code="hours",
        title=gettext("Hours agreed by district"),
        chart=gettext("Hours agreed in each district"),
        first=gettext("District"),
        columns=(gettext("Hours agreed"), gettext("Referrals")),
        lines=lines if all_hours else (),
        meaning=_meaning(all_hours, together, shown.total),
        total=Line(gettext("Together"), (said(together), said(shown.total))),
        notes=(
            gettext(
                "A year of support is not January to December. These are the hours of the one that begins in %(year)s.",
                year=year.number,
            ),
            gettext("Agreed is not the same as given: what providers give is not counted here."),
        ),
    )


def _meaning(all_hours: int, together: int | None, referrals: int | None) -> tuple[str, ...]:
    if not all_hours:
        return (gettext("Nothing is counted for this year yet."),)
    advice = gettext("A district with few hours for many referrals may lack providers. Ask who could work there.")
    if together is None or not referrals:
        return (gettext("Some districts have too few referrals to show their hours."), advice)
    each = gettext("On average that is %(hours)s hours for each.", hours=format_number(round(together / referrals)))
    sentence = ngettext(
        "%(hours)s hours are agreed for %(num)s referral.",
        "%(hours)s hours are agreed for %(num)s referrals.",
        referrals,
        hours=format_number(together),
    )
    return (f"{sentence} {each}", advice)
