"""Keeping a comment: once, whole and sealed. One with signs waits apart for staff; none is ever dropped."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.db import add_once
from localoffer.feedback.comments import sealing
from localoffer.feedback.comments.models import Comment
from localoffer.feedback.comments.sealing import Inside
from localoffer.feedback.comments.signs import signs_in
from localoffer.feedback.comments.vocabulary import CommentState, Face, Topic, Who


@dataclass(frozen=True)
class Told:
    """A comment as it was sent: the language of its page, and what was chosen and written."""

    language: str
    about: str
    words: str = ""
    who: Who | None = None
    topics: tuple[Topic, ...] = ()
    face: Face | None = None
    email: str = ""


def tell(session: Session, *, told: Told, sent_hash: bytes, keys: KeyRing, on: date, empty_box: bool = False) -> bool:
    """Keep a comment; return False where the same form has told the same before.

    Args:
        sent_hash: what is the same for the same form sent twice, and for nothing else.
        on: the day, which is all that is kept of the time.
        empty_box: whether the box that people cannot see was filled in.
    """
    return add_once(session, comment_of(told, sent_hash=sent_hash, keys=keys, on=on, empty_box=empty_box))


def comment_of(told: Told, *, sent_hash: bytes, keys: KeyRing, on: date, empty_box: bool = False) -> Comment:
    """Return a comment as it begins: in the queue, or set aside."""
    signs = signs_in(told.words, empty_box=empty_box)
    row = Comment(
        uuid=uuid.uuid4(),
        sent_hash=sent_hash,
        told_on=on,
        language=told.language,
        about=told.about,
        who=told.who,
        topics=[topic.value for topic in told.topics],
        face=told.face,
        state=CommentState.SET_ASIDE if signs else CommentState.NEW,
        signs=[sign.value for sign in signs],
        wants_answer=bool(told.email),
        public_words={},
    )
    sealing.seal(row, Inside(told.words), told.email, keys=keys)
    return row
