"""How far a language has come: what the county's files, the guide and the search have of it, and what is missing.

``check`` names what is missing or has another shape than its English. ``skeleton`` prints, in English and in the shape
that the language's own file has, what a file of the county still needs: the beginning of a translation. ``export`` and
``import`` send the site's own words out as XLIFF 2 or as a workbook, and take them home.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from localoffer.county_files import in_language
from localoffer.languages import ENGLISH
from scripts import agency, catalogues

ROOT = Path(__file__).resolve().parent.parent
COUNTY = ROOT / "county" / "staffordshire"
PAGES = Path("guide", "pages")
DEMONSTRATION = Path("demonstration.yaml")
LISTINGS = 30
"""So many of the demonstration's listings, the first of them, are translated into every language."""
_PLACEHOLDER = re.compile(r"%\(\w+\)s")
_OF_ITS_OWN = ("asked_as",)
_NAMES = ("code", "slug", "key", "listing")


def files() -> list[Path]:
    """Return the county's files that have words of other languages beside their English, as its folder names them."""
    found = [path for path in COUNTY.rglob("*.yaml") if "languages" not in path.relative_to(COUNTY).parts]
    return sorted(path.relative_to(COUNTY) for path in (*found, COUNTY / "council.toml"))


def english(name: Path) -> dict[str, Any]:
    """Return the texts of one of the county's files, in the shape that a translation of it has."""
    path = COUNTY / name
    text = path.read_text(encoding="utf-8")
    told = tomllib.loads(text) if path.suffix == ".toml" else yaml.safe_load(text)
    if name == DEMONSTRATION:
        told["listings"] = told["listings"][:LISTINGS]
    return _texts(told) or {}


def translated(name: Path, language: str) -> dict[str, Any]:
    """Return what a language has of one of the county's files; nothing where it has no such file."""
    path = in_language(COUNTY, name.with_suffix(".yaml"), language)
    return (yaml.safe_load(path.read_text(encoding="utf-8")) or {}) if path.exists() else {}


def faults(language: str) -> list[str]:
    """Return one sentence for each thing that a language lacks of the county's words, or has in another shape."""
    found = [f"{language}: {fault}" for name in files() for fault in _file_faults(name, language)]
    has = {path.name for path in in_language(COUNTY, PAGES, language).glob("*.md")}
    wants = {path.name for path in (COUNTY / PAGES).glob("*.md")}
    found += [f"{language}: {PAGES}/{name} is missing." for name in sorted(wants - has)]
    familiar = ["formal.yaml"] if catalogues.is_familiar(language) else []
    for needed in ("search.yaml", "comments.yaml", *familiar):
        if not (catalogues.TRANSLATIONS / language / needed).exists():
            found.append(f"{language}: translations/{language}/{needed} is missing.")
    return found


def _file_faults(name: Path, language: str) -> Iterator[str]:
    for place, text, has in _compared(english(name), translated(name, language), ()):
        where = f"{name}: {' > '.join(place)}"
        if has is None:
            yield f"{where} is missing."
        elif type(has) is not type(text):
            yield f"{where} is not like its English."
        elif isinstance(text, dict) and (other := sorted(set(text) ^ set(has))):
            yield f"{where} has other fields than its English: {', '.join(other)}."


