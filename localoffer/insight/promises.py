"""How the promise of a first answer was kept, of which each family was told the day."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from localoffer.insight.counting import Answer
from localoffer.working_days import day_of


class Promise(StrEnum):
    """How the promise of a first answer was kept."""

    IN_TIME = "in_time"
    LATE = "late"
    WAITING = "waiting"
    OVERDUE = "overdue"
    WITHDRAWN = "withdrawn"
    NONE = "none"


def kept(answer: Answer, *, today: date) -> Promise:
    """Return how the promise to one family was kept."""
    if answer.was_withdrawn:
        return Promise.WITHDRAWN
    if answer.promised_by is None:
        return Promise.NONE
    if answer.answered_at is not None:
        return Promise.IN_TIME if day_of(answer.answered_at) <= answer.promised_by else Promise.LATE
    return Promise.OVERDUE if answer.promised_by < today else Promise.WAITING
