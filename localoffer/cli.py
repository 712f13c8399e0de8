"""The command line: `localoffer …`.

Exit status: 0 done, 1 something was refused, 2 wrong use, 78 settings are missing.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

import config
from localoffer import demonstrating, installing, migrating, preflight, running, tidying
from localoffer.asking_commands import ask_providers
from localoffer.audit_commands import audit_group
from localoffer.backup_commands import backup, backup_key, restore, restore_drill
from localoffer.check_commands import check_listings
from localoffer.guide_commands import guide
from localoffer.installing import Installation
from localoffer.key_commands import keys
from localoffer.privacy_commands import person, privacy, retention
from localoffer.refusing import NOT_CONFIGURED, Commands, only_in_demonstration, refuse
from localoffer.staff_commands import print_links, staff
from localoffer.web import logs

console = Console(highlight=False)


@contextmanager
def progress(text: str) -> Iterator[installing.Progress]:
    """Show how far a step has come; a line where there is no terminal."""
    columns = (TextColumn("  {task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(text, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="localoffer")
@click.pass_context
def main(context: click.Context) -> None:
    """Run and look after the Local Offer.

    Settings are environment variables that begin with LOCALOFFER_; docs/operations.md lists them.
    """
    try:
        settings = config.load()
    except config.SettingsError as error:
        for problem in error.problems:
            click.echo(f"  - {problem}", err=True)
        context.exit(NOT_CONFIGURED)
    # what is written (database, mail, index) is for this account of the machine alone
    os.umask(0o077)
    logs.configure(settings.log_level)
    context.obj = Installation(settings)


@main.command()
@click.pass_obj
def setup(installation: Installation) -> None:
    """Make keys, database, places, words, demonstration listings and search index, where they are not there yet."""
    only_in_demonstration(installation, "setup")
    with progress("Setting up") as shown:
        demonstrating.set_up(installation, say=console.print, progress=shown)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, envvar="HOST")
@click.option("--port", default=8000, show_default=True, envvar="PORT", type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Web processes.")
@click.option("--families", is_flag=True, help="Make up some referrals for the staff's screens.")
@click.pass_obj
def run(installation: Installation, host: str, port: int, workers: int, families: bool) -> None:
    """Set up and serve the demonstration: web server and mail worker together. Ctrl-C stops both."""
    only_in_demonstration(installation, "run")
    _need_port(host, port)
    os.environ.setdefault("LOCALOFFER_BASE_URL", f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}")  # noqa: S104
    installation = Installation(config.load())
    with progress("Setting up") as shown:
        demonstrating.set_up(installation, say=console.print, progress=shown)
    if families:
        demonstrating.load_families(installation)
    commands = {
        "web server": running.web_command(host=host, port=port, workers=workers),
        "mail worker": running.worker_command(),
    }
    ready = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}/health/live"  # noqa: S104
    sys.exit(running.run_together(commands, ready=ready, when_ready=lambda: _welcome(installation, host)))


def _need_port(host: str, port: int) -> None:
    if not running.port_is_free(host, port):
        refuse(f"Port {port} of {host} cannot be used: stop what listens there, or choose another with PORT.")


def _welcome(installation: Installation, host: str) -> None:
    settings = installation.settings
    click.echo(f"\nThe site is at {settings.base_url}")
    click.echo(f"Mail is written to {settings.var / 'mail'}")
    if host in {"127.0.0.1", "localhost", "::1"}:
        click.echo("Sign in as council staff, once with each link:")
        print_links(installation)
    click.echo("Ctrl-C stops it.")


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, envvar="HOST")
@click.option("--port", default=8000, show_default=True, envvar="PORT", type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Web processes.")
@click.pass_obj
def serve(installation: Installation, host: str, port: int, workers: int) -> None:
    """Serve the site (web server alone). In production it refuses to start while something is missing."""
    _need_port(host, port)
    if installation.settings.is_production:
        preflight.require(installation.settings)
        preflight.warn(installation.settings)
    command = running.web_command(host=host, port=port, workers=workers)
    # in place of this process, so that whoever stops it stops the server and hears its exit status
    os.execv(command[0], command)  # noqa: S606 - our own command


@main.command()
@click.option("--once", is_flag=True, help="Send what is due now and end.")
@click.pass_obj
def worker(installation: Installation, once: bool) -> None:
    """Send the mail that waits in the outbox, do long work of staff, and once an hour erase what has run out."""
    if installation.settings.is_production:
        preflight.require(installation.settings)
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    sender, jobs = installing.mail_worker(installation), installing.job_worker(installation)
    if once:
        click.echo(f"{sender.run_once()} tried.")
        click.echo(f"{jobs.run_once()} jobs done.")
    else:
        each_hour = Thread(target=tidying.tidy_hourly, args=(installation, stop), daemon=True)
        # no daemon: it puts back what it has in hand before the process ends
        working = Thread(target=jobs.run, args=(stop,))
        each_hour.start()
        working.start()
        sender.run(stop)


@main.command()
@click.pass_obj
def check(installation: Installation) -> None:
    """Say what keeps this installation from serving families; exit with 78 where there is something."""
    preflight.require(installation.settings)
    preflight.warn(installation.settings)
    click.echo("Ready.")


@main.command()
@click.pass_obj
def migrate(installation: Installation) -> None:
    """Bring the database to the schema of this version."""
    revision = migrating.migrate(installation.database)
    if installation.settings.keys.exists():
        installing.plant_canary(installation)
    click.echo(f"The database is at revision {revision}.")


@main.command()
@click.pass_obj
def tidy(installation: Installation) -> None:
    """Erase what is past its time, with old sessions, sign-in attempts and counts; the worker does it once an hour."""
    click.echo(f"{tidying.tidy(installation)} rows were over.")


@main.command()
@click.pass_obj
def reindex(installation: Installation) -> None:
    """Build the search index anew beside the old one and swap them."""
    with progress("Indexing") as shown:
        click.echo(f"{installing.reindex(installation, progress=shown)} listings are in the index.")


@main.group()
def places() -> None:
    """Districts and postcodes."""


@places.command("load")
@click.pass_obj
def places_load(installation: Installation) -> None:
    """Load the county's districts and postcodes anew."""
    with progress("Postcodes") as shown:
        installing.load_places(installation, say=console.print, progress=shown, again=True)


