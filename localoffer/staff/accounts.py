"""Accounts of council staff: made, given roles, let in by a link, and switched off."""

from __future__ import annotations

import re
import secrets
import uuid
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import ColumnElement, func, or_, select, update
from sqlalchemy.orm import Session

from localoffer.db import add_once, now
from localoffer.staff import roles, sessions
from localoffer.staff.models import OneTimeLink, Role, User

INVITATION = timedelta(hours=48)
_EXISTS = "there is an account with that e-mail address already"


class AccountExists(Exception):
    """There is an account with that e-mail address already."""


class LastAdministrator(Exception):
    """Nobody would be left who can keep accounts."""


class LinkIsOver(Exception):
    """A one-time link is unknown, used, or too old."""


def create_user(session: Session, *, email: str, name: str, role: str) -> User:
    """Make an account without a password.

    Raises:
        AccountExists: when the address has an account already.
        ValueError: when there is no such role.
    """
    _require_role(role)
    if find(session, email) is not None:
        raise AccountExists(_EXISTS)
    user = User(
        email=email.strip().lower(),
        name=name,
        active=True,
        fs_uniquifier=uuid.uuid4().hex,
        create_datetime=now(),
        update_datetime=now(),
        roles=[_role(session, role)],
    )
    if not add_once(session, user):
        # somebody else was a moment quicker, as with a second click
        raise AccountExists(_EXISTS)
    return user


def find(session: Session, email: str) -> User | None:
    """Return the account of an e-mail address, however it is written; None where there is none."""
    return session.scalar(select(User).where(func.lower(User.email) == email.strip().lower()))


def names(session: Session, actors: Iterable[str]) -> dict[str, str]:
    """Return the names of those actors (``staff:<id>``) that are members of staff, switched off or not."""
    numbers = {int(actor.removeprefix("staff:")) for actor in actors if actor.removeprefix("staff:").isdecimal()}
    if not numbers:
        return {}
    users = session.execute(select(User.id, User.name, User.email).where(User.id.in_(numbers)).order_by(User.id))
    return {f"staff:{number}": name or email for number, name, email in users}


def others_may(session: Session, permission: str, *, than: str) -> bool:
    """Return whether anybody but the actor ``than`` has a permission, of those who can sign in."""
    names_of_roles = {role for role, allowed in roles.ROLES.items() if permission in allowed}
    users = session.scalars(select(User).where(User.active, comes_in()).order_by(User.id))
    return any(f"staff:{user.id}" != than and names_of_roles.intersection(r.name for r in user.roles) for user in users)


def comes_in() -> ColumnElement[bool]:
    """Return the condition that an account has a way in: a password, or an account of the council's directory."""
    return or_(User.password.is_not(None), User.council_account.has())


def count_administrators_with_password(session: Session) -> int:
    """Return how many administrators can sign in by themselves, without the council's directory."""
    with_password = select(func.count(User.id)).where(User.active, User.password.is_not(None))
    return session.scalar(with_password.where(User.roles.any(Role.name == roles.ADMINISTRATOR))) or 0


def give_role(session: Session, user: User, role: str) -> None:
    """Give an account another role; whoever is signed in to it is out at once, and comes back with the new one.

    Raises:
        LastAdministrator: when it is the last administrator's.
        ValueError: when there is no such role.
    """
    _require_role(role)
    if role != roles.ADMINISTRATOR:
        _require_another_administrator(session, user)
    user.roles = [_role(session, role)]
    user.update_datetime = now()
    end_sessions(session, user)


def disable(session: Session, user: User) -> None:
    """Switch an account off; whoever is signed in to it is out at once.

    Raises:
        LastAdministrator: when it is the last administrator's.
    """
    _require_another_administrator(session, user)
    user.active = False
    end_sessions(session, user)


def enable(session: Session, user: User) -> None:
    """Switch an account on again."""
    user.active = True
    session.flush()


def forget_second_factor(session: Session, user: User) -> None:
    """Forget the authenticator app, passkeys and recovery codes of an account: the next sign-in sets new ones up."""
    user.webauthn.clear()
    user.tf_primary_method = user.tf_totp_secret = None
    user.mf_recovery_codes = None
    user.last_code_counter = None
    end_sessions(session, user)


def end_sessions(session: Session, user: User) -> None:
    """Sign an account out everywhere."""
    user.fs_uniquifier = uuid.uuid4().hex
    sessions.end_all(session, user.id)
    session.flush()


def one_time_link(session: Session, user: User, *, purpose: str, lasts: timedelta = INVITATION) -> str:
    """Return the token of a new link that works once; any earlier one of the same account and purpose ends."""
    session.execute(
        update(OneTimeLink)
        .where(OneTimeLink.user_id == user.id, OneTimeLink.purpose == purpose, OneTimeLink.expires_at > now())
        .values(expires_at=now())
    )
    token = secrets.token_urlsafe(32)
    session.add(
        OneTimeLink(token_hash=sessions.hash_of(token), user_id=user.id, purpose=purpose, expires_at=now() + lasts)
    )
    session.flush()
    return token


def whose_link(session: Session, token: str, *, purpose: str) -> User:
    """Return whose link this is, without using it up.

    Raises:
        LinkIsOver: when it is unknown, used or too old, or its account is switched off.
    """
    link = session.get(OneTimeLink, sessions.hash_of(token))
    if link is None or link.purpose != purpose or link.expires_at <= now():
        raise LinkIsOver
    user = session.get(User, link.user_id)
    if user is None or not user.active:
        raise LinkIsOver
    return user


def use_link(session: Session, token: str, *, purpose: str) -> User:
    """Use a link up and return whose it was.

    Raises:
        LinkIsOver: as ``whose_link``; also where somebody else used it a moment ago.
    """
    user = whose_link(session, token, purpose=purpose)
    used = session.execute(
        update(OneTimeLink)
        .where(OneTimeLink.token_hash == sessions.hash_of(token), OneTimeLink.expires_at > now())
        .values(expires_at=now())
    )
    if used.rowcount != 1:  # type: ignore[attr-defined]
        raise LinkIsOver
    return user


def set_password(session: Session, user: User, stored: str) -> None:
    """Give an account the password whose hash is ``stored``, and sign it out everywhere."""
    user.password = stored
    user.update_datetime = now()
    end_sessions(session, user)


def guessable(user: User, *names: str) -> list[str]:
    """Return words that everybody could guess of an account: of its person, and of ``names``."""
    return [word for text in (user.email, user.name, *names) for word in re.split(r"\W+", text) if word]


def _require_role(name: str) -> None:
    if name not in roles.ROLES:
        raise ValueError(f"there is no role {name!r}: use {', '.join(sorted(roles.ROLES))}")


def _require_another_administrator(session: Session, user: User) -> None:
    # locked: two administrators who take the role from each other at once must not both succeed
    administrators = session.scalars(
        select(User)
        .where(User.active, User.roles.any(Role.name == roles.ADMINISTRATOR))
        .order_by(User.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    if [one.id for one in administrators] == [user.id]:
        raise LastAdministrator


def _role(session: Session, name: str) -> Role:
    asked = select(Role).where(Role.name == name)
    found = session.scalar(asked)
    if found is not None:
        return found
    made = Role(name=name)
    return made if add_once(session, made) else session.scalars(asked).one()
