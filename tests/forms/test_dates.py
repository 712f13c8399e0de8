"""A date in three boxes, as people write dates."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from localoffer.forms.base import Form
from localoffer.forms.dates import DateField, _understood
from localoffer.forms.validators import Required
from tests.forms.conftest import Send


class Born(Form):
    born = DateField("Born", [Required("Enter a date")])


def typed(day: str, month: str, year: str) -> dict[str, object]:
    return {"born-day": day, "born-month": month, "born-year": year}


@pytest.mark.parametrize("month", ["3", "03", "March", "march", "Mar", "mar.", "marca", "marzec", "مارچ", "۳", " 3 "])
def test_a_month_may_be_a_number_or_a_word_in_any_language_of_the_site(send: Send[Born], month: str) -> None:
    assert send(Born, typed("27", month, "2015")).born.data == date(2015, 3, 27)


@pytest.mark.parametrize(
    ("parts", "message", "target"),
    [
        (("", "", ""), "Enter a date", "born-day"),
        (("", "3", "2015"), "Enter the day as well", "born-day"),
        (("27", "", "2015"), "Enter the month as well", "born-month"),
        (("27", "3", ""), "Enter the year as well", "born-year"),
        (("27", "", ""), "Enter the month and the year as well", "born-month"),
        (("", "3", ""), "Enter the day and the year as well", "born-day"),
        (("", "", "2015"), "Enter the day and the month as well", "born-day"),
        (("32", "3", "2015"), "Enter the day as a number from 1 to 31", "born-day"),
        (("one", "3", "2015"), "Enter the day as a number from 1 to 31", "born-day"),
        (("27", "13", "2015"), "Enter the month as a number from 1 to 12, or as a word", "born-month"),
        (("27", "Smarch", "2015"), "Enter the month as a number from 1 to 12, or as a word", "born-month"),
        (("27", "3", "15"), "Enter the year as 4 numbers, for example 2015", "born-year"),
        (("27", "3", "0000"), "Enter the year as 4 numbers, for example 2015", "born-year"),
        (("31", "2", "2015"), "Enter a real date: this month does not have that many days", "born-day"),
    ],
)
def test_a_wrong_date_says_which_box_and_keeps_what_was_typed(
    send: Send[Born], parts: tuple[str, str, str], message: str, target: str
) -> None:
    form = send(Born, typed(*parts))

    assert [(one.text, one.target) for one in form.mistakes()] == [(message, target)]
    assert tuple(part.typed for part in form.born.parts()) == parts


def test_only_the_wrong_boxes_are_marked(send: Send[Born]) -> None:
    assert [part.wrong for part in send(Born, typed("27", "", "2015")).born.parts()] == [False, True, False]
    assert [part.wrong for part in send(Born, typed("", "", "")).born.parts()] == [True, True, True]


def test_a_known_date_fills_the_boxes(plain_app: Flask) -> None:
    with plain_app.test_request_context("/"):
        form = Born()
        form.fill({"born": date(2015, 3, 27)})

        assert [part.typed for part in form.born.parts()] == ["27", "3", "2015"]


def test_only_somebody_s_own_birthday_is_offered_by_the_browser(plain_app: Flask) -> None:
    class Own(Form):
        born = DateField("Born", own_birthday=True)

    with plain_app.test_request_context("/"):
        assert [part.autocomplete for part in Own().born.parts()] == ["bday-day", "bday-month", "bday-year"]
        assert [part.autocomplete for part in Born().born.parts()] == ["", "", ""]


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_date_can_be_typed(day: date) -> None:
    assert _understood({"day": str(day.day), "month": str(day.month), "year": f"{day.year:04}"}) == day


@given(st.text(max_size=8), st.text(max_size=12), st.text(max_size=8))
def test_nothing_that_can_be_typed_breaks_it(day: str, month: str, year: str) -> None:
    assert _understood({"day": day, "month": month, "year": year}) is None or year
