"""Bringing the surveys of the county's ``guide/surveys.yaml`` in, as drafts that a commissioner can open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.county_files import read_yaml
from localoffer.days import today
from localoffer.db import change_number
from localoffer.feedback.surveys.content import SurveyContent
from localoffer.feedback.surveys.models import Survey
from localoffer.feedback.surveys.writing import SUBJECT, Desk

_FILE = Path("guide", "surveys.yaml")


def load(session: Session, county: Path, *, actor: str, audit_key: bytes) -> int:
    """Store the surveys of the file where there has never been one, and return how many that were.

    To those that are there come the languages that they lack. What staff changed or removed stays as they left it.

    Raises:
        ValueError: naming the survey that cannot be read.
    """
    path = county / _FILE
    if not path.exists():
        return 0
    told: list[dict[str, Any]] = read_yaml(path)
    desk = Desk(session, audit_key=audit_key, actor=actor, today=today())
    if change_number(session, SUBJECT):
        there = {survey.slug: survey for survey in session.scalars(select(Survey))}
        return sum(desk.translate(there[one["slug"]], _content(one)) for one in told if one["slug"] in there)
    for entry in told:
        desk.make(_content(entry), slug=entry["slug"])
    return len(told)


def _content(entry: dict[str, Any]) -> SurveyContent:
    try:
        content = SurveyContent.of_json(entry)
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{_FILE}: {entry.get('slug')}: {error}") from error
    if content.missing("en"):
        raise ValueError(f"{_FILE}: {entry['slug']}: English is missing somewhere")
    return content
