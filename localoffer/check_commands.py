"""`localoffer listings check`: what is wrong with the published listings."""

from __future__ import annotations

from functools import partial

import click

from localoffer.days import today
from localoffer.installing import Installation
from localoffer.listings.checks import asking, pacing, public_hosts, running
from localoffer.listings.checks.vocabulary import WebFault


@click.command("check")
@click.option("--most", default=500, show_default=True, type=click.IntRange(0, 100_000), help="Addresses to open.")
@click.option("--minutes", default=20, show_default=True, type=click.IntRange(1, 1440), help="Time to open them in.")
@click.pass_obj
def check_listings(installation: Installation, most: int, minutes: int) -> None:
    """Find dead web addresses, mail addresses that take no mail and missing facts, for staff to put right.

    Public sites alone are opened, one at a time, with a pause between two requests to the same one.
    """
    agent = f"LocalOfferLinkCheck/1.0 (+{installation.settings.base_url}/contact)"

    def ask(address: str) -> WebFault | None:
        return asking.fault_of(address, agent=agent, resolve=public_hosts.resolve, fetch=asking.fetch)

    report = running.run(
        installation.database,
        keys=installation.keys,
        today=today(),
        most=most,
        ask=ask,
        pace=partial(pacing.paced, most_seconds=60.0 * minutes),
    )
    click.echo(f"{report.asked} addresses were opened; {report.left} are left for the next time.")
    click.echo(f"{report.found.total()} things are to be put right.")
