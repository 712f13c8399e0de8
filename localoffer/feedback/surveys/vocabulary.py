"""The kinds of questions that a survey asks, and how a survey stands."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """How a question is answered."""

    ONE = "one"
    MANY = "many"
    FACES = "faces"
    WORDS = "words"


class State(StrEnum):
    """How a survey stands on a day. Until it has opened, it can be changed."""

    DRAFT = "draft"
    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
