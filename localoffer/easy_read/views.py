"""The public pages of easy read: what there is, one page, and the choice that a browser keeps."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request
from werkzeug.wrappers import Response

from localoffer import languages
from localoffer.db import MissingRow
from localoffer.easy_read import switching
from localoffer.easy_read.choice import Reading
from localoffer.easy_read.drawing import standard_address
from localoffer.easy_read.kept import Kept, shelf
from localoffer.web.returning import safe_path
from localoffer.web.trusting import trust_notes

blueprint = Blueprint("easy_read", __name__, url_prefix="/easy-read")


@blueprint.get("")
def index() -> str:
    """Show every page that there is in easy read."""
    spoken = languages.current().code
    return render_template("easy_read/index.html", pages=[page.shown(spoken) for page in shelf().pages.values()])


@blueprint.get("/<slug>")
def show(slug: str) -> str:
    """Show one page."""
    page = shelf().pages.get(slug)
    if page is None:
        raise MissingRow("there is no such page in easy read")
    if standard := _standard_of(page):
        switching.says_both(standard=standard)
    spoken = languages.current().code
    return render_template("easy_read/page.html", page=page.shown(spoken), notes=trust_notes(page.trust(spoken)))


@blueprint.get("/choose/<chosen>")
def choose(chosen: str) -> Response:
    """Keep how a reader wants to read, and show them the page that they came from in that way."""
    if chosen not in set(Reading):
        abort(404)
    there = languages.address_in(languages.current(), safe_path(request.args.get("next")))
    return switching.keep_choice(redirect(there), Reading(chosen))


def _standard_of(page: Kept) -> str:
    """Return the address of the page that an easy read stands for first; empty where it stands for none."""
    return standard_address(page.stands_for[0]) if page.stands_for else ""
