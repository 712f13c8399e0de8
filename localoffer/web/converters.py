"""What stands in the gaps of an address: no character and no number that the database has no room for."""

from __future__ import annotations

from typing import Any

from werkzeug.routing import BaseConverter, IntegerConverter, Map, PathConverter, UnicodeConverter

_LARGEST = 2**31 - 1


class _Text(UnicodeConverter):
    """A part of an address, without NUL, which PostgreSQL does not store."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.regex = self.regex.replace("[^/]", r"[^/\0]")


class _Path(PathConverter):
    """Several parts of an address, without NUL."""

    regex = r"[^/\0][^\0]*?"


class _Number(IntegerConverter):
    """A number that a column has room for."""

    regex = r"\d{1,10}"
    part_isolating = True

    def __init__(self, map: Map, *args: Any, **options: Any) -> None:  # noqa: A002 - the library's name
        super().__init__(map, *args, **{"max": _LARGEST, **options})


CONVERTERS: dict[str, type[BaseConverter]] = {"default": _Text, "string": _Text, "path": _Path, "int": _Number}
"""By the names that rules have for them; whatever does not match is no address of ours."""
