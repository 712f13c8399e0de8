"""Sending a referral, from the request to the redirect, against one raw fsync on the same disk.

Each form is filled in beforehand and its "check your answers" page opened, so that what is timed is the one request
that seals the answers, writes the referral with its audit entry and messages, and commits. A second measurement lets
two processes send without a pause and counts what the database refused.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from benchmarks.filled_in import ANSWERS
from benchmarks.metrics import Spread
from benchmarks.prepared import Site, Workshop
from benchmarks.report import bar, doing, milliseconds, ratio, say, table
from localoffer import create_app
from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.referrals.drafting import drafts
from localoffer.referrals.drafting.drafts import Draft

PROCESSES = 2
_CHECK = "/refer/life-skills/check-answers"
_TOKEN = re.compile(r'name="(csrf_token|mark)"[^>]*value="([^"]*)"')


class Families:
    """Browsers that have filled the whole form in and stand before the button that sends it."""

    def __init__(self, site: Site) -> None:
        self.app: Flask = create_app(replace(site.settings, log_level="ERROR"))
        self._database: Database = self.app.extensions["localoffer_database"]
        self._keys: KeyRing = self.app.extensions["localoffer_keys"]

    def ready(self) -> tuple[FlaskClient, dict[str, str]]:
        """Return a browser, and the hidden fields of the page that it has open."""
        draft = Draft(drafts.new_token(), ANSWERS)
        with self._database.transaction() as session:
            drafts.save(session, draft, keys=self._keys, at=now())
        client = self.app.test_client()
        client.set_cookie("referral", draft.token, domain="127.0.0.1")
        shown = client.get(_CHECK, base_url=self._address)
        return client, dict(_TOKEN.findall(shown.text))

    def send(self, client: FlaskClient, fields: dict[str, str]) -> float:
        """Send the form and return the seconds that the answer took.

        Raises:
            RuntimeError: when it was not sent.
        """
        began = time.perf_counter()
        response = client.post(_CHECK, data=fields, base_url=self._address)
        took = time.perf_counter() - began
        if not response.location or not response.location.endswith("/sent"):
            raise RuntimeError(f"the form was not sent: {response.status}, {response.location}")
        return took

    @property
    def _address(self) -> str:
        return "http://127.0.0.1"


class RawFsync:
    """The least that a safe write can cost: a page of a file, written and synced."""

    def __init__(self, folder: Path) -> None:
        self._handle = os.open(folder / "fsync", os.O_CREAT | os.O_WRONLY, 0o600)

    def once(self) -> float:
        """Return the seconds of one write and its fsync."""
        began = time.perf_counter()
        os.pwrite(self._handle, os.urandom(4096), 0)
        os.fsync(self._handle)
        return time.perf_counter() - began


def run(workshop: Workshop, *, number: int, seconds: float) -> None:
    """Print what sending costs, and what two processes that send for ``seconds`` seconds achieve."""
    site = workshop.with_demonstration()
    families, raw = Families(site), RawFsync(site.folder)
    for _ in range(10):
        families.send(*families.ready())
    sent, synced = [], []
    shown, step = bar("Sending referrals", number)
    with shown:
        for _ in range(number):
            waiting = families.ready()
            synced.append(raw.once())
            sent.append(families.send(*waiting))
            step()
    _print(Spread.of(sent), Spread.of(synced), number)
    _print_saturated(_saturate(site, seconds), seconds)


def _print(sent: Spread, synced: Spread, number: int) -> None:
    middle, slow = sent.over(synced)
    rows = [
        ["one raw fsync of 4 KB", milliseconds(synced.p50), milliseconds(synced.p95), "1.00", "1.00"],
        ["a referral sent", milliseconds(sent.p50), milliseconds(sent.p95), ratio(middle), ratio(slow)],
    ]
    columns = ("write", "p50, ms", "p95", "p50 against fsync", "p95 against fsync")
    table(f"Sending a referral, {number} times on SQLite, each beside an fsync", columns, rows)


def _saturate(site: Site, seconds: float) -> list[dict[str, float]]:
    doing(f"Sending from {PROCESSES} processes for {seconds:.0f} s")
    command = [sys.executable, "-m", "benchmarks.submission", str(site.folder), str(seconds)]
    running = [
        subprocess.Popen(command, env=dict(site.environment), stdout=subprocess.PIPE, text=True)
        for _ in range(PROCESSES)
    ]
    return [json.loads(process.communicate()[0]) for process in running]


def _print_saturated(told: Sequence[dict[str, float]], seconds: float) -> None:
    sent = sum(one["sent"] for one in told)
    failed = sum(one["failed"] for one in told)
    slowest = milliseconds(max(one["p95"] for one in told))
    say(
        f"{PROCESSES} processes that make forms and send them for {seconds:.0f} s: {sent:,.0f} sent, "
        f"{sent / seconds:,.0f} a second, {failed:.0f} refused, slowest p95 {slowest} ms."
    )


def main() -> None:
    """Send from this process for as long as the second argument says, and print what came of it as JSON."""
    families, seconds = Families(Site(Path(sys.argv[1]))), float(sys.argv[2])
    taken: list[float] = []
    failed = 0
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            taken.append(families.send(*families.ready()))
        except Exception as error:
            failed += 1
            print(type(error).__name__, error, file=sys.stderr)
    print(json.dumps({"sent": len(taken), "failed": failed, "p95": Spread.of(taken).p95}))


if __name__ == "__main__":
    main()
