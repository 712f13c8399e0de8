"""References and codes: short enough to copy by hand, long enough that nobody guesses them.

A status code has 12 letters of 30, 59 bits; it is stored only as a keyed hash. That of whoever filled the form in is
made from their browser's token, so that the same browser sees it again after a lost reply.
"""

from __future__ import annotations

import secrets

from localoffer.crypto import KeyRing

# Without I, L, O, U, 0 and 1, which are taken for others when read aloud or copied by hand.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_REFERENCE = 8
_CODE = 12


def new_reference() -> str:
    """Return a random reference, as ``K7PM-2XQA``."""
    return in_groups(_random(_REFERENCE))


def new_code() -> str:
    """Return a random status code, as ``7KPM-2XQA-9RTB``."""
    return in_groups(_random(_CODE))


def referrer_code(keys: KeyRing, token: str) -> str:
    """Return the status code of whoever filled in the form that has this token: always the same."""
    number = int.from_bytes(keys.keyed_hash("status code", token.encode()))
    letters = []
    for _ in range(_CODE):
        number, letter = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[letter])
    return in_groups("".join(letters))


def code_hash(keys: KeyRing, *, reference: str, code: str) -> bytes:
    """Return what is stored of a code: a keyed hash, different for each referral; spaces, hyphens and case forgiven."""
    return keys.keyed_hash("status code of", f"{as_typed(reference)}:{as_typed(code)}".encode())


def as_typed(typed: str) -> str:
    """Return the letters of a reference or code that somebody typed, without what stands between them."""
    return "".join(letter for letter in typed.upper() if letter.isalnum())


def in_groups(letters: str) -> str:
    """Return letters in groups of four, as they are read aloud."""
    return "-".join(letters[start : start + 4] for start in range(0, len(letters), 4))


def _random(letters: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(letters))
