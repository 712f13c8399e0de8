"""Telephone numbers: what can be dialled, what can get a text, and what an address book puts around a number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from localoffer.forms.base import Form
from localoffer.forms.fields import PhoneField
from localoffer.forms.telephone import is_phone, may_get_texts, tidied
from localoffer.forms.validators import Phone
from tests.forms.conftest import Send

LIKE_THIS = "Enter a phone number like 01632 960 001"
NUMBER_ONLY = "Enter the phone number only, without words"


@pytest.mark.parametrize(
    "typed",
    ["01632 960001", "+44 1632 960001", "(01632) 960-001", "0044 1632 960001", "07700900123", "+44 (0)7700 900123",
     "(+44) 7700 900123", "0044 7700 900123", "447700900123", "0169 772 000", "0800 123 4567", "056 0123 4567",
     "+48 601 234 567", "0048 601 234 567", "+1 (202) 555-0123"],
)  # fmt: skip
def test_numbers_that_can_be_dialled(typed: str) -> None:
    assert is_phone(typed)


@pytest.mark.parametrize(
    "typed",
    ["", "960001", "01632 96000x", "0" * 16, "ring my mum", "01632 960001 ext 12", "07700 90012", "07700 9001234",
     "+44 7700 90012", "0044 7700 9001234", "+44 (0)7700 9001234", "0000000000", "1234567890", "7700900123",
     "01632 9600012", "+44", "+48 601", "+0 601 234 567", "+1 202 555 0123 0123 0123"],
)  # fmt: skip
def test_what_is_no_number(typed: str) -> None:
    assert not is_phone(typed)


@pytest.mark.parametrize("typed", ["07700 900123", "+44 7700 900123", "0044 (0)7700 900123", "+48 601 234 567"])
def test_numbers_that_may_get_a_text(typed: str) -> None:
    assert may_get_texts(typed)


@pytest.mark.parametrize("typed", ["01632 960001", "+44 1632 960001", "0044 1632 960001", "0300 123 4567"])
def test_numbers_that_get_no_text(typed: str) -> None:
    assert not may_get_texts(typed)


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("\u202a+44 7700 900123\u202c", "+44 7700 900123"),
        ("\u200e07700\u200b900123", "07700900123"),
        ("07700\u2013900\u2013123", "07700-900-123"),
        ("07700\t900\u00a0123", "07700 900 123"),
        ("٠٧٧٠٠ ٩٠٠١٢٣", "07700 900123"),
        ("۰۷۷۰۰ ۹۰۰۱۲۳", "07700 900123"),
    ],
)
def test_what_an_address_book_puts_around_a_number_refuses_none(pasted: str, kept: str) -> None:
    assert tidied(pasted) == kept
    assert is_phone(kept)


@given(st.text())
def test_nothing_that_can_be_typed_breaks_the_checks(typed: str) -> None:
    assert is_phone(tidied(typed)) in {True, False}
    assert may_get_texts(typed) in {True, False}
    assert tidied(tidied(typed)) == tidied(typed)


class Called(Form):
    phone = PhoneField("Phone", [Phone(LIKE_THIS)])


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("07700 900123 (mum)", NUMBER_ONLY),
        ("Home: 01543 123456", NUMBER_ONLY),
        ("01543 123456 ext 4", NUMBER_ONLY),
        ("07700 90012", LIKE_THIS),
    ],
)
def test_what_is_wrong_with_a_number_is_said(send: Send[Called], typed: str, message: str) -> None:
    form = send(Called, {"phone": typed})

    assert [str(error) for error in form.phone.errors] == [message]


def test_a_pasted_number_is_kept_without_its_marks(send: Send[Called]) -> None:
    form = send(Called, {"phone": "\u202a+44 7700 900123\u202c"})

    assert not form.mistakes()
    assert form.phone.data == "+44 7700 900123"
