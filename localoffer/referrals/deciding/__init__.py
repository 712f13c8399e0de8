"""What the team tells a family: templates of messages, and letters that say what was decided."""

from __future__ import annotations

from flask import Flask

from localoffer.referrals.deciding import admin_texts
from localoffer.staff import guard


def init_app(app: Flask) -> None:
    """Put the screens of the texts to families on the application."""
    guard.add(app, admin_texts.blueprint)
