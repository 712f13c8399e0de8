"""What people searched for and did not find follows when one need or kind of support becomes part of another."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.feedback.models import DemandCount, MissingSupport
from localoffer.listings.terms.using import Use, User, add_user


def init_app(app: Flask) -> None:
    """Follow the terms of an application."""
    add_user(app, User(_nothing, _follow))


def _nothing(_session: Session, _vocabulary: str, _code: str) -> list[Use]:
    """Return nothing: what was asked last year stays true when a term goes."""
    return []


def _follow(session: Session, vocabulary: str, old: str, new: str) -> None:
    if vocabulary == "need":
        _count_together(session, old, new)
    if vocabulary in {"need", "kind"}:
        for told in session.scalars(select(MissingSupport)):
            told.needs = _now(told.needs, old, new) if vocabulary == "need" else told.needs
            told.kinds = _now(told.kinds, old, new) if vocabulary == "kind" else told.kinds


def _count_together(session: Session, old: str, new: str) -> None:
    for row in session.scalars(select(DemandCount).where(DemandCount.need == old)).all():
        there = session.get(DemandCount, (row.day, row.district, new, row.results))
        if there is None:
            row.need = new
        else:
            there.count += row.count
            session.delete(row)
    session.flush()


def _now(codes: list[str], old: str, new: str) -> list[str]:
    return list(dict.fromkeys(new if code == old else code for code in codes)) if old in codes else codes
