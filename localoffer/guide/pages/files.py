"""The files that the guide's pages come from: front matter in YAML, and below it the body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from localoffer.county_files import in_language
from localoffer.guide.content import PageContent
from localoffer.languages import ENGLISH, LANGUAGES
from localoffer.yaml_texts import load_yaml

FOLDER = Path("guide") / "pages"
_MARK = "---\n"
_WORDS = ("title", "summary", "who_for", "who_decides", "how_long")
_SETTINGS = ("section", "position", "owner", "review_months", "services")


@dataclass(frozen=True)
class PageSettings:
    """Where a page stands, who keeps it right and how often, and the query of the listings that it ends in."""

    section: str
    position: int
    owner: str = ""
    review_months: int = 6
    services: str = ""


@dataclass(frozen=True)
class PageFile:
    """One page as its files tell it: by language what it says, English always among them."""

    slug: str
    settings: PageSettings
    contents: Mapping[str, PageContent]


def read_all(county: Path) -> list[PageFile]:
    """Return every page that a county's folder has, in the order of their addresses.

    Raises:
        ValueError: naming the file that cannot be read.
    """
    folders = {language: in_language(county, FOLDER, language) for language in LANGUAGES}
    slugs = sorted(path.stem for path in folders[ENGLISH.code].glob("*.md"))
    for language, folder in folders.items():
        if strange := {path.stem for path in folder.glob("*.md")} - set(slugs):
            raise ValueError(f"{language}/{min(strange)}.md: there is no such page in English")
    return [_read_page(folders, slug) for slug in slugs]


def _read_page(folders: Mapping[str, Path], slug: str) -> PageFile:
    front: dict[str, Any] = {}
    contents: dict[str, PageContent] = {}
    for language, folder in folders.items():
        path, where = folder / f"{slug}.md", f"{language}/{slug}.md"
        if language == ENGLISH.code:
            front, contents[language] = _read(path, where, may_say=(*_WORDS, *_SETTINGS))
        elif path.exists():
            contents[language] = _read(path, where, may_say=_WORDS)[1]
    return PageFile(slug, _settings(front, f"{ENGLISH.code}/{slug}.md"), contents)


def _read(path: Path, where: str, *, may_say: tuple[str, ...]) -> tuple[dict[str, Any], PageContent]:
    before, mark, rest = path.read_text(encoding="utf-8").partition(_MARK)
    front, end, body = rest.partition(f"\n{_MARK}")
    if before or not mark or not end:
        raise ValueError(f"{where}: it does not begin with lines between --- and ---")
    try:
        told = load_yaml(front)
    except yaml.YAMLError as error:
        raise ValueError(f"{where}: {error}") from error
    if not isinstance(told, dict) or not told.get("title"):
        raise ValueError(f"{where}: title is missing")
    if unknown := set(told) - set(may_say):
        raise ValueError(f"{where}: {', '.join(sorted(map(str, unknown)))}: it cannot say this")
    words = {name: " ".join(str(told.get(name) or "").split()) for name in _WORDS}
    return told, PageContent(**words, body=body.strip())


def _settings(front: Mapping[str, Any], where: str) -> PageSettings:
    section, position = front.get("section"), front.get("position")
    if not isinstance(section, str) or not isinstance(position, int):
        raise ValueError(f"{where}: section or position is missing")
    months = front.get("review_months", PageSettings.review_months)
    if not isinstance(months, int) or months < 1:
        raise ValueError(f"{where}: review_months is not a number of months")
    return PageSettings(
        section, position, str(front.get("owner") or ""), months, str(front.get("services") or "").strip()
    )
