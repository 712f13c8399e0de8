"""How long each thing is kept, as the privacy notice says it: from the numbers that the retention job obeys."""

from __future__ import annotations

from dataclasses import dataclass

from localoffer.council import Council
from localoffer.languages import gettext, ngettext


@dataclass(frozen=True)
class Kept:
    """One kind of thing, and how long it is kept; ``is_example`` where the council has still to decide it.

    ``is_form`` says that it is a form or its code, which is what a young person and a family want to know first.
    """

    what: str
    how_long: str
    is_form: bool = False
    is_example: bool = False


def how_long(council: Council) -> list[Kept]:
    """Return what is kept how long, in the reader's language, in the order in which a family meets it."""
    told = council.retention
    sent = gettext("A form that you send, and what you and we write about it")
    closed = gettext("%(time)s after we close it", time=months(told.closed_referrals.months))
    return [
        Kept(gettext("A form that you begin and do not save"), hours(told.unsaved_draft_hours), is_form=True),
        Kept(gettext("A form that you save, to come back to it"), days(told.saved_draft_days), is_form=True),
        Kept(sent, closed, is_form=True, is_example=told.closed_referrals.example),
        Kept(
            gettext("The code with which you follow your form"),
            gettext("%(time)s after we close the form", time=days(told.status_code_days)),
            is_form=True,
        ),
        Kept(gettext("A form that looks like spam, if nobody finds that it is real"), days(told.set_aside_days)),
        Kept(
            gettext("The emails and texts that we send you"),
            gettext("Until they are sent. That we sent them: %(time)s", time=days(told.message_days)),
        ),
        Kept(gettext("What you say about the form itself"), months(told.opinion_months)),
        Kept(gettext("What you tell us you could not find"), months(council.keeping.told_months)),
        Kept(
            gettext("What you write when you tell us what you think"),
            gettext("%(time)s. Your email address: until we answer", time=months(told.comment_months)),
        ),
        Kept(
            gettext("What you tell us is wrong on the page of a service"),
            gettext(
                "%(time)s after we decide. Your email address: until we answer", time=months(told.correction_months)
            ),
        ),
        Kept(gettext("What you answer in a survey"), months(told.survey_months)),
        Kept(gettext("The counts of searches"), months(council.keeping.counts_months)),
        Kept(
            gettext("A complaint about how we used facts about you"),
            gettext("%(time)s after we answer it", time=months(told.complaint_months)),
        ),
        Kept(
            gettext("When you ask for a call or a paper copy"),
            gettext("%(time)s after we did it", time=days(told.contact_days)),
        ),
        Kept(gettext("The record of who looked at a form"), months(12 * told.audit_years)),
        Kept(gettext("The list of pages that were asked for, without names"), days(told.log_days)),
        Kept(gettext("Copies of the site for an emergency"), months(told.backup_months)),
    ]


def months(number: int) -> str:
    """Return a number of months in words; as years where it is whole years."""
    if number % 12 == 0:
        return ngettext("%(num)s year", "%(num)s years", number // 12)
    return ngettext("%(num)s month", "%(num)s months", number)


def days(number: int) -> str:
    """Return a number of days in words."""
    return ngettext("%(num)s day", "%(num)s days", number)


def hours(number: int) -> str:
    """Return a number of hours in words."""
    return ngettext("%(num)s hour", "%(num)s hours", number)
