"""The demonstration: set up with one command, filled with made-up listings and families, and emptied again."""

from __future__ import annotations

from localoffer import languages, migrating
from localoffer.crypto import KeyRing
from localoffer.days import today
from localoffer.db import now
from localoffer.feedback.responses import demonstration as said
from localoffer.insight import demonstration as figures
from localoffer.installing import (
    Installation,
    Progress,
    Say,
    load_guide,
    load_places,
    load_words,
    plant_canary,
    provider_desk,
)
from localoffer.listings import demonstration
from localoffer.listings.bulk import demonstration as waiting_file
from localoffer.listings.checks import demonstration as findings
from localoffer.listings.freshness import demonstration as provider_demonstration
from localoffer.listings.notices import demonstration as for_now
from localoffer.listings.reviewing import demonstration as reviews
from localoffer.privacy import erasing
from localoffer.referrals import demonstration as families
from localoffer.referrals.deciding import demonstration as decisions
from localoffer.referrals.deciding.making import Workshop
from localoffer.referrals.deciding.press import LetterPress
from localoffer.referrals.telling.notifying import Desk as Team
from localoffer.staff.links import demonstration_account, issue_demonstration_links


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
        figures.load(session, today=today(), audit_key=installation.keys.audit)
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
            promise_is_example=promise is not None and promise.example,
        )
        actor = f"staff:{demonstration_account(session, 'triage').id}"
        making = families.Making(keys=installation.keys, desk=team, at=now(), team=actor)
        new = families.load(session, settings.county, making)
        languages.read_from(settings.translations)
        press = LetterPress(settings.templates / "referrals" / "decision_letter.typ", settings.static / "typefaces")
        workshop = Workshop(council, installation.keys, press, settings.base_url, is_demonstration=True)
        decisions.load(session, families.made(session, settings.county), workshop=workshop, at=now())
        return new


def remove_demonstration(installation: Installation, *, say: Say) -> int:
    """Remove every demonstration listing, organisation, theme, comment and family, and what was counted of them.

    Returns how many listings that were; says where made-up counts had to stay.
    """
    with installation.database.transaction() as session:
        said.remove(session, audit_key=installation.keys.audit, actor="command")
        if not figures.remove(session, audit_key=installation.keys.audit, actor="command"):
            say("The made-up figures stay: another version of the site made them, which alone can take them away.")
        waiting_file.remove(session)
        families.uncount(session, installation.settings.county)
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


def demonstration_links(installation: Installation) -> dict[str, str]:
    """Return a one-time sign-in link for each staff role."""
    with installation.database.transaction() as session:
        links = issue_demonstration_links(session)
    return {role: f"{installation.settings.base_url}{path}" for role, path in links.items()}
