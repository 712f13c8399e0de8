"""What the desk's screens show besides their forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from localoffer.languages import Language, format_date, format_list, format_moment, gettext, ngettext
from localoffer.reviewing.admin_words import TagShown, person
from localoffer.reviewing.differences import Piece, paragraphs
from localoffer.translating.admin_words import KINDS, OUTCOMES, STANDINGS, why
from localoffer.translating.desk import Listed
from localoffer.translating.importing import Looked
from localoffer.translating.models import TranslationFile
from localoffer.translating.texts import Field, Text
from localoffer.translating.vocabulary import Kind, Outcome, Standing

_LONGEST_TITLE = 90


@dataclass(frozen=True)
class LanguageRow:
    """One language, and how many of its texts stand how."""

    language: Language
    counts: tuple[tuple[Standing, str, int], ...]


@dataclass(frozen=True)
class TextRow:
    """One text of the list."""

    kind: Kind
    key: str
    title: str
    of: str
    tags: tuple[TagShown, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Change:
    """One field that differs between two states of a text, whole and as pieces."""

    field: str
    before: str
    after: str
    paragraphs: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True)
class FileRow:
    """One file that was brought in."""

    number: int
    name: str
    language: Language
    state: TagShown
    said: str


@dataclass(frozen=True)
class LookedRow:
    """What a file makes of one text."""

    title: str
    of: str
    tag: TagShown
    why: str
    changes: tuple[Change, ...]


def language_row(language: Language, counts: Mapping[Standing, int]) -> LanguageRow:
    """Return how many texts of a language stand how, in the order in which they are to be done."""
    return LanguageRow(language, tuple((one, str(STANDINGS[one].text), counts.get(one, 0)) for one in Standing))


def text_row(one: Listed) -> TextRow:
    """Return the row of a text."""
    name = one.row.name
    title, of = short(one.row.title), str(KINDS[name.kind])
    return TextRow(name.kind, name.key, title, of, tuple(tags(one)), tuple(_notes(one)))


def tags(one: Listed) -> Iterable[TagShown]:
    """Yield how a text stands and, where somebody works on it, what families have meanwhile."""
    shown = [one.standing]
    if one.families_have is not one.standing and one.families_have is not Standing.CURRENT:
        shown.append(one.families_have)
    return [TagShown(str(STANDINGS[standing].text), STANDINGS[standing].colour) for standing in shown]


def changes(before: Mapping[str, str], after: Mapping[str, str], fields: Sequence[Field]) -> tuple[Change, ...]:
    """Return the fields in which two states of a text differ."""
    found = []
    for field in fields:
        one, other = before.get(field.name, ""), after.get(field.name, "")
        if one != other:
            found.append(Change(str(field.title), one, other, tuple(paragraphs(one, other))))
    return tuple(found)


def file_row(file: TranslationFile, language: Language, people: Mapping[str, str]) -> FileRow:
    """Return the row of a file."""
    number = len(file.content["units"])
    who, when = person(file.made_by, people), format_moment(file.made_at)
    said = ngettext("%(num)s part, %(who)s, %(when)s", "%(num)s parts, %(who)s, %(when)s", number, who=who, when=when)
    return FileRow(file.id, file.name or gettext("A file"), language, file_state(file), said)


def file_state(file: TranslationFile) -> TagShown:
    """Return what became of a file."""
    if file.undone_at is not None:
        return TagShown(gettext("Taken back"), "grey")
    if file.applied_at is not None:
        return TagShown(gettext("Taken over"), "green")
    return TagShown(gettext("Waits for you"), "yellow")


def looked_rows(looked: Iterable[Looked], fields_of: Callable[[Text], Sequence[Field]]) -> list[LookedRow]:
    """Return what a file makes of each text, what is not taken first, then what changes."""
    order = (Outcome.REFUSED, Outcome.CHANGED, Outcome.EMPTY, Outcome.UNCHANGED)
    return [_looked_row(one, fields_of) for one in sorted(looked, key=lambda one: order.index(one.outcome))]


def short(title: str) -> str:
    """Return a title that fits a row: that of a notice is all that it says."""
    return title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1]}…"


def _looked_row(one: Looked, fields_of: Callable[[Text], Sequence[Field]]) -> LookedRow:
    text, colour = OUTCOMES[one.outcome]
    shown: tuple[Change, ...] = ()
    if one.text is not None and one.outcome is Outcome.CHANGED:
        shown = changes(one.text.newest, one.values, fields_of(one.text))
    return LookedRow(
        title=short(one.text.title) if one.text is not None else one.mark[:_LONGEST_TITLE],
        of=str(KINDS[one.text.name.kind]) if one.text is not None else "",
        tag=TagShown(str(text), colour),
        why=why(one),
        changes=shown,
    )


def _notes(one: Listed) -> Iterable[str]:
    if one.task is not None:
        since = format_date(one.task.since)
        yield gettext("%(who)s translates it since %(day)s", who=one.task.taken_by, day=since)
    if one.task is not None and one.task.file:
        yield gettext("Sent out as %(file)s", file=one.task.file)
    if one.row.waits:
        yield gettext("A new version waits to be published")
    if one.checked_by:
        yield gettext("Checked by %(who)s", who=one.checked_by)
    if one.answers:
        yield ngettext("%(num)s reader said how useful it was", "%(num)s readers said how useful it was", one.answers)


def lacks(text: Text, fields: Sequence[Field]) -> str:
    """Return which fields of the English have no translation, in words; empty where none is missing."""
    missing = [str(field.title) for field in fields if field.name in text.english and field.name not in text.newest]
    return format_list(missing) if missing and text.newest else ""
