"""What the team has to do about referrals by a day: found, and done once, with who did it and what they did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ScalarSelect, Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from localoffer import audit
from localoffer.crypto import KeyRing
from localoffer.db import MissingRow
from localoffer.places.models import District
from localoffer.referrals import queries, sealing
from localoffer.referrals.models import Referral, ReferralTask
from localoffer.referrals.queries import Page
from localoffer.referrals.vocabulary import TaskKind

NOTE = "referral_tasks.sealed_note"
_WORDS = "referral_tasks.sealed_words"


class State(StrEnum):
    """Which tasks a list holds."""

    DUE = "due"
    OPEN = "open"
    DONE = "done"


@dataclass(frozen=True)
class TaskFilter:
    """What the list of tasks is narrowed to; without a kind it holds all kinds.

    ``assigned_to`` is who is to do them (``staff:<id>``), empty for everybody: their own, and those of their referrals
    that are nobody else's.
    """

    state: State = State.OPEN
    kind: TaskKind | None = None
    assigned_to: str = ""


def listed(
    session: Session, *, wanted: TaskFilter, today: date, page: int = 1, per_page: int = 25
) -> Page[ReferralTask]:
    """Return one page of tasks with their referrals: those to do by the day they are due, done ones newest first."""
    chosen = _narrowed(select(ReferralTask.id), wanted, today)
    is_done = wanted.state is State.DONE
    order = (ReferralTask.done_at.desc(), ReferralTask.id.desc()) if is_done else (ReferralTask.due_on, ReferralTask.id)
    about = joinedload(ReferralTask.referral)
    rows = (
        select(ReferralTask)
        .where(ReferralTask.id.in_(chosen))
        .options(about.joinedload(Referral.key), about.joinedload(Referral.district).lazyload(District.texts))
        .order_by(*order)
    )
    return queries.one_page(session, rows, chosen, page=page, per_page=per_page)


def number_of(wanted: TaskFilter, today: date) -> ScalarSelect[int]:
    """Return how many tasks there are, as a part of a query."""
    return _narrowed(select(func.count(ReferralTask.id)), wanted, today).scalar_subquery()


def find(referral: Referral, number: str) -> ReferralTask:
    """Return a referral's task by its number, as an address holds it.

    Raises:
        MissingRow: when it has none of that number.
    """
    found = next((task for task in referral.tasks if str(task.id) == number), None)
    if found is None:
        raise MissingRow("task")
    return found


@dataclass(frozen=True)
class NewTask:
    """What somebody writes down to be done: what, by when and by whom; nobody named is whoever has the referral."""

    words: str
    due_on: date
    assigned_to: str = ""


def add(session: Session, referral: Referral, new: NewTask, *, keys: KeyRing, actor: str, at: datetime) -> None:
    """Write a task down. The same one again, as a double click sends it, adds nothing.

    Raises:
        CannotOpen: when the referral was erased.
    """
    for task in referral.tasks:
        same = (task.due_on, task.assigned_to, task.made_by) == (new.due_on, new.assigned_to, actor)
        if task.done_at is None and same and words_of(referral, task, keys=keys) == new.words:
            return
    sealed = sealing.seal_text(referral, new.words, keys=keys, column=_WORDS, at=at)
    made = ReferralTask(referral_id=referral.id, kind=TaskKind.OTHER, due_on=new.due_on, made_at=at)
    made.sealed_words, made.made_by, made.assigned_to = sealed, actor, new.assigned_to
    session.add(made)
    session.flush()
    audit.record(
        session,
        key=keys.audit,
        actor=actor,
        action="referral.task_added",
        subject="referral",
        subject_id=str(referral.uuid),
        details={"task": made.id, "to": new.assigned_to},
    )


def words_of(referral: Referral, task: ReferralTask, *, keys: KeyRing) -> str:
    """Return what the team wrote down to do; empty for a task that the site made.

    Raises:
        CannotOpen: when the referral was erased.
    """
    if task.sealed_words is None:
        return ""
    return sealing.open_text(referral, task.sealed_words, keys=keys, column=_WORDS, at=task.made_at)


def finish(
    session: Session,
    referral: Referral,
    task: ReferralTask,
    *,
    note: str,
    keys: KeyRing,
    actor: str,
    at: datetime,
) -> None:
    """Say that a task is done, with a note that is stored sealed. What was done before stays as it was written."""
    if task.done_at is not None:
        return
    task.done_at, task.done_by = at, actor
    task.sealed_note = sealing.seal_text(referral, note, keys=keys, column=NOTE, at=at) if note else None
    session.flush()
    audit.record(
        session,
        key=keys.audit,
        actor=actor,
        action="referral.task_done",
        subject="referral",
        subject_id=str(referral.uuid),
        details={"task": task.id, "kind": task.kind.value, "note": bool(note)},
    )


def _narrowed(query: Select[Any], wanted: TaskFilter, today: date) -> Select[Any]:
    is_done = ReferralTask.done_at.is_not(None)
    query = query.where(is_done if wanted.state is State.DONE else ~is_done)
    if wanted.state is State.DUE:
        query = query.where(ReferralTask.due_on <= today)
    if wanted.assigned_to:
        theirs = select(Referral.id).where(Referral.assigned_to == wanted.assigned_to)
        of_their_referrals = and_(ReferralTask.assigned_to == "", ReferralTask.referral_id.in_(theirs))
        query = query.where(or_(ReferralTask.assigned_to == wanted.assigned_to, of_their_referrals))
    return query if wanted.kind is None else query.where(ReferralTask.kind == wanted.kind)
