"""`localoffer guide …`: the pages of the guide and what stands beside them, from the county's files."""

from __future__ import annotations

import sys

import click
from sqlalchemy.orm import Session

from localoffer import installing
from localoffer.guide.content import PageContent
from localoffer.guide.pages import admin_problems, linking, queries
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
@click.pass_obj
def check_links(installation: Installation) -> None:
    """Name each link, query and embed of the newest texts that leads to nothing; exit with 1 where there is one."""
    follower = installing.search_follower(installation)
    with installation.database.session(writes=False) as session:
        found = _faults(session, linking.known(session, follower.engine.known))
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
