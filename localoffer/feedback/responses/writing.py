"""Making, changing and publishing themes. Each step is written into the audit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from itertools import count

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from localoffer import audit
from localoffer.db import bump
from localoffer.feedback.comments.models import Theme, ThemeText
from localoffer.feedback.comments.vocabulary import Progress, Topic
from localoffer.listings.slugs import slug_from
from localoffer.web.translated import earlier_english

SUBJECT = "themes"
"""The change number of themes."""
LONGEST_SLUG = 60
_ROOM_FOR_A_NUMBER = 4


class ChangedMeanwhile(Exception):
    """Somebody else has changed the theme since it was shown."""


class NotReady(Exception):
    """The theme lacks what the public has to read: its answer, or what is done."""


@dataclass(frozen=True)
class Words:
    """The words of a theme in one language."""

    title: str = ""
    said: str = ""
    response: str = ""
    action: str = ""


WORDS = tuple(part.name for part in fields(Words))


@dataclass(frozen=True)
class Content:
    """What a theme says; ``words`` by the code of the language, always with English."""

    topic: Topic
    progress: Progress
    words: Mapping[str, Words]
    action_on: date | None = None
    source: str = ""


@dataclass(frozen=True)
class Writer:
    """Who writes: the session, the audit key, the actor and the moment, the same for each step of a request."""

    session: Session
    audit_key: bytes = field(repr=False)
    actor: str
    at: datetime

    def make(self, content: Content, *, slug: str = "", is_demonstration: bool = False) -> Theme:
        """Return a new theme that nobody sees yet; without ``slug`` its address comes from its English title."""
        theme = Theme(
            slug=slug or self._free_slug(content.words["en"].title), made_at=self.at, is_demonstration=is_demonstration
        )
        self._put(theme, content)
        self.session.add(theme)
        self.session.flush()
        self._record(theme, "theme.made")
        return theme

    def change(self, theme: Theme, content: Content, *, seen_version: int, current: Collection[str] = ()) -> None:
        """Change what a theme says; where it is public, families see it at once.

        Args:
            current: the languages of which somebody says that they are right for this English, changed or not.

        Raises:
            ChangedMeanwhile: when it is no longer the one that was shown.
            NotReady: when it is public and would lack its answer.
        """
        _need_version(theme, seen_version)
        self._put(theme, content, current)
        if theme.published_at is not None and not is_ready(theme):
            raise NotReady
        self._flush()
        self._record(theme, "theme.changed")

    def publish(self, theme: Theme, *, seen_version: int) -> None:
        """Let the public see a theme with its comments' published forms; the law's clock stops for them.

        Raises:
            ChangedMeanwhile: when it is no longer the one that was shown.
            NotReady: when it lacks its answer.
        """
        _need_version(theme, seen_version)
        if not is_ready(theme):
            raise NotReady
        theme.published_at = theme.changed_at = self.at
        self._flush()
        self._record(theme, "theme.published")

    def withdraw(self, theme: Theme, *, seen_version: int) -> None:
        """Take a theme from the public; the law's clock runs again for its comments.

        Raises:
            ChangedMeanwhile: when it is no longer the one that was shown.
        """
        _need_version(theme, seen_version)
        theme.published_at = None
        self._flush()
        self._record(theme, "theme.withdrawn")

    def _put(self, theme: Theme, content: Content, current: Collection[str] = ()) -> None:
        theme.topic, theme.progress = content.topic, content.progress
        theme.action_on, theme.source, theme.changed_at = content.action_on, content.source, self.at
        made_from = _made_from(theme, content.words, current)
        for language, words in content.words.items():
            row = theme.text(language)
            if row is None:
                row = ThemeText(language=language)
                theme.texts.append(row)
            row.title, row.said, row.response, row.action = words.title, words.said, words.response, words.action
        for row in theme.texts:
            row.made_from = made_from.get(row.language, {})

    def _flush(self) -> None:
        try:
            self.session.flush()
        except StaleDataError as error:
            raise ChangedMeanwhile from error

    def _free_slug(self, title: str) -> str:
        base = slug_from(title, longest=LONGEST_SLUG - _ROOM_FOR_A_NUMBER)
        taken = set(self.session.scalars(select(Theme.slug).where(Theme.slug.startswith(base, autoescape=True))))
        if base not in taken:
            return base
        return next(numbered for number in count(2) if (numbered := f"{base}-{number}") not in taken)

    def _record(self, theme: Theme, action: str) -> None:
        audit.record(
            self.session,
            key=self.audit_key,
            actor=self.actor,
            action=action,
            subject="theme",
            subject_id=theme.slug,
            details={"progress": theme.progress.value},
        )
        bump(self.session, SUBJECT)


def words_of(theme: Theme) -> dict[str, Words]:
    """Return the words of a theme by language."""
    return {text.language: Words(text.title, text.said, text.response, text.action) for text in theme.texts}


def is_ready(theme: Theme) -> bool:
    """Return whether a theme has in English what the law wants published: the answer, and what is done or why not."""
    english = theme.text("en")
    return english is not None and all((english.title, english.response, english.action))


def _made_from(theme: Theme, words: Mapping[str, Words], current: Collection[str]) -> dict[str, dict[str, str]]:
    before = {language: asdict(said) for language, said in words_of(theme).items()}
    texts = before | {language: asdict(said) for language, said in words.items()}
    return earlier_english(texts, before, {text.language: text.made_from for text in theme.texts}, current)


def _need_version(theme: Theme, seen_version: int) -> None:
    if theme.row_version != seen_version:
        raise ChangedMeanwhile
