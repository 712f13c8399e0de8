"""Saving translations: checked, handed to their feature, and marked, in the transaction of whoever calls."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.db import rows_first
from localoffer.translating import marks, places
from localoffer.translating.marks import Said
from localoffer.translating.sources import SOURCES, fields_of
from localoffer.translating.texts import Field, Name, NotTaken, Text, Writer, filled
from localoffer.translating.vocabulary import Kind, Refusal
from localoffer.web.translated import digest

_MOST_NAMED = 50


@dataclass(frozen=True)
class Translation:
    """A translation as somebody wrote it, and what they say of it.

    ``checked_by`` names the speaker of the language who has read exactly these words, empty where nobody has.
    """

    values: Mapping[str, str]
    machine_made: bool = False
    checked_by: str = ""


def problem(text: Text, values: Mapping[str, str]) -> tuple[Field, NotTaken] | None:
    """Return what is wrong with a translation first, and in which field; None where nothing is."""
    has = filled(values)
    for field in fields_of(text):
        own, english = has.get(field.name, ""), text.english.get(field.name, "")
        if not own:
            if field.is_needed and english and has:
                return field, NotTaken(Refusal.NEEDS_NAME)
            continue
        if len(own) > field.longest:
            return field, NotTaken(Refusal.TOO_LONG, str(field.longest))
        if lost := places.differences(english, own):
            return field, NotTaken(Refusal.PLACES_DIFFER, " ".join(lost))
    return None


def save(session: Session, text: Text, translation: Translation, *, writer: Writer) -> None:
    """Keep a translation of a text, as its feature does, with what is said of it; nobody works on it any more.

    Saved as it is, it is said to be right for today's English, and stays checked where it was.

    Raises:
        NotTaken: when something in it is wrong, or its feature refuses it.
        ChangedMeanwhile: when somebody else was quicker.
    """
    values = filled(translation.values)
    if found := problem(text, values):
        raise found[1]
    checked_by = translation.checked_by or _still_checked(session, text, values)
    with rows_first(session):
        SOURCES[text.name.kind].save(session, text, values, checked_by, writer)
        if values:
            said = Said(text.of_english, translation.machine_made, checked_by)
            marks.mark(session, text.name, digest(values), english=text.english, said=said, actor=writer.actor)
        marks.release(session, [text.name])
        told = {"key": text.name.key, "machine_made": translation.machine_made, "checked": bool(translation.checked_by)}
        _record(session, "saved", text.name.kind, text.name.language, writer, told)


def take(session: Session, names: Iterable[Name], *, taken_by: str, file: str = "", writer: Writer) -> None:
    """Say that somebody, here or in an agency, translates texts from now on."""
    wanted = list(names)
    marks.take(session, wanted, taken_by=taken_by, file=file, actor=writer.actor)
    for kind, language in dict.fromkeys((name.kind, name.language) for name in wanted):
        keys = [name.key for name in wanted if (name.kind, name.language) == (kind, language)]
        _record(
            session,
            "taken",
            kind,
            language,
            writer,
            {"keys": keys[:_MOST_NAMED], "texts": len(keys), "file": bool(file)},
        )


def release(session: Session, name: Name, *, writer: Writer) -> None:
    """Say that nobody translates a text any more."""
    marks.release(session, [name])
    _record(session, "released", name.kind, name.language, writer, {"key": name.key})


def _still_checked(session: Session, text: Text, values: Mapping[str, str]) -> str:
    """Return who has checked these very words before."""
    said = marks.read(session, [text.name.language], name=text.name).of(text.name, digest(values))
    return (text.checked_by if values == text.newest else "") or (said.checked_by if said is not None else "")


def _record(
    session: Session, done: str, kind: Kind, language: str, writer: Writer, details: Mapping[str, object]
) -> None:
    audit.record(
        session,
        key=writer.audit_key,
        actor=writer.actor,
        action=f"translation.{done}",
        subject="translation",
        subject_id=f"{language}:{kind}",
        details=details,
    )
