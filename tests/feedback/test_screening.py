"""What may say who wrote a text is taken out of it before it is kept."""

from __future__ import annotations

import pytest

from localoffer.feedback.screening import screened


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Write to jo.bloggs+send@example.org now", "Write to [address taken out] now"),
        ("I am @jo_bloggs there", "I am [address taken out] there"),
        ("See https://example.org/jo or www.example.org/jo.", "See [link taken out] or [link taken out]"),
        ("We live in ST16 2LH, near town", "We live in [postcode taken out], near town"),
        ("st162lh", "[postcode taken out]"),
        ("Ring 01632 960 001.", "Ring [number taken out]."),
        ("Ring +44 (0)1632-960001", "Ring [number taken out]"),
        ("He was born on 3/10/2015", "He was born on [number taken out]"),
        ("NHS 943 476 5919", "NHS [number taken out]"),
        ("۰۱۶۳۲ ۹۶۰۰۰۱ پر فون کریں", "[number taken out] پر فون کریں"),
        ("Ring ０１６３２９６０００１", "Ring [number taken out]"),
    ],
)
def test_an_address_or_a_number_leaves_a_note_in_its_place(written: str, kept: str) -> None:
    assert screened(written) == kept


@pytest.mark.parametrize(
    "written",
    [
        "A club for 8 to 11 year olds, on Saturdays from 10 to 12",
        "Respite in ST16 or WS13",
        "krótkie przerwy dla 14-latka",
        "وقفہ",
        "Two lines\nof text",
        "",
    ],
)
def test_what_was_looked_for_stays(written: str) -> None:
    assert screened(written) == written


def test_what_nobody_sees_cannot_hide_a_number() -> None:
    assert screened("01632\u200b960\u2060001") == "[number taken out]"


def test_a_hostile_text_is_soon_read() -> None:
    # a million characters would take minutes were the time to grow with the square of the length
    assert screened("1 " * 500_000) == "[number taken out]"
