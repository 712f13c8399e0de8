"""Reading the rules."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from localoffer.db import MissingRow
from localoffer.guide.helping.models import HelpRule
from localoffer.guide.helping.rules import Rule, in_order
from localoffer.listings.models import Term, TermText


def rules(session: Session) -> list[Rule]:
    """Return the rules in use, rung by rung, in the order in which they are tried."""
    wanted = select(HelpRule.code, HelpRule.content, HelpRule.made_from).where(HelpRule.removed_at.is_(None))
    return in_order(
        replace(Rule.of_json(code, content), behind=frozenset(made_from))
        for code, content, made_from in session.execute(wanted)
    )


def get(session: Session, code: str) -> HelpRule:
    """Return a rule with its versions, removed or not.

    Raises:
        MissingRow: when there is none of that code.
    """
    wanted = select(HelpRule).where(HelpRule.code == code).options(selectinload(HelpRule.versions))
    found = session.scalar(wanted)
    if found is None:
        raise MissingRow("there is no such rule")
    return found


def removed(session: Session) -> list[str]:
    """Return the codes of the rules that were taken away."""
    return [*session.scalars(select(HelpRule.code).where(HelpRule.removed_at.is_not(None)).order_by(HelpRule.code))]


def need_hints(session: Session, language: str) -> dict[str, str]:
    """Return what each need looks like day to day, by code, where that is said in a language."""
    wanted = select(Term.code, TermText.hint).join(TermText, TermText.term_id == Term.id)
    found = session.execute(wanted.where(Term.vocabulary == "need", TermText.language == language, TermText.hint != ""))
    return {row.code: row.hint for row in found}
