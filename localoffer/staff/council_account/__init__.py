"""Signing in with the account that staff have at the council anyway (Microsoft Entra ID), where the council sets it."""

from __future__ import annotations

from flask import Blueprint, Flask

from localoffer.staff.council_account import directory, views


def init_app(app: Flask) -> None:
    """Let the application ask the council's directory who somebody is."""
    directory.init_app(app)
    app.register_blueprint(views.blueprint)


def register(parent: Blueprint) -> None:
    """Put being asked once more on the guarded blueprint."""
    parent.add_url_rule("/council-account/again", "council_account_again", views.again)
    parent.add_url_rule("/council-account/again/ask", "council_account_ask_again", views.ask_again)
