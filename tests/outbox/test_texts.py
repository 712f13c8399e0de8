"""What a text message can be written with."""

from __future__ import annotations

import pytest

from localoffer.outbox import texts


@pytest.mark.parametrize(
    ("words", "sent"),
    [
        ("We have your form.", "We have your form."),
        ("Zażółć gęślą jaźń", "Zazolc gesla jazn"),
        ("it’s “here” – now", 'it\'s "here" - now'),
        ("café, Übung, £5", "café, Übung, £5"),
    ],
)
def test_letters_are_sent_as_they_are_or_without_their_marks(words: str, sent: str) -> None:
    assert texts.as_text(words) == sent


@pytest.mark.parametrize("words", ["ہمیں آپ کا فارم مل گیا۔", "Форма", "مرحبا"])
def test_what_has_no_such_letters_is_not_sent(words: str) -> None:
    assert texts.as_text(words) is None


@pytest.mark.parametrize(
    ("length", "sign", "parts"), [(1, "a", 1), (160, "a", 1), (161, "a", 2), (306, "a", 2), (307, "a", 3), (81, "€", 2)]
)
def test_long_texts_go_out_in_parts(length: int, sign: str, parts: int) -> None:
    assert texts.parts(sign * length) == parts
