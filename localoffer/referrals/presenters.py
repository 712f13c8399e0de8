"""What the pages about a referral show, as finished words in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from localoffer.languages import LazyText, format_date, gettext, lazy_gettext
from localoffer.referrals.answers import AboutYou, Answers, Contact, Speaking, TrustedAdult
from localoffer.referrals.choices import OTHER_LANGUAGE, AdultHelps
from localoffer.vocabulary import Referrer

Link = Callable[[str], str]


@dataclass(frozen=True)
class Row:
    """One question in short, and what was answered; ``change`` is the address where it can be changed, or empty."""

    key: str
    value: str | list[str]
    change: str = ""
    change_hidden: str = ""


@dataclass(frozen=True)
class Group:
    """Rows that belong together, under a title."""

    title: str
    rows: list[Row]


@dataclass(frozen=True)
class Names:
    """Names in the reader's language: of districts by slug, of the site's languages by code."""

    districts: Mapping[str, str]
    languages: Mapping[str, str]


class _Rows:
    """Collects the rows of a group; ``link`` gives the address of a step, or is None where nothing can be changed."""

    def __init__(self, link: Link | None) -> None:
        self._link = link
        self.rows: list[Row] = []

    def add(self, step: str, key: LazyText, value: object) -> None:
        lines = [str(one) for one in value] if isinstance(value, list | tuple) else str(value or "")
        change = self._link(step) if self._link else ""
        self.rows.append(Row(str(key), lines or gettext("Not provided"), change, str(key) if change else ""))


def check_groups(answers: Answers, *, names: Names, link: Link | None) -> list[Group]:
    """Return every answer that was asked for, in the order of the form, grouped.

    Args:
        link: gives the address where a step can be changed; None where the answers are only read.
    """
    made = []
    for title, fill in _GROUPS:
        rows = _Rows(link)
        fill(rows, answers, names)
        if rows.rows:
            made.append(Group(str(title), rows.rows))
    return made


def language_name(code: str, other: str, names: Names) -> str:
    """Return the name of the language to use, as the family wrote it where it is not one of the site's."""
    if code == OTHER_LANGUAGE:
        return other or gettext("Another language")
    return names.languages.get(code, code)


def _about_you(rows: _Rows, answers: Answers, _names: Names) -> None:
    if answers.who:
        rows.add("who", lazy_gettext("Filled in by"), answers.who.referrer.title)
    if answers.family_agrees:
        rows.add("family-agrees", lazy_gettext("The family agreed to this"), answers.family_agrees.agreed.title)
    if answers.family_agreed:
        agreed = answers.family_agreed
        rows.add("how-they-agreed", lazy_gettext("Who agreed"), agreed.by.title)
        rows.add("how-they-agreed", lazy_gettext("How they agreed"), agreed.how.title)
        rows.add("how-they-agreed", lazy_gettext("When they agreed"), format_date(agreed.on))
    if answers.about_you:
        for key, value in _helper(answers.about_you, answers.referrer):
            rows.add("about-you", key, value)


def _helper(told: AboutYou, referrer: Referrer | None) -> Iterator[tuple[LazyText, str]]:
    yield lazy_gettext("Your full name"), told.name
    if referrer is Referrer.PROFESSIONAL:
        yield lazy_gettext("Your job"), told.role
        yield lazy_gettext("Where you work"), told.organisation
    else:
        yield lazy_gettext("How you know the child or young person"), told.relationship
    yield lazy_gettext("Your phone number"), told.phone
    yield lazy_gettext("Your email address"), told.email


def _child(rows: _Rows, answers: Answers, names: Names) -> None:
    if answers.young_person:
        told = answers.young_person
        rows.add("young-person", lazy_gettext("Name"), f"{told.first_name} {told.last_name}")
        rows.add("young-person", lazy_gettext("Likes to be called"), told.known_as)
    if answers.date_of_birth:
        rows.add("date-of-birth", lazy_gettext("Date of birth"), format_date(answers.date_of_birth.born))
    if answers.trusted_adult:
        for key, value in _adult(answers.trusted_adult):
            rows.add("trusted-adult", key, value)
    if answers.home:
        step = "home" if answers.home.district else "district"
        rows.add("home", lazy_gettext("Postcode"), answers.home.postcode)
        rows.add(step, lazy_gettext("Area"), names.districts.get(answers.district, ""))


def _adult(told: TrustedAdult) -> Iterator[tuple[LazyText, object]]:
    yield lazy_gettext("An adult helps"), told.helps.title
    if told.helps is AdultHelps.CONTACT_THEM:
        yield lazy_gettext("The adult’s name"), told.name
        yield lazy_gettext("How they know each other"), told.relationship
        yield lazy_gettext("The adult’s phone number"), told.phone


def _day_to_day(rows: _Rows, answers: Answers, _names: Names) -> None:
    if answers.strengths:
        rows.add("strengths", lazy_gettext("Good at, and enjoys"), answers.strengths.strengths)
    if answers.day_to_day:
        rows.add("day-to-day", lazy_gettext("What is hard"), _titles(answers.day_to_day.hard))
        rows.add("day-to-day", lazy_gettext("What is hard, in your own words"), answers.day_to_day.words)
    if answers.learn:
        goals = _titles(answers.learn.goals)
        own = [answers.learn.own_goal] if answers.learn.own_goal else []
        rows.add("learn", lazy_gettext("Would like to learn"), [*goals, *own])


def _contact(rows: _Rows, answers: Answers, names: Names) -> None:
    if answers.contact:
        for key, value in _ways(answers.contact, answers.referrer):
            rows.add("contact", key, value)
    if answers.speaking:
        told: Speaking = answers.speaking
        rows.add("language", lazy_gettext("Language"), language_name(told.language, told.other_language, names))
        rows.add("language", lazy_gettext("Interpreter"), told.interpreter.title if told.interpreter else "")
    if answers.agreement:
        rows.add("agreement", lazy_gettext("Contact and sharing are agreed"), answers.agreement.agreed.title)


def _ways(told: Contact, referrer: Referrer | None) -> Iterator[tuple[LazyText, object]]:
    if referrer is not Referrer.YOUNG_PERSON:
        yield lazy_gettext("Full name"), told.name
    yield lazy_gettext("Phone number"), told.phone
    if told.phone and told.safe_to_phone:
        yield lazy_gettext("Safe to phone"), told.safe_to_phone.title
    yield lazy_gettext("Email address"), told.email


def _titles(codes: Iterable[object]) -> list[str]:
    return [str(getattr(code, "title", code)) for code in codes]


_GROUPS: tuple[tuple[LazyText, Callable[[_Rows, Answers, Names], None]], ...] = (
    (lazy_gettext("Who is filling in this form"), _about_you),
    (lazy_gettext("The child or young person"), _child),
    (lazy_gettext("Day to day"), _day_to_day),
    (lazy_gettext("Contact"), _contact),
)
