"""Bringing an installation to where it can serve: keys, schema, places, words, the guide, search index, workers.

Each step leaves alone what is already there, so that doing it all again is quick and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from config import Settings
from localoffer import council, room
from localoffer.council import Council
from localoffer.crypto import KeyRing
from localoffer.days import today
from localoffer.db import Database
from localoffer.easy_read import seeding as easy_read
from localoffer.feedback.surveys import seeding as surveys
from localoffer.feedback.taking_part import seeding as taking_part
from localoffer.guide.duties import seeding as duties
from localoffer.guide.glossary import seeding as glossary
from localoffer.guide.helping import seeding as help_rules
from localoffer.guide.pages import seeding as pages
from localoffer.jobs.worker import JobWorker
from localoffer.listings import vocabulary_loading
from localoffer.listings.bulk import runs as bulk
from localoffer.listings.bulk.carrying_out import CarryingOut
from localoffer.listings.freshness.links import Desk
from localoffer.listings.imports import importing
from localoffer.listings.search.following import Follower
from localoffer.outbox.senders import Account, sender_for
from localoffer.outbox.worker import Worker
from localoffer.places import loading as places
from localoffer.privacy import canary

Progress = Callable[[int, int], None]
Say = Callable[[str], None]


class NotInstalled(Exception):
    """Something that must be there before a command can work is not; the message says what to do."""


@dataclass(frozen=True)
class Installation:
    """The parts that commands work on, without a web application around them.

    ``council`` and ``keys`` raise ``NotInstalled`` where their file is missing or cannot be read.
    """

    settings: Settings

    @cached_property
    def council(self) -> Council:
        path = self.settings.county / "council.toml"
        try:
            return council.load(path)
        except (OSError, ValueError) as error:
            raise NotInstalled(f"{path} cannot be read: check LOCALOFFER_COUNTY.") from error

    @cached_property
    def keys(self) -> KeyRing:
        path = self.settings.keys
        try:
            return KeyRing.load(path)
        except FileNotFoundError as error:
            raise NotInstalled(f"There is no key file {path}: run `localoffer keys create`.") from error
        except (OSError, ValueError) as error:
            raise NotInstalled(f"{path} (LOCALOFFER_KEYS) cannot be read as a key file.") from error

    @cached_property
    def database(self) -> Database:
        return Database(self.settings.database_url)


def load_places(installation: Installation, *, say: Say, progress: Progress, again: bool = False) -> None:
    """Load districts and postcodes, unless they are there already."""
    with installation.database.transaction() as session:
        if again or not places.is_loaded(session):
            say("Loading the county's postcodes")
            places.load(session, installation.council, progress)
        else:
            places.sync_districts(session, installation.council)


def load_words(installation: Installation) -> vocabulary_loading.VocabularyReport:
    """Bring needs, kinds of support and synonyms to what the county's file says."""
    with installation.database.transaction() as session:
        return vocabulary_loading.load(session, installation.settings.county / "vocabulary.yaml")


def load_guide(installation: Installation, *, actor: str) -> pages.Report:
    """Bring the guide to what the county's files say, and return what that did to its pages; what staff wrote stays.

    Raises:
        ValueError: naming the file that cannot be read.
    """
    county, audit_key = installation.settings.county, installation.keys.audit
    with installation.database.transaction() as session:
        duties.load(session, county, actor=actor, audit_key=audit_key)
        glossary.load(session, county, actor=actor, audit_key=audit_key)
        easy_read.load(session, county, actor=actor, audit_key=audit_key)
        help_rules.load(session, county, actor=actor, audit_key=audit_key)
        surveys.load(session, county, actor=actor, audit_key=audit_key)
        taking_part.load(session, county, actor=actor, audit_key=audit_key)
        return pages.load(session, county, actor=actor, audit_key=audit_key)


def search_follower(installation: Installation) -> Follower:
    """Return what follows the published listings, for a command that looks something up in them."""
    return Follower(installation.database, installation.settings.var / "search", in_background=False)


def import_listings(
    installation: Installation, file: Path, *, publish: bool, progress: Progress
) -> importing.ImportReport:
    """Import an Outpost feed; see ``listings.importing``.

    Raises:
        NoRoom: when little is left of a disk that referrals need.
    """
    told = installation.settings
    room.require(room.written_to(told.var, told.database_url), megabytes=told.keep_free_mb)
    audit_key = installation.keys.audit
    return importing.import_feed(installation.database, file, audit_key=audit_key, publish=publish, progress=progress)


def reindex(installation: Installation, *, progress: Progress) -> int:
    """Build the search index anew and swap it in; return how many listings it has."""
    return search_follower(installation).reindex(progress)


def mail_worker(installation: Installation) -> Worker:
    """Return the worker that sends this installation's mail and texts: the ways that are set, else into files."""
    told = installation.settings
    account = Account(told.notify_key, told.notify_email_template, told.notify_text_template, told.notify_url)
    notify = account if told.notify_key else None
    sender = sender_for(smtp_url=told.smtp_url, notify=notify, mail_from=told.mail_from, var=told.var)
    return Worker(installation.database, installation.keys, sender)


def job_worker(installation: Installation) -> JobWorker:
    """Return the worker that does the long work of staff."""
    return JobWorker(installation.database, {bulk.KIND: CarryingOut(installation.keys.audit)})


def provider_desk(installation: Installation) -> Desk:
    """Return what sending links to organisations takes, today."""
    site = installation.settings.base_url
    return Desk(keys=installation.keys, council=installation.council, site=site, on=today())


def plant_canary(installation: Installation) -> None:
    """Put into the database what proves that this key file is the one of it."""
    with installation.database.transaction() as session:
        canary.plant(session, installation.keys)
