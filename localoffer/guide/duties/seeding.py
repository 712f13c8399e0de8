"""Seeding the duties from the county's ``guide/duties.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.county_files import read_yaml
from localoffer.guide.duties.models import Duty
from localoffer.guide.duties.vocabulary import Strand
from localoffer.languages import ENGLISH, LANGUAGES

FILE = Path("guide") / "duties.yaml"
_KNOWN = {"code", "law", "link", "pages", "services", "owner", "text"}


@dataclass(frozen=True)
class DutiesReport:
    """How many duties the file has, and how many of them were new or different."""

    duties: int
    changed: int


def load(session: Session, county: Path, *, actor: str, audit_key: bytes) -> DutiesReport:
    """Bring the duties to what the county's file says; loading it twice is the same as once.

    Pages, services and owner of a duty stay as they are where somebody changed them here. A county without the file
    has no duties.

    Raises:
        ValueError: naming the duty that cannot be read.
    """
    path = county / FILE
    if not path.exists():
        return DutiesReport(0, 0)
    told = _read(path)
    there = {duty.code: duty for duty in session.scalars(select(Duty))}
    changed = []
    for position, entry in enumerate(told):
        duty = there.get(entry["code"])
        if duty is None:
            duty = Duty(code=entry["code"], changed_by="")
            session.add(duty)
        _bring(duty, position, entry)
        if session.is_modified(duty):
            changed.append(duty.code)
    session.flush()
    if changed:
        _record(session, changed, actor, audit_key)
    return DutiesReport(len(told), len(changed))


def _bring(duty: Duty, position: int, entry: Mapping[str, Any]) -> None:
    duty.position, duty.law, duty.law_url = position, entry["law"], entry["link"]
    duty.words = {
        language: {name: " ".join(str(said[name]).split()) for name in ("title", "explanation")}
        for language, said in entry["text"].items()
    }
    if not duty.changed_by:
        duty.pages = [str(page) for page in entry["pages"]]
        duty.services, duty.owner = entry.get("services") or "", entry.get("owner") or ""


def _record(session: Session, codes: list[str], actor: str, audit_key: bytes) -> None:
    audit.record(
        session,
        key=audit_key,
        actor=actor,
        action="duties.loaded",
        subject="duties",
        subject_id=FILE.name,
        details={"codes": codes},
    )


def _read(path: Path) -> list[dict[str, Any]]:
    told = read_yaml(path)
    if not isinstance(told, list):
        raise ValueError(f"{path.name}: it is not a list of duties")
    seen: set[str] = set()
    for place, entry in enumerate(told, 1):
        if not isinstance(entry, dict):
            raise ValueError(f"{path.name}: duty {place}: it has no code")
        _check(entry, f"{path.name}: {entry.get('code', f'duty {place}')}", seen)
    return told


def _check(entry: Mapping[str, Any], where: str, seen: set[str]) -> None:
    code, texts = entry.get("code"), entry.get("text")
    if not isinstance(code, str) or code[:1] not in set(Strand):
        raise ValueError(f"{where}: its code begins with none of {', '.join(Strand)}")
    if code in seen:
        raise ValueError(f"{where}: this code stands there twice")
    seen.add(code)
    if unknown := set(entry) - _KNOWN:
        raise ValueError(f"{where}: {', '.join(sorted(unknown))}: it cannot say this")
    if not all(isinstance(entry.get(name), str) for name in ("law", "link")) or not isinstance(
        entry.get("pages"), list
    ):
        raise ValueError(f"{where}: it needs law, link and pages")
    if not isinstance(texts, dict) or ENGLISH.code not in texts or set(texts) - set(LANGUAGES):
        raise ValueError(f"{where}: its text needs English, and no language that the site does not speak")
    if not all(isinstance(said, dict) and said.get("title") and said.get("explanation") for said in texts.values()):
        raise ValueError(f"{where}: its text needs title and explanation in each language")
