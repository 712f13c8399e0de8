"""What opens a provider's link, and what a link holds sealed.

A token is the link's id with a keyed hash of it: whoever has the database alone can make none.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import uuid

from localoffer.crypto import KeyRing
from localoffer.listings.freshness.models import ProviderLink, ProviderQuestion

_ID = 16
_PROOF = 16
_LONGEST = 60


def token_of(link: ProviderLink, *, keys: KeyRing) -> str:
    """Return what opens a link: letters, digits, hyphens and underscores."""
    told = link.uuid.bytes + _proof(link.uuid, keys)
    return base64.urlsafe_b64encode(told).rstrip(b"=").decode()


def uuid_of(token: str, *, keys: KeyRing) -> uuid.UUID | None:
    """Return which link a token opens; None where this site never made it."""
    if len(token) > _LONGEST:
        return None
    try:
        told = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    if len(told) != _ID + _PROOF:
        return None
    named = uuid.UUID(bytes=told[:_ID])
    return named if hmac.compare_digest(told[_ID:], _proof(named, keys)) else None


def seal_address(link: ProviderLink, address: str, *, keys: KeyRing) -> None:
    """Put the address of an organisation into a link that has its ``uuid``."""
    link.key_id, link.sealed_address = keys.seal(address.encode(), place=place_of_address(link))
    link.address_hash = address_hash(address, keys=keys)


def open_address(link: ProviderLink, *, keys: KeyRing) -> str:
    """Return the address that a link was sent to.

    Raises:
        CannotOpen: when its key is gone or it was changed.
    """
    return keys.open(link.key_id, link.sealed_address, place=place_of_address(link)).decode()


def address_hash(address: str, *, keys: KeyRing) -> bytes:
    """Return by what an address is found again, however its letters are written."""
    return keys.keyed_hash("provider-address", address.casefold().encode())


def seal_words(question: ProviderQuestion, words: str, *, keys: KeyRing) -> None:
    """Put what an organisation wrote into its answer; nothing written leaves nothing."""
    question.key_id = question.sealed_words = None
    if words:
        question.key_id, question.sealed_words = keys.seal(words.encode(), place=place_of_words(question))


def open_words(question: ProviderQuestion, *, keys: KeyRing) -> str:
    """Return what an organisation wrote; empty where it wrote nothing.

    Raises:
        CannotOpen: when its key is gone or it was changed.
    """
    if question.key_id is None or question.sealed_words is None:
        return ""
    return keys.open(question.key_id, question.sealed_words, place=place_of_words(question)).decode()


def place_of_address(link: ProviderLink) -> str:
    """Return where the address of a link is bound to."""
    return f"provider_links.sealed_address:{link.uuid}"


def place_of_words(question: ProviderQuestion) -> str:
    """Return where the words of an answer are bound to."""
    return f"provider_questions.sealed_words:{question.uuid}"


def _proof(named: uuid.UUID, keys: KeyRing) -> bytes:
    return keys.keyed_hash("provider-link", named.bytes)[:_PROOF]
