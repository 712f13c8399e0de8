"""The start-up self-test of the keys: a known text, sealed with each key, that only the right key file opens."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from localoffer.crypto import CannotOpen, KeyRing
from localoffer.privacy.models import KeyCanary

_SONG = b"a canary sings while the air is good"
_PLACE = "key_canaries.sealed"


def plant(session: Session, keys: KeyRing) -> None:
    """Put a canary into the database for the key that seals, where there is none yet."""
    if session.get(KeyCanary, keys.current) is None:
        key_id, sealed = keys.seal(_SONG, place=_PLACE)
        session.merge(KeyCanary(key_id=key_id, sealed=sealed))


def remove(session: Session, key_id: str) -> None:
    """Remove the canary of a key that is taken away."""
    session.execute(delete(KeyCanary).where(KeyCanary.key_id == key_id))


def silent(session: Session, keys: KeyRing) -> list[str]:
    """Return the ids of the keys that this database was sealed with and the key file does not open."""
    return [
        one.key_id for one in session.scalars(select(KeyCanary).order_by(KeyCanary.key_id)) if not _sings(one, keys)
    ]


def _sings(canary: KeyCanary, keys: KeyRing) -> bool:
    try:
        return keys.open(canary.key_id, canary.sealed, place=_PLACE) == _SONG
    except CannotOpen:
        return False
