"""The Local Offer: families find support, ask for it without a diagnosis, and the council keeps it right."""

from __future__ import annotations

from flask import Flask

import config
from localoffer import (
    alphabets,
    auditing,
    contacting,
    council,
    db,
    easy_read,
    feedback,
    guide,
    insight,
    language_state,
    languages,
    listings,
    outbox,
    places,
    privacy,
    referrals,
    signing,
    site,
    staff,
    translating,
    web,
)
from localoffer.crypto import KeyRing
from localoffer.web.application import Application

__all__ = ["create_app"]


def create_app(settings: config.Settings) -> Flask:
    """Build the application.

    Raises:
        FileNotFoundError: when the key file or the county's folder is not there.
        ValueError: when either cannot be read.
    """
    app = Application(__name__, template_folder=str(settings.templates), static_folder=None)
    app.config.update(settings.as_flask_config())
    app.extensions["localoffer_keys"] = KeyRing.load(settings.keys)
    app.extensions["localoffer_council"] = council.load(settings.county / "council.toml")
    db.init_app(app, settings.database_url)
    languages.init_app(app)
    alphabets.init_app(app)
    language_state.init_app(app)
    web.init_app(app)
    places.init_app(app)
    staff.init_app(app)
    outbox.init_app(app)
    easy_read.init_app(app)
    signing.init_app(app)
    listings.init_app(app)
    referrals.init_app(app)
    feedback.init_app(app)
    contacting.init_app(app)
    guide.init_app(app)
    privacy.init_app(app)
    insight.init_app(app)
    translating.init_app(app)
    auditing.init_app(app)
    site.init_app(app)
    staff.register_admin(app)
    return app
