"""Long addresses on narrow pages."""

from __future__ import annotations

import re

from flask import Flask
from markupsafe import Markup

_BETWEEN_PARTS = re.compile(r"(?<=[@./])(?![@./]|$)")


def in_parts(address: str) -> Markup:
    """Return an e-mail or web address that may break after an @, a dot or a slash; copied, it is as it was."""
    return Markup("<wbr>").join(_BETWEEN_PARTS.split(address))


def init_app(app: Flask) -> None:
    """Let templates filter by ``in_parts``."""
    app.jinja_env.filters["in_parts"] = in_parts
