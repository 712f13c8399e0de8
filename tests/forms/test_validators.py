"""Checks let through what can be right, and stop what cannot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localoffer.forms.base import Form
from localoffer.forms.fields import TextField
from localoffer.forms.validators import MaxLength, Required, Web, WholeNumber, is_email
from tests.forms.conftest import Send


@pytest.mark.parametrize(
    "typed", ["a@example.org", "first.last+tag@mail.example.co.uk", "o'neil@example.org", "zażółć@example.org"]
)
def test_addresses_that_mail_can_go_to(typed: str) -> None:
    assert is_email(typed)


@pytest.mark.parametrize(
    "typed",
    ["", "a", "a@", "@example.org", "a@example", "a b@example.org", "a@@example.org", "a@b@example.org",
     "a@example..org", ".a@example.org", "a..b@example.org", "a@example.org\nBcc: x@example.org", "<a@example.org>",
     "a" * 250 + "@x.org"],
)  # fmt: skip
def test_what_is_no_address(typed: str) -> None:
    assert not is_email(typed)


@given(st.text())
def test_nothing_that_can_be_typed_breaks_the_checks(typed: str) -> None:
    assert is_email(typed) in {True, False}


class Checked(Form):
    name = TextField("Name", [Required("Enter a name"), MaxLength(5, "Too long")])
    web = TextField("Web", [Web("Not an address")])
    age = TextField("Age", [WholeNumber(0, 25, "Not an age")])


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("name", "", "Enter a name"),
        ("name", "   ", "Enter a name"),
        ("name", "123456", "Too long"),
        ("web", "example.org", "Not an address"),
        ("web", "javascript://example.org", "Not an address"),
        ("web", "https://exam ple.org", "Not an address"),
        ("age", "26", "Not an age"),
        ("age", "-1", "Not an age"),
        ("age", "ten", "Not an age"),
    ],
)
def test_each_check_says_its_own_sentence_once(send: Send[Checked], field: str, typed: object, message: str) -> None:
    form = send(Checked, {"name": "Anna", field: typed})

    assert [str(error) for error in form[field].errors] == [message]


def test_what_is_right_passes(send: Send[Checked]) -> None:
    sent = {"name": "Ann", "web": "https://example.org/a?b=c", "age": "25"}

    assert send(Checked, sent).mistakes() == []
    assert send(Checked, {"name": "Annas"}).mistakes() == []
