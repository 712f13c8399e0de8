"""Files that come home: looked at first, then taken over whole, and taken back as one."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.db import MissingRow, now, rows_first
from localoffer.translating import marks, saving
from localoffer.translating.files.units import Exchange, Unit, read_mark, stands_for
from localoffer.translating.marks import Said
from localoffer.translating.models import TranslationFile
from localoffer.translating.saving import Translation
from localoffer.translating.sources import SOURCES, fields_of
from localoffer.translating.texts import ChangedMeanwhile, Name, NotTaken, Text, Writer
from localoffer.translating.vocabulary import Kind, Outcome, Refusal
from localoffer.web.translated import digest

_LONGEST_NAME = 200


class LookAgain(Exception):
    """What a file would change is no longer what was shown."""


class NotNow(Exception):
    """The file was taken over or taken back already."""


@dataclass(frozen=True)
class Looked:
    """What a file makes of one text, or (``text`` is None) of something that the site does not know.

    ``values`` is the whole translation that it would have; ``refusal`` says why it is not taken, ``what`` names the
    field or the part of it that is meant.
    """

    mark: str
    text: Text | None
    outcome: Outcome
    values: Mapping[str, str]
    is_machine_made: bool = False
    refusal: Refusal | None = None
    what: str = ""


@dataclass(frozen=True)
class _Line:
    """One unit whose mark names a field."""

    unit: Unit
    name: Name
    field: str
    shortened: str


def keep(session: Session, told: Exchange, *, name: str, writer: Writer) -> TranslationFile:
    """Keep what a file says, and return it; no text changes before it is taken over."""
    units = [{"mark": one.mark, **{field: asdict(one)[field] for field in _KEPT}} for one in told.units]
    file = TranslationFile(
        language=told.language,
        name=name[:_LONGEST_NAME],
        content={"units": units},
        before={},
        made_by=writer.actor,
        made_at=now(),
        applied_by="",
        undone_by="",
    )
    session.add(file)
    session.flush()
    _record(session, file, "brought", writer, len(units))
    return file


_KEPT = ("english", "translation", "is_machine_made")


def get(session: Session, number: int, *, to_write: bool = False) -> TranslationFile:
    """Return a file; with ``to_write`` nobody else changes it before this transaction ends.

    Raises:
        MissingRow: when there is none.
    """
    wanted = select(TranslationFile).where(TranslationFile.id == number)
    found = session.scalar(wanted.with_for_update() if to_write else wanted)
    if found is None:
        raise MissingRow("there is no such file")
    return found


def newest(session: Session, *, number: int = 30) -> Sequence[TranslationFile]:
    """Return the files that were brought in last."""
    return session.scalars(select(TranslationFile).order_by(TranslationFile.id.desc()).limit(number)).all()


def look(session: Session, file: TranslationFile, *, allowed: Collection[Kind]) -> list[Looked]:
    """Return what a file would change, text by text in its order, what it does not know at the end.

    Args:
        allowed: the kinds that whoever looks may save.
    """
    lines, unknown = [], []
    for told in file.content["units"]:
        unit = Unit(**told)
        found = read_mark(unit.mark, file.language)
        if found is None:
            unknown.append(_unknown(unit.mark))
        else:
            lines.append(_Line(unit, *found))
    texts = _texts(session, file.language, {line.name for line in lines})
    by_text: dict[Name, list[_Line]] = {}
    for line in lines:
        by_text.setdefault(line.name, []).append(line)
    looked = [_look(texts[name], some, allowed) for name, some in by_text.items() if name in texts]
    gone = [_unknown(line.unit.mark) for line in lines if line.name not in texts]
    return [*looked, *unknown, *gone]


def fingerprint(looked: Iterable[Looked]) -> str:
    """Return what stands for everything that a file would change, and from what."""
    told = [
        f"{one.text.name}{one.text.digest}{digest(one.values)}"
        for one in looked
        if one.text is not None and one.outcome is Outcome.CHANGED
    ]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def apply(
    session: Session,
    file: TranslationFile,
    *,
    shown: str,
    allowed: Collection[Kind],
    all_by_machine: bool,
    writer: Writer,
) -> int:
    """Save every text that a file changes, or none, and return how many that was.

    Args:
        shown: the ``fingerprint`` of what was shown to whoever says so.
        all_by_machine: whether a machine made all of it, whatever the file says.

    Raises:
        NotNow: when it was taken over already.
        LookAgain: when a text has changed since it was shown; nothing is saved then, if the caller rolls back.
    """
    if file.applied_at is not None:
        raise NotNow
    looked = look(session, file, allowed=allowed)
    if fingerprint(looked) != shown:
        raise LookAgain
    # in the same order whatever the file's own is, so that two files never wait for each other
    changed = [(one.text, one) for one in looked if one.text is not None and one.outcome is Outcome.CHANGED]
    changed.sort(key=lambda one: one[0].name)
    before = [_before(text, one.values) for text, one in changed]
    with rows_first(session):
        for text, one in changed:
            translation = Translation(one.values, machine_made=all_by_machine or one.is_machine_made)
            try:
                saving.save(session, text, translation, writer=writer)
            except (NotTaken, ChangedMeanwhile) as fault:
                raise LookAgain from fault
    file.before, file.applied_by, file.applied_at = {"texts": before}, writer.actor, now()
    _record(session, file, "applied", writer, len(before))
    return len(before)


def undo(session: Session, file: TranslationFile, *, writer: Writer) -> int:
    """Give every text that a file changed its earlier translation again, or none, and return how many that was.

    Raises:
        NotNow: when it was not taken over, or taken back already.
        ChangedMeanwhile: when somebody changed one of the texts since; nothing changes, if the caller rolls back.
    """
    if file.applied_at is None or file.undone_at is not None:
        raise NotNow
    changed = file.before["texts"]
    names = {Name(Kind(one["kind"]), one["key"], file.language): one for one in changed}
    texts = _texts(session, file.language, names.keys())
    with rows_first(session):
        for name, told in names.items():
            text = texts.get(name)
            if text is None or text.digest != told["after"]:
                raise ChangedMeanwhile
            _give_back(session, text, told, writer)
    file.undone_by, file.undone_at = writer.actor, now()
    _record(session, file, "undone", writer, len(changed))
    return len(changed)


def _give_back(session: Session, text: Text, told: Mapping[str, object], writer: Writer) -> None:
    values, made_from = told["values"], told["made_from"]
    assert isinstance(values, dict)  # noqa: S101 - as _before wrote it
    said = marks.read(session, [text.name.language], name=text.name).of(text.name, digest(values))
    checked_by = said.checked_by if said is not None else ""
    try:
        SOURCES[text.name.kind].save(session, text, values, checked_by, writer)
    except NotTaken as fault:
        # it was right before: what does not take it any more has changed, as a survey that has opened
        raise ChangedMeanwhile from fault
    if isinstance(made_from, dict) and values:
        again = Said(digest(text.followed(made_from)), said is not None and said.machine_made, checked_by)
        marks.mark(session, text.name, digest(values), english=made_from, said=again, actor=writer.actor)


def _before(text: Text, values: Mapping[str, str]) -> dict[str, object]:
    return {
        "kind": text.name.kind.value,
        "key": text.name.key,
        "values": dict(text.newest),
        "made_from": dict(text.made_from) if text.made_from is not None else None,
        "after": digest(values),
    }


def _texts(session: Session, language: str, names: Collection[Name]) -> dict[Name, Text]:
    kinds = dict.fromkeys(name.kind for name in names)
    found = [
        text
        for kind in kinds
        for text in SOURCES[kind].texts(session, language, {name.key for name in names if name.kind is kind})
    ]
    return {text.name: text for text in found}


def _look(text: Text, lines: Sequence[_Line], allowed: Collection[Kind]) -> Looked:
    values = dict(text.newest) | {line.field: line.unit.translation for line in lines if line.unit.translation}
    is_machine_made = any(line.unit.is_machine_made for line in lines)
    label = lines[0].unit.mark
    refused = _refused(text, lines, values, allowed)
    if refused is not None:
        return Looked(label, text, Outcome.REFUSED, values, refusal=refused[0], what=refused[1])
    if not any(line.unit.translation for line in lines):
        return Looked(label, text, Outcome.EMPTY, values)
    outcome = Outcome.UNCHANGED if values == dict(text.newest) else Outcome.CHANGED
    return Looked(label, text, outcome, values, is_machine_made=is_machine_made)


def _refused(
    text: Text, lines: Sequence[_Line], values: Mapping[str, str], allowed: Collection[Kind]
) -> tuple[Refusal, str] | None:
    fields = {field.name: str(field.title) for field in fields_of(text)}
    if text.name.kind not in allowed:
        return Refusal.NOT_ALLOWED, ""
    for line in lines:
        if line.field not in fields:
            return Refusal.UNKNOWN, line.field
        english = text.english.get(line.field, "")
        if line.unit.translation and not (stands_for(line.shortened, english) or line.unit.english == english):
            return Refusal.ENGLISH_MOVED_ON, fields[line.field]
    times = Counter(line.field for line in lines)
    if twice := next((field for field, number in times.items() if number > 1), None):
        return Refusal.TWICE, fields[twice]
    if found := saving.problem(text, values):
        return found[1].refusal, f"{fields[found[0].name]} {found[1].what}".strip()
    return None


def _unknown(mark: str) -> Looked:
    return Looked(mark, None, Outcome.REFUSED, {}, refusal=Refusal.UNKNOWN, what=mark[:100])


def _record(session: Session, file: TranslationFile, done: str, writer: Writer, number: int) -> None:
    audit.record(
        session,
        key=writer.audit_key,
        actor=writer.actor,
        action=f"translation_file.{done}",
        subject="translation_file",
        subject_id=str(file.id),
        details={"language": file.language, "texts": number},
    )
