"""The translation catalogues: collect the words, bring each language up to date, compile, and check.

``messages`` holds what families read and is translated; ``admin`` holds the staff screens, which are English only, so
that a council may translate them one day without searching for the words. ``young`` is the part of ``messages`` that a
young person meets in their own version of the form; a language keeps of it what it says to them in other words.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from localoffer.catalogues import YOUNG
from localoffer.languages import ENGLISH, KNOWN, LANGUAGES
from scripts import young

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "translations"
MESSAGES = "messages"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
}
STAFF = ("/admin", "admin_", "/staff/", "/security/", "/translating/", "staff.html", "staff_navigation.html")


def languages() -> list[str]:
    """Return the languages that have a catalogue, those that are held back among them."""
    return sorted(path.parts[-3] for path in TRANSLATIONS.glob("*/LC_MESSAGES/messages.po"))


def is_for_staff(path: str) -> bool:
    """Return whether the words of a file are read by council staff alone."""
    return any(part in f"/{path}" for part in STAFF)


def collect() -> dict[str, Catalog]:
    """Read every string that code and templates mark, into one catalogue each for families, staff and young people."""
    catalogues = {
        domain: Catalog(project="Local Offer", version="1", charset="utf-8", fuzzy=False)
        for domain in (MESSAGES, "admin", YOUNG)
    }
    for folder, methods in (("localoffer", [("**.py", "python")]), ("templates", [("**.html", "jinja2")])):
        for name, line, message, comments, context in extract_from_dir(
            ROOT / folder, method_map=methods, keywords=KEYWORDS, comment_tags=("For translators:",)
        ):
            path = f"{folder}/{name}"
            domain = "admin" if is_for_staff(path) else MESSAGES
            catalogues[domain].add(message, locations=[(path, line)], auto_comments=comments, context=context)
            if domain == MESSAGES and young.meets(path) and message not in young.not_asked():
                catalogues[YOUNG].add(message, locations=[(path, line)], auto_comments=comments, context=context)
    return catalogues


def update() -> None:
    """Write the templates and bring each language's catalogues up to date with them."""
    collected = collect()
    for domain, catalogue in collected.items():
        _write(catalogue, TRANSLATIONS / f"{domain}.pot")
    for language in languages():
        known = of(language)
        known.update(collected[MESSAGES], no_fuzzy_matching=True)
        known.obsolete.clear()
        keep(known, language)
        if is_familiar(language):
            keep(_to_young_people(language, collected[YOUNG]), language, YOUNG)


def _to_young_people(language: str, met: Catalog) -> Catalog:
    """Return a language's catalogue for young people, with an empty place for each message that lacks its words."""
    known, messages = of(language, YOUNG), of(language)
    kept = {(message.id, message.context) for message in known if message.id}
    made = Catalog(locale=language, project=met.project, version=met.version, charset="utf-8", fuzzy=False)
    for message in met:
        if not message.id:
            continue
        said = messages.get(message.id, message.context)
        if (message.id, message.context) in kept:
            said = known.get(message.id, message.context)
        elif said is not None and young.is_formal(said, language):
            said = None
        else:
            continue
        made.add(
            message.id,
            said.string if said else None,
            locations=message.locations,
            auto_comments=message.auto_comments,
            context=message.context,
        )
    return made


def compile_all() -> None:
    """Compile each language where a catalogue is newer than what was compiled."""
    for language in languages():
        for domain in domains(language):
            source, target = _path(language, domain), _path(language, domain).with_suffix(".mo")
            if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
                with target.open("wb") as file:
                    write_mo(file, _read(source, language))


def is_familiar(language: str) -> bool:
    """Return whether a language says *you* to a young person in other words than to a parent."""
    return any(one.familiar for one in KNOWN if one.code == language)


def domains(language: str) -> list[str]:
    """Return the catalogues that a language has."""
    return [MESSAGES, YOUNG] if is_familiar(language) else [MESSAGES]


