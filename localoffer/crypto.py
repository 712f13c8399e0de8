"""Encryption of what people tell us: AES-256-GCM under keys of a ring that lives in a file outside the database.

A referral has a data key of its own, wrapped by the ring's current key; destroying the wrapped key erases the referral.
Every sealed value is bound to where it stands (``place``, as ``referrals.sealed_answers:4711``), so that a value moved
elsewhere does not open.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from pathlib import Path

import structlog
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from localoffer import key_file

log = structlog.get_logger()
_NONCE = 12


class CannotOpen(Exception):
    """A sealed value does not open: wrong key, moved, or damaged."""


class KeyRing:
    """The keys of the installation; ``current`` names the one that seals, all of them open.

    ``pepper`` goes into keyed hashes, ``audit`` into the audit's chain; neither ever changes. A process that runs on
    while a key is added or taken away notices by itself: it looks at the file before it seals, and where a key is not
    known.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen = key_file.signature(path)
        self._contents = key_file.read(path)
        self.pepper = self._contents.pepper
        self.audit = self._contents.audit

    @classmethod
    def load(cls, path: Path) -> KeyRing:
        """Read the key file.

        Raises:
            FileNotFoundError: when there is none.
            ValueError: when it is not a key file.
        """
        return cls(path)

    @classmethod
    def create(cls, path: Path) -> KeyRing:
        """Make a new key file, readable by its owner alone.

        Raises:
            FileExistsError: when the file is there already; keys are never overwritten.
        """
        key_file.create(path)
        return cls(path)

    @property
    def current(self) -> str:
        """The id of the key that seals."""
        return self._fresh().current

    @property
    def keys(self) -> Mapping[str, bytes]:
        """The keys by their ids, 32 bytes each."""
        return self._fresh().keys

    def seal(self, plain: bytes, *, place: str) -> tuple[str, bytes]:
        """Seal a value that has no data key of its own; return the id of the key used and the sealed bytes."""
        ring = self._fresh()
        return ring.current, seal(ring.keys[ring.current], plain, place=place)

    def open(self, key_id: str, sealed: bytes, *, place: str) -> bytes:
        """Open what ``seal`` made.

        Raises:
            CannotOpen: when the key is not in the ring or the value does not belong there.
        """
        return unseal(self._key(key_id), sealed, place=place)

    def new_data_key(self) -> tuple[bytes, str, bytes]:
        """Make a data key; return it, the id of the key that wraps it, and the wrapped key."""
        data_key = secrets.token_bytes(key_file.KEY_LENGTH)
        return data_key, *self.wrap(data_key)

    def wrap(self, data_key: bytes) -> tuple[str, bytes]:
        """Wrap a data key; return the id of the key that wraps it, and the wrapped key."""
        ring = self._fresh()
        return ring.current, aes_key_wrap(ring.keys[ring.current], data_key)

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
        found = self._contents.keys.get(key_id) or self._fresh().keys.get(key_id)
        if found is None:
            raise CannotOpen(f"key {key_id} is not in the key file")
        return found

    def _fresh(self) -> key_file.Contents:
        """Return what the file says now; what it said before, where it cannot be read or is another site's."""
        try:
            seen = key_file.signature(self._path)
            if seen == self._seen:
                return self._contents
            read = key_file.read(self._path)
        except (OSError, ValueError) as error:
            log.error("key_file_not_read", fault=type(error).__name__)
            return self._contents
        self._seen = seen
        if (read.pepper, read.audit) == (self.pepper, self.audit):
            self._contents = read
        else:
            log.error("key_file_of_another_site")
        return self._contents


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
