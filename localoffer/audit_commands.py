"""`localoffer audit …`: the record is verified, its end is written down outside the database, and it is shortened."""

from __future__ import annotations

import click

from localoffer import tidying
from localoffer.audit import BrokenChain
from localoffer.auditing import heads, verifying
from localoffer.auditing.shortening import Unusual
from localoffer.installing import Installation
from localoffer.refusing import refuse


@click.group("audit")
def audit_group() -> None:
    """The record of who did what."""


@audit_group.command("verify")
@click.pass_obj
def audit_verify(installation: Installation) -> None:
    """Prove that no entry was changed, left out or moved, nor the end cut off; exit with 1 where one was.

    The chain is held against the heads that the worker wrote into audit-heads.log of LOCALOFFER_VAR.
    """
    path, key = installation.settings.var / heads.NAME, installation.keys.audit
    try:
        found = verifying.verify(installation.database, key=key, path=path, actor="command")
    except OSError as error:
        refuse(f"{path} cannot be read: {error.strerror}.")
    if found.problem:
        refuse(f"The audit is broken: {found.problem}.")
    click.echo(f"{found.entries} entries hold together. Head: {found.number} {found.mac.hex()}")
    click.echo(f"They agree with {found.heads} heads in {path}." if found.heads else f"There is no head in {path} yet.")


@audit_group.command("anchor")
@click.pass_obj
def audit_anchor(installation: Installation) -> None:
    """Write the head of the chain into audit-heads.log of LOCALOFFER_VAR now; the worker does it once an hour."""
    try:
        number = tidying.anchor_audit(installation)
    except OSError as error:
        refuse(f"{installation.settings.var / heads.NAME} cannot be written: {error.strerror}.")
    click.echo(f"Head {number} stands in {installation.settings.var / heads.NAME}. Keep a copy on another machine.")


@audit_group.command("shorten")
@click.option("--really", is_flag=True, help="Even where that is more than a tenth of the record.")
@click.pass_obj
def audit_shorten(installation: Installation, really: bool) -> None:
    """Remove what is older than the county keeps it, up to a signed checkpoint; the worker does it once a day."""
    try:
        count = tidying.shorten_audit(installation, actor="command", even_many=really)
    except (BrokenChain, Unusual, OSError) as error:
        refuse(f"Nothing was removed: {error}.")
    click.echo(f"{count} entries were older than {installation.council.retention.audit_years} years, and are gone.")
