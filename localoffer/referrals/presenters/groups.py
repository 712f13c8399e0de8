"""Every answer of a form, grouped."""

from __future__ import annotations

from collections.abc import Callable

from localoffer.languages import LazyText, lazy_gettext
from localoffer.referrals.answers import Answers
from localoffer.referrals.presenters import people, reaching
from localoffer.referrals.presenters.rows import Group, Link, Names, Rows


def check_groups(answers: Answers, *, names: Names, link: Link | None) -> list[Group]:
    """Return every answer that was asked for, in the order of the form, grouped.

    Args:
        link: gives the address where a step can be changed; None where the answers are only read.
    """
    made = []
    for title, fill in _GROUPS:
        rows = Rows(link)
        fill(rows, answers, names)
        if rows.rows:
            made.append(Group(str(title), rows.rows))
    return made


_GROUPS: tuple[tuple[LazyText, Callable[[Rows, Answers, Names], None]], ...] = (
    (lazy_gettext("Who is filling in this form"), people.about_you),
    (lazy_gettext("The child or young person"), people.child),
    (lazy_gettext("Day to day"), people.day_to_day),
    (lazy_gettext("Contact"), reaching.contact),
    (lazy_gettext("Safety and agreement"), reaching.agreed),
)
