"""The public glossary: every word letter by letter, and finding within it without JavaScript."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from localoffer import languages
from localoffer.guide.glossary import kept
from localoffer.guide.glossary.words import by_letter, find

blueprint = Blueprint("glossary", __name__)

_LONGEST = 60


@blueprint.get("/glossary")
def index() -> str:
    """Show the words; with ``?q=`` those that the reader may mean."""
    spoken = languages.current().code
    every = kept.words(spoken)
    wanted = request.args.get("q", "").strip()[:_LONGEST]
    found = find(every, wanted) if wanted else every
    return render_template(
        "guide/glossary/index.html", wanted=wanted, found=found, letters=[] if wanted else by_letter(every, spoken)
    )
