"""Who makes this request, as what writes here wants it."""

from __future__ import annotations

from flask import current_app

from localoffer.crypto import KeyRing
from localoffer.listings.terms.writing import Writer
from localoffer.staff.guard import current_actor


def writer() -> Writer:
    """Return the member of staff who makes this request, with the key of the audit.

    Raises:
        Forbidden: when nobody is signed in.
    """
    keys: KeyRing = current_app.extensions["localoffer_keys"]
    return Writer(current_actor(), keys.audit)
