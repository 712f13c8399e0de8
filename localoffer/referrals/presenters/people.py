"""What was answered about whoever fills the form in, and about the child or young person and their days."""

from __future__ import annotations

from collections.abc import Iterator

from localoffer.languages import LazyText, format_date, lazy_gettext
from localoffer.referrals.answers import AboutYou, Answers, TrustedAdult
from localoffer.referrals.choices import AdultHelps
from localoffer.referrals.presenters.rows import Names, Rows, titles
from localoffer.referrals.vocabulary import Referrer


def about_you(rows: Rows, answers: Answers, _names: Names) -> None:
    """Add who fills the form in and who agreed to it."""
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


def child(rows: Rows, answers: Answers, names: Names) -> None:
    """Add who the child or young person is, and where they live and learn."""
    if answers.young_person:
        told = answers.young_person
        rows.add("young-person", lazy_gettext("Name"), f"{told.first_name} {told.last_name}")
        rows.add("young-person", lazy_gettext("Likes to be called"), told.known_as)
    if answers.date_of_birth:
        rows.add("date-of-birth", lazy_gettext("Date of birth"), format_date(answers.date_of_birth.born))
    if answers.trusted_adult:
        for key, value in _adult(answers.trusted_adult):
            rows.add("trusted-adult", key, value)
    if answers.knows:
        rows.add("do-they-know", lazy_gettext("Knows about this form, and agrees"), answers.knows.knows.title)
    _where(rows, answers, names)


def _where(rows: Rows, answers: Answers, names: Names) -> None:
    if answers.home:
        step = "right-area" if answers.home.told else "district"
        rows.add("home", lazy_gettext("Postcode"), answers.home.postcode)
        rows.add(step, lazy_gettext("Area"), names.districts.get(answers.district, ""))
    if answers.school:
        rows.add("school", lazy_gettext("Learns"), answers.school.kind.title)
        if answers.school.name:
            rows.add("school", lazy_gettext("Name of the school or college"), answers.school.name)


def _adult(told: TrustedAdult) -> Iterator[tuple[LazyText, object]]:
    yield lazy_gettext("An adult helps"), told.helps.title
    if told.helps is AdultHelps.CONTACT_THEM:
        yield lazy_gettext("The adult’s name"), told.name
        yield lazy_gettext("How they know each other"), told.relationship
        yield lazy_gettext("The adult’s phone number"), told.phone


def day_to_day(rows: Rows, answers: Answers, _names: Names) -> None:
    """Add strengths, what is hard, wishes, and the help there is."""
    if answers.strengths:
        rows.add("strengths", lazy_gettext("Good at, and enjoys"), answers.strengths.strengths)
    if answers.day_to_day:
        rows.add("day-to-day", lazy_gettext("What is hard"), titles(answers.day_to_day.hard))
        rows.add("day-to-day", lazy_gettext("What is hard, in your own words"), answers.day_to_day.words)
    if answers.learn:
        goals = titles(answers.learn.goals)
        own = [answers.learn.own_goal] if answers.learn.own_goal else []
        rows.add("learn", lazy_gettext("Would like to learn"), [*goals, *own])
    if answers.help_now:
        hours = answers.help_now.hours_used
        rows.add("help-now", lazy_gettext("Help now"), answers.help_now.words)
        rows.add(
            "help-now", lazy_gettext("Hours of Life Skills support this year"), "" if hours is None else str(hours)
        )