def faults() -> list[str]:
    """Return one sentence for each thing wrong: out of date, incomplete, or placeholders that differ.

    A language that is held back may be incomplete.
    """
    found = []
    for domain, catalogue in collect().items():
        path = TRANSLATIONS / f"{domain}.pot"
        if _keys(_read(path, None)) != _keys(catalogue):
            found.append(f"{path.name} is out of date: run `make catalogues`.")
    return found + [fault for language in LANGUAGES if language != ENGLISH.code for fault in faults_of(language)]


def faults_of(language: str) -> list[str]:
    """Return one sentence for each thing wrong in the catalogues of a language."""
    known, wanted = of(language), _keys(_template(MESSAGES))
    found = [f"{language}: {key[0]!r} is missing." for key in wanted - _keys(known)]
    found += [f"{language}: {key[0]!r} is no longer used." for key in _keys(known) - wanted]
    found += _wrong(known, language)
    return found + (_faults_to_young_people(language, known) if is_familiar(language) else [])


def _faults_to_young_people(language: str, messages: Catalog) -> list[str]:
    known, met, named = of(language, YOUNG), _template(YOUNG), f"{language}, to young people"
    missing = _keys(message for message in _of(messages, met) if young.is_formal(message, language)) - _keys(known)
    found = [f"{named}: {key[0]!r} is missing: parents are told it formally." for key in missing]
    found += [f"{named}: {key[0]!r} is no longer used." for key in _keys(known) - _keys(met)]
    found += [f"{named}: {one.id!r} is formal." for one in known if one.id and young.is_formal(one, language)]
    return found + _wrong(known, named)


def _wrong(catalogue: Catalog, named: str) -> list[str]:
    found = []
    for message in catalogue:
        if not message.id:
            continue
        strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        if not all(strings):
            found.append(f"{named}: {message.id!r} is not translated.")
        elif message.fuzzy:
            found.append(f"{named}: {message.id!r} is marked as uncertain.")
        found += [f"{named}: {message.id!r}: {error}." for error in message.check(catalogue)]
    return found


def _of(catalogue: Catalog, wanted: Catalog) -> Iterator[Message]:
    """Yield those messages of a catalogue that another one has too."""
    found = (catalogue.get(message.id, message.context) for message in wanted if message.id)
    return (message for message in found if message is not None)


def _keys(messages: Iterable[Message]) -> set[tuple[Any, str | None]]:
    return {(message.id, message.context) for message in messages if message.id}


def of(language: str, domain: str = MESSAGES) -> Catalog:
    """Return a catalogue of a language."""
    return _read(_path(language, domain), language)


def keep(catalogue: Catalog, language: str, domain: str = MESSAGES) -> None:
    """Write a catalogue of a language."""
    _write(catalogue, _path(language, domain))


def pairs(language: str) -> list[tuple[str, str]]:
    """Return each message of a language that is translated, with its English; of several forms the last."""
    messages = [message for domain in domains(language) for message in of(language, domain)]
    found = [(_last(message.id), _last(message.string)) for message in messages]
    return [(text, own) for text, own in found if text and own]


def _last(said: str | tuple[str, ...] | list[str] | None) -> str:
    return said if isinstance(said, str) else said[-1] if said else ""


def _path(language: str, domain: str = MESSAGES) -> Path:
    return TRANSLATIONS / language / "LC_MESSAGES" / f"{domain}.po"


def _template(domain: str) -> Catalog:
    return _read(TRANSLATIONS / f"{domain}.pot", None)


def _read(path: Path, language: str | None) -> Catalog:
    if not path.exists():
        return Catalog(locale=language, project="Local Offer", version="1", charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _write(catalogue: Catalog, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(
            file, catalogue, width=120, sort_output=True, omit_header=False, include_lineno=False, no_location=False
        )


def main() -> int:
    """Run one of the three actions; exit with 1 where ``check`` found something."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=("update", "compile", "check"))
    action = parser.parse_args().action
    if action == "update":
        update()
    elif action == "compile":
        compile_all()
    else:
        found = faults()
        print("\n".join(found) or "The catalogues are complete and up to date.")
        return 1 if found else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
