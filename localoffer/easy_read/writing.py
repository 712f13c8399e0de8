"""Keeping the pages of easy read: each function works in the caller's transaction, and bumps their change number."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from localoffer import audit
from localoffer.db import MissingRow, bump, now
from localoffer.easy_read.models import EasyPage, EasyText
from localoffer.languages import ENGLISH

SUBJECT = "easy_read"
"""The change number of the pages."""


@dataclass(frozen=True)
class Said:
    """A page in one language."""

    title: str
    ideas: str

    @property
    def digest(self) -> str:
        """What a translation keeps of the English that it was made from."""
        return hashlib.sha256(f"{self.title}\0{self.ideas}".encode()).hexdigest()


def get(session: Session, slug: str) -> EasyPage:
    """Return a page.

    Raises:
        MissingRow: when there is none of that slug.
    """
    found = session.scalar(select(EasyPage).where(EasyPage.slug == slug))
    if found is None:
        raise MissingRow(f"there is no easy read page {slug}")
    return found


def every(session: Session) -> list[EasyPage]:
    """Return all pages in their order."""
    wanted = select(EasyPage).options(joinedload(EasyPage.texts)).order_by(EasyPage.position, EasyPage.slug)
    return list(session.scalars(wanted).unique())


def texts_of(page: EasyPage) -> dict[str, Said]:
    """Return a page by language."""
    return {text.language: Said(text.title, text.ideas) for text in page.texts}


def is_behind(page: EasyPage, language: str) -> bool:
    """Return whether a translation was made from another English than that of today."""
    english, text = page.text(ENGLISH.code), page.text(language)
    if language == ENGLISH.code or english is None or text is None:
        return False
    return text.english_digest != Said(english.title, english.ideas).digest


def change(
    session: Session, *, page: EasyPage, said: Mapping[str, Said], current: frozenset[str], actor: str, audit_key: bytes
) -> bool:
    """Give a page what staff wrote, and return whether anything is different.

    Args:
        said: by language; a language that is missing here is taken off the page.
        current: the translations that staff say are right for this English, changed or not.
    """
    moment, held = now(), texts_of(page)
    changed = {language for language in {*held, *said} if held.get(language) != said.get(language)}
    behind = {language for language in said if language in current and is_behind(page, language)}
    if not changed and not behind:
        return False
    put(page, said, made_from=frozenset(changed) | current)
    for text in page.texts:
        if text.language in changed:
            text.staff_changed_at, text.checked_by = moment, ""
    if ENGLISH.code in changed:
        page.staff_changed_at = moment
    page.version += 1
    session.flush()
    audit.record(
        session, key=audit_key, actor=actor, action="easy_read.changed", subject="easy_read", subject_id=page.slug
    )
    bump(session, SUBJECT)
    return True


def put(page: EasyPage, said: Mapping[str, Said], *, made_from: frozenset[str]) -> None:
    """Put texts into a page; those of ``made_from`` are right for the English that it has then."""
    english = said.get(ENGLISH.code)
    before = texts_of(page).get(ENGLISH.code)
    for language, words in said.items():
        text = page.text(language)
        if text is None:
            text = EasyText(language=language)
            page.texts.append(text)
        text.title, text.ideas = words.title, words.ideas
        if english is not None and language != ENGLISH.code:
            _remember(text, english, before, is_right=language in made_from)
    for text in [text for text in page.texts if text.language not in said]:
        page.texts.remove(text)


def _remember(text: EasyText, english: Said, before: Said | None, *, is_right: bool) -> None:
    """Keep of which English a translation is, and that English itself where it is no longer the page's."""
    if is_right or text.english_digest == english.digest:
        text.english_digest, text.made_from = english.digest, {}
    elif before is not None and text.english_digest == before.digest:
        text.made_from = dict(vars(before))
