"""Bringing the rules to what the county's file says, but never over what staff have changed or taken away since."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from localoffer.county_files import read_yaml
from localoffer.guide.helping import known, writing
from localoffer.guide.helping.models import HelpRule
from localoffer.guide.helping.rules import Rule
from localoffer.guide.helping.space import Space
from localoffer.guide.helping.writing import Writer
from localoffer.languages import LANGUAGES

FILE = "guide/help_rules.yaml"
_BY_STAFF = "staff:"


def load(session: Session, county: Path, *, actor: str, audit_key: bytes) -> int:
    """Bring the rules to what the file of a county says, and return how many that changed.

    Raises:
        ValueError: when a rule of the file cannot be read.
        WouldBreak: when the rules would break a promise to families.
    """
    there = {row.code: row for row in session.scalars(select(HelpRule).options(selectinload(HelpRule.versions)))}
    told = [rule for rule in read(county) if _is_ours(there.get(rule.code), rule)]
    if told:
        space = Space(known.of_database(session))
        writing.put_all(session, told, writer=Writer(actor, audit_key, space))
    return len(told)


def read(county: Path) -> list[Rule]:
    """Return the rules of a county's file; a county without one has none.

    Raises:
        ValueError: naming the rule that cannot be read.
    """
    path = county / FILE
    if not path.exists():
        return []
    return [_rule(told, place) for place, told in enumerate(read_yaml(path), 1)]


def _rule(told: Any, place: int) -> Rule:
    try:
        rule = Rule.of_json(told["code"], {"position": place, **told})
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{FILE}: rule {place}: {error}") from error
    if unknown := set(rule.texts) - set(LANGUAGES):
        raise ValueError(f"{FILE}: rule {place}: the site does not speak {', '.join(sorted(unknown))}")
    return rule


def _is_ours(row: HelpRule | None, rule: Rule) -> bool:
    """Return whether the file may write a rule: it is new, or has changed and nobody in the staff has touched it."""
    if row is None:
        return True
    touched = row.removed_at is not None or any(one.made_by.startswith(_BY_STAFF) for one in row.versions)
    return not touched and row.content != rule.as_json()
