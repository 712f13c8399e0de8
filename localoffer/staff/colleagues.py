"""Who can do something: the members of staff who have a permission, by name."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from localoffer.staff import roles
from localoffer.staff.models import Role, User


def who_may(session: Session, permission: str) -> dict[str, str]:
    """Return the names of the accounts that are on and have a permission, by how the audit names them, in order."""
    holding = [role for role, allowed in roles.ROLES.items() if permission in allowed]
    asked = select(User.id, User.name, User.email).where(User.active, User.roles.any(Role.name.in_(holding)))
    found = [(name or email, number) for number, name, email in session.execute(asked)]
    return {f"staff:{number}": name for name, number in sorted(found, key=lambda one: (one[0].casefold(), one[1]))}


def with_others(session: Session, permission: str, actors: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Return what ``who_may`` does, and with it the names of actors who cannot do it any more, by one query.

    Args:
        actors: as the audit names them; whoever is no member of staff is in neither.
    """
    numbers = {int(one.removeprefix("staff:")) for one in actors if one.removeprefix("staff:").isdecimal()}
    holding = [role for role, allowed in roles.ROLES.items() if permission in allowed]
    may = and_(User.active, User.roles.any(Role.name.in_(holding)))
    rows = session.execute(select(User.id, User.name, User.email, may).where(or_(may, User.id.in_(numbers)))).all()
    found = sorted((name or email, number, is_able) for number, name, email, is_able in rows)
    names = {f"staff:{number}": name for name, number, _ in sorted(found, key=lambda one: one[0].casefold())}
    able = {f"staff:{number}" for _, number, is_able in found if is_able}
    return {actor: name for actor, name in names.items() if actor in able}, names
