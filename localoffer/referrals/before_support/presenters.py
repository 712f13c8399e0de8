"""What was told before support starts, as finished words: for the family that told it, and for the team."""

from __future__ import annotations

from localoffer.languages import LazyText, lazy_gettext
from localoffer.referrals.before_support import BeforeSupport
from localoffer.referrals.presenters.rows import Group, Link, Rows, titles

_Told = tuple[tuple[LazyText, object], ...]


def before_support_groups(told: BeforeSupport, *, link: Link | None = None) -> list[Group]:
    """Return each section that was filled in, without what was left empty.

    Args:
        link: gives the address where a section (by its name) can be changed; None where it is only read.
    """
    made = []
    for name, title, lines in _sections(told):
        rows = Rows(link)
        for key, value in lines:
            if value:
                rows.add(name, key, value)
        if rows.rows:
            made.append(Group(str(title), rows.rows))
    return made


def _sections(told: BeforeSupport) -> list[tuple[str, LazyText, _Told]]:
    return [
        ("times_and_places", lazy_gettext("Times and places"), _times_and_places(told)),
        ("worker", lazy_gettext("Who the worker should be"), _worker(told)),
        ("keeping_safe", lazy_gettext("Keeping safe"), _keeping_safe(told)),
        ("transport", lazy_gettext("Getting there"), _transport(told)),
    ]


def _times_and_places(told: BeforeSupport) -> _Told:
    section = told.times_and_places
    if section is None:
        return ()
    return (
        (lazy_gettext("Times that could work"), titles(section.times)),
        (lazy_gettext("Places that could work"), titles(section.places)),
        (lazy_gettext("More about times and places"), section.words),
    )


def _worker(told: BeforeSupport) -> _Told:
    section = told.worker
    if section is None:
        return ()
    return (
        (lazy_gettext("Woman or man"), section.gender.title if section.gender else ""),
        (lazy_gettext("Language of the worker"), section.language),
        (lazy_gettext("Faith and culture"), section.faith),
        (lazy_gettext("What the worker should be like"), section.words),
    )


def _keeping_safe(told: BeforeSupport) -> _Told:
    section = told.keeping_safe
    if section is None:
        return ()
    return (
        (lazy_gettext("Allergies"), section.allergies),
        (lazy_gettext("Medication"), section.medication),
        (lazy_gettext("Personal care"), section.care),
        (lazy_gettext("What is upsetting"), section.upsets),
        (lazy_gettext("What helps then"), section.helps),
    )


def _transport(told: BeforeSupport) -> _Told:
    section = told.transport
    if section is None:
        return ()
    return (
        (lazy_gettext("Ways of travelling"), titles(section.ways)),
        (lazy_gettext("More about travelling"), section.words),
    )
