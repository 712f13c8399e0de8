"""A section as JSON and forms know it, and back."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

_S = TypeVar("_S")


def as_fields(section: Any) -> dict[str, Any]:
    """Return a section as JSON knows it, and as a form takes it: codes, text, lists, days as ``2019-04-30``."""
    return {field.name: _plain(getattr(section, field.name)) for field in dataclasses.fields(section)}


def read_section(kind: type[_S], given: Mapping[str, Any]) -> _S:
    """Make a section of a mapping, from a form or from JSON; what the section does not have is left out.

    Raises:
        ValueError: when something has no possible value of its type.
        TypeError: when something that the section needs is missing.
    """
    hints = typing.get_type_hints(kind)
    return kind(**{name: _typed(hint, given[name]) for name, hint in hints.items() if name in given})


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _typed(hint: Any, value: Any) -> Any:
    if isinstance(hint, types.UnionType):
        return _typed(typing.get_args(hint)[0], value) if value not in (None, "") else None
    if typing.get_origin(hint) is tuple:
        return tuple(_typed(typing.get_args(hint)[0], one) for one in value or ())
    if hint is date:
        return value if isinstance(value, date) else date.fromisoformat(value)
    return hint(value if value is not None else "")
