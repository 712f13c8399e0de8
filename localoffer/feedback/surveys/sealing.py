"""What people wrote in a survey, sealed: encrypted under a key of the ring and bound to its place."""

from __future__ import annotations

import json
from collections.abc import Mapping

from localoffer.crypto import KeyRing
from localoffer.feedback.surveys.models import SurveyAnswer


def seal_words(row: SurveyAnswer, words: Mapping[str, str], *, keys: KeyRing) -> None:
    """Put what somebody wrote, by the code of the question, into a row that has its ``sent_hash``."""
    if words:
        row.key_id, row.sealed_words = keys.seal(json.dumps(dict(words)).encode(), place=place(row))


def open_words(row: SurveyAnswer, *, keys: KeyRing) -> dict[str, str]:
    """Return what somebody wrote, by the code of the question.

    Raises:
        CannotOpen: when its key is gone or it was changed.
    """
    if row.key_id is None or row.sealed_words is None:
        return {}
    words: dict[str, str] = json.loads(keys.open(row.key_id, row.sealed_words, place=place(row)))
    return words


def place(row: SurveyAnswer) -> str:
    """Return where it is bound to."""
    return f"survey_answers.sealed_words:{row.sent_hash.hex()}"
