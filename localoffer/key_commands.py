"""`localoffer keys …`: the key file that encrypts what families tell, made, renewed and cleared of old keys."""

from __future__ import annotations

import click

from localoffer import key_file
from localoffer.crypto import CannotOpen, KeyRing
from localoffer.db import now
from localoffer.installing import Installation
from localoffer.privacy import rotation
from localoffer.privacy.rotation import Rotated
from localoffer.refusing import refuse


@click.group()
def keys() -> None:
    """The key file that encrypts what families tell."""


@keys.command("create")
@click.pass_obj
def create(installation: Installation) -> None:
    """Make a new key file; an existing one is never overwritten."""
    try:
        KeyRing.create(installation.settings.keys)
    except FileExistsError:
        refuse(f"{installation.settings.keys} is there already: keys are never overwritten.")
    except OSError as error:
        refuse(f"{installation.settings.keys} cannot be made: {error.strerror}.")
    click.echo(f"Made {installation.settings.keys}. Keep a copy apart from the database and its backups.")


@keys.command("list")
@click.pass_obj
def show(installation: Installation) -> None:
    """Say which keys there are, which one seals, and how much needs each."""
    ring = installation.keys
    with installation.database.session(writes=False) as session:
        for key_id in ring.keys:
            needed = sum(rotation.uses(session, key_id).values())
            click.echo(f"{key_id}: needed by {needed} rows{', seals' if key_id == ring.current else ''}")


@keys.command("rotate")
@click.option("--prepare", is_flag=True, help="Only add the key, so that it can be copied to other machines first.")
@click.option("--again", is_flag=True, help="Add no key: go on with a rotation that was stopped.")
@click.pass_obj
def rotate(installation: Installation, prepare: bool, again: bool) -> None:
    """Add a key, seal with it from now on, and seal everything there is again with it. The site runs on meanwhile."""
    path = installation.settings.keys
    if prepare:
        installation.keys  # noqa: B018 - refuses where there is no key file
        click.echo(f"{key_file.prepare(path)} opens from now on. Copy {path} to every machine, then rotate.")
        return
    try:
        done = (
            rotation.seal_again(installation.database, installation.keys)
            if again
            else rotation.rotate(installation.database, path, installation.keys, at=now())
        )
    except CannotOpen as error:
        refuse(f"Nothing was changed: {error}.")
    _say(done)


def _say(done: Rotated) -> None:
    click.echo(f"{done.key_id} seals now. {done.rows} rows are sealed again with it.")
    if done.unopened:
        refuse(f"{done.unopened} rows do not open and were left as they are: `localoffer keys list` says by which key.")


@keys.command("retire")
@click.argument("key_id")
@click.pass_obj
def retire(installation: Installation, key_id: str) -> None:
    """Take the old key KEY_ID out of the key file, once nothing needs it.

    Backups from before the rotation open only with a copy of the file that still has it.
    """
    try:
        rotation.retire(installation.database, installation.settings.keys, installation.keys, key_id=key_id, at=now())
    except key_file.StillNeeded as error:
        refuse(f"{key_id} stays: {error}.")
    click.echo(f"{key_id} is no longer in {installation.settings.keys}.")
