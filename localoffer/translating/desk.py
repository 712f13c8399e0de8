"""How every text stands in each language, and which is to be done first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from localoffer.days import today
from localoffer.db import MissingRow
from localoffer.feedback.usefulness.models import UsefulCount
from localoffer.translating import keeping, marks
from localoffer.translating.marks import Marks, Task
from localoffer.translating.sources import SOURCES
from localoffer.translating.texts import Name, Row, Text
from localoffer.translating.vocabulary import Kind, Standing

_LOOKING_BACK = timedelta(days=365)
_SUBJECTS = {Kind.PAGE: "page", Kind.LISTING: "listing"}
_KINDS = list(SOURCES)


@dataclass(frozen=True)
class Listed:
    """One text in one language. ``families_have`` is how it stands for families whoever works on another translation.

    ``answers`` is how many readers said in a year whether it was useful to them.
    """

    row: Row
    standing: Standing
    families_have: Standing
    task: Task | None
    checked_by: str
    is_machine_made: bool
    answers: int = 0


def counted(session: Session, languages: Sequence[str]) -> dict[str, Counter[Standing]]:
    """Return by language how many texts stand how."""
    found = {language: Counter[Standing]() for language in languages}
    for one in _every(session, languages, _KINDS, {}):
        found[one.row.name.language][one.standing] += 1
    return found


def to_do(session: Session, languages: Sequence[str], kinds: Iterable[Kind]) -> int:
    """Return how many translations of some kinds families do not have, or have of an earlier English."""
    every = _every(session, languages, kinds, {})
    return sum(1 for one in every if one.families_have in (Standing.MISSING, Standing.BEHIND))


def listed(session: Session, language: str, *, kind: Kind | None = None) -> list[Listed]:
    """Return how texts stand in a language: what most readers answered of first, then by importance."""
    kinds = [kind] if kind is not None else _KINDS
    answers = _answers(session) if any(one in _SUBJECTS for one in kinds) else {}
    return sorted(_every(session, [language], kinds, answers), key=_order)


def one(session: Session, name: Name) -> tuple[Text, Listed]:
    """Return one text whole, and how it stands.

    Raises:
        MissingRow: when families have no such text in English.
    """
    found = SOURCES[name.kind].texts(session, name.language, [name.key])
    if not found:
        raise MissingRow(f"there is no {name.kind} {name.key}")
    said = marks.read(session, [name.language], name=name)
    return found[0], stands(found[0].row, said)


def stands(row: Row, said: Marks, answers: int = 0) -> Listed:
    """Return how a text stands by what its feature knows and by what was said of its translations."""
    of_it = said.of(row.name, row.digest) if row.digest else None
    is_behind = of_it.of_english != row.of_english if of_it is not None else bool(row.is_behind)
    checked_by = row.checked_by or (of_it.checked_by if of_it is not None else "")
    is_machine = of_it is not None and of_it.machine_made and not checked_by
    families_have = _families_have(row, is_behind=is_behind, is_machine=is_machine)
    task = said.tasks.get(row.name)
    standing = Standing.BEING_TRANSLATED if row.waits or task is not None else families_have
    return Listed(row, standing, families_have, task, checked_by, is_machine, answers)


def _families_have(row: Row, *, is_behind: bool, is_machine: bool) -> Standing:
    if not row.is_there:
        return Standing.MISSING
    if is_behind or row.lacks_some:
        return Standing.BEHIND
    return Standing.MACHINE if is_machine else Standing.CURRENT


def _every(session: Session, languages: Sequence[str], kinds: Iterable[Kind], answers: dict[str, int]) -> list[Listed]:
    state = keeping.state_of(session)
    said = marks.read(session, languages)

    def rows(kind: Kind) -> list[Row]:
        if kind in keeping.GROWING:
            return SOURCES[kind].rows(session, languages, said.said.keys())
        return keeping.kept_rows(session, kind, languages, state)

    return [stands(row, said, answers.get(_subject(row.name), 0)) for kind in kinds for row in rows(kind)]


def _subject(name: Name) -> str:
    return f"{_SUBJECTS[name.kind]}:{name.key}" if name.kind in _SUBJECTS else ""


def _answers(session: Session) -> dict[str, int]:
    """Return how many readers of each page said whether it was useful: the only sign of reading that is kept."""
    wanted = select(UsefulCount.about, func.sum(UsefulCount.count)).where(UsefulCount.day >= today() - _LOOKING_BACK)
    return {about: number for about, number in session.execute(wanted.group_by(UsefulCount.about))}  # noqa: C416


def _order(one: Listed) -> tuple[object, ...]:
    name, place = one.row.name, one.row.place
    return -one.answers, _importance(one.row), _KINDS.index(name.kind), place, one.row.title


def _importance(row: Row) -> int:
    """Return 0 for the Life Skills listing, 1 for what goes to one family, and so on down the kinds."""
    if row.name.kind is Kind.LISTING:
        return 0 if row.place == (0,) else len(_KINDS) + 1
    return 1 + _KINDS.index(row.name.kind)
