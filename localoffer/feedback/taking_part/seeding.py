"""What the county's ``guide/taking-part.yaml`` tells of how families took part: a beginning, which staff go on with."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.county_files import read_yaml
from localoffer.db import change_number
from localoffer.feedback.taking_part.entries import Words, first_day
from localoffer.feedback.taking_part.models import TakingPart
from localoffer.feedback.taking_part.vocabulary import Kind
from localoffer.feedback.taking_part.writing import SUBJECT, Desk, Told

_FILE = Path("guide", "taking-part.yaml")


def load(session: Session, county: Path, *, actor: str, audit_key: bytes) -> int:
    """Add the entries of the file where there has never been one, and return how many that were.

    To those that are there come the languages that they lack. What staff removed stays away.

    Raises:
        ValueError: naming the entry that cannot be read.
    """
    path = county / _FILE
    if not path.exists():
        return 0
    entries: list[dict[str, Any]] = read_yaml(path)
    desk = Desk(session, audit_key=audit_key, actor=actor)
    if change_number(session, SUBJECT):
        there = {entry.key: entry for entry in session.scalars(select(TakingPart))}
        return sum(desk.translate(there[one["key"]], _told(one).words) for one in entries if one["key"] in there)
    # the file begins with the newest, and of one day what was added last stands first
    for entry in reversed(entries):
        desk.add(_told(entry), key=entry["key"])
    return len(entries)


def _told(entry: dict[str, Any]) -> Told:
    try:
        words = {language: Words(**texts) for language, texts in entry["text"].items()}
        told = Told(
            happened=str(entry["happened"]),
            kind=Kind(entry["kind"]),
            words=words,
            theme=str(entry.get("theme", "")),
            is_demonstration=bool(entry.get("demonstration")),
        )
        first_day(told.happened)
        words["en"]
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{_FILE}: {entry.get('key')}: {error}") from error
    return told
