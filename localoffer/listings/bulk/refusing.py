"""Why a file, a row or a cell is refused: a code that the screens turn into a sentence, and the values in it."""

from __future__ import annotations

from typing import Any

_LONGEST_VALUE = 120


class Refused(Exception):
    """A whole file cannot be read, or a change cannot be made; ``as_json`` is what is stored of it."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def as_json(self) -> dict[str, Any]:
        """Return code and values as JSON can hold them; what was in a cell is cut where it is long."""
        return {"code": self.code, **{name: _short(value) for name, value in self.values.items()}}


class BadCell(Refused):
    """What stands in a cell cannot be understood; ``column`` is the key of its column."""

    def __init__(self, code: str, column: str = "", **values: object) -> None:
        super().__init__(code, **values)
        self.column = column


def _short(value: object) -> object:
    if isinstance(value, int):
        return value
    text = str(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 1]}…"
