"""Referrals: asking for 1-1 Life Skills support without a diagnosis, and what the team does with it."""

from __future__ import annotations

from flask import Flask

from localoffer.easy_read import switching
from localoffer.referrals import capacity, views
from localoffer.referrals.admin import outbox, tiles
from localoffer.referrals.admin import views as admin
from localoffer.referrals.asking import at_hand, leaving
from localoffer.referrals.deciding import admin_texts
from localoffer.referrals.paper import form
from localoffer.staff import guard, home


def init_app(app: Flask) -> None:
    """Put the public journey and the team's screens on the application.

    Raises:
        ValueError: when the council's folder names somebody who may refer that the form does not know.
    """
    with app.app_context():
        at_hand.rules()
    form.init_app(app)
    app.register_blueprint(views.blueprint)
    leaving.at_once(app)
    switching.offer_in_place(app, "referrals.step", "referrals.check", "referrals.send", "referrals.sent")
    guard.add(app, admin.blueprint)
    guard.add(app, outbox.blueprint)
    home.add_tiles(app, permission="referrals.read", make=tiles.tiles)
    home.add_tiles(app, permission="referrals.read", make=outbox.tiles)
    capacity.init_app(app)
    guard.add(app, admin_texts.blueprint)
