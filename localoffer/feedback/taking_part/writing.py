"""Adding, changing and removing what is told of how families took part."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from localoffer import audit
from localoffer.county_files import with_new_languages
from localoffer.db import bump
from localoffer.feedback.taking_part.entries import Words, as_json
from localoffer.feedback.taking_part.models import TakingPart
from localoffer.feedback.taking_part.vocabulary import Kind
from localoffer.web.translated import earlier_english

SUBJECT = "taking_part"


class ChangedMeanwhile(Exception):
    """Somebody else has changed the entry since it was shown."""


@dataclass(frozen=True)
class Told:
    """What an entry says. ``happened`` is written as ``entries.first_day`` reads it."""

    happened: str
    kind: Kind
    words: Mapping[str, Words]
    theme: str = ""
    is_demonstration: bool = False


class Desk:
    """Who writes: the session, the key of the audit and the actor, the same for a whole request."""

    def __init__(self, session: Session, *, audit_key: bytes, actor: str) -> None:
        self.session, self.audit_key, self.actor = session, audit_key, actor

    def add(self, told: Told, *, key: str | None = None) -> TakingPart:
        """Add an entry; ``key`` names one that the county's file brings."""
        entry = TakingPart(key=key)
        self._put(entry, told)
        self.session.add(entry)
        self.session.flush()
        self._record(entry, "taking_part.added")
        return entry

    def change(self, entry: TakingPart, told: Told, *, seen_version: int, current: Collection[str] = ()) -> None:
        """Change an entry.

        Args:
            current: the languages of which somebody says that they are right for this English, changed or not.

        Raises:
            ChangedMeanwhile: when it is no longer the one that was shown.
        """
        if entry.row_version != seen_version:
            raise ChangedMeanwhile
        entry.made_from = earlier_english(as_json(told.words), entry.content, entry.made_from, current)
        self._put(entry, told)
        try:
            self.session.flush()
        except StaleDataError as error:
            raise ChangedMeanwhile from error
        self._record(entry, "taking_part.changed")

    def translate(self, entry: TakingPart, words: Mapping[str, Words]) -> bool:
        """Add the languages that an entry lacks; return whether there was one."""
        content = with_new_languages(entry.content, as_json(words))
        if content == entry.content:
            return False
        entry.content = content
        self.session.flush()
        self._record(entry, "taking_part.translated")
        return True

    def remove(self, entry: TakingPart) -> None:
        """Remove an entry."""
        self._record(entry, "taking_part.removed")
        self.session.delete(entry)

    def _put(self, entry: TakingPart, told: Told) -> None:
        entry.happened, entry.kind, entry.content = told.happened, told.kind, as_json(told.words)
        entry.theme, entry.is_demonstration = told.theme, told.is_demonstration

    def _record(self, entry: TakingPart, action: str) -> None:
        audit.record(
            self.session,
            key=self.audit_key,
            actor=self.actor,
            action=action,
            subject="taking_part",
            subject_id=str(entry.id),
        )
        bump(self.session, SUBJECT)
