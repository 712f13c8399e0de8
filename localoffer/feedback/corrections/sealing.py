"""What a correction holds sealed, under a key of the ring and bound to its place."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from localoffer.crypto import KeyRing
from localoffer.feedback.corrections.models import Correction


@dataclass(frozen=True)
class Inside:
    """What is right in somebody's own words, their address for the answer, and what staff answered."""

    words: str
    email: str = ""
    answer: str = ""


def seal(row: Correction, inside: Inside, *, keys: KeyRing) -> None:
    """Put it into a row that has its ``uuid``."""
    row.key_id, row.sealed = keys.seal(json.dumps(asdict(inside)).encode(), place=place(row))


def open_inside(row: Correction, *, keys: KeyRing) -> Inside:
    """Return what stands in a correction.

    Raises:
        CannotOpen: when its key is gone or it was changed.
    """
    return Inside(**json.loads(keys.open(row.key_id, row.sealed, place=place(row))))


def place(row: Correction) -> str:
    """Return where it is bound to."""
    return f"corrections.sealed:{row.uuid}"
