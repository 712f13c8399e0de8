"""Seeding areas of need, needs, kinds of support and synonyms from the county's ``vocabulary.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.db import bump
from localoffer.languages import LANGUAGES
from localoffer.listings.models import Synonym, Term, TermText

_VOCABULARIES = {"areas": "area", "needs": "need", "kinds": "kind"}


@dataclass(frozen=True)
class VocabularyReport:
    """How many terms and synonyms the file has, and how many of them were new or different."""

    terms: int
    synonyms: int
    changed: int


def load(session: Session, path: Path) -> VocabularyReport:
    """Bring terms and synonyms to what the file says; loading it twice is the same as once.

    What the file does not name stays as it is, for commissioners may have added it.

    Raises:
        FileNotFoundError: when there is no such file.
        ValueError: naming the entry that cannot be read.
    """
    told = _read(path)
    areas = {str(entry.get("code")) for entry in told["areas"]}
    changed = 0
    for section, vocabulary in _VOCABULARIES.items():
        seen: set[str] = set()
        for position, entry in enumerate(told[section]):
            where = f"{path.name}: {section}: {entry.get('code', position + 1)}"
            _check(entry, where, seen, areas)
            changed += _store_term(session, vocabulary, position, entry)
    changed += _store_synonyms(session, told["synonyms"], path.name)
    session.flush()
    if changed:
        bump(session, "listings")
    terms = sum(len(told[section]) for section in _VOCABULARIES)
    return VocabularyReport(terms, len(told["synonyms"]), changed)


def _read(path: Path) -> dict[str, list[dict[str, Any]]]:
    try:
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ValueError(f"{path.name}: {error}") from error
    if not isinstance(told, dict):
        raise ValueError(f"{path.name}: it has no sections")
    read = {}
    for section in (*_VOCABULARIES, "synonyms"):
        entries = told.get(section) or []
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise ValueError(f"{path.name}: {section}: it is not a list of entries")
        read[section] = entries
    return read


def _check(entry: Mapping[str, Any], where: str, seen: set[str], areas: set[str]) -> None:
    code, texts = entry.get("code"), entry.get("text")
    if not isinstance(code, str) or not code:
        raise ValueError(f"{where}: code is missing")
    if code in seen:
        raise ValueError(f"{where}: this code stands there twice")
    seen.add(code)
    if not isinstance(texts, dict) or not (texts.get("en") or {}).get("name"):
        raise ValueError(f"{where}: text.en.name is missing")
    if unknown := set(texts) - set(LANGUAGES):
        raise ValueError(f"{where}: text: the site does not speak {', '.join(sorted(map(str, unknown)))}")
    if nameless := [language for language, words in texts.items() if not (words or {}).get("name")]:
        raise ValueError(f"{where}: text.{nameless[0]}.name is missing")
    if entry.get("area") and entry["area"] not in areas:
        raise ValueError(f"{where}: area: there is no {entry['area']}")


def _store_term(session: Session, vocabulary: str, position: int, entry: Mapping[str, Any]) -> bool:
    term = session.scalar(select(Term).where(Term.vocabulary == vocabulary, Term.code == entry["code"]))
    if term is None:
        term = Term(vocabulary=vocabulary, code=entry["code"])
        session.add(term)
    term.position, term.broader, term.dfe_code = position, entry.get("area"), entry.get("dfe")
    there = {text.language: text for text in term.texts}
    rows = []
    for language, words in entry["text"].items():
        row = there.get(language) or TermText(language=language)
        row.name, row.hint = str(words["name"]), str(words.get("hint") or "")
        rows.append(row)
    term.texts = rows
    changed = session.is_modified(term) or any(session.is_modified(row) for row in rows)
    session.flush()
    return changed


def _store_synonyms(session: Session, entries: list[dict[str, Any]], file: str) -> int:
    there = {(row.language, row.phrase): row for row in session.scalars(select(Synonym))}
    changed = 0
    for entry in entries:
        language, phrase, means = entry.get("language"), entry.get("phrase"), entry.get("means")
        if language not in LANGUAGES or not phrase or not isinstance(means, list) or not means:
            raise ValueError(
                f"{file}: synonyms: {phrase}: it needs a language that the site speaks, a phrase and means"
            )
        row = there.get((language, str(phrase)))
        if row is None:
            row = there[language, str(phrase)] = Synonym(language=language, phrase=str(phrase), means=[])
            session.add(row)
        wanted = [str(word) for word in means]
        if row.means != wanted:
            row.means = wanted
            changed += 1
    return changed
