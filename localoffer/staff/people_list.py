"""The people who may work here, as the screens show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from localoffer.db import MissingRow, now
from localoffer.languages import format_moment, gettext
from localoffer.staff import roles
from localoffer.staff.models import OneTimeLink, User


@dataclass(frozen=True)
class Person:
    """One member of staff, in words; ``colour`` is that of the state's tag."""

    number: int
    name: str
    email: str
    role: str
    state: str
    colour: str
    last_seen: str
    second_factor: str


def get(session: Session, number: int) -> User:
    """Return one account.

    Raises:
        MissingRow: when there is none.
    """
    found = session.get(User, number)
    if found is None:
        raise MissingRow
    return found


def everybody(session: Session) -> list[Person]:
    """Return all accounts: those that work first, each group by name."""
    users = session.scalars(select(User).order_by(User.active.desc(), func.lower(User.name), User.email)).all()
    links = _links(session)
    return [_person(user, links.get(user.id)) for user in users]


def person(session: Session, user: User) -> Person:
    """Return one account in words."""
    return _person(user, _links(session).get(user.id))


def count_waiting(session: Session) -> int:
    """Return how many accounts work that nobody has chosen a password for."""
    waiting = select(func.count(User.id)).where(User.active, User.password.is_(None))
    return session.scalar(waiting) or 0


def _links(session: Session) -> dict[int, datetime]:
    ends = func.max(OneTimeLink.expires_at)
    open_links = select(OneTimeLink.user_id, ends).where(
        OneTimeLink.purpose == "password", OneTimeLink.expires_at > now()
    )
    rows = session.execute(open_links.group_by(OneTimeLink.user_id)).tuples()
    return dict(rows.all())


def _person(user: User, link_until: datetime | None) -> Person:
    state, colour = _state(user, link_until)
    return Person(
        number=user.id,
        name=user.name,
        email=user.email,
        role=", ".join(str(roles.WORDS[held.name].title) for held in user.roles if held.name in roles.WORDS),
        state=state,
        colour=colour,
        last_seen=format_moment(user.last_seen_at) if user.last_seen_at else gettext("Not yet"),
        second_factor=gettext("Yes") if user.tf_primary_method else gettext("No"),
    )


def _state(user: User, link_until: datetime | None) -> tuple[str, str]:
    if not user.active:
        return gettext("Switched off"), "grey"
    if user.password is not None:
        return gettext("Can sign in"), "green"
    if link_until is None:
        return gettext("Invitation is over"), "orange"
    return gettext("Invited until %(moment)s", moment=format_moment(link_until)), "yellow"
