"""What a family wrote, sealed: encrypted under a key of the ring and bound to its place."""

from __future__ import annotations

from localoffer.crypto import KeyRing
from localoffer.feedback.models import MissingSupport


def seal_words(row: MissingSupport, words: str, *, keys: KeyRing) -> None:
    """Put what a family wrote into a row that has its ``uuid``; nothing written leaves nothing."""
    if words:
        row.key_id, row.sealed_words = keys.seal(words.encode(), place=place(row))


def open_words(row: MissingSupport, *, keys: KeyRing) -> str:
    """Return what a family wrote; empty where they wrote nothing or it was removed.

    Raises:
        CannotOpen: when its key is gone or it was changed.
    """
    if row.key_id is None or row.sealed_words is None:
        return ""
    return keys.open(row.key_id, row.sealed_words, place=place(row)).decode()


def place(row: MissingSupport) -> str:
    """Return where what a family wrote is bound to."""
    return f"missing_support.sealed_words:{row.uuid}"
