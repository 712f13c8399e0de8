"""What a comment holds sealed, under one key of the ring and bound to its places."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from localoffer.crypto import CannotOpen, KeyRing
from localoffer.feedback.comments.models import Comment


@dataclass(frozen=True)
class Inside:
    """What somebody wrote, what staff noted for themselves (a translation, say), and what was answered by mail."""

    words: str
    note: str = ""
    answer: str = ""


def seal(row: Comment, inside: Inside, email: str, *, keys: KeyRing) -> None:
    """Put both sealed parts into a row that has its ``uuid``; one key stands for the whole row, so always both."""
    row.key_id, row.sealed = keys.seal(json.dumps(asdict(inside)).encode(), place=place(row))
    row.sealed_email = keys.seal(email.encode(), place=email_place(row))[1] if email else None


def open_inside(row: Comment, *, keys: KeyRing) -> Inside:
    """Return what stands in a comment.

    Raises:
        CannotOpen: when its time is over, its key is gone, or it was changed.
    """
    if row.key_id is None or row.sealed is None:
        raise CannotOpen("what was written is no longer kept")
    return Inside(**json.loads(keys.open(row.key_id, row.sealed, place=place(row))))


def open_email(row: Comment, *, keys: KeyRing) -> str:
    """Return the address for the answer; empty where there is none, or it is no longer kept.

    Raises:
        CannotOpen: when its key is gone or it was changed.
    """
    if row.key_id is None or row.sealed_email is None:
        return ""
    return keys.open(row.key_id, row.sealed_email, place=email_place(row)).decode()


def place(row: Comment) -> str:
    """Return where what was written is bound to."""
    return f"comments.sealed:{row.uuid}"


def email_place(row: Comment) -> str:
    """Return where the address for the answer is bound to."""
    return f"comments.sealed_email:{row.uuid}"
