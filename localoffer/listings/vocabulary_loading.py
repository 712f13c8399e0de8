"""Seeding areas of need, needs, kinds of support and synonyms from the county's ``vocabulary.yaml``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.county_files import read_yaml
from localoffer.db import bump
from localoffer.languages import LANGUAGES
from localoffer.listings.models import Synonym, Term, TermText
from localoffer.listings.terms.retired import became

_LONGEST_SHOWN = 60
_VOCABULARIES = {"areas": "area", "needs": "need", "kinds": "kind"}


@dataclass(frozen=True)
class VocabularyReport:
    """How many terms and synonyms the file has, and how many of them were new or different.

    ``left`` names those that staff changed, merged or removed here, and that stay as they are.
    """

    terms: int
    synonyms: int
    changed: int
    left: tuple[str, ...] = ()


def load(session: Session, path: Path) -> VocabularyReport:
    """Bring terms and synonyms to what the file says; loading it twice is the same as once.

    What the file does not name stays as it is, for commissioners may have added it. So does what they changed; where
    they changed anything in a list, its order is theirs as well, and what is new stands at its end.

    Raises:
        FileNotFoundError: when there is no such file.
        ValueError: naming the entry that cannot be read.
    """
    told = _read(path)
    areas = {str(entry.get("code")) for entry in told["areas"]}
    left: list[str] = []
    changed = 0
    for section, vocabulary in _VOCABULARIES.items():
        seen: set[str] = set()
        for position, entry in enumerate(told[section]):
            _check(entry, f"{path.name}: {section}: {entry.get('code', position + 1)}", seen, areas)
        changed += _Terms(session, vocabulary, left).store(told[section])
    changed += _store_synonyms(session, told["synonyms"], path.name, left)
    session.flush()
    if changed:
        bump(session, "listings")
    terms = sum(len(told[section]) for section in _VOCABULARIES)
    return VocabularyReport(terms, sum(len(phrases_of(entry)) for entry in told["synonyms"]), changed, tuple(left))


def _read(path: Path) -> dict[str, list[dict[str, Any]]]:
    told = read_yaml(path)
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


class _Terms:
    """One vocabulary, being brought to what the file says of it."""

    def __init__(self, session: Session, vocabulary: str, left: list[str]) -> None:
        self._session, self._vocabulary, self._left = session, vocabulary, left
        self._there = {
            term.code: term for term in session.scalars(select(Term).where(Term.vocabulary == vocabulary)).all()
        }
        self._retired = became(session, vocabulary)
        is_touched = any(term.staff_changed_at for term in self._there.values())
        self._end = 1 + max(term.position for term in self._there.values()) if is_touched else None

    def store(self, entries: list[dict[str, Any]]) -> int:
        """Return how many of the file's terms were new or different."""
        return sum(self._store(position, entry) for position, entry in enumerate(entries))

    def _store(self, position: int, entry: Mapping[str, Any]) -> bool:
        code = entry["code"]
        term = self._there.get(code)
        if code in self._retired or (term is not None and term.staff_changed_at is not None):
            if term is None or not _says(term, entry):
                self._left.append(f"{self._vocabulary} {code}")
            return False
        if term is None:
            term = Term(vocabulary=self._vocabulary, code=code, position=position)
            if self._end is not None:
                term.position, self._end = self._end, self._end + 1
            self._session.add(term)
        elif self._end is None:
            term.position = position
        area = entry.get("area")
        term.broader, term.dfe_code = became(self._session, "area").get(area, area) if area else None, entry.get("dfe")
        changed = _put_texts(self._session, term, entry["text"])
        self._session.flush()
        return changed


def _says(term: Term, entry: Mapping[str, Any]) -> bool:
    """Return whether the file calls a term what staff call it."""
    named = {text.language: (text.name, text.hint) for text in term.texts}
    told = {code: (str(words["name"]), str(words.get("hint") or "")) for code, words in entry["text"].items()}
    return named == told and term.broader == entry.get("area")


def _put_texts(session: Session, term: Term, told: Mapping[str, Mapping[str, Any]]) -> bool:
    there = {text.language: text for text in term.texts}
    rows = []
    for language, words in told.items():
        row = there.get(language) or TermText(language=language)
        row.name, row.hint = str(words["name"]), str(words.get("hint") or "")
        # a translation of the file is right for the file's English
        if row.made_from:
            row.made_from = {}
        rows.append(row)
    term.texts = rows
    return session.is_modified(term) or any(session.is_modified(row) for row in rows)


def _store_synonyms(session: Session, entries: list[dict[str, Any]], file: str, left: list[str]) -> int:
    there = {(row.language, row.phrase): row for row in session.scalars(select(Synonym))}
    changed = 0
    for language, phrase, wanted in _synonyms(entries, file):
        row = there.get((language, phrase))
        if row is not None and row.staff_changed_at is not None:
            if row.means != wanted or row.removed_at is not None:
                left.append(f"synonym {language} {phrase}")
            continue
        if row is None:
            row = there[language, phrase] = Synonym(language=language, phrase=phrase, means=[])
            session.add(row)
        if row.means != wanted:
            row.means = wanted
            changed += 1
    return changed


def _synonyms(entries: Iterable[Mapping[str, Any]], file: str) -> Iterator[tuple[str, str, list[str]]]:
    """Yield each phrase of the file with its language and what it means."""
    seen: set[tuple[str, str]] = set()
    for entry in entries:
        language, phrases, means = str(entry.get("language")), phrases_of(entry), entry.get("means")
        where = f"{file}: synonyms: {', '.join(phrases)[:_LONGEST_SHOWN]}"
        if language not in LANGUAGES or not phrases or not isinstance(means, list) or not means:
            raise ValueError(f"{where}: it needs a language that the site speaks, a phrase and means")
        for phrase in phrases:
            if (language, phrase) in seen:
                raise ValueError(f"{where}: {phrase} stands there twice")
            seen.add((language, phrase))
            yield language, phrase, [str(word) for word in means]


def phrases_of(entry: Mapping[str, Any]) -> list[str]:
    """Return what families say by an entry: one ``phrase``, or several ``phrases`` with commas between them."""
    if entry.get("phrase"):
        return [str(entry["phrase"])]
    return [phrase for part in str(entry.get("phrases") or "").split(",") if (phrase := part.strip())]
