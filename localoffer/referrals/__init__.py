"""Referrals: asking for 1-1 Life Skills support without a diagnosis, and what the team does with it."""

from __future__ import annotations

from flask import Flask

from localoffer.referrals import admin, admin_outbox, admin_queue, at_hand, paper_form, views
from localoffer.staff import guard, home


def init_app(app: Flask) -> None:
    """Put the public journey and the team's screens on the application.

    Raises:
        ValueError: when the council's folder names somebody who may refer that the form does not know.
    """
    with app.app_context():
        at_hand.rules()
    paper_form.init_app(app)
    app.register_blueprint(views.blueprint)
    guard.add(app, admin.blueprint)
    guard.add(app, admin_outbox.blueprint)
    home.add_tiles(app, permission="referrals.read", make=admin_queue.tiles)
    home.add_tiles(app, permission="referrals.read", make=admin_outbox.tiles)
