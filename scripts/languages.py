"""How far a language has come: what the county's files, the guide and the search have of it, and what is missing.

``check`` names what is missing or has another shape than its English. ``skeleton`` prints, in English and in the shape
that the language's own file has, what a file of the county still needs: the beginning of a translation.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from localoffer.county_files import in_language
from localoffer.languages import ENGLISH
from scripts import catalogues

ROOT = Path(__file__).resolve().parent.parent
COUNTY = ROOT / "county" / "staffordshire"
PAGES = Path("guide", "pages")
DEMONSTRATION = Path("demonstration.yaml")
LISTINGS = 30
"""So many of the demonstration's listings, the first of them, are translated into every language."""
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
    if not (catalogues.TRANSLATIONS / language / "search.yaml").exists():
        found.append(f"{language}: translations/{language}/search.yaml is missing.")
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
        yield place, wanted.english, has
    else:
        for name, inner in wanted.items():
            yield from _compared(inner, has.get(name) if isinstance(has, dict) else None, (*place, name))


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
    parser.add_argument("action", choices=("check", "skeleton"))
    parser.add_argument("language", help="its code, as pl")
    parser.add_argument("file", nargs="?", type=Path, help="for skeleton: a file of the county, as guide/glossary.yaml")
    told = parser.parse_args()
    if told.action == "skeleton":
        print(skeleton(told.file, told.language))
        return 0
    found = [*catalogues.faults_of(told.language), *faults(told.language)]
    print("\n".join(found) or f"{told.language} is complete.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
