"""What a complaint holds sealed, under a key of the ring and bound to its place."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from localoffer.crypto import KeyRing
from localoffer.privacy.models import DataComplaint


@dataclass(frozen=True)
class Told:
    """Who complains, how to answer them, and what about; ``about`` is the reference of a form, where they gave one."""

    name: str
    words: str
    wanted: str = ""
    about: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""


def seal(row: DataComplaint, told: Told, *, keys: KeyRing) -> None:
    """Put what was told into a row that has its ``uuid``."""
    row.key_id, row.sealed = keys.seal(json.dumps(asdict(told)).encode(), place=place(row))


def open_told(row: DataComplaint, *, keys: KeyRing) -> Told:
    """Return what was told.

    Raises:
        CannotOpen: when its key is gone or it was changed.
    """
    return Told(**json.loads(keys.open(row.key_id, row.sealed, place=place(row))))


def seal_answer(row: DataComplaint, answer: str, *, keys: KeyRing) -> None:
    """Put what was answered into a row. All of it is sealed again, because one key stands for the whole row."""
    seal(row, open_told(row, keys=keys), keys=keys)
    row.key_id, row.sealed_answer = keys.seal(answer.encode(), place=answer_place(row))


def open_answer(row: DataComplaint, *, keys: KeyRing) -> str:
    """Return what was answered; empty where nobody has answered yet.

    Raises:
        CannotOpen: when its key is gone or it was changed.
    """
    if row.sealed_answer is None:
        return ""
    return keys.open(row.key_id, row.sealed_answer, place=answer_place(row)).decode()


def place(row: DataComplaint) -> str:
    """Return where what was told is bound to."""
    return f"data_complaints.sealed:{row.uuid}"


def answer_place(row: DataComplaint) -> str:
    """Return where what was answered is bound to."""
    return f"data_complaints.sealed_answer:{row.uuid}"
