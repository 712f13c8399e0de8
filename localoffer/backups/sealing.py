"""Sealing a backup with a key of its own, kept apart: AES-256-GCM as one stream, so that size needs no memory.

A file is a line that says what it is, a random nonce, the sealed bytes, and the tag that proves all of them. Nothing of
it is believed before the tag was checked.
"""

from __future__ import annotations

import base64
import io
import os
import secrets
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import GCM

from localoffer import on_disk
from localoffer.backups.problems import NotPossible, NotProven

_WHAT = b"localoffer backup 1\n"
_KEY_LINE = "localoffer-backup-key-1 "
_LENGTH, _NONCE, _TAG = 32, 12, 16
_PIECE = 1 << 20


def create_key(path: Path) -> None:
    """Make a new key file, readable by its owner alone.

    Raises:
        FileExistsError: when there is one: without the old key no backup opens.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"{_KEY_LINE}{base64.b64encode(secrets.token_bytes(_LENGTH)).decode()}\n")
        file.flush()
        os.fsync(file.fileno())
    on_disk.settle(path.parent)


def read_key(path: Path) -> bytes:
    """Return the key of a key file.

    Raises:
        NotPossible: when there is none, or it is no such file.
    """
    try:
        text = path.read_text(encoding="ascii")
        key = base64.b64decode(text.removeprefix(_KEY_LINE).strip(), validate=True)
    except FileNotFoundError as error:
        raise NotPossible(f"There is no backup key {path}: run `localoffer backup-key`.") from error
    except (OSError, ValueError) as error:
        raise NotPossible(f"{path} cannot be read as a backup key.") from error
    if not text.startswith(_KEY_LINE) or len(key) != _LENGTH:
        raise NotPossible(f"{path} cannot be read as a backup key.")
    return key


class SealedWriter(io.RawIOBase):
    """A file to write to that seals whatever it is given; it is whole once it was closed without a fault."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        nonce = secrets.token_bytes(_NONCE)
        self._file = file
        self._encryptor = Cipher(AES256(key), GCM(nonce)).encryptor()
        self._encryptor.authenticate_additional_data(_WHAT)
        file.write(_WHAT + nonce)

    def writable(self) -> bool:
        """It can be written to."""
        return True

    def write(self, piece: object) -> int:
        """Seal a piece."""
        data = bytes(memoryview(piece))  # type: ignore[arg-type]
        self._file.write(self._encryptor.update(data))
        return len(data)

    def finish(self) -> None:
        """Write the tag, and see to it that the disk has everything."""
        self._encryptor.finalize()
        self._file.write(self._encryptor.tag)
        self._file.flush()
        os.fsync(self._file.fileno())


def unseal(source: Path, target: Path, *, key: bytes) -> None:
    """Write what a sealed file holds into a new file.

    Raises:
        NotPossible: when it cannot be read, or is no backup.
        NotProven: when the key is another one, or a single byte was changed; then there is no new file.
    """
    try:
        with source.open("rb") as file:
            _unseal(file, source, target, key)
    except OSError as error:
        raise NotPossible(f"{source} cannot be read: {error.strerror}.") from error
    except InvalidTag as error:
        target.unlink(missing_ok=True)
        raise NotProven(f"{source} was changed, is not whole, or was sealed with another key.") from error


def _unseal(file: BinaryIO, source: Path, target: Path, key: bytes) -> None:
    size = source.stat().st_size - len(_WHAT) - _NONCE - _TAG
    if file.read(len(_WHAT)) != _WHAT or size < 0:
        raise NotPossible(f"{source} is not a backup of this site.")
    nonce = file.read(_NONCE)
    file.seek(-_TAG, os.SEEK_END)
    tag = file.read(_TAG)
    file.seek(len(_WHAT) + _NONCE)
    decryptor = Cipher(AES256(key), GCM(nonce, tag)).decryptor()
    decryptor.authenticate_additional_data(_WHAT)
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as opened:
        while size:
            piece = file.read(min(size, _PIECE))
            size -= len(piece)
            opened.write(decryptor.update(piece))
        decryptor.finalize()
