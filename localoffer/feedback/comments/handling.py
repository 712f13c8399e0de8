"""What staff do with a comment. Each step names who took it, and is written into the audit without a word of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from localoffer import audit
from localoffer.council import Council
from localoffer.crypto import KeyRing
from localoffer.feedback.comments import messages, sealing
from localoffer.feedback.comments.models import Comment, Theme
from localoffer.feedback.comments.vocabulary import CommentState, KeptOut
from localoffer.outbox import store

ANSWER = "comment-answer"


class ChangedMeanwhile(Exception):
    """Somebody else has changed the comment since it was shown, or what was asked for cannot be done to it any more."""


class Desk:
    """Who works on comments: the session, the keys, the actor and the moment, the same for each step of a request."""

    def __init__(self, session: Session, *, keys: KeyRing, actor: str, at: datetime) -> None:
        self.session, self.keys, self.actor, self.at = session, keys, actor, at

    def release(self, row: Comment, *, seen_version: int) -> None:
        """Put a comment that was set aside into the queue.

        Raises:
            ChangedMeanwhile: when it is no longer the one that was shown.
        """
        self._need(row, CommentState.SET_ASIDE)
        row.state = CommentState.NEW
        self._decided(row, "comment.released", seen_version)

    def note(self, row: Comment, note: str, *, seen_version: int) -> None:
        """Keep a note beside what was written, a translation for colleagues, say.

        Raises:
            ChangedMeanwhile: when it is no longer the one that was shown.
            CannotOpen: when what was written is no longer kept.
        """
        inside = sealing.open_inside(row, keys=self.keys)
        self._seal(row, replace(inside, note=note))
        self._change(row, "comment.noted", seen_version)

    def publish(self, row: Comment, words: Mapping[str, str], theme: Theme, *, seen_version: int) -> None:
        """Keep the published form and put the comment into a theme; families see it once the theme is public.

        Raises:
            ChangedMeanwhile: when it is no longer the one that was shown.
        """
        self._need(row, CommentState.NEW, CommentState.IN_THEME)
        row.public_words, row.theme, row.state = dict(words), theme, CommentState.IN_THEME
        self._decided(row, "comment.put_in_theme", seen_version, {"theme": theme.slug})

    def keep_out(self, row: Comment, why: KeptOut, reason: str, *, seen_version: int) -> None:
        """Keep a comment out of what is published, with the reason for it.

        Raises:
            ChangedMeanwhile: when it is no longer the one that was shown.
        """
        self._need(row, CommentState.NEW, CommentState.SET_ASIDE, CommentState.IN_THEME)
        row.kept_out, row.kept_out_reason, row.state = why, reason, CommentState.KEPT_OUT
        row.theme, row.public_words = None, {}
        self._decided(row, "comment.kept_out", seen_version, {"why": why.value})

    def take_up(self, row: Comment, *, seen_version: int) -> None:
        """Put a comment that was kept out back into the queue.

        Raises:
            ChangedMeanwhile: when it is no longer the one that was shown.
        """
        self._need(row, CommentState.KEPT_OUT)
        row.kept_out, row.kept_out_reason, row.state = None, "", CommentState.NEW
        self._decided(row, "comment.taken_up", seen_version)

    def answer(self, row: Comment, answer: str, *, council: Council, seen_version: int) -> None:
        """Mail an answer to whoever left an address, in the same transaction; then the address is kept no longer.

        Raises:
            ChangedMeanwhile: when it is no longer the one that was shown, or was answered already.
            CannotOpen: when what was written, or the address, does not open.
        """
        email = sealing.open_email(row, keys=self.keys)
        if not email or row.answered_at is not None:
            raise ChangedMeanwhile
        inside = sealing.open_inside(row, keys=self.keys)
        sealing.seal(row, replace(inside, answer=answer), "", keys=self.keys)
        row.answered_at, row.answered_by = self.at, self.actor
        self._change(row, "comment.answered", seen_version)
        written = messages.answer(answer, row.told_on, language=row.language, council=council)
        store.enqueue(
            self.session,
            keys=self.keys,
            unique_key=f"{ANSWER}:{row.uuid}",
            kind=ANSWER,
            to=email,
            subject=written.subject,
            body=written.body,
            language=written.language,
        )

    def record_look(self, comment: uuid.UUID) -> None:
        """Write down that somebody read a comment."""
        self._record(comment, "comment.viewed", {})

    def _seal(self, row: Comment, inside: sealing.Inside) -> None:
        sealing.seal(row, inside, sealing.open_email(row, keys=self.keys), keys=self.keys)

    def _need(self, row: Comment, *states: CommentState) -> None:
        if row.state not in states:
            raise ChangedMeanwhile

    def _decided(self, row: Comment, action: str, seen_version: int, details: Mapping[str, Any] | None = None) -> None:
        row.decided_by, row.decided_at = self.actor, self.at
        self._change(row, action, seen_version, details)

    def _change(self, row: Comment, action: str, seen_version: int, details: Mapping[str, Any] | None = None) -> None:
        if row.row_version != seen_version:
            raise ChangedMeanwhile
        try:
            self.session.flush()
        except StaleDataError as error:
            raise ChangedMeanwhile from error
        self._record(row.uuid, action, details or {})

    def _record(self, comment: uuid.UUID, action: str, details: Mapping[str, Any]) -> None:
        audit.record(
            self.session,
            key=self.keys.audit,
            actor=self.actor,
            action=action,
            subject="comment",
            subject_id=str(comment),
            details=details,
        )
