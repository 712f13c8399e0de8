"""The views of the queue that each member of the team saves, and how they like to work; each person's are their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.db import MissingRow, add_once
from localoffer.referrals.queueing.models import QueueSettings, SavedView
from localoffer.staff.models import User

MOST_VIEWS = 20


class NameTaken(Exception):
    """Somebody has a view of that name already."""


class TooManyViews(Exception):
    """Somebody has as many views as one person can have."""


@dataclass(frozen=True)
class Own:
    """What one person has saved: their views by name, the one that the queue opens with, and whether keys move."""

    views: Sequence[SavedView]
    opens_with: SavedView | None
    keys_on: bool


@dataclass(frozen=True)
class Person:
    """Whose views are changed, and the key of the audit that says so."""

    number: int
    audit_key: bytes


def own(session: Session, number: int) -> Own:
    """Return what one person has saved, in one query."""
    rows = session.execute(
        select(QueueSettings, SavedView)
        .select_from(User)
        .outerjoin(QueueSettings, QueueSettings.user_id == User.id)
        .outerjoin(SavedView, SavedView.user_id == User.id)
        .where(User.id == number)
        .order_by(SavedView.name, SavedView.id)
    ).all()
    settings = next((row[0] for row in rows if row[0]), None)
    views = [row[1] for row in rows if row[1]]
    first = next((view for view in views if settings and view.id == settings.view_id), None)
    return Own(views, first, settings.keys_on if settings else True)


def save(session: Session, person: Person, *, name: str, filters: Mapping[str, str], opens: bool) -> SavedView:
    """Keep what the queue is narrowed to under a name; ``opens``: the queue opens with it from now on.

    Raises:
        NameTaken: when they have a view of that name.
        TooManyViews: when they have as many as one person can have.
    """
    views = own(session, person.number).views
    if name.casefold() in {view.name.casefold() for view in views}:
        raise NameTaken
    if len(views) >= MOST_VIEWS:
        raise TooManyViews
    made = SavedView(user_id=person.number, name=name, filters=dict(filters))
    if not add_once(session, made):
        # a second click was a moment quicker
        raise NameTaken
    _record(session, person, "queue.view_saved", made.id)
    if opens:
        open_with(session, person, made.id)
    return made


def remove(session: Session, person: Person, number: int) -> SavedView:
    """Remove one of their views and return it.

    Raises:
        MissingRow: when they have none of that number.
    """
    found = _find(session, person, number)
    settings = _settings(session, person)
    if settings.view_id == found.id:
        settings.view_id = None
        session.flush()
    session.delete(found)
    _record(session, person, "queue.view_removed", found.id)
    return found


def open_with(session: Session, person: Person, number: int | None) -> None:
    """Let the queue open with one of their views; with everything that is open where ``number`` is None.

    Raises:
        MissingRow: when they have none of that number.
    """
    view = None if number is None else _find(session, person, number)
    _settings(session, person).view_id = view.id if view else None
    _record(session, person, "queue.opens_with", view.id if view else 0)


def set_keys(session: Session, person: Person, *, on: bool) -> None:
    """Say whether single keys move in the queue."""
    _settings(session, person).keys_on = on
    _record(session, person, "queue.keys_on" if on else "queue.keys_off", 0)


def _find(session: Session, person: Person, number: int) -> SavedView:
    found = session.get(SavedView, number)
    if found is None or found.user_id != person.number:
        raise MissingRow("view")
    return found


def _settings(session: Session, person: Person) -> QueueSettings:
    found = session.get(QueueSettings, person.number)
    if found is not None:
        return found
    made = QueueSettings(user_id=person.number, view_id=None, keys_on=True)
    return made if add_once(session, made) else session.get_one(QueueSettings, person.number)


def _record(session: Session, person: Person, action: str, view: int) -> None:
    audit.record(
        session,
        key=person.audit_key,
        actor=f"staff:{person.number}",
        action=action,
        subject="queue",
        subject_id=str(view),
    )
