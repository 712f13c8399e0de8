"""Insight: the numbers by which commissioners decide, as charts, tables, spreadsheets and a yearly report."""

from __future__ import annotations

from flask import Flask

from localoffer.insight import admin, steps
from localoffer.staff import guard


def init_app(app: Flask) -> None:
    """Count the steps of the form, and put the figures among the staff's screens."""
    steps.init_app(app)
    guard.add(app, admin.blueprint)
