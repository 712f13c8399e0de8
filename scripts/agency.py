"""The site's own words as files for an agency, out and home: XLIFF 2 or a workbook, by the ending of the file's name.

``python -m scripts.languages export pl words.xlf`` and, when it comes back, ``import pl words.xlf``. Nothing is written
where one message is wrong: the site has another English by now, or a place for a value is missing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from localoffer.translating.files import reading_xliff, workbook, xliff
from localoffer.translating.files.units import Exchange, Unit
from localoffer.web.translated import digest
from scripts import catalogues

_KIND = "message"
_SHORTENED = 16


def export(language: str, path: Path) -> int:
    """Write every message of a language's catalogue to a file, and return how many."""
    catalogue = catalogues.of(language)
    units = [unit for message in _messages(catalogue) for unit in _units(message, catalogue.num_plurals)]
    told = Exchange(language, tuple(units))
    path.write_bytes(workbook.write(told) if path.suffix == ".xlsx" else xliff.write(told))
    return len(units)


def bring_home(language: str, path: Path) -> tuple[int, list[str]]:
    """Take the translations of a file into a language's catalogue; return how many changed, and what is wrong.

    Where something is wrong, nothing is changed.

    Raises:
        localoffer.translating.files.units.Unreadable: when the file cannot be read.
    """
    content = path.read_bytes()
    told = workbook.read(content) if path.suffix == ".xlsx" else reading_xliff.read(content)
    if told.language != language:
        return 0, [f"{path.name} is in {told.language!r}, not in {language!r}."]
    catalogue = catalogues.of(language)
    messages = {_mark(message): message for message in _messages(catalogue)}
    changed, wrong = 0, []
    for unit in told.units:
        mark, _, form = unit.mark.rpartition(":")
        message = messages.get(mark)
        if message is None or not form.isdecimal() or int(form) >= len(_forms(message, catalogue.num_plurals)):
            wrong.append(f"The site has no such message any more: {unit.english[:80]!r}.")
        elif unit.translation:
            changed += _put(message, int(form), unit.translation, catalogue.num_plurals)
    wrong += [f"{message.id!r}: {fault}." for message in messages.values() for fault in message.check(catalogue)]
    if not wrong and changed:
        catalogues.keep(catalogue, language)
    return (0 if wrong else changed), wrong


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _units(message: Message, plurals: int) -> Iterator[Unit]:
    forms = _forms(message, plurals)
    for number, own in enumerate(forms):
        english = message.id if isinstance(message.id, str) else message.id[min(number, 1)]
        which = f"Form {number + 1} of {len(forms)} (plural)" if not isinstance(message.id, str) else ""
        note = "; ".join(filter(None, (message.context or "", which, *message.auto_comments)))
        yield Unit(f"{_mark(message)}:{number}", english, own, "", note)


def _forms(message: Message, plurals: int) -> list[str]:
    if isinstance(message.id, str):
        return [message.string if isinstance(message.string, str) else ""]
    said = message.string if isinstance(message.string, (tuple, list)) else ()
    return [*said, *[""] * plurals][:plurals]


def _put(message: Message, form: int, text: str, plurals: int) -> int:
    forms = _forms(message, plurals)
    if forms[form] == text:
        return 0
    forms[form] = text
    message.string = forms[0] if isinstance(message.id, str) else tuple(forms)
    return 1


def _mark(message: Message) -> str:
    said = message.id if isinstance(message.id, str) else "\0".join(message.id)
    return f"{_KIND}:{digest({'context': message.context or '', 'id': said})[:_SHORTENED]}"
