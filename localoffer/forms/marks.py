"""The mark of an opened page, by which the second click of a double one is known."""

from __future__ import annotations

import hashlib
import json
import secrets


def new_mark() -> str:
    """Return a mark that no other page carries."""
    return secrets.token_urlsafe(16)


def sent_hash(mark: str, told: object) -> bytes:
    """Return what is the same for the same form sent twice, and different for another thing told from the same page."""
    return hashlib.sha256(json.dumps([mark, told], sort_keys=True).encode()).digest()
