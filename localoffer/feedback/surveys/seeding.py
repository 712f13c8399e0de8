"""Bringing the surveys of the county's ``guide/surveys.yaml`` in, as drafts that a commissioner can open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.feedback.days import today
from localoffer.feedback.surveys.content import SurveyContent
from localoffer.feedback.surveys.models import Survey
from localoffer.feedback.surveys.writing import Desk

_FILE = Path("guide", "surveys.yaml")


def load(session: Session, county: Path, *, actor: str, audit_key: bytes) -> int:
    """Store each survey of the file that is not there yet, and return how many that were. Those there stay as they are.

    Raises:
        ValueError: naming the survey that cannot be read.
    """
    path = county / _FILE
    told: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else []
    there = set(session.scalars(select(Survey.slug)))
    desk = Desk(session, audit_key=audit_key, actor=actor, today=today())
    new = [entry for entry in told if entry["slug"] not in there]
    for entry in new:
        desk.make(_content(entry), slug=entry["slug"])
    return len(new)


def _content(entry: dict[str, Any]) -> SurveyContent:
    try:
        content = SurveyContent.of_json(entry)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{_FILE}: {entry.get('slug')}: {error}") from error
    if content.missing("en"):
        raise ValueError(f"{_FILE}: {entry['slug']}: English is missing somewhere")
    return content
