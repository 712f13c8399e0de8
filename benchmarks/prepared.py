"""Sites to measure: made in a temporary folder the way the product makes its own, and gone afterwards."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import config
from benchmarks import corpus_rows
from benchmarks.report import bar, doing
from localoffer import demonstrating, installing, migrating
from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.installing import Installation

_SECRET = "a key that only this measurement knows"  # noqa: S105 - it guards nothing


@dataclass(frozen=True)
class Site:
    """A site that can be opened in this process (``settings``) and started in others (``environment``)."""

    folder: Path

    @property
    def settings(self) -> config.Settings:
        return config.load(self.environment)

    @property
    def installation(self) -> Installation:
        return Installation(self.settings)

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables that a process of this site needs, with every request logged as in production."""
        own = {
            "LOCALOFFER_ENV": "demonstration",
            "LOCALOFFER_VAR": str(self.folder),
            "LOCALOFFER_SECRET_KEY": _SECRET,
            "LOCALOFFER_LOG_LEVEL": "INFO",
        }
        return {name: value for name, value in os.environ.items() if not name.startswith("LOCALOFFER_")} | own


class Workshop:
    """Makes sites in one folder; each is made once. The county's districts, postcodes and words are in all of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def empty(self) -> Site:
        """Return a site without listings."""
        site = Site(self.folder / "empty")
        if not site.folder.exists():
            doing("Making a site with the county's postcodes and words")
            install(site.environment)
        return site

    def with_demonstration(self) -> Site:
        """Return a site with the demonstration listings."""
        site, is_new = self._copy("demonstration")
        if is_new:
            doing("Loading the demonstration listings")
            demonstrating.load_demonstration(site.installation, say=lambda _: None, progress=lambda *_: None)
        return site

    def with_corpus(self, size: int) -> Site:
        """Return a site with so many synthetic listings, as ``corpus`` makes them."""
        site, is_new = self._copy(f"corpus-{size}")
        if is_new:
            shown, step = bar(f"Writing {size:,} listings", size)
            database = Database(site.settings.database_url)
            with shown, database.transaction() as session:
                corpus_rows.store(session, size, progress=step)
            database.engine.dispose()
        return site

    def _copy(self, name: str) -> tuple[Site, bool]:
        site = Site(self.folder / name)
        if site.folder.exists():
            return site, False
        shutil.copytree(self.empty().folder, site.folder)
        return site, True


def install(environment: Mapping[str, str]) -> Installation:
    """Make an installation with keys, schema, the county's places and words; return it with nothing left open."""
    installation = Installation(config.load(environment))
    installation.settings.var.mkdir(parents=True, exist_ok=True)
    KeyRing.create(installation.settings.keys)
    migrating.migrate(installation.database)
    installing.load_places(installation, say=lambda _: None, progress=lambda *_: None)
    installing.load_words(installation)
    # the last connection to go folds the write-ahead log into the file, which is then whole when it is copied
    installation.database.engine.dispose()
    return installation
