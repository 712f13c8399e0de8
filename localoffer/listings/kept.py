"""The services that a family keeps: a key for each, together one short text that fits a cookie, a link and a QR code.

A key is the beginning of the listing's uuid. A database gives the number of a removed listing to the next one; a key
goes to no other.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Collection, Iterable
from uuid import UUID

MOST = 40
_BETWEEN = "."
# the first 48 bits of a uuid are all random, and just eight characters
_BYTES, _LENGTH = 6, 8
_KEY = re.compile(rf"[A-Za-z0-9_-]{{{_LENGTH}}}")


class ListFull(ValueError):
    """More services than a list holds."""


def key_of(listing_uuid: UUID) -> str:
    """Return the key of a listing."""
    return base64.urlsafe_b64encode(listing_uuid.bytes[:_BYTES]).decode("ascii")


def span(key: str) -> tuple[UUID, UUID]:
    """Return the first and the last uuid that have a key."""
    beginning = base64.urlsafe_b64decode(key)
    rest = 16 - _BYTES
    return UUID(bytes=beginning + b"\x00" * rest), UUID(bytes=beginning + b"\xff" * rest)


def read(text: str) -> tuple[str, ...]:
    """Return the keys in a text, in order, each once and at most ``MOST``; what is no key is left out."""
    parts = text[: MOST * (_LENGTH + len(_BETWEEN))].split(_BETWEEN)
    return tuple(dict.fromkeys(part for part in parts if _KEY.fullmatch(part)))


def write(keys: Iterable[str]) -> str:
    """Return keys as the text that ``read`` reads."""
    return _BETWEEN.join(keys)


def changed(held: Iterable[str], *, keep: Iterable[str] = (), drop: Collection[str] = ()) -> tuple[str, ...]:
    """Return a list without some services and with others at its end.

    Raises:
        ListFull: when it would hold more than ``MOST``.
    """
    keys = tuple(dict.fromkeys(key for key in (*held, *keep) if key not in drop))
    if len(keys) > MOST:
        raise ListFull(f"a list holds {MOST} services")
    return keys