def _compared(wanted: Any, has: Any, place: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    if isinstance(wanted, _Text):
        yield place, _translatable(wanted.english), _translatable(has)
    else:
        for name, inner in wanted.items():
            yield from _compared(inner, has.get(name) if isinstance(has, dict) else None, (*place, name))


def _translatable(said: Any) -> Any:
    """Return a text without what each language writes for itself."""
    return {name: words for name, words in said.items() if name not in _OF_ITS_OWN} if isinstance(said, dict) else said


class _Text:
    """A text of the county's files: words, or a table of words by their field."""

    def __init__(self, said: Any) -> None:
        self.english = said


def _texts(told: Any) -> Any:
    if isinstance(told, dict):
        if ENGLISH.code in told:
            return _Text(told[ENGLISH.code])
        found = {name: _texts(value) for name, value in told.items() if name != "synonyms"}
    elif isinstance(told, list):
        found = {next(str(one[name]) for name in _NAMES if name in one): _texts(one) for one in told if _is_named(one)}
    else:
        return None
    return {name: inner for name, inner in found.items() if inner} or None


def _is_named(entry: Any) -> bool:
    return isinstance(entry, dict) and any(name in entry for name in _NAMES)


def term_faults(language: str) -> list[str]:
    """Return one sentence for each text in which a term is not said as the language's ``terms.yaml`` says it."""
    said = {one["term"]: one["pattern"] for one in _terms(language)}
    wanted = {one["term"]: one.get("pattern", f"{one['term']}s?") for one in _terms(ENGLISH.code)}
    found = [f"{language}: terms.yaml does not say how to say {term!r}." for term in wanted if term not in said]
    patterns = [
        (term, re.compile(rf"\b{pattern}\b", re.IGNORECASE), re.compile(said[term], re.IGNORECASE))
        for term, pattern in wanted.items()
        if term in said
    ]
    for where, text, own in _pairs(language):
        for term, needed, kept in patterns:
            if needed.search(text) and not kept.search(own):
                found.append(f"{language}: {where} says {term!r} in another way: {own[:80]!r}")
    return found


def _terms(language: str) -> list[dict[str, str]]:
    path = catalogues.TRANSLATIONS / language / "terms.yaml"
    return list(yaml.safe_load(path.read_text(encoding="utf-8"))) if path.exists() else []


def _pairs(language: str) -> Iterator[tuple[str, str, str]]:
    """Yield every text that has a translation: where it stands, in English, and in the language."""
    for text, own in catalogues.pairs(language):
        yield f"the message {text[:60]!r}", _PLACEHOLDER.sub("", text), own
    for name in files():
        for place, text, has in _compared(english(name), translated(name, language), ()):
            if has is not None:
                yield f"{name}: {' > '.join(place)}", _flat(text), _flat(has)
    for path in sorted(in_language(COUNTY, PAGES, language).glob("*.md")):
        yield f"{PAGES}/{path.name}", _body(COUNTY / PAGES / path.name), _body(path)


def _body(page: Path) -> str:
    return page.read_text(encoding="utf-8").split("---\n", 2)[-1]


def _flat(said: Any) -> str:
    return " ".join(map(_flat, said.values())) if isinstance(said, dict) else str(said)


def skeleton(name: Path, language: str) -> str:
    """Return what a language still needs of a file, as YAML with the English in place of each translation."""
    wanted: dict[str, Any] = {}
    for place, text, has in _compared(english(name), translated(name, language), ()):
        if has is None:
            inside = wanted
            for step in place[:-1]:
                inside = inside.setdefault(step, {})
            inside[place[-1]] = text
    return yaml.safe_dump(wanted, allow_unicode=True, sort_keys=False, width=118)


def main() -> int:
    """Run one of the actions; exit with 1 where ``check`` found something."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=("check", "skeleton", "export", "import"))
    parser.add_argument("language", help="its code, as pl")
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        help="for skeleton a file of the county, as guide/glossary.yaml; for export and import words.xlf or words.xlsx",
    )
    told = parser.parse_args()
    if told.action in ("export", "import"):
        return _exchange(told.action, told.language, told.file)
    if told.action == "skeleton":
        print(skeleton(told.file, told.language))
        return 0
    found = [*catalogues.faults_of(told.language), *faults(told.language), *term_faults(told.language)]
    print("\n".join(found) or f"{told.language} is complete.")
    return 1 if found else 0


def _exchange(action: str, language: str, path: Path) -> int:
    if action == "export":
        print(f"{agency.export(language, path)} messages are in {path}.")
        return 0
    changed, wrong = agency.bring_home(language, path)
    print("\n".join(wrong) or f"{changed} messages of {language} have changed.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
