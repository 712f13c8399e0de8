"""The site's own words as files for an agency, out and home: XLIFF 2 or a workbook, by the ending of the file's name.

``python -m scripts.languages export pl words.xlf`` and, when it comes back, ``import pl words.xlf``. Nothing is written
where one message is wrong: the site has another English by now, or a place for a value is missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from localoffer.catalogues import YOUNG
from localoffer.translating.files import reading_xliff, workbook, xliff
from localoffer.translating.files.units import Exchange, Unit
from localoffer.web.translated import digest
from scripts import catalogues

_KINDS = {catalogues.MESSAGES: "message", YOUNG: "young"}
_NOTES = {catalogues.MESSAGES: "", YOUNG: "Said to a young person"}
_SHORTENED = 16


def export(language: str, path: Path) -> int:
    """Write every message of a language's catalogues to a file, and return how many."""
    units = [
        unit
        for domain, catalogue in _catalogues(language).items()
        for message in _messages(catalogue)
        for unit in _units(message, domain, catalogue.num_plurals)
    ]
    told = Exchange(language, tuple(units))
    path.write_bytes(workbook.write(told) if path.suffix == ".xlsx" else xliff.write(told))
    return len(units)


def bring_home(language: str, path: Path) -> tuple[int, list[str]]:
    """Take the translations of a file into a language's catalogues; return how many changed, and what is wrong.

    Where something is wrong, nothing is changed.

    Raises:
        localoffer.translating.files.units.Unreadable: when the file cannot be read.
    """
    content = path.read_bytes()
    told = workbook.read(content) if path.suffix == ".xlsx" else reading_xliff.read(content)
    if told.language != language:
        return 0, [f"{path.name} is in {told.language!r}, not in {language!r}."]
    taken = _catalogues(language)
    changed, wrong = _taken(told.units, taken)
    for catalogue in taken.values():
        wrong += [f"{message.id!r}: {fault}." for message in _messages(catalogue) for fault in message.check(catalogue)]
    if wrong:
        return 0, wrong
    for domain in +changed:
        catalogues.keep(taken[domain], language, domain)
    return changed.total(), []


def _taken(units: Iterable[Unit], taken: Mapping[str, Catalog]) -> tuple[Counter[str], list[str]]:
    """Put translations into catalogues; return how many changed in each, and what is no message of theirs."""
    plurals = next(iter(taken.values())).num_plurals
    messages = {_mark(one, domain): (domain, one) for domain, own in taken.items() for one in _messages(own)}
    changed, wrong = Counter[str](), []
    for unit in units:
        mark, _, form = unit.mark.rpartition(":")
        domain, message = messages.get(mark, ("", None))
        if message is None or not form.isdecimal() or int(form) >= len(_forms(message, plurals)):
            wrong.append(f"The site has no such message any more: {unit.english[:80]!r}.")
        elif unit.translation:
            changed[domain] += _put(message, int(form), unit.translation, plurals)
    return changed, wrong


def _catalogues(language: str) -> dict[str, Catalog]:
    return {domain: catalogues.of(language, domain) for domain in catalogues.domains(language)}


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _units(message: Message, domain: str, plurals: int) -> Iterator[Unit]:
    forms = _forms(message, plurals)
    for number, own in enumerate(forms):
        english = message.id if isinstance(message.id, str) else message.id[min(number, 1)]
        which = f"Form {number + 1} of {len(forms)} (plural)" if not isinstance(message.id, str) else ""
        note = "; ".join(filter(None, (_NOTES[domain], message.context or "", which, *message.auto_comments)))
        yield Unit(f"{_mark(message, domain)}:{number}", english, own, "", note)


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


def _mark(message: Message, domain: str) -> str:
    said = message.id if isinstance(message.id, str) else "\0".join(message.id)
    return f"{_KINDS[domain]}:{digest({'context': message.context or '', 'id': said})[:_SHORTENED]}"
