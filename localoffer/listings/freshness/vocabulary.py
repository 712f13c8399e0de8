"""What an organisation can answer, and how a link stands."""

from __future__ import annotations

from enum import StrEnum


class ProviderAnswer(StrEnum):
    """What an organisation says of a listing."""

    RIGHT = "right"
    CHANGED = "changed"
    CLOSED = "closed"
    PAUSED = "paused"


class LinkState(StrEnum):
    """How a link stands: what the commissioners' list can be narrowed to."""

    TO_DO = "to_do"
    SILENT = "silent"
    WAITING = "waiting"
    ANSWERED = "answered"
    ENDED = "ended"
