"""What is wrong with the answers of the editor's form beside each other, or on the day on which they are given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from wtforms import Field, Form

from localoffer.forms.fields import Text
from localoffer.languages import lazy_gettext

Problem = tuple[Field, Text]


def problems(form: Form, *, day: date, review_was: date | None) -> Iterator[Problem]:
    """Yield what has to be put right, each with its field; an answer that is wrong by itself is compared with nothing.

    Args:
        day: today.
        review_was: when the next check was due before this change; that may be over, what is set anew may not.
    """
    for field, text in [*_of_ages(form), *_of_spaces(form, day), *_of_checks(form, day, review_was)]:
        if not field.errors:
            yield field, text


def _of_ages(form: Form) -> Iterator[Problem]:
    youngest, oldest = form["age_from"], form["age_to"]
    is_told = youngest.data and oldest.data and not (youngest.errors or oldest.errors)
    if is_told and int(oldest.data) < int(youngest.data):
        yield oldest, lazy_gettext("Enter an oldest age that is not below the youngest age")


def _of_spaces(form: Form, day: date) -> Iterator[Problem]:
    stated = form["spaces_stated_on"]
    if form["spaces"].data and not stated.data:
        yield stated, lazy_gettext("Enter the date on which this about spaces was stated")
    if stated.data and stated.data > day:
        yield stated, lazy_gettext("Enter the day on which this about spaces was stated: today or earlier")


def _of_checks(form: Form, day: date, review_was: date | None) -> Iterator[Problem]:
    checked, due = form["checked_on"], form["review_due"]
    if bool(checked.data) != bool(form["checked_by"].data):
        yield checked, lazy_gettext("Enter both the day of the check and who checked")
    elif checked.data and checked.data > day:
        yield checked, lazy_gettext("Enter the day on which it was checked: today or earlier")
    if due.data and due.data != review_was and due.data <= day:
        yield due, lazy_gettext("Enter a next check that is later than today")
