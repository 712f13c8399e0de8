"""Why a file, a row or a cell is refused: a code that the screens turn into a sentence, and the values in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_LONGEST_VALUE = 120


class Refused(Exception):
    """A whole file cannot be read, or a change cannot be made; ``as_json`` is what is stored of it."""

    column = ""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    @property
    def reasons(self) -> tuple[Refused, ...]:
        """Every reason, where there are several."""
        return (self,)

    def as_json(self) -> dict[str, Any]:
        """Return code and values as JSON can hold them; what was in a cell is cut where it is long."""
        return {"code": self.code, **{name: _short(value) for name, value in self.values.items()}}


class BadCell(Refused):
    """What stands in a cell, or would, cannot be understood or kept; ``column`` is the key of its column."""

    def __init__(self, code: str, column: str = "", **values: object) -> None:
        super().__init__(code, **values)
        self.column = column

    def as_json(self) -> dict[str, Any]:
        """Return it likewise, with the column."""
        return {**super().as_json(), "column": self.column}


class RefusedFor(Refused):
    """Several things are wrong with a cell or a row."""

    def __init__(self, reasons: Sequence[Refused]) -> None:
        super().__init__(reasons[0].code, **reasons[0].values)
        self._reasons = tuple(reasons)

    @property
    def reasons(self) -> tuple[Refused, ...]:
        return self._reasons


def refuse_all(reasons: Sequence[Refused]) -> None:
    """Refuse a cell or a row for every reason at once, where there is one.

    Raises:
        Refused: the only reason, or ``RefusedFor`` several.
    """
    if reasons:
        raise reasons[0] if len(reasons) == 1 else RefusedFor(reasons)


def _short(value: object) -> object:
    if isinstance(value, int):
        return value
    text = str(value)
    return text if len(text) <= _LONGEST_VALUE else f"{text[: _LONGEST_VALUE - 1]}…"
