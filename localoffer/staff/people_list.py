"""The people who may work here, as the screens show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session, selectinload

from localoffer.db import MissingRow, now
from localoffer.languages import format_moment, gettext
from localoffer.staff import accounts, links, roles
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
    in_order = select(User).order_by(User.active.desc(), func.lower(User.name), User.email)
    users = session.scalars(in_order.options(selectinload(User.webauthn), selectinload(User.council_account))).all()
    until = _links(session)
    return [_person(user, until.get(user.id)) for user in users]


def person(session: Session, user: User) -> Person:
    """Return one account in words."""
    return _person(user, _links(session).get(user.id))


def number_waiting() -> ScalarSelect[int]:
    """Return how many accounts work that have no way in yet, as a part of a query."""
    waiting = select(func.count(User.id)).where(User.active, ~accounts.comes_in())
    return waiting.where(User.email.not_in(links.DEMONSTRATION.values())).scalar_subquery()


def _links(session: Session) -> dict[int, datetime]:
    """Return who can still choose a password by a link, and until when."""
    working = (OneTimeLink.purpose == "password") & (OneTimeLink.expires_at > now())
    ends = select(OneTimeLink.user_id, func.max(OneTimeLink.expires_at)).where(working).group_by(OneTimeLink.user_id)
    return {row[0]: row[1] for row in session.execute(ends)}


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
        second_factor=_second_factor(user),
    )


def _second_factor(user: User) -> str:
    if user.tf_primary_method and user.webauthn:
        return gettext("App and passkey")
    if user.tf_primary_method:
        return gettext("App")
    if user.webauthn:
        return gettext("Passkey")
    return gettext("With the council account") if user.council_account else gettext("None yet")


def _state(user: User, link_until: datetime | None) -> tuple[str, str]:
    if not user.active:
        return gettext("Switched off"), "grey"
    if user.password is not None or user.council_account is not None:
        return gettext("Can sign in"), "green"
    if user.email in links.DEMONSTRATION.values():
        return gettext("Demonstration"), "turquoise"
    if link_until is None:
        return gettext("Invitation is over"), "orange"
    return gettext("Invited until %(moment)s", moment=format_moment(link_until)), "yellow"
