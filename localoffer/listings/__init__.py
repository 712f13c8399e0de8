"""Listings: what families can use, how they find it, and how commissioners keep it right."""

from __future__ import annotations

from flask import Flask

from localoffer.listings import (
    admin,
    bulk,
    card_making,
    changes,
    checks,
    drawn_once,
    feed,
    freshness,
    kept_pages,
    my_list,
    notices,
    reviewing,
    suggesting,
    terms,
    venues,
    views,
)
from localoffer.listings.results import panel_making
from localoffer.listings.search import following


def init_app(app: Flask) -> None:
    """Register what this package gives to the application."""
    notices.init_app(app)
    following.init_app(app)
    card_making.init_app(app)
    kept_pages.init_app(app)
    drawn_once.init_app(app)
    panel_making.init_app(app)
    changes.init_app(app)
    app.register_blueprint(views.blueprint)
    app.jinja_env.globals.update(my_list=my_list.keys, feed_of=feed.address, suggestions_at=suggesting.address)
    admin.init_app(app)
    reviewing.init_app(app)
    freshness.init_app(app)
    bulk.init_app(app)
    venues.init_app(app)
    terms.init_app(app)
    checks.init_app(app)
