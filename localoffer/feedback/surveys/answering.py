"""Keeping what one person answered: once, the words screened and sealed, and nothing of who it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.crypto import KeyRing
from localoffer.db import add_once
from localoffer.feedback.screening import screened
from localoffer.feedback.surveys import sealing
from localoffer.feedback.surveys.models import Survey, SurveyAnswer
from localoffer.forms.marks import sent_hash


@dataclass(frozen=True)
class Told:
    """What one person answered, by the code of the question, and the language of the page."""

    language: str
    chosen: Mapping[str, list[str]] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


def answer(session: Session, survey: Survey, told: Told, *, mark: str, keys: KeyRing, on: date) -> bool:
    """Keep what one person answered; return False where the same form has told the same before.

    Args:
        mark: what the page of the form carried: random, and different each time the page was opened.
        on: the day, which is all that is kept of the time.
    """
    hashed = sent_hash(mark, [survey.slug, asdict(told)])
    row = SurveyAnswer(survey_id=survey.id, sent_hash=hashed, day=on, language=told.language, chosen=dict(told.chosen))
    words = {code: seen for code, written in told.words.items() if (seen := screened(written))}
    sealing.seal_words(row, words, keys=keys)
    return add_once(session, row)


def remove_words(session: Session, row: SurveyAnswer, *, actor: str, audit_key: bytes) -> None:
    """Remove what one person wrote, because it says who somebody is; what they chose stays counted."""
    row.key_id = row.sealed_words = None
    audit.record(
        session,
        key=audit_key,
        actor=actor,
        action="survey.words_removed",
        subject="survey_answer",
        subject_id=str(row.id),
    )
