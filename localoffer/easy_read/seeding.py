"""Bringing the pages of easy read to what the county's ``easy_read/pages.yaml`` says; what staff wrote stays."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.county_files import read_yaml
from localoffer.db import bump
from localoffer.easy_read import ideas, writing
from localoffer.easy_read.models import EasyPage
from localoffer.easy_read.places import endpoint_of
from localoffer.easy_read.writing import Said
from localoffer.languages import ENGLISH, LANGUAGES

FILE = Path("easy_read") / "pages.yaml"


@dataclass(frozen=True)
class Entry:
    """A page as the file has it."""

    slug: str
    stands_for: tuple[str, ...]
    said: dict[str, Said]


def load(session: Session, county: Path, *, actor: str, audit_key: bytes) -> int:
    """Bring the pages to what the county's file says, and return how many are new or changed.

    English that staff changed stays, and so does each translation that they changed; a county without a file has none.

    Raises:
        ValueError: naming the page that cannot be read.
    """
    path = county / FILE
    told = read(path) if path.exists() else []
    held = {page.slug: page for page in writing.every(session)}
    changed = [
        entry for position, entry in enumerate(told) if _bring(session, held.get(entry.slug), entry, position=position)
    ]
    if changed:
        session.flush()
        for entry in changed:
            audit.record(
                session,
                key=audit_key,
                actor=actor,
                action="easy_read.loaded",
                subject="easy_read",
                subject_id=entry.slug,
            )
        bump(session, writing.SUBJECT)
    return len(changed)


def _bring(session: Session, page: EasyPage | None, entry: Entry, *, position: int) -> bool:
    """Make a page what the file says; return whether anything of it is different."""
    if page is None:
        page = EasyPage(slug=entry.slug, position=position, stands_for=list(entry.stands_for), texts=[])
        writing.put(page, entry.said, made_from=frozenset(entry.said))
        session.add(page)
        return True
    held = writing.texts_of(page)
    kept = {text.language for text in page.texts if text.staff_changed_at}
    if page.staff_changed_at:
        kept.add(ENGLISH.code)
    fresh = {language: said for language, said in entry.said.items() if language not in kept}
    wanted = {**held, **fresh}
    stands_for = list(entry.stands_for)
    if wanted == held and page.stands_for == stands_for and page.position == position:
        return False
    # a translation of the file is right for the file's English alone
    made_from = frozenset() if ENGLISH.code in kept else frozenset(fresh)
    writing.put(page, wanted, made_from=made_from)
    page.stands_for, page.position, page.version = stands_for, position, page.version + 1
    return True


def read(path: Path) -> list[Entry]:
    """Return the pages of a file, in their order.

    Raises:
        ValueError: naming the page that cannot be read, and why.
    """
    told = read_yaml(path)
    if not isinstance(told, list):
        raise ValueError(f"{path.name}: it is not a list of pages")
    return [_entry(one, f"{path.name}: page {place}") for place, one in enumerate(told, 1)]


def _entry(told: Any, where: str) -> Entry:
    if not isinstance(told, dict) or not told.get("slug") or not isinstance(told.get("text"), dict):
        raise ValueError(f"{where}: it needs a slug and a text")
    texts = told["text"]
    if ENGLISH.code not in texts or set(texts) - set(LANGUAGES):
        raise ValueError(f"{where}: text has no English, or a language that the site does not speak")
    stands_for = tuple(str(name) for name in told.get("stands_for", ()))
    if unknown := [name for name in stands_for if endpoint_of(name) is None]:
        raise ValueError(f"{where}: stands_for: there is no {unknown[0]}")
    return Entry(str(told["slug"]), stands_for, {code: _said(text, code, where) for code, text in texts.items()})


def _said(text: Any, language: str, where: str) -> Said:
    title, lines = (text.get(name) if isinstance(text, dict) else None for name in ("title", "ideas"))
    if not title or not lines:
        raise ValueError(f"{where}: text.{language}: it needs a title and ideas")
    for number, fault, words in ideas.faults(lines, language):
        raise ValueError(f"{where}: text.{language}: line {number}: {fault}: {words}")
    return Said(str(title), str(lines).strip())
