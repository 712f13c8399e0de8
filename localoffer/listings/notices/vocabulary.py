"""The codes of what a listing says for a time."""

from __future__ import annotations

from enum import StrEnum


class ForNowKind(StrEnum):
    """Whether a listing is closed for a time, or says something short beside what it always says."""

    CLOSED = "closed"
    NOTE = "note"
