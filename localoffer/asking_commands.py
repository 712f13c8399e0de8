"""`localoffer listings ask-providers`: ask organisations whether their listings are still right."""

from __future__ import annotations

import click

from localoffer import tidying
from localoffer.installing import Installation


@click.command("ask-providers")
@click.pass_obj
def ask_providers(installation: Installation) -> None:
    """Ask organisations about listings that are due to be checked, and remind them; the worker does it once an hour."""
    report = tidying.ask_providers(installation)
    click.echo(f"{report.asked} links were sent, and {report.reminded} reminders.")
    click.echo(f"{report.given_up} links stayed without an answer; {report.refused} addresses take no mail.")
