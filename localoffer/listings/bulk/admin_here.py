"""What the screens of many listings at once begin and end with."""

from __future__ import annotations

from flask import Response, flash, make_response, redirect, url_for

from localoffer.listings.admin.here import writing
from localoffer.listings.bulk.models import BulkRun
from localoffer.listings.bulk.runs import By


def by() -> By:
    """Return who makes this request, and the key of the audit."""
    return By(**writing())


def to_run(run: BulkRun, said: str = "") -> Response:
    """Lead to the page of a run."""
    if said:
        flash(said)
    return make_response(redirect(url_for("admin.bulk.show", number=run.id), code=303))
