"""The staff's lists with everything in them: 100,000 listings and 20,000 referrals, each page asked for many times.

Pages are asked for in one process, by somebody who is signed in, so that what is timed is the page with its questions
to the database and its entry in the record, and not the way to it.
"""

from __future__ import annotations

import threading
import time
from dataclasses import replace

from flask.testing import FlaskClient
from sqlalchemy import event, select

from benchmarks import referral_rows
from benchmarks.metrics import Spread
from benchmarks.prepared import Site, Workshop
from benchmarks.report import bar, milliseconds, say, table
from localoffer import create_app
from localoffer.db import Database
from localoffer.listings.models import Listing
from localoffer.referrals.models import Referral
from localoffer.staff import links

AIM = 0.150
"""How many seconds the 95th of a hundred pages may take, by the issue of the commissioners' area."""
_HOST = "http://127.0.0.1"
_ROLE = "manager"


class Office:
    """A member of staff at a site, and how many questions the page that was opened last asked the database."""

    def __init__(self, site: Site) -> None:
        self.app = create_app(replace(site.settings, log_level="ERROR"))
        self._database: Database = self.app.extensions["localoffer_database"]
        self._questions = 0
        event.listen(self._database.engine, "before_cursor_execute", self._count)
        with self._database.transaction() as session:
            link = links.issue_demonstration_links(session)[_ROLE]
            self.slug = session.scalars(select(Listing.slug).order_by(Listing.id.desc()).limit(1)).one()
            self.reference = session.scalars(select(Referral.reference).limit(1)).one()
        self._client: FlaskClient = self.app.test_client()
        page = self._client.get(link, base_url=_HOST).text
        token = page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
        self._client.post(link, data={"csrf_token": token}, base_url=_HOST)

    def open(self, address: str) -> tuple[float, int]:
        """Open a page; return the seconds that it took, and how many questions it asked.

        Raises:
            RuntimeError: when it is not there.
        """
        self._questions = 0
        began = time.perf_counter()
        answer = self._client.get(address, base_url=_HOST, buffered=True)
        took = time.perf_counter() - began
        if answer.status_code != 200:
            raise RuntimeError(f"{address} answered {answer.status}")
        return took, self._questions

    @property
    def pages(self) -> dict[str, str]:
        """The pages that are measured, by what they are."""
        return {
            "first page": "/admin",
            "listings": "/admin/listings",
            "listings, last page": "/admin/listings?page=100000",
            "listings, by words": "/admin/listings?q=service",
            "listings, overdue": "/admin/listings?only=overdue",
            "listings of a district": "/admin/listings?district=stafford",
            "one listing": f"/admin/listings/{self.slug}/edit",
            "organisations": "/admin/organisations",
            "places": "/admin/places",
            "closed and notices": "/admin/closed-and-notices",
            "what uses a need": "/admin/words/needs/autism/uses",
            "found by the check": "/admin/listings/findings",
            "referrals": "/admin/referrals",
            "referrals, every stage": "/admin/referrals?stage=any",
            "referrals, last page": "/admin/referrals?stage=any&page=100000",
            "one referral": f"/admin/referrals/{self.reference}",
            "figures": "/admin/figures",
            "duties": "/admin/duties",
            "who did what": "/admin/record",
        }

    def _count(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        # not where a transaction begins, nor what the thread asks that follows the listings for the search
        if threading.current_thread() is threading.main_thread() and not statement.startswith("BEGIN"):
            self._questions += 1


def run(workshop: Workshop, *, listings: int, referrals: int, rounds: int) -> None:
    """Print what each page takes, and which of them do not reach the aim."""
    site = workshop.with_corpus(listings)
    _fill(site, referrals)
    office = Office(site)
    shown, step = bar("Opening the staff's pages", len(office.pages) * rounds)
    rows, slow = [], []
    with shown:
        for name, address in office.pages.items():
            # once before, for what every process does once
            office.open(address)
            opened = [(office.open(address), step())[0] for _ in range(rounds)]
            took, asked = Spread.of([seconds for seconds, _ in opened]), max(number for _, number in opened)
            rows.append([name, str(asked), milliseconds(took.p50), milliseconds(took.p95)])
            slow += [name] if took.p95 > AIM else []
    title = f"Staff's pages with {listings:,} listings and {referrals:,} referrals, {rounds} times each"
    table(title, ("page", "questions", "p50, ms", "p95"), rows)
    say(f"Slower than {AIM * 1000:.0f} ms (p95): {', '.join(slow) or 'none'}.")


def _fill(site: Site, referrals: int) -> None:
    database, keys = Database(site.settings.database_url), site.installation.keys
    shown, step = bar(f"Writing {referrals:,} referrals", referrals)
    with shown, database.transaction() as session:
        referral_rows.store(session, referrals, keys=keys, progress=step)
    database.engine.dispose()
