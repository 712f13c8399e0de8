"""How things stand for a new referral today: what managers said last, without a question to the database."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, current_app
from sqlalchemy.orm import Session

from localoffer import council
from localoffer.referrals.asking import at_hand
from localoffer.referrals.capacity import setting
from localoffer.referring import Intake
from localoffer.web.following import Followed, follow

_EXTENSION = "localoffer_intake"


def intake() -> Intake:
    """Return how things stand today: as the council's folder says, until managers have said something else."""
    followed: Followed[Sequence[Intake]] = current_app.extensions[_EXTENSION]
    today = at_hand.today()
    begun = (one for one in followed.newest if one.since <= today)
    return next(begun, council.current().referring.intake)


def init_app(app: Flask) -> None:
    """Let every page say how things stand, and every process follow it."""
    app.extensions[_EXTENSION] = follow(app, setting.SUBJECT, _read, nothing=())
    app.jinja_env.globals["intake_now"] = intake


def _read(session: Session) -> Sequence[Intake]:
    return tuple(Intake(one.state.value, one.since, one.weeks) for one in setting.history(session))
