"""Ways to reach a service, as other people's feeds give them: without placeholders."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from localoffer.listings.imports.plain_words import one_line

_PLACEHOLDERS = ("example.com", "example.org", "example.net", "email.com")
_BETWEEN_ADDRESSES = frozenset(" ,;")


def email(told: object) -> str:
    """Return an e-mail address, empty where it is none or a placeholder."""
    address = one_line(told)
    user, _, host = address.partition("@")
    is_one = user and "." in host and "@" not in host and not _BETWEEN_ADDRESSES.intersection(address)
    return address if is_one and not _is_placeholder(host) else ""


def phone(told: object) -> str:
    """Return a telephone number, empty where it is none or a placeholder."""
    number = one_line(told)
    digits = [character for character in number if character.isdigit()]
    # 0777 777 7777 is what the feed writes where it keeps a number back; 111 and 0800 800 8000 are real.
    is_placeholder = len(digits) >= 10 and len(set(digits[1:])) == 1
    return number if len(digits) >= 3 and not is_placeholder else ""


def web_address(told: object) -> str:
    """Return a web address, empty where it is none or a placeholder."""
    address = one_line(told)
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return ""
    return address if parts.scheme in {"http", "https"} and "." in host and not _is_placeholder(host) else ""


def _is_placeholder(host: str, known: Collection[str] = _PLACEHOLDERS) -> bool:
    return any(host.lower() == name or host.lower().endswith(f".{name}") for name in known)
