"""A date in three boxes: day, month and year, the month as a number or as a word in any language of the site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation

from localoffer.forms.fields import Look, Text, tidy
from localoffer.languages import LANGUAGES, gettext, lazy_gettext

PARTS = ("day", "month", "year")
_YEAR_DIGITS = 4
_MISSING: dict[frozenset[str], Text] = {
    frozenset({"day"}): lazy_gettext("Enter the day as well"),
    frozenset({"month"}): lazy_gettext("Enter the month as well"),
    frozenset({"year"}): lazy_gettext("Enter the year as well"),
    frozenset({"day", "month"}): lazy_gettext("Enter the day and the month as well"),
    frozenset({"day", "year"}): lazy_gettext("Enter the day and the year as well"),
    frozenset({"month", "year"}): lazy_gettext("Enter the month and the year as well"),
}


@dataclass(frozen=True)
class DatePart:
    """One of the three boxes, as the page draws it."""

    id: str
    name: str
    label: str
    typed: str
    width: str
    autocomplete: str
    wrong: bool


class DateField(Field):
    """A date. ``data`` is a ``datetime.date``, or ``None`` when nothing, or nothing real, was typed.

    ``own_birthday`` lets the browser offer the birthday of whoever is typing; leave it off for a child's.
    """

    kind = "date"

    def __init__(
        self,
        label: Text = "",
        validators: Sequence[object] | None = None,
        *,
        hint: Text = "",
        own_birthday: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, validators, description=hint, **kwargs)
        self.look = Look()
        self.own_birthday = own_birthday
        self.typed = dict.fromkeys(PARTS, "")
        self.wrong: frozenset[str] = frozenset()

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Take the three boxes of a sent form, or a date."""
        self.process_errors: list[str] = []
        self.object_data = self.data = data if isinstance(data, date) else None
        self.typed = _written(self.data)
        self.raw_data = None
        if formdata is not None and any(f"{self.name}-{part}" in formdata for part in PARTS):
            self.typed = {part: tidy(formdata.get(f"{self.name}-{part}", "")) for part in PARTS}
            self.raw_data = [text for text in self.typed.values() if text]
            self.data = _understood(self.typed)

    def pre_validate(self, form: object) -> None:
        """Say which box is empty or wrong; a date that is left out altogether is for ``Required`` to refuse."""
        self.wrong = frozenset()
        empty = frozenset(part for part in PARTS if not self.typed[part])
        if empty == frozenset(PARTS):
            return
        if empty:
            self._refuse(empty, _MISSING[empty])
        if self.data is None:
            self._refuse_unreal()

    def _refuse_unreal(self) -> None:
        if _number(self.typed["day"]) not in range(1, 32):
            self._refuse({"day"}, lazy_gettext("Enter the day as a number from 1 to 31"))
        if _month(self.typed["month"]) is None:
            self._refuse({"month"}, lazy_gettext("Enter the month as a number from 1 to 12, or as a word"))
        if len(self.typed["year"]) != _YEAR_DIGITS or not _number(self.typed["year"]):
            self._refuse({"year"}, lazy_gettext("Enter the year as 4 numbers, for example 2015"))
        self._refuse({"day"}, lazy_gettext("Enter a real date: this month does not have that many days"))

    def _refuse(self, wrong: set[str] | frozenset[str], message: Text) -> None:
        self.wrong = frozenset(wrong)
        raise StopValidation(message)

    @property
    def error_target(self) -> str:
        """The id of the first box that is wrong."""
        return next((f"{self.id}-{part}" for part in PARTS if part in self.wrong), f"{self.id}-day")

    def parts(self) -> list[DatePart]:
        """Return the three boxes in the order in which they are typed."""
        labels = {"day": gettext("Day"), "month": gettext("Month"), "year": gettext("Year")}
        everything_wrong = bool(self.errors) and not self.wrong
        return [
            DatePart(
                id=f"{self.id}-{part}",
                name=f"{self.name}-{part}",
                label=labels[part],
                typed=self.typed[part],
                width="4" if part == "year" else "2",
                autocomplete=f"bday-{part}" if self.own_birthday else "",
                wrong=everything_wrong or part in self.wrong,
            )
            for part in PARTS
        ]


def _written(day: date | None) -> dict[str, str]:
    return {part: str(getattr(day, part)) if day else "" for part in PARTS}


def _understood(typed: dict[str, str]) -> date | None:
    day, month, year = _number(typed["day"]), _month(typed["month"]), _number(typed["year"])
    if not (day and month and year) or len(typed["year"]) != _YEAR_DIGITS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _number(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and len(typed) <= _YEAR_DIGITS else None


def _month(typed: str) -> int | None:
    number = _number(typed)
    if number is not None:
        return number if 1 <= number <= 12 else None
    return _month_names().get(typed.casefold().rstrip("."))


@cache
def _month_names() -> dict[str, int]:
    """Return month names, long and short, in every form that the site's languages use → number."""
    return {
        name.casefold().rstrip("."): number
        for language in LANGUAGES.values()
        for form in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in language.locale.months[form][width].items()
    }
