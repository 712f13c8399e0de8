"""Passwords of staff: how long, what they may not be made of, and how they are checked."""

from __future__ import annotations

import threading
import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from localoffer.languages import gettext

SHORTEST, LONGEST = 15, 128
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# at most two at once, so that a flood of sign-ins cannot starve the pages of families
_room = threading.BoundedSemaphore(2)


def normal(password: str) -> str:
    """Return the one form of a password that differently typed accents share."""
    return unicodedata.normalize("NFKD", password)


def hashed(password: str) -> str:
    """Return what is stored for a password: argon2id with 19 MiB, two rounds, one lane."""
    with _room:
        return _hasher.hash(normal(password))


def matches(password: str, stored: str | None) -> bool:
    """Whether a password is the stored one. Takes as long where there is no account, so that time tells nothing."""
    with _room:
        try:
            return _hasher.verify(stored or _nobodys(), normal(password)) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


def fault(password: str, *, words: list[str]) -> str | None:
    """Return what is wrong with a new password as a sentence, None where nothing is.

    ``words`` are what everybody could guess of this person: parts of their name and address, the council, the site.
    """
    plain = normal(password)
    if len(plain) < SHORTEST:
        return str(gettext("Use 15 characters or more. Three or four words that do not belong together work well."))
    if len(plain) > LONGEST:
        return gettext("Use 128 characters or fewer")
    folded = plain.casefold()
    if len(set(folded)) < 5:
        return gettext("Use more than four different characters")
    if any(word.casefold() in folded for word in words if len(word) > 3):
        return gettext("Leave out your name, your address and the name of the council or of this site")
    return None


@cache
def _nobodys() -> str:
    return _hasher.hash("the password of nobody at all")
