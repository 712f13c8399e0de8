"""Whose account here belongs to which account of the council's directory.

They are joined by an invitation of ours and by the directory's own number for the person, never by an e-mail address:
addresses are given to others when people leave, and some directories let people choose them.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.db import now
from localoffer.staff import accounts, trail
from localoffer.staff.council_account.directory import Person
from localoffer.staff.models import CouncilAccount, User


class NobodyHere(Exception):
    """No account that works here belongs to this account of the directory."""


class SomebodyElses(Exception):
    """This account of the directory belongs to another account here."""


class NoRole(Exception):
    """The directory gives this person no role that means something here."""


def owner(session: Session, person: Person) -> User:
    """Return the account here that belongs to somebody of the directory.

    Raises:
        NobodyHere: when there is none, or it is switched off.
    """
    found = _linked(session, person)
    if found is None or not found.active:
        raise NobodyHere
    return found


def accept(session: Session, token: str, person: Person) -> User:
    """Use an invitation up, and join its account to that of the directory; one joined before gives way.

    Raises:
        LinkIsOver: when the invitation is unknown, used or too old.
        SomebodyElses: when that account of the directory belongs to another account here.
    """
    user = accounts.use_link(session, token, purpose="password")
    holder = _linked(session, person)
    if holder is not None and holder.id != user.id:
        raise SomebodyElses
    if holder is None:
        user.council_account = None
        session.flush()
        user.council_account = CouncilAccount(issuer=person.issuer, subject=person.subject, linked_at=now())
    accounts.end_sessions(session, user)
    _record(session, user, "staff.council_account_linked")
    return user


def follow_roles(session: Session, user: User, person: Person, *, means: Mapping[str, str]) -> None:
    """Give an account the role that the directory says, the first of ``means`` that the person has there.

    Where ``means`` (role of the directory → role here) is empty, roles are given here alone.

    Raises:
        NoRole: when the person has none of them.
    """
    if not means:
        return
    role = next((ours for theirs, ours in means.items() if theirs in person.roles), None)
    if role is None:
        raise NoRole
    before = [held.name for held in user.roles]
    if before == [role]:
        return
    try:
        accounts.give_role(session, user, role)
    except accounts.LastAdministrator:
        # as everywhere: somebody must be left who can keep accounts
        return
    _record(session, user, "staff.role_changed", before=before, after=role)


def is_same(session: Session, user: User, person: Person) -> bool:
    """Return whether an account here belongs to this account of the directory."""
    found = _linked(session, person)
    return found is not None and found.id == user.id


def _linked(session: Session, person: Person) -> User | None:
    joined = select(User).join(CouncilAccount)
    return session.scalar(
        joined.where(CouncilAccount.issuer == person.issuer, CouncilAccount.subject == person.subject)
    )


def _record(session: Session, user: User, action: str, **details: object) -> None:
    trail.record(session, action, actor=f"staff:{user.id}", subject_id=str(user.id), details=details or None)
