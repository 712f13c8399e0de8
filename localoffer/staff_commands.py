"""`localoffer staff …`: accounts of council staff, by whoever runs the site. Each change is recorded in the audit."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import click
from sqlalchemy.orm import Session

from localoffer import audit, demonstrating
from localoffer.forms.validators import is_email
from localoffer.installing import Installation
from localoffer.refusing import only_in_demonstration, refuse
from localoffer.staff import accounts, roles
from localoffer.staff.models import User


@dataclass(frozen=True)
class _Change:
    """One change to accounts, open: the transaction, and the installation whose audit hears of it."""

    installation: Installation
    session: Session

    def account(self, email: str) -> User:
        found = accounts.find(self.session, email)
        if found is None:
            refuse(f"There is no account for {email}.")
        return found

    def record(self, user: User, action: str, **details: str) -> None:
        audit.record(
            self.session,
            key=self.installation.keys.audit,
            actor="command",
            action=action,
            subject="account",
            subject_id=str(user.id),
            details=details,
        )

    def password_link(self, user: User) -> str:
        token = accounts.one_time_link(self.session, user, purpose="password")
        return f"{self.installation.settings.base_url}/admin/choose-password/{token}"


@contextmanager
def _change(installation: Installation) -> Iterator[_Change]:
    with installation.database.transaction() as session:
        yield _Change(installation, session)


@click.group()
def staff() -> None:
    """Accounts of council staff."""


@staff.command("create-admin")
@click.argument("email")
@click.option("--name", default="", help="The person's name.")
@click.pass_obj
def create_admin(installation: Installation, email: str, name: str) -> None:
    """Make an administrator's account for EMAIL and print a link with which to set a password, once, within 48 hours.

    Administrators invite everybody else, under People.
    """
    _create(installation, email=email, name=name, role=roles.ADMINISTRATOR)


@staff.command("create")
@click.argument("email")
@click.option("--role", required=True, type=click.Choice(sorted(roles.ROLES)), help="What the person may do.")
@click.option("--name", default="", help="The person's name.")
@click.pass_obj
def create(installation: Installation, email: str, role: str, name: str) -> None:
    """Make an account for EMAIL and print a link with which to set a password, once, within 48 hours."""
    _create(installation, email=email, name=name, role=role)


def _create(installation: Installation, *, email: str, name: str, role: str) -> None:
    if not is_email(email.strip()):
        refuse(f"{email} is not an e-mail address.")
    with _change(installation) as change:
        try:
            user = accounts.create_user(change.session, email=email, name=name, role=role)
        except accounts.AccountExists:
            refuse(f"There is an account for {email} already: `localoffer staff link {email}` makes a new link for it.")
        change.record(user, "staff.created", role=role)
        click.echo(change.password_link(user))


@staff.command("link")
@click.argument("email")
@click.option("--new-app", is_flag=True, help="Forget the app, passkeys and recovery codes, too: the phone is lost.")
@click.pass_obj
def link(installation: Installation, email: str, new_app: bool) -> None:
    """Print a new link with which EMAIL sets a password, once, within 48 hours; the earlier one ends."""
    with _change(installation) as change:
        user = change.account(email)
        if new_app:
            accounts.forget_second_factor(change.session, user)
            change.record(user, "staff.app_forgotten")
        change.record(user, "staff.link_made")
        click.echo(change.password_link(user))


@staff.command("disable")
@click.argument("email")
@click.pass_obj
def disable(installation: Installation, email: str) -> None:
    """Switch the account of EMAIL off; whoever is signed in to it is out at once."""
    with _change(installation) as change:
        user = change.account(email)
        try:
            accounts.disable(change.session, user)
        except accounts.LastAdministrator:
            refuse(f"{email} is the last administrator: make another one first.")
        change.record(user, "staff.disabled")
    click.echo(f"{email} can no longer sign in.")


@staff.command("enable")
@click.argument("email")
@click.pass_obj
def enable(installation: Installation, email: str) -> None:
    """Switch the account of EMAIL on again."""
    with _change(installation) as change:
        user = change.account(email)
        accounts.enable(change.session, user)
        change.record(user, "staff.enabled")
    click.echo(f"{email} can sign in.")


@staff.command("links")
@click.pass_obj
def links(installation: Installation) -> None:
    """Print a one-time sign-in link for each role; in demonstration mode alone."""
    only_in_demonstration(installation, "staff links")
    print_links(installation)


def print_links(installation: Installation) -> None:
    """Print a new one-time sign-in link for each role."""
    for role, address in demonstrating.demonstration_links(installation).items():
        click.echo(f"  {role:<13} {address}")
