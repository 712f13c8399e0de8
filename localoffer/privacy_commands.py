"""`localoffer retention …`, `person …` and `privacy …`: what becomes of what people told us."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy.orm import Session

from localoffer import create_app, tidying
from localoffer.crypto import CannotOpen
from localoffer.db import MissingRow, now, rows_first
from localoffer.installing import Installation
from localoffer.privacy import admin_exporting, dpia, erasing, erasure_log, holding
from localoffer.privacy import person as persons
from localoffer.privacy import retention as job
from localoffer.privacy.person import Person
from localoffer.privacy.rules import Moment
from localoffer.privacy.vocabulary import Because
from localoffer.refusing import refuse
from localoffer.web import logs
from localoffer.working_days import day_of

_ACTOR = "command"


@click.group()
def retention() -> None:
    """How long things are kept, by the numbers in council.toml."""


@retention.command("run")
@click.option("--really", is_flag=True, help="Remove it. Without this, only say how much there is.")
@click.pass_obj
def run(installation: Installation, really: bool) -> None:
    """Say how much is past its time; with --really, remove it. The worker does it once an hour."""
    rules = tidying.retention_rules(installation)
    if not really:
        moment = Moment(now(), installation.keys, _ACTOR)
        for outcome in job.report(installation.database, rules, moment):
            click.echo(f"{outcome.name:<16} {outcome.over:>6} past their time")
        if job.is_unusual(installation.database, rules, moment):
            click.echo("These are unusually many closed referrals: the worker leaves them until you have looked.")
        click.echo("Nothing was removed: --really does it.")
        return
    failed = 0
    for outcome in tidying.retain(installation, actor=_ACTOR, whatever=True):
        failed += outcome.failed
        click.echo(f"{outcome.name:<16} {outcome.removed:>6} removed, {outcome.failed} failed")
    if failed:
        refuse(f"{failed} could not be removed; the log says why. The next run tries them again.")


@retention.command("replay")
@click.option(
    "--file",
    "files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The file of another machine; without it, the one in LOCALOFFER_VAR.",
)
@click.pass_obj
def replay(installation: Installation, files: tuple[Path, ...]) -> None:
    """After a backup was restored: erase again what had been erased since it was made."""
    paths = files or (installation.settings.var / erasure_log.NAME,)
    lines: list[erasure_log.Line] = []
    complaints = []
    for path in paths:
        try:
            found = erasure_log.read(path)
        except OSError as error:
            refuse(f"{path} cannot be read: {error.strerror}.")
        lines += found.lines
        complaints.append(found.complaint(path))
    back = erasure_log.replay(installation.database, lines, keys=installation.keys, actor=_ACTOR, at=now())
    tidying.note_erasures(installation)
    click.echo(f"{len(lines)} erasures were read; {len(back)} referrals had come back and are erased again.")
    if any(complaints):
        refuse(" ".join(filter(None, complaints)))


@click.group()
def person() -> None:
    """One person's data: hand it over, hold it, erase it."""


@person.command("export")
@click.argument("reference")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path))
@click.pass_obj
def export(installation: Installation, reference: str, path: Path) -> None:
    """Write everything about the person of the form REFERENCE into the new ZIP file PATH, for its owner alone."""
    app = create_app(installation.settings)
    logs.configure(installation.settings.log_level)
    with _person(installation, reference) as (session, found), app.app_context():
        try:
            admin_exporting.export(session, found.referrals, path, keys=installation.keys, at=now())
        except FileExistsError:
            refuse(f"{path} is there already.")
        except OSError as error:
            refuse(f"{path} cannot be written: {error.strerror}.")
        except CannotOpen as error:
            refuse(f"Nothing was written: {error}.")
        click.echo(f"Wrote {path}: {', '.join(one.reference for one in found.referrals)}.")
        _say_alike(found)


@person.command("erase")
@click.argument("reference")
@click.option("--really", is_flag=True, help="Erase it. Without this, only say what would go.")
@click.pass_obj
def erase(installation: Installation, reference: str, really: bool) -> None:
    """Erase every form of the person of the form REFERENCE, key first; refused while one of them is held."""
    with _person(installation, reference, locked=True) as (session, found):
        references = ", ".join(one.reference for one in found.referrals)
        for one in found.referrals:
            if one.held_since is not None:
                why = holding.because(session, one) or "the audit does not say why"
                refuse(f"{one.reference} is held ({why}) since {day_of(one.held_since):%d %B %Y}: nothing was erased.")
        if really:
            with rows_first(session):
                for one in sorted(found.referrals, key=lambda one: one.id):
                    erasing.erase(session, one, why="asked", keys=installation.keys, actor=_ACTOR, at=now())
        _say_alike(found)
    if really:
        tidying.note_erasures(installation)
        click.echo(f"Erased: {references}.")
    else:
        click.echo(f"This would erase {references}: --really does it.")


@person.command("hold")
@click.argument("reference")
@click.option(
    "--because", required=True, type=click.Choice([one.value for one in Because]), help="Why the law needs it."
)
@click.pass_obj
def hold(installation: Installation, reference: str, because: str) -> None:
    """Keep the form REFERENCE from being erased while the law needs it."""
    with _person(installation, reference, locked=True) as (session, found):
        named, keys = found.referrals[0], installation.keys
        if not holding.hold(session, named, why=Because(because), keys=keys, actor=_ACTOR, at=now()):
            refuse(f"{named.reference} is held already.")
    click.echo(f"{named.reference} is held: nothing of it is erased.")


@person.command("release")
@click.argument("reference")
@click.pass_obj
def release(installation: Installation, reference: str) -> None:
    """Hold the form REFERENCE no longer; it goes when its time is over."""
    with _person(installation, reference, locked=True) as (session, found):
        named = found.referrals[0]
        if not holding.release(session, named, keys=installation.keys, actor=_ACTOR):
            refuse(f"{named.reference} is not held.")
    click.echo(f"{named.reference} is no longer held.")


@click.group()
def privacy() -> None:
    """The papers that the code itself can write."""


@privacy.command("dpia")
@click.pass_obj
def print_dpia(installation: Installation) -> None:
    """Print the data protection impact assessment, made from the data map: `localoffer privacy dpia > docs/dpia.md`."""
    click.echo(dpia.document(installation.council), nl=False)


@contextmanager
def _person(installation: Installation, reference: str, *, locked: bool = False) -> Iterator[tuple[Session, Person]]:
    with installation.database.transaction() as session:
        try:
            found = persons.find(session, reference=reference, keys=installation.keys, locked=locked)
        except MissingRow:
            refuse(f"There is no form {reference}.")
        yield session, found


def _say_alike(found: Person) -> None:
    for one in found.alike:
        click.echo(
            f"{one.reference} is about somebody with the same last name and date of birth: look whether it is them."
        )
