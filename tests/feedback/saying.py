"""Comments and themes for tests: sound defaults, so that a test states only what matters to it."""

from __future__ import annotations

from datetime import date, datetime
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.days import today
from localoffer.db import now
from localoffer.feedback.comments.models import Comment, Theme, ThemeText
from localoffer.feedback.comments.telling import Told, comment_of
from localoffer.feedback.comments.vocabulary import CommentState, Progress, Topic

_numbers = count(1)


def comment(
    session: Session,
    keys: KeyRing,
    words: str = "There is too little in the evening",
    *,
    on: date | None = None,
    theme: Theme | None = None,
    public: dict[str, str] | None = None,
    **told: Any,
) -> Comment:
    """Add a comment; with ``theme`` it stands in it with its published form. Commits."""
    sent = Told(**{"language": "en", "about": "site", "words": words, **told})
    made = comment_of(sent, sent_hash=next(_numbers).to_bytes(32, "big"), keys=keys, on=on or today())
    if theme is not None:
        made.theme, made.state = theme, CommentState.IN_THEME
        made.public_words = public or {"en": "Evenings are empty."}
    session.add(made)
    session.commit()
    return made


def theme(
    session: Session,
    slug: str = "evenings",
    *,
    published: datetime | None = None,
    hidden: bool = False,
    topic: Topic = Topic.MISSING,
    progress: Progress = Progress.PLANNED,
    action_on: date | None = None,
    texts: dict[str, dict[str, str]] | None = None,
) -> Theme:
    """Add a theme, published now where nothing else is said. Commits."""
    english = {
        "title": "Too little in the evening",
        "said": "You miss clubs in the evening.",
        "response": "We looked at the times of clubs.",
        "action": "We ask each club.",
    }
    at = published or now()
    made = Theme(
        slug=slug,
        topic=topic,
        progress=progress,
        action_on=action_on,
        made_at=at,
        changed_at=at,
        published_at=None if hidden else at,
        texts=[ThemeText(language=code, **words) for code, words in {"en": english, **(texts or {})}.items()],
    )
    session.add(made)
    session.commit()
    return made