@main.group()
def vocabulary() -> None:
    """Needs, kinds of support and synonyms."""


@vocabulary.command("load")
@click.pass_obj
def vocabulary_load(installation: Installation) -> None:
    """Bring needs, kinds of support and synonyms to what the county's file says; what staff changed stays."""
    report = installing.load_words(installation)
    for name in report.left:
        click.echo(f"{name} was changed by staff here and stays as it is.")
    click.echo(f"{report.terms} terms and {report.synonyms} synonyms; {report.changed} were new or different.")


@main.group()
def demonstration() -> None:
    """The demonstration listings."""


@demonstration.command("load")
@click.pass_obj
def demonstration_load(installation: Installation) -> None:
    """Bring the demonstration listings to what the county's demonstration.yaml says."""
    only_in_demonstration(installation, "demonstration load")
    with progress("Listings") as shown:
        demonstrating.load_demonstration(installation, say=console.print, progress=shown)


@demonstration.command("remove")
@click.pass_obj
def demonstration_remove(installation: Installation) -> None:
    """Remove every demonstration listing and organisation, the made-up families, and what was counted of them."""
    removed = demonstrating.remove_demonstration(installation, say=click.echo)
    click.echo(f"{removed} demonstration listings removed.")


@main.group()
def listings() -> None:
    """Listings from elsewhere."""


@listings.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--publish", is_flag=True, help="Publish what is imported; without it, drafts are made.")
@click.pass_obj
def listings_import(installation: Installation, file: Path, publish: bool) -> None:
    """Import the services of an Outpost feed from FILE; exit with 1 where a row was refused."""
    with progress("Listings") as shown:
        report = installing.import_listings(installation, file, publish=publish, progress=shown)
    for line in report.lines():
        click.echo(line)
    if report.refused:
        sys.exit(1)


listings.add_command(ask_providers)
listings.add_command(check_listings)


for command in (
    audit_group,
    backup,
    backup_key,
    guide,
    keys,
    person,
    privacy,
    restore,
    restore_drill,
    retention,
    staff,
):
    main.add_command(command)

if __name__ == "__main__":
    main()
