"""Counting how far families come in the form: each step by itself, so that no row tells of one form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import structlog
from flask import Flask
from sqlalchemy import delete
from sqlalchemy.orm import Session

from localoffer.adding_up import adding, take_away
from localoffer.days import today
from localoffer.feedback.recording import Recorder
from localoffer.insight.models import StepCount
from localoffer.referrals.stepped import stepped

_EXTENSION = "localoffer_step_recorder"
_TABLE = StepCount.__table__

log = structlog.get_logger()


class StepTaken(NamedTuple):
    """A step of the form that was answered for the first time."""

    day: date
    step: str


def init_app(app: Flask) -> None:
    """Count the steps of the forms of an application."""
    in_background = app.config["SETTINGS"].environment != "test"
    app.extensions[_EXTENSION] = Recorder(
        app.extensions["localoffer_database"], in_background=in_background, add=add, name="step-recorder"
    )
    stepped.connect(_count, sender=app)


def recorder(app: Flask) -> Recorder:
    """Return what counts the steps of an application."""
    found: Recorder = app.extensions[_EXTENSION]
    return found


def add(session: Session, taken: Mapping[StepTaken, int]) -> None:
    """Add to the day's counts; the caller commits."""
    session.execute(adding(session, _TABLE), _rows(taken))  # type: ignore[arg-type]


def take_back(session: Session, taken: Mapping[StepTaken, int]) -> None:
    """Take counts that were added away again; the caller commits."""
    take_away(session, _TABLE, _rows(taken))  # type: ignore[arg-type]


def remove_old(session: Session, *, before: date) -> int:
    """Remove the counts of the days before a day; return how many rows that were."""
    result = session.execute(delete(_TABLE).where(_TABLE.c.day < before))  # type: ignore[arg-type]
    return int(result.rowcount)  # type: ignore[attr-defined]


def _rows(taken: Mapping[StepTaken, int]) -> list[dict[str, Any]]:
    # always in the same order, so that two processes never wait for each other
    return [{**one._asdict(), "count": number} for one, number in sorted(taken.items())]


def _count(app: Flask, *, step: str) -> None:
    """Count a step. Nothing that goes wrong here reaches the family."""
    try:
        recorder(app).count([StepTaken(today(), step)])
    except Exception as error:
        log.error("not_counted", fault=type(error).__name__)
