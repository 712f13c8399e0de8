"""Bringing an installation to where it can serve: keys, schema, places, words, demonstration listings, search index.

Each step leaves alone what is already there, so that doing it all again is quick and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from threading import Event

import structlog
from sqlalchemy.exc import SQLAlchemyError

from config import Settings
from localoffer import council, languages, migrating, room
from localoffer.audit import BrokenChain
from localoffer.auditing import heads, shortening
from localoffer.council import Council
from localoffer.crypto import KeyRing
from localoffer.days import months_before, today
from localoffer.db import Database, now
from localoffer.easy_read import seeding as easy_read
from localoffer.feedback import counts
from localoffer.feedback.responses import demonstration as said
from localoffer.feedback.surveys import seeding as surveys
from localoffer.feedback.taking_part import seeding as taking_part
from localoffer.feedback.usefulness import counting as usefulness
from localoffer.guide.duties import seeding as duties
from localoffer.guide.glossary import seeding as glossary
from localoffer.guide.helping import seeding as help_rules
from localoffer.guide.pages import scheduled
from localoffer.guide.pages import seeding as pages
from localoffer.insight import demonstration as figures
from localoffer.insight import steps
from localoffer.jobs.worker import JobWorker
from localoffer.listings import demonstration, vocabulary_loading
from localoffer.listings.bulk import demonstration as waiting_file
from localoffer.listings.bulk import runs as bulk
from localoffer.listings.bulk.carrying_out import CarryingOut
from localoffer.listings.checks import demonstration as findings
from localoffer.listings.freshness import asking as freshness
from localoffer.listings.freshness import demonstration as provider_demonstration
from localoffer.listings.freshness.links import Desk
from localoffer.listings.imports import importing
from localoffer.listings.notices import demonstration as for_now
from localoffer.listings.reviewing import demonstration as reviews
from localoffer.listings.reviewing import scheduled as scheduled_listings
from localoffer.listings.search.following import Follower
from localoffer.outbox.senders import Account, sender_for
from localoffer.outbox.worker import Worker
from localoffer.places import loading as places
from localoffer.privacy import canary, erasing, erasure_log, retention
from localoffer.privacy.retention import Outcome
from localoffer.privacy.rules import CLOSED, Moment, Rule, earlier, rules
from localoffer.referrals import demonstration as families
from localoffer.referrals import needs
from localoffer.referrals.deciding import demonstration as decisions
from localoffer.referrals.deciding.making import Workshop
from localoffer.referrals.deciding.press import LetterPress
from localoffer.referrals.queueing import completing
from localoffer.referrals.telling.notifying import Desk as Team
from localoffer.staff import sessions, throttle
from localoffer.staff.links import demonstration_account, issue_demonstration_links

log = structlog.get_logger()
_AN_HOUR = 3600.0
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


def set_up(installation: Installation, *, say: Say, progress: Progress) -> None:
    """Do every step that a demonstration needs; say each that there was something to do for."""
    settings = installation.settings
    settings.var.mkdir(parents=True, exist_ok=True)
    if not settings.keys.exists():
        say("Making the keys")
        KeyRing.create(settings.keys)
    if not migrating.is_current(installation.database):
        say("Bringing the database to its newest schema")
        migrating.migrate(installation.database)
    plant_canary(installation)
    load_places(installation, say=say, progress=progress)
    load_words(installation)
    load_demonstration(installation, say=say, progress=progress)
    if published := load_guide(installation, actor="system").published:
        say(f"{len(published)} texts of the guide are new or have changed")


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


def load_demonstration(installation: Installation, *, say: Say, progress: Progress) -> None:
    """Bring demonstration listings, themes and comments to what the county's files say; what somebody changed stays."""
    county = installation.settings.county
    with installation.database.transaction() as session:
        path = county / "demonstration.yaml"
        report = demonstration.load(session, path, audit_key=installation.keys.audit, progress=progress)
        for_now.load(session, county, today=today(), audit_key=installation.keys.audit)
        reviews.load(session, county, today=today(), audit_key=installation.keys.audit)
        waiting_file.load(session, audit_key=installation.keys.audit)
        moment = said.Moment(keys=installation.keys, actor="command", at=now(), today=today())
        said.load(session, county, moment)
        provider_demonstration.load(session, desk=provider_desk(installation))
        findings.load(session, today=today())
        figures.load(session, today=today())
    if report.created or report.changed:
        say(f"{report.created} demonstration listings are new, {report.changed} have changed")


