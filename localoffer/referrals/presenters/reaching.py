"""What was answered about making contact, about who decides, and about what is agreed."""

from __future__ import annotations

from collections.abc import Iterator

from localoffer.languages import LazyText, gettext, lazy_gettext
from localoffer.referrals.answers import Answers, Contact, Responsibility
from localoffer.referrals.choices import OTHER_LANGUAGE, ContactWay, Responsible
from localoffer.referrals.presenters.rows import Names, Rows, titles
from localoffer.referrals.vocabulary import Referrer
from localoffer.referrals.wording import helpers


def language_name(code: str, other: str, names: Names) -> str:
    """Return the name of the language to use, as the family wrote it where it is not one of the site's."""
    if code == OTHER_LANGUAGE:
        return other or gettext("Another language")
    return names.languages.get(code, code)


def contact(rows: Rows, answers: Answers, names: Names) -> None:
    """Add whom to contact, how, what is safe, and in which language."""
    if answers.contact:
        for key, value in _ways(answers.contact, answers.referrer):
            rows.add("contact", key, value)
        for key, value in _safe(answers.contact):
            rows.add("safe-contact", key, value)
    if answers.responsibility:
        known = answers.responsibility.know
        rows.add("who-decides", lazy_gettext("Parental responsibility"), _responsible(answers.responsibility, answers))
        rows.add("who-decides", lazy_gettext("They know about this form"), known.title if known else "")
    if answers.speaking:
        told = answers.speaking
        rows.add("language", lazy_gettext("Language"), language_name(told.language, told.other_language, names))
        rows.add("language", lazy_gettext("Interpreter"), told.interpreter.title if told.interpreter else "")
        rows.add("language", lazy_gettext("Help to understand"), titles(told.formats))


def agreed(rows: Rows, answers: Answers, _names: Names) -> None:
    """Add whether somebody is at risk now, and what is agreed."""
    if answers.risk:
        rows.add("safe-now", lazy_gettext("Somebody is at risk now"), answers.risk.now.title)
    if answers.agreement:
        share = answers.agreement.share
        rows.add("agreement", lazy_gettext("Contact is agreed"), answers.agreement.agreed.title)
        rows.add("agreement", lazy_gettext("Sharing is agreed"), share.title if share else "")


def _responsible(told: Responsibility, answers: Answers) -> list[str]:
    """Return who was ticked, a parent in the words that stood there: they say whether it is another one."""
    ticked = helpers.RESPONSIBLE_PARENT.to(answers.referrer)
    return [str(ticked if one is Responsible.PARENT else one.title) for one in told.who]


def _ways(told: Contact, referrer: Referrer | None) -> Iterator[tuple[LazyText, object]]:
    if referrer is not Referrer.YOUNG_PERSON:
        yield lazy_gettext("Full name"), told.name
        yield lazy_gettext("Who they are to the child or young person"), told.relationship
    yield lazy_gettext("Best ways"), titles(told.ways)
    yield lazy_gettext("Phone number"), told.phone
    yield lazy_gettext("Email address"), told.email


def _safe(told: Contact) -> Iterator[tuple[LazyText, object]]:
    if told.safe_to_phone:
        yield lazy_gettext("Safe to phone"), told.safe_to_phone.title
    if told.safe_to_text:
        yield lazy_gettext("Safe to send a text message"), told.safe_to_text.title
    if ContactWay.POST in told.ways:
        yield lazy_gettext("Address"), told.address
        yield lazy_gettext("Safe to send a letter"), told.safe_to_post.title if told.safe_to_post else ""
