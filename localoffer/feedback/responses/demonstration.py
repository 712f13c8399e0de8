"""The demonstration of “You said, we did”, from the county's ``demonstration_said.yaml``: shown as what it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.county_files import read_yaml
from localoffer.crypto import KeyRing
from localoffer.db import bump
from localoffer.feedback.comments.models import Comment, Theme
from localoffer.feedback.comments.telling import Told, comment_of
from localoffer.feedback.comments.vocabulary import CommentState, Face, Progress, Topic, Who
from localoffer.feedback.responses.writing import SUBJECT, Content, Words, Writer

NAME = "demonstration_said.yaml"


@dataclass(frozen=True)
class Moment:
    """When it is loaded, by whom, and with which keys; ``today`` is the day that ages are counted back from."""

    keys: KeyRing
    actor: str
    at: datetime
    today: date


def load(session: Session, county: Path, moment: Moment) -> int:
    """Bring the themes and comments of the file that are not there yet; return how many those were.

    What somebody changed here since stays as it is. A county without the file has none.

    Raises:
        ValueError: naming the theme or comment that cannot be read.
    """
    path = county / NAME
    if not path.exists():
        return 0
    told = read_yaml(path)
    themes = {theme.slug: theme for theme in session.scalars(select(Theme))}
    made = 0
    for entry in told["themes"]:
        if entry["slug"] not in themes:
            themes[entry["slug"]] = _theme(session, entry, moment)
            made += 1
    for entry in told["comments"]:
        made += _comment(session, entry, themes, moment)
    return made


def remove(session: Session, *, audit_key: bytes, actor: str) -> int:
    """Delete every demonstration comment and theme; return how many went. Real comments go back to the queue."""
    comments = session.execute(delete(Comment).where(Comment.is_demonstration).returning(Comment.id)).all()
    made_up = select(Theme.id).where(Theme.is_demonstration)
    session.execute(
        update(Comment)
        .where(Comment.theme_id.in_(made_up))
        .values(theme_id=None, state=CommentState.NEW, row_version=Comment.row_version + 1)
    )
    themes = session.execute(delete(Theme).where(Theme.is_demonstration).returning(Theme.id)).all()
    gone = len(comments) + len(themes)
    if gone:
        audit.record(
            session,
            key=audit_key,
            actor=actor,
            action="demonstration.removed",
            subject="comments",
            subject_id="demonstration",
            details={"number": gone},
        )
        bump(session, SUBJECT)
    return gone


def _theme(session: Session, entry: Mapping[str, Any], moment: Moment) -> Theme:
    slug = entry["slug"]
    try:
        content = Content(
            topic=Topic(entry["topic"]),
            progress=Progress(entry["progress"]),
            source=entry["source"],
            words={language: Words(**words) for language, words in entry["text"].items()},
        )
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{NAME}: {slug}: {error}") from error
    writer = Writer(session, audit_key=moment.keys.audit, actor=moment.actor, at=moment.at)
    theme = writer.make(content, slug=slug, is_demonstration=True)
    writer.publish(theme, seen_version=theme.row_version)
    return theme


def _comment(session: Session, entry: Mapping[str, Any], themes: Mapping[str, Theme], moment: Moment) -> bool:
    sent_hash = sha256(f"demonstration:{entry['key']}".encode()).digest()
    if session.scalar(select(Comment.id).where(Comment.sent_hash == sent_hash)) is not None:
        return False
    try:
        told, on = _told(entry), moment.today - timedelta(days=entry["days_ago"])
        theme = themes[entry["theme"]] if "theme" in entry else None
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{NAME}: {entry['key']}: {error}") from error
    row = comment_of(told, sent_hash=sent_hash, keys=moment.keys, on=on)
    row.is_demonstration = True
    if theme is not None:
        row.theme, row.state, row.public_words = theme, CommentState.IN_THEME, dict(entry["public"])
    session.add(row)
    session.flush()
    return True


def _told(entry: Mapping[str, Any]) -> Told:
    return Told(
        language=entry["language"],
        about=entry["about"],
        words=entry.get("words", ""),
        who=Who(entry["who"]) if "who" in entry else None,
        topics=tuple(Topic(code) for code in entry.get("topics", ())),
        face=Face(entry["face"]) if "face" in entry else None,
        email=entry.get("email", ""),
    )
