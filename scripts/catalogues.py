"""The translation catalogues: collect the words, bring each language up to date, compile, and check.

``messages`` holds what families read and is translated; ``admin`` holds the staff screens, which are English only, so
that a council may translate them one day without searching for the words.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from localoffer.languages import ENGLISH, LANGUAGES

ROOT = Path(__file__).resolve().parent.parent
TRANSLATIONS = ROOT / "translations"
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
    """Read every string that code and templates mark, into one catalogue each for families and for staff."""
    catalogues = {
        domain: Catalog(project="Local Offer", version="1", charset="utf-8", fuzzy=False)
        for domain in ("messages", "admin")
    }
    for folder, methods in (("localoffer", [("**.py", "python")]), ("templates", [("**.html", "jinja2")])):
        for name, line, message, comments, context in extract_from_dir(
            ROOT / folder, method_map=methods, keywords=KEYWORDS, comment_tags=("For translators:",)
        ):
            path = f"{folder}/{name}"
            domain = "admin" if is_for_staff(path) else "messages"
            catalogues[domain].add(message, locations=[(path, line)], auto_comments=comments, context=context)
    return catalogues


def update() -> None:
    """Write the templates and bring each language's catalogue up to date with them."""
    for domain, catalogue in collect().items():
        _write(catalogue, TRANSLATIONS / f"{domain}.pot")
        if domain == "messages":
            for language in languages():
                path = _path(language)
                known = _read(path, language)
                known.update(catalogue, no_fuzzy_matching=True)
                known.obsolete.clear()
                _write(known, path)


def compile_all() -> None:
    """Compile each language where its catalogue is newer than what was compiled."""
    for language in languages():
        source, target = _path(language), _path(language).with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            with target.open("wb") as file:
                write_mo(file, _read(source, language))


def faults() -> list[str]:
    """Return one sentence for each thing wrong: out of date, incomplete, or placeholders that differ.

    A language that is held back may be incomplete.
    """
    collected = collect()
    found = []
    for domain, catalogue in collected.items():
        path = TRANSLATIONS / f"{domain}.pot"
        stored = _read(path, None)
        if {(m.id, m.context) for m in stored if m.id} != {(m.id, m.context) for m in catalogue if m.id}:
            found.append(f"{path.name} is out of date: run `make catalogues`.")
    return found + [fault for language in LANGUAGES if language != ENGLISH.code for fault in faults_of(language)]


def faults_of(language: str) -> list[str]:
    """Return one sentence for each thing wrong in the catalogue of a language."""
    template = _read(TRANSLATIONS / "messages.pot", None)
    wanted = {(message.id, message.context) for message in template if message.id}
    known = _read(_path(language), language)
    translated = {(message.id, message.context): message for message in known if message.id}
    found = [f"{language}: {key[0]!r} is missing." for key in wanted - set(translated)]
    found += [f"{language}: {key[0]!r} is no longer used." for key in set(translated) - wanted]
    for message in translated.values():
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if not all(strings):
            found.append(f"{language}: {message.id!r} is not translated.")
        elif message.fuzzy:
            found.append(f"{language}: {message.id!r} is marked as uncertain.")
        found += [f"{language}: {message.id!r}: {error}." for error in message.check(known)]
    return found


def of(language: str) -> Catalog:
    """Return the catalogue of a language."""
    return _read(_path(language), language)


def keep(catalogue: Catalog, language: str) -> None:
    """Write the catalogue of a language."""
    _write(catalogue, _path(language))


def pairs(language: str) -> list[tuple[str, str]]:
    """Return each message of a language that is translated, with its English; of several forms the last."""
    found = []
    for message in _read(_path(language), language):
        text, own = (_last(said) for said in (message.id, message.string))
        if text and own:
            found.append((text, own))
    return found


def _last(said: str | tuple[str, ...] | list[str] | None) -> str:
    return said if isinstance(said, str) else said[-1] if said else ""


def _path(language: str) -> Path:
    return TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


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
