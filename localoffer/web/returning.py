"""Safe return paths: a page of this site, or home; never another site."""

from __future__ import annotations

from urllib.parse import urlsplit


def safe_path(wanted: str | None, *, otherwise: str = "/") -> str:
    """Return ``wanted`` when it is a plain path of this site, with or without a query; else ``otherwise``."""
    if not wanted or not wanted.startswith("/") or wanted.startswith("//") or len(wanted) > 2000:
        return otherwise
    if any(ord(character) < 33 or character in "\\\x7f" for character in wanted):
        return otherwise
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return otherwise
    return otherwise if parts.scheme or parts.netloc else wanted
