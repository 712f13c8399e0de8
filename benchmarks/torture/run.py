"""One run: the storm, the calm after it, and the verdict."""

from __future__ import annotations

import time
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Protocol

from sqlalchemy import func, select, update

from benchmarks.torture import verdict as verdicts
from benchmarks.torture.chaos import Chaos
from benchmarks.torture.families import Family
from benchmarks.torture.forms import Forms
from benchmarks.torture.mail_server import MailServer, Received
from benchmarks.torture.plan import Plan
from benchmarks.torture.site import Site, environment_of, free_port
from benchmarks.torture.verdict import Verdict
from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.outbox.models import OutboxMessage
from localoffer.outbox.worker import LEASE

_LOOKS_EVERY = 0.5
_LONGEST_DRAIN = LEASE.total_seconds() + 600


class Watcher(Protocol):
    """Is told how the run goes."""

    def __call__(self, *, seconds: float, acknowledged: int, killed: int, waiting: int | None = None) -> None:
        """Show it; ``waiting`` is how many messages have not gone out, once the storm is over."""


@dataclass(frozen=True)
class Outcome:
    """What a run did and what came of it; times in seconds."""

    plan: Plan
    seconds: float
    killed: Counter[str]
    met: Counter[str]
    received: Received
    starts: int
    slowest: float
    drained_in: float
    verdict: Verdict


class Run:
    """A run against an installation that is set up.

    Args:
        folder: where it writes to; its keys are there, as ``keys.json``.
        database_url: the database, with its schema and the county's districts.
        phone: the number that each error page must show.
    """

    def __init__(self, plan: Plan, *, folder: Path, database_url: str, phone: str) -> None:
        self.plan, self.folder, self.phone = plan, folder, phone
        self.database = Database(database_url)
        self.keys = KeyRing.load(folder / "keys.json")
        self.port = free_port()
        self.mail = MailServer(folder, free_port(), plan.seed)
        self.environment = environment_of(folder, database_url, port=self.port, smtp_url=self.mail.url)
        self.acknowledged = 0

    def run(self, watch: Watcher) -> Outcome:
        """Let the storm pass over the site, let it rest, and judge what is left."""
        plan, forms, site = self.plan, Forms(self.database, self.keys), self._site()
        families = [Family(plan, forms, self.port, number, self.phone) for number in range(plan.clients)]
        chaos = Chaos(site, kills=plan.kills, seconds=plan.seconds, seed=plan.seed)
        site.start()
        try:
            seconds = self._storm(families, chaos, watch)
            self.mail.calm()
            site = self._after_the_leases(site)
            drained_in = self._drain(chaos, watch)
        finally:
            site.stop()
            received = self.mail.stop()
        return Outcome(
            plan=plan,
            seconds=seconds,
            killed=chaos.killed,
            met=sum((family.met for family in families), Counter[str]()),
            received=received,
            starts=chaos.site.starts,
            slowest=max(family.slowest for family in families),
            drained_in=drained_in,
            verdict=self._judge(families, received),
        )

    def _site(self) -> Site:
        return Site(self.environment, self.folder, self.port, self.plan.mail_workers)

    def _storm(self, families: list[Family], chaos: Chaos, watch: Watcher) -> float:
        over, began = Event(), time.monotonic()
        with ThreadPoolExecutor(len(families)) as pool:
            sending = [pool.submit(family.send_until, over, self._count) for family in families]
            chaos.start()
            while not (chaos.is_done and time.monotonic() - began >= self.plan.seconds) and not _failed(sending):
                self._show(watch, chaos, time.monotonic() - began)
                time.sleep(_LOOKS_EVERY)
            seconds = time.monotonic() - began
            chaos.stop()
            over.set()
        for one in sending:
            one.result()
        return seconds

    def _after_the_leases(self, site: Site) -> Site:
        """Where the plan is in a hurry, end the leases of killed workers, while no other worker runs."""
        if not self.plan.skip_leases:
            return site
        site.kill()
        with self.database.transaction() as session:
            session.execute(update(OutboxMessage).values(leased_until=None))
        rested = self._site()
        rested.start()
        return rested

    def _drain(self, chaos: Chaos, watch: Watcher) -> float:
        """Wait until nothing waits in the outbox, but no longer than a lease and ten minutes; return for how long."""
        began = time.monotonic()
        while (waiting := self._waiting()) and time.monotonic() - began < _LONGEST_DRAIN:
            self._show(watch, chaos, self.plan.seconds, waiting)
            time.sleep(_LOOKS_EVERY)
        return time.monotonic() - began

    def _judge(self, families: list[Family], received: Received) -> Verdict:
        journeys = [journey for family in families for journey in family.acknowledged]
        given_up = sum(len(family.given_up) for family in families)
        return verdicts.judge(self.database, self.keys, journeys, given_up=given_up, mails=received.mails)

    def _waiting(self) -> int:
        with self.database.session(writes=False) as session:
            asked = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.sent_at.is_(None))
            return session.scalar(asked) or 0

    def _count(self) -> None:
        self.acknowledged += 1

    def _show(self, watch: Watcher, chaos: Chaos, seconds: float, waiting: int | None = None) -> None:
        watch(seconds=seconds, acknowledged=self.acknowledged, killed=chaos.killed.total(), waiting=waiting)


def _failed(sending: list[Future[None]]) -> bool:
    return any(one.done() and one.exception() for one in sending)
