"""What a video can stand on: a feature registers its own pages, and nothing of it is imported here."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from flask import Flask, current_app

from localoffer.db import MissingRow

PAGE, LISTING = "page", "listing"
_EXTENSION = "localoffer_signing_subjects"
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST = 100


@dataclass(frozen=True)
class Subject:
    """A page or a listing: its English title, where staff keep it, and whether families see it now."""

    title: str
    kept_at: str
    is_public: bool


Resolve: TypeAlias = Callable[[str], Subject | None]
"""Takes a slug and returns what has it, None where nothing has."""


def register(app: Flask, kind: str, resolve: Resolve) -> None:
    """Let a feature say what its slugs stand for; ``kind`` is what stands before the colon."""
    app.extensions.setdefault(_EXTENSION, {})[kind] = resolve


def get(about: str) -> Subject:
    """Return what ``page:<slug>`` or ``listing:<slug>`` stands for.

    Raises:
        MissingRow: when it stands for nothing.
    """
    kind, _, slug = about.partition(":")
    resolve: Resolve | None = current_app.extensions.get(_EXTENSION, {}).get(kind)
    found = resolve(slug) if resolve and len(about) <= _LONGEST and _SLUG.fullmatch(slug) else None
    if found is None:
        raise MissingRow("a video can stand on no such thing")
    return found
