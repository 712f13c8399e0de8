"""What is done by itself each hour: publish what is due, ask organisations, erase what is over, anchor the audit."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Event

import structlog

from localoffer import languages
from localoffer.auditing import heads, shortening
from localoffer.days import months_before, today
from localoffer.db import now
from localoffer.feedback import counts
from localoffer.feedback.usefulness import counting as usefulness
from localoffer.guide.pages import scheduled
from localoffer.insight import steps
from localoffer.installing import Installation, provider_desk
from localoffer.listings.freshness import asking as freshness
from localoffer.listings.reviewing import scheduled as scheduled_listings
from localoffer.privacy import erasure_log, retention
from localoffer.privacy.retention import Outcome
from localoffer.privacy.rules import CLOSED, Moment, Rule, earlier, rules
from localoffer.referrals import needs
from localoffer.referrals.queueing import completing
from localoffer.staff import sessions, throttle

log = structlog.get_logger()
_AN_HOUR = 3600.0


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
            except Exception as error:  # whatever went wrong, the rest is not to suffer for it, nor the next hour
                log.error("not_done", kind=name, fault=type(error).__name__)
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
