"""What somebody of the staff had typed into a form that could not be taken, because they were signed out meanwhile.

The browser keeps nothing of their pages, so that going back would show the sign-in. What stood in the form is shown to
whoever sent it, to be copied, and is neither kept nor logged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import current_app, request
from flask_wtf.csrf import CSRFError

from localoffer.web.origins import require_own_page

_STAFF = "/admin/"
# forms with passwords and codes: nothing of them is shown again
_SIGNING_IN = ("localoffer.staff", "flask_security")
_SECRET = re.compile(r"password|passkey|token|secret|(?<!post)code\b|^version$")
_MOST_ROWS = 12


@dataclass(frozen=True)
class Typed:
    """One answer of a form: the name of its field in words, what stood in it, and how many rows show that."""

    name: str
    text: str
    rows: int


def typed() -> list[Typed]:
    """Return what stood in the staff's form that this request sent; nothing where another site may have sent it."""
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or not request.path.startswith(_STAFF) or view.__module__.startswith(_SIGNING_IN):
        return []
    try:
        require_own_page()
    except CSRFError:
        return []
    sent = ((name, "\n".join(filled)) for name, every in request.form.lists() if (filled := [v for v in every if v]))
    return [
        Typed(name.replace("_", " "), text, min(text.count("\n") + 1 + len(text) // 80, _MOST_ROWS))
        for name, text in sent
        if text.strip() and not _SECRET.search(name)
    ]
