"""What was said of translations: of which English they are, whether a machine made them, who checked them and works."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from flask import Flask
from sqlalchemy import ColumnElement, Select, String, and_, delete, false, literal, or_, select, union_all
from sqlalchemy.orm import Session

from localoffer.db import bump, now
from localoffer.translating.models import TranslationMark, TranslationTask
from localoffer.translating.texts import Name
from localoffer.translating.vocabulary import Kind
from localoffer.web import translated
from localoffer.web.following import Followed, follow
from localoffer.web.translated import Known

SUBJECT = "translations"
"""The change number of what was said of translations."""


class Said(NamedTuple):
    """What was said of one translation. ``checked_by`` is empty where nobody has checked it."""

    of_english: str
    machine_made: bool
    checked_by: str


class Task(NamedTuple):
    """Who translates a text now, with which file if with one, and since when."""

    taken_by: str
    file: str
    since: datetime


@dataclass(frozen=True)
class Marks:
    """What was said of texts: of each of their translations by its digest, and who makes another one now."""

    said: Mapping[Name, Mapping[str, Said]] = field(default_factory=dict)
    tasks: Mapping[Name, Task] = field(default_factory=dict)

    def of(self, name: Name, digest: str) -> Said | None:
        """Return what was said of one translation, None where nothing was."""
        return self.said.get(name, {}).get(digest)


def read(session: Session, languages: Iterable[str], *, name: Name | None = None) -> Marks:
    """Return what was said of texts in some languages, or of one alone: one query."""
    chosen = list(languages)
    found = session.execute(union_all(_marks(chosen, name), _tasks(chosen, name)))
    said: dict[Name, dict[str, Said]] = {}
    tasks: dict[Name, Task] = {}
    for kind, key, language, digest, of_english, machine_made, who, file, at in found:
        text = Name(Kind(kind), key, language)
        if digest:
            said.setdefault(text, {})[digest] = Said(of_english, bool(machine_made), who)
        else:
            tasks[text] = Task(who, file, at)
    return Marks(said, tasks)


def english_of(session: Session, name: Name, digest: str) -> dict[str, str] | None:
    """Return the English that a translation was said to be of, None where nobody said."""
    wanted = select(TranslationMark.english).where(_is(TranslationMark, name), TranslationMark.digest == digest)
    return session.scalar(wanted)


def mark(session: Session, name: Name, digest: str, *, english: Mapping[str, str], said: Said, actor: str) -> None:
    """Say something of a translation, in place of what was said of the same words before."""
    row = session.scalar(
        select(TranslationMark).where(_is(TranslationMark, name), TranslationMark.digest == digest).with_for_update()
    )
    if row is None:
        row = TranslationMark(**name._asdict(), digest=digest)
        session.add(row)
    row.english, row.of_english = dict(english), said.of_english
    row.machine_made, row.checked_by = said.machine_made, said.checked_by
    row.said_by, row.said_at = actor, now()
    session.flush()
    bump(session, SUBJECT)


def take(session: Session, names: Iterable[Name], *, taken_by: str, file: str = "", actor: str) -> None:
    """Say that somebody translates texts from now on; ``file`` is what they were sent out in."""
    wanted = list(names)
    release(session, wanted)
    told = {"taken_by": taken_by, "file": file, "said_by": actor, "said_at": now()}
    session.add_all(TranslationTask(**name._asdict(), **told) for name in wanted)
    session.flush()


def release(session: Session, names: Iterable[Name]) -> None:
    """Say that nobody translates texts any more."""
    by_place: dict[tuple[Kind, str], list[str]] = {}
    for name in names:
        by_place.setdefault((name.kind, name.language), []).append(name.key)
    wanted = [
        and_(TranslationTask.kind == kind, TranslationTask.language == language, TranslationTask.key.in_(keys))
        for (kind, language), keys in by_place.items()
    ]
    session.execute(delete(TranslationTask).where(or_(false(), *wanted)))


def init_app(app: Flask) -> None:
    """Let the pages of other features ask what was said of what they show."""
    followed: Followed[Mapping[tuple[str, str, str], Mapping[str, Known]]] = follow(app, SUBJECT, _known, nothing={})

    def ask(kind: str, key: str, language: str) -> Mapping[str, Known]:
        return followed.newest.get((kind, key, language), {})

    translated.offer(app, ask)


def _known(session: Session) -> Mapping[tuple[str, str, str], Mapping[str, Known]]:
    known: dict[tuple[str, str, str], dict[str, Known]] = {}
    columns = (TranslationMark.kind, TranslationMark.key, TranslationMark.language, TranslationMark.digest)
    facts = (TranslationMark.of_english, TranslationMark.machine_made, TranslationMark.checked_by)
    for kind, key, language, digest, of_english, machine_made, checked_by in session.execute(select(*columns, *facts)):
        said = Known(of_english, is_machine_made=machine_made, is_checked=bool(checked_by))
        known.setdefault((kind, key, language), {})[digest] = said
    return known


def _marks(languages: list[str], name: Name | None) -> Select[str, str, str, str, str, bool, str, str, datetime]:
    wanted = select(
        TranslationMark.kind,
        TranslationMark.key,
        TranslationMark.language,
        TranslationMark.digest,
        TranslationMark.of_english,
        TranslationMark.machine_made,
        TranslationMark.checked_by,
        literal("", String),
        TranslationMark.said_at,
    ).where(TranslationMark.language.in_(languages))
    return wanted.where(_is(TranslationMark, name)) if name is not None else wanted


def _tasks(languages: list[str], name: Name | None) -> Select[str, str, str, str, str, bool, str, str, datetime]:
    wanted = select(
        TranslationTask.kind,
        TranslationTask.key,
        TranslationTask.language,
        literal("", String),
        literal("", String),
        false(),
        TranslationTask.taken_by,
        TranslationTask.file,
        TranslationTask.said_at,
    ).where(TranslationTask.language.in_(languages))
    return wanted.where(_is(TranslationTask, name)) if name is not None else wanted


def _is(table: type[TranslationMark | TranslationTask], name: Name) -> ColumnElement[bool]:
    return and_(table.kind == name.kind, table.key == name.key, table.language == name.language)
