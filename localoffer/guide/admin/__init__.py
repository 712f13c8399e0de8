"""The screens on which commissioners keep the guide's pages."""

from __future__ import annotations

from flask import Blueprint, Flask

from localoffer.guide.admin import deciding, editing, keeping, listing, previewing, signed
from localoffer.signing import subjects as signing_subjects
from localoffer.staff import guard, home


def init_app(app: Flask) -> None:
    """Put it on the application."""
    blueprint = Blueprint("guide", __name__, url_prefix="/pages")
    for screens in (listing, editing, previewing, deciding, keeping):
        screens.register(blueprint)
    guard.add(app, blueprint)
    signing_subjects.register(app, signing_subjects.PAGE, signed.subject)
    home.add_tiles(app, permission="guide.publish", make=listing.tiles_of_reviewers)
    home.add_tiles(app, permission="guide.edit", make=listing.tiles_of_editors)
