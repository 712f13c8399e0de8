"""Encryption of what people tell us: AES-256-GCM under keys of a ring that lives in a file outside the database.

A referral has a data key of its own, wrapped by the ring's current key; destroying the wrapped key erases the referral.
Every sealed value is bound to where it stands (``place``, as ``referrals.sealed_answers:4711``), so that a value moved
elsewhere does not open.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

_NONCE = 12


class CannotOpen(Exception):
    """A sealed value does not open: wrong key, moved, or damaged."""


@dataclass(frozen=True)
class KeyRing:
    """The keys of the installation, 32 bytes each; ``current`` names the one that seals, all of them open.

    ``pepper`` goes into keyed hashes, ``audit`` into the audit's chain.
    """

    current: str
    keys: dict[str, bytes] = field(repr=False)
    pepper: bytes = field(repr=False)
    audit: bytes = field(repr=False)

    @classmethod
    def load(cls, path: Path) -> KeyRing:
        """Read the key file.

        Raises:
            FileNotFoundError: when there is none.
            ValueError: when it is not a key file.
        """
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            return cls(
                current=stored["current"],
                keys={name: bytes.fromhex(key) for name, key in stored["keys"].items()},
                pepper=bytes.fromhex(stored["pepper"]),
                audit=bytes.fromhex(stored["audit"]),
            )
        except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as error:
            raise ValueError(f"{path} is not a key file") from error

    @classmethod
    def create(cls, path: Path) -> KeyRing:
        """Make a new key file, readable by its owner alone.

        Raises:
            FileExistsError: when the file is there already; keys are never overwritten.
        """
        ring = {
            "current": "k1",
            "keys": {"k1": secrets.token_hex(32)},
            "pepper": secrets.token_hex(32),
            "audit": secrets.token_hex(32),
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(ring, file, indent=1)
        return cls.load(path)

    def seal(self, plain: bytes, *, place: str) -> tuple[str, bytes]:
        """Seal a value that has no data key of its own; return the id of the key used and the sealed bytes."""
        return self.current, seal(self.keys[self.current], plain, place=place)

    def open(self, key_id: str, sealed: bytes, *, place: str) -> bytes:
        """Open what ``seal`` made.

        Raises:
            CannotOpen: when the key is not in the ring or the value does not belong there.
        """
        return unseal(self._key(key_id), sealed, place=place)

    def new_data_key(self) -> tuple[bytes, str, bytes]:
        """Make a data key; return it, the id of the key that wraps it, and the wrapped key."""
        data_key = secrets.token_bytes(32)
        return data_key, self.current, aes_key_wrap(self.keys[self.current], data_key)

    def unwrap(self, key_id: str, wrapped: bytes) -> bytes:
        """Return the data key.

        Raises:
            CannotOpen: when the key is not in the ring or the wrapped key is damaged.
        """
        try:
            return aes_key_unwrap(self._key(key_id), wrapped)
        except InvalidUnwrap as error:
            raise CannotOpen("a wrapped key does not open") from error

    def keyed_hash(self, purpose: str, value: bytes) -> bytes:
        """Return a keyed hash of 32 bytes; different purposes never give the same hash for the same value."""
        return hmac.digest(self.pepper, purpose.encode() + b"\0" + value, hashlib.sha256)

    def key_from_token(self, token: str, *, purpose: str) -> bytes:
        """Return a key made from a browser's token and the pepper: neither alone is enough."""
        kdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=self.pepper, info=purpose.encode())
        return kdf.derive(token.encode())

    def _key(self, key_id: str) -> bytes:
        if key_id not in self.keys:
            raise CannotOpen(f"key {key_id} is not in the key file")
        return self.keys[key_id]


def seal(key: bytes, plain: bytes, *, place: str) -> bytes:
    """Encrypt ``plain`` for one place; the result begins with its random nonce."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, place.encode())


def unseal(key: bytes, sealed: bytes, *, place: str) -> bytes:
    """Decrypt what ``seal`` made for the same place.

    Raises:
        CannotOpen: when the key is wrong or the value was moved or damaged.
    """
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], place.encode())
    except InvalidTag as error:
        raise CannotOpen(f"{place} does not open") from error
