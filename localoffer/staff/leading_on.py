"""Where a sign-in may lead on to: our own screens, and nothing else."""

from __future__ import annotations

from flask import abort, request

from localoffer.web.returning import safe_path


def refuse_other_places() -> None:
    """Refuse a sign-in that would lead on to anything but one of our own screens.

    Raises:
        BadRequest: when it would.
    """
    for wanted in (*request.args.getlist("next"), *request.form.getlist("next")):
        if wanted and (not wanted.startswith("/admin") or safe_path(wanted) != wanted):
            abort(400)
