"""Which figures there are, in their order, and making each of what is counted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps

from localoffer.insight import admin_agreed, admin_form, admin_referrals, admin_services
from localoffer.insight.admin_figures import Figure, hidden
from localoffer.insight.counting import By
from localoffer.insight.source import Source
from localoffer.languages import ENGLISH, LANGUAGES, LazyText, gettext, lazy_gettext
from localoffer.referrals.choices import OTHER_LANGUAGE

Maker = Callable[[Source], Figure]


def _of_referrals(make: Maker) -> Maker:
    """Let a figure of the year's referrals show no number where one of them may not show their sum.

    They count the same referrals in other ways: the sum of one is the sum of all.
    """

    @wraps(make)
    def made(source: Source) -> Figure:
        return make(source) if source.may_tell_referrals else hidden(make(source))

    return made


@_of_referrals
def _months(source: Source) -> Figure:
    return admin_referrals.months(source.referrals[By.MONTH], source.year)


@_of_referrals
def _districts(source: Source) -> Figure:
    return admin_referrals.districts(source.referrals[By.DISTRICT], source.districts)


@_of_referrals
def _ages(source: Source) -> Figure:
    return admin_referrals.ages(source.referrals[By.AGE])


def _areas(source: Source) -> Figure:
    return admin_agreed.areas(source.areas)


def _hours(source: Source) -> Figure:
    return admin_agreed.hours(source.hours, source.districts, source.year)


@_of_referrals
def _languages(source: Source) -> Figure:
    names = {**_language_names(), OTHER_LANGUAGE: gettext("Another language")}
    return admin_referrals.languages(source.referrals[By.LANGUAGE], names)


@_of_referrals
def _referrers(source: Source) -> Figure:
    return admin_referrals.referrers(source.referrals[By.REFERRER])


@_of_referrals
def _first_answers(source: Source) -> Figure:
    return admin_referrals.first_answers(source.answers, source.promises)


@_of_referrals
def _endings(source: Source) -> Figure:
    return admin_referrals.endings(source.referrals[By.STAGE])


def _demand(source: Source) -> Figure:
    return admin_services.demand(
        source.demand,
        source.services,
        source.with_room,
        districts=source.districts,
        needs=source.needs,
        referrals=[line.share for line in _districts(source).lines],
        areas=source.areas_by_district,
    )


def _nothing_found(source: Source) -> Figure:
    return admin_services.nothing_found(source.searches, source.year)


def _listings(source: Source) -> Figure:
    others = {code: name for code, name in _language_names().items() if code != ENGLISH.code}
    return admin_services.listings(source.listings, others)


def _steps(source: Source) -> Figure:
    return admin_form.steps(source.steps)


MAKERS: Mapping[str, Maker] = {
    "months": _months,
    "districts": _districts,
    "ages": _ages,
    "areas": _areas,
    "languages": _languages,
    "referrers": _referrers,
    "first-answer": _first_answers,
    "endings": _endings,
    "hours": _hours,
    "form": _steps,
    "demand": _demand,
    "nothing-found": _nothing_found,
    "listings": _listings,
}

GROUPS: tuple[tuple[LazyText, tuple[tuple[str, LazyText], ...]], ...] = (
    (
        lazy_gettext("Who asks for help"),
        (
            ("months", lazy_gettext("Referrals by month")),
            ("districts", lazy_gettext("Referrals by district")),
            ("ages", lazy_gettext("Referrals by age")),
            ("areas", lazy_gettext("Referrals by area of need")),
            ("languages", lazy_gettext("Referrals by language")),
            ("referrers", lazy_gettext("Referrals by who asked")),
        ),
    ),
    (
        lazy_gettext("What becomes of it"),
        (
            ("first-answer", lazy_gettext("Time to the first answer")),
            ("endings", lazy_gettext("How referrals ended")),
            ("hours", lazy_gettext("Hours agreed by district")),
            ("form", lazy_gettext("Where families stop in the form")),
        ),
    ),
    (
        lazy_gettext("What there is"),
        (
            ("demand", lazy_gettext("What is searched for, beside what there is")),
            ("nothing-found", lazy_gettext("Searches that found nothing")),
            ("listings", lazy_gettext("Listings to bring up to date")),
        ),
    ),
)


def every(source: Source) -> list[Figure]:
    """Return all figures, in their order."""
    return [make(source) for make in MAKERS.values()]


def _language_names() -> dict[str, str]:
    return {one.code: str(one.locale.get_language_name("en")) for one in LANGUAGES.values()}
