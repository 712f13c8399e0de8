"""What the council decides about referrals, for a test."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Flask


def decide(app: Flask, **told: Any) -> None:
    """Replace what the council's folder says about referrals, before the first page is asked for."""
    council = app.extensions["localoffer_council"]
    changed = replace(council, referring=replace(council.referring, **told))
    app.extensions["localoffer_council"] = changed
    app.jinja_env.globals["council"] = changed
