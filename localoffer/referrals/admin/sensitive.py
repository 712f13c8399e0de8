"""What the page of a referral shows only to whoever asks for it: the words for it, and the page without it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from localoffer.languages import LazyText, gettext, lazy_gettext
from localoffer.referrals import presenters
from localoffer.referrals.answers import Answers
from localoffer.referrals.before_support import BeforeSupport
from localoffer.referrals.before_support.presenters import before_support_groups
from localoffer.referrals.casework.vocabulary import LookReason, Sensitive
from localoffer.referrals.presenters import Names, Row

TITLES: Mapping[Sensitive, LazyText] = {
    Sensitive.HOME: lazy_gettext("Where they live"),
    Sensitive.RESPONSIBILITY: lazy_gettext("Who has parental responsibility"),
    Sensitive.WORKER: lazy_gettext("Faith, culture and who the worker should be"),
    Sensitive.KEEPING_SAFE: lazy_gettext("Health, medication and personal care"),
}
REASONS: Mapping[LookReason, LazyText] = {
    LookReason.DECIDING: lazy_gettext("To decide about the referral"),
    LookReason.CONTACT: lazy_gettext("To get in touch with the family"),
    LookReason.SUPPORT: lazy_gettext("To plan or give the support"),
    LookReason.SAFETY: lazy_gettext("Somebody may not be safe"),
    LookReason.REQUEST: lazy_gettext("The family, a court or a colleague with a right to it asked"),
}


@dataclass(frozen=True)
class Part:
    """One thing that is shown on request. ``rows`` is empty while it is hidden."""

    code: str
    title: str
    rows: list[Row]


def masked(answers: Answers) -> Answers:
    """Return answers without what is shown on request; that there is an address stays to be seen."""
    contact = answers.contact
    if contact and contact.address:
        contact = replace(contact, address=gettext("Shown when you ask for it"))
    return replace(answers, home=None, responsibility=None, contact=contact)


def without_sensitive(told: BeforeSupport) -> BeforeSupport:
    """Return what was told before support starts without what is shown on request."""
    return replace(told, worker=None, keeping_safe=None)


def parts(answers: Answers, told: BeforeSupport, *, names: Names, shown: Sensitive | None) -> list[Part]:
    """Return what can be asked for: each thing that the family told, with its rows for the one that is shown."""
    every = {one: _rows(one, answers, told, names) for one in Sensitive}
    return [Part(one.value, str(TITLES[one]), rows if one is shown else []) for one, rows in every.items() if any(rows)]


def _rows(part: Sensitive, answers: Answers, told: BeforeSupport, names: Names) -> list[Row]:
    if part is Sensitive.HOME:
        return _home(answers)
    if part is Sensitive.RESPONSIBILITY:
        groups = presenters.check_groups(Answers(responsibility=answers.responsibility), names=names, link=None)
    elif part is Sensitive.WORKER:
        groups = before_support_groups(BeforeSupport(worker=told.worker))
    else:
        groups = before_support_groups(BeforeSupport(keeping_safe=told.keeping_safe))
    return [row for group in groups for row in group.rows]


def _home(answers: Answers) -> list[Row]:
    told = (
        (gettext("Postcode"), answers.home.postcode if answers.home else ""),
        (gettext("Address"), answers.contact.address if answers.contact else ""),
    )
    return [Row(key, value) for key, value in told if value]