def load_families(installation: Installation) -> int:
    """Make the made-up referrals that are not there yet, for the team's screens; return how many those were."""
    settings, council = installation.settings, installation.council
    promise = council.referring.promise
    with installation.database.transaction() as session:
        team = Team(
            council=council,
            base_url=settings.base_url,
            team_address=settings.team_address,
            duty_address=settings.duty_address,
            promised_days=promise.working_days if promise else None,
        )
        actor = f"staff:{demonstration_account(session, 'triage').id}"
        making = families.Making(keys=installation.keys, desk=team, at=now(), team=actor)
        new = families.load(session, settings.county, making)
        languages.read_from(settings.translations)
        press = LetterPress(settings.templates / "referrals" / "decision_letter.typ", settings.static / "typefaces")
        workshop = Workshop(council, installation.keys, press, settings.base_url, is_demonstration=True)
        decisions.load(session, families.made(session, settings.county), workshop=workshop, at=now())
        return new


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


def remove_demonstration(installation: Installation) -> int:
    """Remove every demonstration listing, organisation, theme and comment; return how many listings that were."""
    with installation.database.transaction() as session:
        said.remove(session, audit_key=installation.keys.audit, actor="command")
        for referral in families.made(session, installation.settings.county):
            erasing.erase(
                session,
                referral,
                why="demonstration",
                keys=installation.keys,
                actor="command",
                at=now(),
                despite_hold=True,
            )
        return demonstration.remove(session, audit_key=installation.keys.audit)


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


def demonstration_links(installation: Installation) -> dict[str, str]:
    """Return a one-time sign-in link for each staff role."""
    with installation.database.transaction() as session:
        links = issue_demonstration_links(session)
    return {role: f"{installation.settings.base_url}{path}" for role, path in links.items()}


def retention_rules(installation: Installation) -> tuple[Rule, ...]:
    """Return what goes when, without the rule for closed referrals where a real council has not decided on it."""
    told, keeping = installation.council.retention, installation.council.keeping
    undecided = told.closed_referrals.example and installation.settings.is_production
    every = rules(told, told_months=keeping.told_months)
    return tuple(rule for rule in every if not (undecided and rule.name == CLOSED))


def retain(installation: Installation, *, actor: str, whatever: bool = False) -> list[Outcome]:
    """Remove what is past its time, and write down outside the database which referrals were erased.

    Args:
        whatever: also where so many closed referrals are past their time at once that a person should look first.
    """
    moment, chosen = Moment(now(), installation.keys, actor), retention_rules(installation)
    if not whatever and retention.is_unusual(installation.database, chosen, moment):
        log.error("retention_held_back")
        chosen = tuple(rule for rule in chosen if rule.name != CLOSED)
    outcomes = retention.run(installation.database, chosen, moment)
    note_erasures(installation)
    return outcomes


def note_erasures(installation: Installation) -> None:
    """Bring the file of what was erased up to date; what no backup needs any more leaves it.

    Raises:
        OSError: when it cannot be written; then the next time does it.
    """
    path = installation.settings.var / erasure_log.NAME
    if erasure_log.write_waiting(installation.database, path, at=now()):
        installation.database.forget_deleted()
    erasure_log.forget(path, before=earlier(now(), installation.council.retention.backup_months))


