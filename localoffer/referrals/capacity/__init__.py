"""Whether there is room, and how long the wait is: said by managers, each time with its day."""

from __future__ import annotations

from flask import Flask

from localoffer.referrals.capacity import admin, shown
from localoffer.staff import guard


def init_app(app: Flask) -> None:
    """Let every page say how things stand, and managers set it."""
    shown.init_app(app)
    guard.add(app, admin.blueprint)
