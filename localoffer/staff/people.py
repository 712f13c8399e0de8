"""Who may work here: invited, given a role, let in and shut out, by administrators. Each change is in the audit.

Nobody does any of it to their own account, so nobody raises their own role.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.staff import accounts, invitations, trail
from localoffer.staff.invitations import Site
from localoffer.staff.models import User


class OwnAccount(Exception):
    """Somebody tried to change what their own account may do."""


@dataclass(frozen=True)
class Desk:
    """Where accounts are kept: the transaction, the administrator who acts, and what mail needs."""

    session: Session
    actor: User
    keys: KeyRing
    site: Site

    def invite(self, *, email: str, name: str, role: str) -> User:
        """Make an account and send its person a link with which to choose a password.

        Raises:
            AccountExists: when the address has an account already.
            ValueError: when there is no such role.
        """
        user = accounts.create_user(self.session, email=email, name=name, role=role)
        invitations.send(self.session, user, keys=self.keys, site=self.site)
        self._record(user, "staff.invited", role=role)
        return user

    def send_link(self, user: User) -> None:
        """Send somebody a new link with which to choose a password; the one before ends.

        Raises:
            OwnAccount: when it is the administrator's own.
        """
        self._require_other(user)
        invitations.send(self.session, user, keys=self.keys, site=self.site)
        self._record(user, "staff.link_sent")

    def give_role(self, user: User, role: str) -> None:
        """Give somebody another role, which signs them out; the same role again changes nothing.

        Raises:
            LastAdministrator: when nobody else keeps accounts.
            OwnAccount: when it is the administrator's own.
            ValueError: when there is no such role.
        """
        self._require_other(user)
        before = [held.name for held in user.roles]
        if before == [role]:
            return
        accounts.give_role(self.session, user, role)
        self._record(user, "staff.role_changed", before=before, after=role)

    def switch_off(self, user: User) -> None:
        """Switch an account off: its person is out at once, and no link lets them in.

        Raises:
            LastAdministrator: when nobody else keeps accounts.
            OwnAccount: when it is the administrator's own.
        """
        self._require_other(user)
        accounts.disable(self.session, user)
        self._record(user, "staff.disabled")

    def switch_on(self, user: User) -> None:
        """Switch an account on again.

        Raises:
            OwnAccount: when it is the administrator's own.
        """
        self._require_other(user)
        accounts.enable(self.session, user)
        self._record(user, "staff.enabled")

    def sign_out(self, user: User) -> None:
        """Sign somebody out everywhere.

        Raises:
            OwnAccount: when it is the administrator's own.
        """
        self._require_other(user)
        accounts.end_sessions(self.session, user)
        self._record(user, "staff.signed_out_by_another")

    def _require_other(self, user: User) -> None:
        if user.id == self.actor.id:
            raise OwnAccount

    def _record(self, user: User, action: str, **details: object) -> None:
        trail.record(
            self.session, action, actor=f"staff:{self.actor.id}", subject_id=str(user.id), details=details or None
        )
