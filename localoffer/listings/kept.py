"""The services that a family keeps: their numbers, as one short text that fits a cookie, a link and a QR code."""

from __future__ import annotations

from collections.abc import Collection, Iterable

MOST = 40
_BETWEEN = "."
_LONGEST_NUMBER = 9


class ListFull(ValueError):
    """More services than a list holds."""


def read(text: str) -> tuple[int, ...]:
    """Return the numbers in a text, in order, each once and at most ``MOST``; what is no number is left out."""
    longest = MOST * (_LONGEST_NUMBER + 1)
    numbers = (
        int(part)
        for part in text[:longest].split(_BETWEEN)
        if part.isascii() and part.isdecimal() and len(part) <= _LONGEST_NUMBER
    )
    return tuple(dict.fromkeys(number for number in numbers if number))[:MOST]


def write(numbers: Iterable[int]) -> str:
    """Return numbers as the text that ``read`` reads."""
    return _BETWEEN.join(str(number) for number in numbers)


def changed(held: Iterable[int], *, keep: Iterable[int] = (), drop: Collection[int] = ()) -> tuple[int, ...]:
    """Return a list without some services and with others at its end.

    Raises:
        ListFull: when it would hold more than ``MOST``.
    """
    numbers = tuple(dict.fromkeys(number for number in (*held, *keep) if number not in drop))
    if len(numbers) > MOST:
        raise ListFull(f"a list holds {MOST} services")
    return numbers
