"""What a request holds sealed: who asks, and how to reach them safely; under a key of the ring, bound to its place."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeAlias

from localoffer.contacting.models import ContactRequest
from localoffer.contacting.vocabulary import ContactKind
from localoffer.crypto import KeyRing


@dataclass(frozen=True)
class CallWish:
    """Whom to ring and when that is safe.

    ``days`` and ``times`` hold codes of ``vocabulary.Day`` and ``PartOfDay``, or ``ANY`` alone; ``language`` is a code
    of the site's languages or the name that somebody typed.
    """

    name: str
    phone: str
    days: tuple[str, ...]
    times: tuple[str, ...]
    leave_message: bool
    language: str
    interpreter: bool
    words: str = ""


@dataclass(frozen=True)
class PaperWish:
    """What to send where. ``what`` holds codes of ``Paper`` and of what other features offer on paper (``copies``);
    ``services`` the keys of the services that the browser keeps.
    """

    name: str
    address: str
    what: tuple[str, ...]
    size: str
    language: str
    words: str = ""
    other_format: str = ""
    services: tuple[str, ...] = ()


@dataclass(frozen=True)
class Note:
    """What a member of staff (as the audit names them) did about a request, and wrote."""

    at: str
    by: str
    done: bool
    words: str


Wish: TypeAlias = CallWish | PaperWish
_KINDS: dict[ContactKind, type[CallWish] | type[PaperWish]] = {
    ContactKind.CALL: CallWish,
    ContactKind.PAPER: PaperWish,
}


def kind_of(wish: Wish) -> ContactKind:
    """Return which kind of request a wish makes."""
    return ContactKind.CALL if isinstance(wish, CallWish) else ContactKind.PAPER


def seal(row: ContactRequest, wish: Wish, *, keys: KeyRing) -> None:
    """Put a wish into a row that has its ``uuid``."""
    row.key_id, row.sealed = keys.seal(json.dumps(asdict(wish)).encode(), place=place(row))


def open_wish(row: ContactRequest, *, keys: KeyRing) -> Wish:
    """Return what was wished.

    Raises:
        CannotOpen: when its key is gone or it was changed.
    """
    told: dict[str, Any] = json.loads(keys.open(row.key_id, row.sealed, place=place(row)))
    lists = {name: tuple(value) for name, value in told.items() if isinstance(value, list)}
    return _KINDS[row.kind](**{**told, **lists})


def open_notes(row: ContactRequest, *, keys: KeyRing) -> list[Note]:
    """Return what the team wrote about a request, the first note first.

    Raises:
        CannotOpen: when its key is gone or it was changed.
    """
    if row.sealed_notes is None:
        return []
    return [Note(**note) for note in json.loads(keys.open(row.key_id, row.sealed_notes, place=notes_place(row)))]


def seal_notes(row: ContactRequest, notes: Sequence[Note], *, keys: KeyRing) -> None:
    """Put notes into a row. The wish is sealed again with them, because one key stands for the whole row."""
    seal(row, open_wish(row, keys=keys), keys=keys)
    written = json.dumps([asdict(note) for note in notes]).encode()
    row.key_id, row.sealed_notes = keys.seal(written, place=notes_place(row))


def place(row: ContactRequest) -> str:
    """Return where a wish is bound to."""
    return f"contact_requests.sealed:{row.uuid}"


def notes_place(row: ContactRequest) -> str:
    """Return where the notes about a request are bound to."""
    return f"contact_requests.sealed_notes:{row.uuid}"
