"""Changing the rules: never so that a promise to families would be broken, and each state kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.db import bump, now
from localoffer.guide.helping import promises, queries
from localoffer.guide.helping.models import HelpRule, HelpRuleVersion
from localoffer.guide.helping.promises import Broken
from localoffer.guide.helping.rules import Rule, with_rule
from localoffer.guide.helping.space import Space
from localoffer.web.translated import earlier_english

SUBJECT = "help_rules"
"""The change number of the rules."""


class WouldBreak(Exception):
    """The change would break promises to families; ``broken`` says which."""

    def __init__(self, broken: list[Broken]) -> None:
        super().__init__(", ".join(f"{one.promise} in {one.rung}" for one in broken))
        self.broken = broken


class ChangedMeanwhile(Exception):
    """Somebody else has changed the rule since it was shown."""


@dataclass(frozen=True)
class Writer:
    """Who changes rules (as the audit names them), and over which answers their promises are worked out."""

    actor: str
    audit_key: bytes
    space: Space


def save(
    session: Session, rule: Rule, *, writer: Writer, seen_version: int | None = None, current: Collection[str] = ()
) -> HelpRule:
    """Put a rule in place of the one of its code, or beside the others, and return its row.

    Args:
        seen_version: the number of the version that was shown; None for a new rule and for what has no page.
        current: the languages of which somebody says that they are right for this English, changed or not.

    Raises:
        WouldBreak: when a promise would be broken by it.
        ChangedMeanwhile: when the rule is no longer the one that was shown.
    """
    row = _locked(session).get(rule.code)
    if seen_version is not None and (row is None or _number(row) != seen_version):
        raise ChangedMeanwhile
    _check(with_rule(queries.rules(session), rule), writer)
    if row is None:
        row = HelpRule(code=rule.code, content=rule.as_json(), made_from={}, versions=[])
        session.add(row)
    content = rule.as_json()
    row.made_from = earlier_english(content["texts"], row.content["texts"], row.made_from, current)
    row.content, row.removed_at = content, None
    _keep(session, row, writer, "help_rule.saved")
    return row


def remove(session: Session, row: HelpRule, *, writer: Writer) -> None:
    """Take a rule away.

    Raises:
        WouldBreak: when a promise would be broken without it.
    """
    _locked(session)
    _check([rule for rule in queries.rules(session) if rule.code != row.code], writer)
    row.removed_at = now()
    _keep(session, row, writer, "help_rule.removed")


def put_all(session: Session, rules: list[Rule], *, writer: Writer) -> None:
    """Put several rules in at once, as a file gives them.

    Raises:
        WouldBreak: when they, with those that are there, would break a promise.
    """
    there = _locked(session)
    every = queries.rules(session)
    for rule in rules:
        every = with_rule(every, rule)
    _check(every, writer)
    for rule in rules:
        row = there.get(rule.code) or HelpRule(code=rule.code, content={}, versions=[])
        # a translation of the file is right for the file's English
        row.content, row.made_from = rule.as_json(), {}
        session.add(row)
        _keep(session, row, writer, "help_rule.loaded")


def _check(rules: list[Rule], writer: Writer) -> None:
    if found := promises.broken(rules, writer.space):
        raise WouldBreak(found)


def _locked(session: Session) -> dict[str, HelpRule]:
    """Return all rules by code; whoever else changes one waits, so that two changes cannot break a promise together."""
    return {row.code: row for row in session.scalars(select(HelpRule).order_by(HelpRule.id).with_for_update())}


def _number(row: HelpRule) -> int:
    return max((version.number for version in row.versions), default=0)


def _keep(session: Session, row: HelpRule, writer: Writer, action: str) -> None:
    removed = row.removed_at is not None
    number = _number(row) + 1
    row.versions.append(
        HelpRuleVersion(number=number, content=row.content, removed=removed, made_by=writer.actor, made_at=now())
    )
    session.flush()
    audit.record(
        session,
        key=writer.audit_key,
        actor=writer.actor,
        action=action,
        subject="help_rule",
        subject_id=row.code,
        details={"version": number},
    )
    bump(session, SUBJECT)
