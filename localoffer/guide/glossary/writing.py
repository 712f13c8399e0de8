"""Keeping the glossary: each function works in the caller's transaction, and every process shows it a moment later."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.db import MissingRow, bump
from localoffer.guide.glossary.kept import SUBJECT, texts_of
from localoffer.guide.glossary.models import GlossaryText, GlossaryWord
from localoffer.guide.glossary.words import WordText
from localoffer.web.translated import earlier_english

Texts = Mapping[str, WordText]
"""A word by language, in English always."""


class TakenForm(ValueError):
    """Another word already stands in texts in this form; the message is that word's code."""


def add(session: Session, *, code: str, texts: Texts, actor: str, audit_key: bytes) -> GlossaryWord:
    """Add a word, and return it.

    Raises:
        TakenForm: when a form of it is another word's in the same language.
        ValueError: when there is a word of that code already.
    """
    if session.scalar(select(GlossaryWord.id).where(GlossaryWord.code == code)):
        raise ValueError(f"there is a word {code} already")
    _refuse_taken(session, code, texts)
    word = GlossaryWord(code=code)
    session.add(word)
    _put(word, texts)
    _tell(session, word, "word.added", actor, audit_key)
    return word


def change(
    session: Session,
    *,
    word: GlossaryWord,
    texts: Texts,
    current: Collection[str] = (),
    actor: str,
    audit_key: bytes,
) -> bool:
    """Give a word other texts, and return whether anything is different.

    Args:
        current: the languages of which somebody says that they are right for this English, changed or not.

    Raises:
        TakenForm: when a form of it is another word's in the same language.
    """
    confirmed = any(text.made_from and text.language in current for text in word.texts)
    if texts_of(word) == texts and not confirmed:
        return False
    _refuse_taken(session, word.code, texts)
    _put(word, texts, current)
    word.version += 1
    _tell(session, word, "word.changed", actor, audit_key)
    return True


def remove(session: Session, *, word: GlossaryWord, actor: str, audit_key: bytes) -> None:
    """Take a word out of the glossary."""
    session.delete(word)
    _tell(session, word, "word.removed", actor, audit_key)


def get(session: Session, code: str) -> GlossaryWord:
    """Return a word.

    Raises:
        MissingRow: when there is none of that code.
    """
    found = session.scalar(select(GlossaryWord).where(GlossaryWord.code == code))
    if found is None:
        raise MissingRow(f"there is no word {code}")
    return found


def _put(word: GlossaryWord, texts: Texts, current: Collection[str] = ()) -> None:
    held = {text.language: text for text in word.texts}
    made_from = earlier_english(
        {language: said.translated() for language, said in texts.items()},
        {language: said.translated() for language, said in texts_of(word).items()},
        {language: text.made_from for language, text in held.items()},
        current,
    )
    for language, said in texts.items():
        text = held.get(language)
        if text is None:
            text = GlossaryText(language=language)
            word.texts.append(text)
        text.title, text.meaning, text.forms = said.title, said.meaning, list(said.forms)
        text.made_from = made_from.get(language, {})
    for language in held.keys() - texts.keys():
        word.texts.remove(held[language])


def _refuse_taken(session: Session, code: str, texts: Texts) -> None:
    for other in session.scalars(select(GlossaryWord).where(GlossaryWord.code != code)):
        for text in other.texts:
            wanted = texts.get(text.language)
            if wanted and {form.casefold() for form in wanted.forms} & {form.casefold() for form in text.forms}:
                raise TakenForm(other.code)


def _tell(session: Session, word: GlossaryWord, action: str, actor: str, audit_key: bytes) -> None:
    session.flush()
    audit.record(session, key=audit_key, actor=actor, action=action, subject="word", subject_id=word.code)
    bump(session, SUBJECT)
