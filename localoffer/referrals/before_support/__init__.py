"""What matters only once support starts, as typed values: one section for each page, each of them optional."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from localoffer.referrals.answers import as_fields, read_section
from localoffer.referrals.before_support.choices import Gender, Travel, When, Where


@dataclass(frozen=True)
class TimesAndPlaces:
    """When and where support could happen."""

    times: tuple[When, ...] = ()
    places: tuple[Where, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class Worker:
    """Who the worker should be."""

    gender: Gender | None = None
    language: str = ""
    faith: str = ""
    words: str = ""


@dataclass(frozen=True)
class KeepingSafe:
    """What a worker has to know so that everybody is safe."""

    allergies: str = ""
    medication: str = ""
    care: str = ""
    upsets: str = ""
    helps: str = ""


@dataclass(frozen=True)
class Transport:
    """How the child or young person can travel."""

    ways: tuple[Travel, ...] = ()
    words: str = ""


@dataclass(frozen=True)
class BeforeSupport:
    """Everything that was told before support starts; a section that is None has not been filled in."""

    times_and_places: TimesAndPlaces | None = None
    worker: Worker | None = None
    keeping_safe: KeepingSafe | None = None
    transport: Transport | None = None

    def with_section(self, name: str, section: object) -> BeforeSupport:
        """Return the same with one section told (again)."""
        told: dict[str, Any] = {name: section}
        return dataclasses.replace(self, **told)

    def to_json(self) -> dict[str, Any]:
        """Return the sections that were filled in as JSON knows them."""
        return {name: as_fields(section) for name, section in vars(self).items() if section is not None}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> BeforeSupport:
        """Return what ``to_json`` made; a section that no longer fits counts as not filled in."""
        return cls(**{name: _read(kind, stored[name]) for name, kind in KINDS.items() if name in stored})


KINDS: dict[str, type[Any]] = {
    "times_and_places": TimesAndPlaces,
    "worker": Worker,
    "keeping_safe": KeepingSafe,
    "transport": Transport,
}


def _read(kind: type[Any], stored: Mapping[str, Any]) -> Any:
    try:
        return read_section(kind, stored)
    except (ValueError, TypeError):
        return None
