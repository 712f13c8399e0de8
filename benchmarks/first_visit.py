"""A first visit on a phone, by a real browser: Lighthouse's four marks, the bytes over the wire and the requests.

Lighthouse is pinned in package.json and drives the machine's Chromium, as slow as a cheap phone on a slow network. The
site is served as in production; nothing beyond this machine is asked for anything.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from benchmarks.prepared import Site, Workshop
from benchmarks.report import bar, say, table
from benchmarks.serving import OUR_SITE, Served, serving
from localoffer.db import Database
from localoffer.listings.models import Listing
from localoffer.vocabulary import ListingStatus

ROOT = Path(__file__).resolve().parent.parent
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
MOST_BYTES, MOST_REQUESTS = 100_000, 15
# a browser's record of a visit may lack its beginning (NO_NAVSTART), and Lighthouse asks to be run again
_TRIES = 3
_LIGHTHOUSE = Path(__file__).parent / "node_modules" / "lighthouse" / "cli" / "index.js"
_CHROMIUM = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
)


@dataclass(frozen=True)
class Visit:
    """What came of one visit: marks of 100 by category, what kept one from 100, bytes, requests and other hosts."""

    marks: dict[str, int]
    faults: tuple[str, ...]
    size: int
    requests: int
    elsewhere: tuple[str, ...]

    @classmethod
    def of(cls, told: dict[str, Any], home: str) -> Visit:
        """Read what Lighthouse reports of a page of the site that is at ``home``."""
        audits = told["audits"]
        # what stands in the page itself as data: is no request
        asked = [one for one in audits["network-requests"]["details"]["items"] if not one["url"].startswith("data:")]
        marks = {name: round(100 * (told["categories"][name]["score"] or 0)) for name in CATEGORIES}
        short = [name for name, mark in marks.items() if mark < 100]
        weighed = {part["id"] for name in short for part in told["categories"][name]["auditRefs"] if part["weight"]}
        return cls(
            marks=marks,
            faults=tuple(sorted(one for one in weighed if (audits[one]["score"] or 0) < 1 and _counts(audits[one]))),
            size=sum(one["transferSize"] for one in asked),
            requests=len(asked),
            elsewhere=tuple(one["url"] for one in asked if not one["url"].startswith(home)),
        )


def _counts(audit: dict[str, Any]) -> bool:
    return audit["scoreDisplayMode"] not in {"notApplicable", "manual", "informative"}


def run(workshop: Workshop, *, rounds: int) -> None:
    """Print the marks and the weight of each page; the middle of some rounds, because the first mark varies."""
    site = workshop.with_demonstration()
    chromium = subprocess.run([ROOT / "scripts" / "find-chromium"], capture_output=True, text=True, check=False)
    if chromium.returncode or not _LIGHTHOUSE.exists():
        say("Not measured: this needs Chromium and `npm ci`, which `make bench` sees to.")
        return
    pages = _pages(site)
    with serving("granian", OUR_SITE, site) as served:
        shown, step = bar("Visiting", len(pages) * rounds)
        visits: dict[str, list[Visit]] = {name: [] for name in pages}
        with shown:
            for _ in range(rounds):
                for name, path in pages.items():
                    visits[name].append(_visit(served, path, chromium=chromium.stdout.strip(), folder=site.folder))
                    step()
    title = (
        f"A first visit on a phone; aims: 100 each, {MOST_BYTES // 1000} KB, {MOST_REQUESTS} requests, no other host"
    )
    columns = (
        "page",
        *(name.replace("-", " ") for name in CATEGORIES),
        "KB",
        "requests",
        "other hosts",
        "kept from 100 by",
    )
    table(title, columns, _rows(visits))


def _pages(site: Site) -> dict[str, str]:
    database = Database(site.settings.database_url)
    with database.session(writes=False) as session:
        published = select(Listing.slug).where(Listing.status == ListingStatus.PUBLISHED).order_by(Listing.id)
        slug = session.scalars(published).first()
    database.engine.dispose()
    return {
        "home": "/",
        "results": "/services?need=autism",
        "listing": f"/services/{slug}",
        "start of the form": "/refer/life-skills",
    }


def _visit(served: Served, path: str, *, chromium: str, folder: Path) -> Visit:
    report = folder / "lighthouse.json"
    told = [f"--only-categories={','.join(CATEGORIES)}", "--output=json", f"--output-path={report}", "--quiet"]
    command = [str(ROOT / "scripts" / "with-node"), "node", str(_LIGHTHOUSE), f"{served.address}{path}", *told]
    command += ["--no-enable-error-reporting", f"--chrome-flags={' '.join(_CHROMIUM)}"]
    environment = {**os.environ, "CHROME_PATH": chromium}
    for _ in range(_TRIES):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        if not done.returncode:
            break
    else:
        raise RuntimeError(f"Lighthouse saw nothing of {path}: {done.stderr[-500:]}")
    return Visit.of(json.loads(report.read_text(encoding="utf-8")), served.address)


def _rows(visits: dict[str, list[Visit]]) -> Iterator[Sequence[str]]:
    for name, made in visits.items():
        middle = sorted(made, key=lambda visit: sum(visit.marks.values()))[len(made) // 2]
        yield (
            name,
            *(str(mark) for mark in middle.marks.values()),
            f"{middle.size / 1000:.1f}",
            str(middle.requests),
            str(len(middle.elsewhere)),
            ", ".join(middle.faults) or "nothing",
        )