def tidy(installation: Installation) -> int:
    """Erase what has run out; return how many rows that were.

    That is whatever is past its time by the county's own numbers, sessions, old sign-in attempts and old counts.
    """
    erased = sum(outcome.removed for outcome in retain(installation, actor="system"))
    counted_until = months_before(today(), installation.council.keeping.counts_months)
    remove_counts = partial(counts.remove_old, before=counted_until)
    remove_steps = partial(steps.remove_old, before=counted_until)
    remove_needs = partial(needs.remove_old, before=counted_until)
    remove_answers = partial(usefulness.remove_old, before=counted_until, at=now())
    counted = (remove_counts, remove_steps, remove_needs, remove_answers)
    for erase in (sessions.remove_expired, throttle.remove_old, *counted):
        with installation.database.transaction() as session:
            erased += erase(session)
    return erased


def publish_due_pages(installation: Installation) -> int:
    """Put those pages of the guide before families whose day has come; return how many that were."""
    return scheduled.publish_due(installation.database, on=today(), audit_key=installation.keys.audit)


def do_due_listings(installation: Installation) -> int:
    """Publish and take down those listings whose day has come; return how many that were."""
    return scheduled_listings.do_due(installation.database, on=today(), audit_key=installation.keys.audit)


def provider_desk(installation: Installation) -> Desk:
    """Return what sending links to organisations takes, today."""
    site = installation.settings.base_url
    return Desk(keys=installation.keys, council=installation.council, site=site, on=today())


def ask_providers(installation: Installation) -> freshness.Report:
    """Ask organisations about what is due to be checked, remind them, and note who does not answer."""
    languages.read_from(installation.settings.translations)
    return freshness.run(installation.database, desk=provider_desk(installation))


def ask_due_providers(installation: Installation) -> int:
    """Ask organisations as ``ask_providers`` does; return how many mails that made."""
    report = ask_providers(installation)
    return report.asked + report.reminded


def anchor_audit(installation: Installation) -> int:
    """Write the head of the audit down outside the database, and into the log; return the number of its last entry."""
    with installation.database.session(writes=False) as session:
        path = installation.settings.var / heads.NAME
        found = heads.anchor(session, path, key=installation.keys.audit, at=now())
    log.info("audit_head", number=found.number, mac=found.mac.hex())
    return found.number


def shorten_audit(installation: Installation, *, actor: str = "system", even_many: bool = False) -> int:
    """Remove from the audit what is older than the county keeps it; return how many entries that were.

    By whole days, so that the chain is gone through once a day and not each hour.

    Raises:
        Unusual: when a tenth of the audit would go at once, unless somebody said ``even_many``.
        BrokenChain: when the audit does not hold together; then nothing is removed.
        OSError: when the file with its heads cannot be read.
    """
    settings, day = installation.settings, now().replace(hour=0, minute=0, second=0, microsecond=0)
    return shortening.shorten(
        installation.database,
        key=installation.keys.audit,
        path=settings.var / heads.NAME,
        older_than=earlier(day, 12 * installation.council.retention.audit_years),
        at=now(),
        actor=actor,
        even_many=even_many,
    )


def complete_referrals(installation: Installation) -> int:
    """Make what referrals from before lack to be found and sorted by; return how many those were."""
    return completing.complete(installation.database, installation.keys)


def tidy_hourly(installation: Installation, stop: Event) -> None:
    """Publish what is due, tidy, shorten and anchor the audit, now and each hour until ``stop`` is set.

    What fails keeps nothing else from being done, and is tried again in an hour.
    """
    while True:
        for name, work in _EACH_HOUR.items():
            try:
                log.info(name, count=work(installation))
            except (SQLAlchemyError, OSError, BrokenChain, shortening.Unusual) as error:
                log.error("not_done", what=name, fault=type(error).__name__)
        if stop.wait(_AN_HOUR):
            return


_EACH_HOUR: dict[str, Callable[[Installation], int]] = {
    "published": publish_due_pages,
    "listings_moved": do_due_listings,
    "providers_asked": ask_due_providers,
    "referrals_completed": complete_referrals,
    "tidied": tidy,
    "shortened": shorten_audit,
    "anchored": anchor_audit,
}


def plant_canary(installation: Installation) -> None:
    """Put into the database what proves that this key file is the one of it."""
    with installation.database.transaction() as session:
        canary.plant(session, installation.keys)
