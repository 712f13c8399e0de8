"""What families type when a listing is what they need: one search a line, in one language."""

from __future__ import annotations

from enum import StrEnum

MOST_LINES = 40
LONGEST_LINE = 80


class Fault(StrEnum):
    """What is wrong with a line."""

    TOO_LONG = f"it is longer than {LONGEST_LINE} characters"
    TOO_MANY = f"there is room for {MOST_LINES} lines"


def tidied(text: str) -> str:
    """Return the lines without what nobody typed on purpose: empty ones, repeats, and spaces around the words."""
    return "\n".join(line for _, line in _numbered(text))


def faults(text: str) -> list[tuple[int, Fault, str]]:
    """Return what is wrong: the number of the line as it stands in the text, why, and its words."""
    found = [(number, Fault.TOO_LONG, line) for number, line in _numbered(text) if len(line) > LONGEST_LINE]
    found += [(number, Fault.TOO_MANY, line) for number, line in _numbered(text)[MOST_LINES:]]
    return found


def _numbered(text: str) -> list[tuple[int, str]]:
    lines: dict[str, tuple[int, str]] = {}
    for number, typed in enumerate(text.splitlines(), start=1):
        line = " ".join(typed.split())
        if line:
            lines.setdefault(line.casefold(), (number, line))
    return list(lines.values())
