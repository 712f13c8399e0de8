"""`localoffer guide …`: the pages of the guide and what stands beside them, from the county's files."""

from __future__ import annotations

import sys

import click
from rich.console import Console
from rich.progress import track
from sqlalchemy.orm import Session

from localoffer import installing
from localoffer.guide.content import PageContent
from localoffer.guide.pages import admin_problems, linking, queries
from localoffer.guide.pages import outside as links_outside
from localoffer.guide.pages.checking import problems
from localoffer.installing import Installation
from localoffer.refusing import refuse


@click.group()
def guide() -> None:
    """The pages of the guide."""


@guide.command("load")
@click.pass_obj
def load(installation: Installation) -> None:
    """Bring pages, glossary and duties to what the county's files say; what staff wrote since stays."""
    try:
        report = installing.load_guide(installation, actor="command")
    except ValueError as error:
        refuse(f"The guide cannot be read: {error}.")
    click.echo(f"{len(report.created)} pages are new, {len(report.published)} texts were published.")
    for name in report.left:
        click.echo(f"{name} was changed by staff here and stays as it is.")


@guide.command("check-links")
@click.option("--outside", is_flag=True, help="Open each link to another site as well; that takes a while.")
@click.pass_obj
def check_links(installation: Installation, outside: bool) -> None:
    """Name each link, query and embed of the newest texts that leads to nothing; exit with 1 where there is one."""
    follower = installing.search_follower(installation)
    with installation.database.session(writes=False) as session:
        found = _faults(session, linking.known(session, follower.engine.known))
        elsewhere = _elsewhere(session) if outside else []
    found += _faults_outside(elsewhere)
    for line in found:
        click.echo(line)
    if found:
        sys.exit(1)
    click.echo("Every link leads somewhere.")


def _faults(session: Session, known: linking.Known) -> list[str]:
    return [
        f"{version.language}/{page.slug}: {admin_problems.said(problem)}"
        for page in queries.every(session)
        for version in queries.newest(page)
        for problem in problems(PageContent.of_json(version.content), known, services=page.services)
    ]


def _elsewhere(session: Session) -> list[str]:
    versions = (version for page in queries.every(session) for version in queries.newest(page))
    return links_outside.addresses(PageContent.of_json(version.content) for version in versions)


def _faults_outside(addresses: list[str]) -> list[str]:
    console = Console(stderr=True)
    asked = track(addresses, description="Other sites", console=console, disable=not addresses)
    told = [(address, links_outside.fault(address)) for address in asked]
    return [f"{address}: {fault}" for address, fault in told if fault]
