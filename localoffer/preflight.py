"""What must hold before the site meets families: each thing that is missing, named in a sentence."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import NoReturn

from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from config import Settings
from localoffer import council, migrating
from localoffer.council import Council
from localoffer.crypto import KeyRing
from localoffer.days import today
from localoffer.db import Database
from localoffer.feedback.responses import queries as responses
from localoffer.guide import readiness
from localoffer.insight import demonstration as figures
from localoffer.languages import ENGLISH, LANGUAGES
from localoffer.listings.models import Listing, Term
from localoffer.listings.queries import id_to_ask_for_here
from localoffer.places.models import District, Postcode
from localoffer.privacy import canary
from localoffer.referrals.vocabulary import Referrer
from localoffer.staff import accounts, roles
from localoffer.web.assets import Assets

_ENOUGH = 2


class NotReady(SystemExit):
    """The site must not start; the message has one line for each reason, and the exit status is 78 (configuration)."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(78)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(("The site does not start:", *(f"  - {problem}" for problem in self.problems)))


def problems(settings: Settings) -> list[str]:
    """Return one sentence for each thing that keeps this installation from serving families; empty when ready."""
    return [
        *_address_problems(settings),
        *_role_problems(settings),
        *_key_problems(settings.keys),
        *_county_problems(settings.county / "council.toml"),
        *_build_problems(settings),
        *_folder_problems(settings.var),
        *_database_problems(settings),
    ]


def require(settings: Settings) -> None:
    """Return when the site may start.

    Raises:
        NotReady: when it may not.
    """
    if found := problems(settings):
        refuse(found)


def warn(settings: Settings) -> None:
    """Name what the council should see to while the site runs: gaps in pages, and a statement to be reviewed."""
    database = Database(settings.database_url)
    try:
        with database.session(writes=False) as session:
            found = [
                *readiness.warnings(session, today=today()),
                *_warnings_of_names(session, council.load(settings.county / "council.toml")),
                *_warnings_of_backups(settings),
                *_warnings_of_accounts(session, settings),
            ]
    finally:
        database.engine.dispose()
    if found:
        lines = ("The site can start. The council should see to this:", *(f"  - {one}" for one in found))
        print("\n".join(lines), file=sys.stderr, flush=True)  # noqa: T201


def refuse(reasons: list[str]) -> NoReturn:
    """Say why the site does not start, and end.

    Raises:
        NotReady: always.
    """
    refusal = NotReady(reasons)
    # not by the log, whose level and place may be what is wrong
    print(refusal, file=sys.stderr, flush=True)  # noqa: T201
    raise refusal


def _address_problems(settings: Settings) -> list[str]:
    addresses = {
        "LOCALOFFER_MAIL_FROM": settings.mail_from,
        "LOCALOFFER_TEAM_ADDRESS": settings.team_address,
        "LOCALOFFER_DUTY_ADDRESS": settings.duty_address,
    }
    return [
        f"{name} is still a reserved address."
        for name, address in addresses.items()
        if address.rstrip(">").endswith(council.RESERVED_HOST)
    ]


def _role_problems(settings: Settings) -> list[str]:
    unknown = sorted(set(settings.oidc_roles.values()) - set(roles.ROLES))
    return [f"LOCALOFFER_OIDC_ROLES names {name}, which is no role of this site." for name in unknown]


def _warnings_of_names(session: Session, told: Council) -> list[str]:
    """Say what the county's file names and nobody would find."""
    slug, warnings = told.form_listing, []
    if slug and id_to_ask_for_here(session, slug=slug) is None:
        warnings.append(
            f"[life_skills] form_listing in council.toml is {slug!r}: no published listing with that address says that "
            "families can refer themselves, so none leads to the form."
        )
    without = District.id.not_in(select(Postcode.district_id).where(Postcode.district_id.is_not(None)))
    for district in session.scalars(select(District).where(without).order_by(District.position)):
        warnings.append(
            f"No postcode leads to the district {district.slug}: is {district.gss} its code? "
            "Put council.toml right and run `localoffer places load`."
        )
    return warnings


def _warnings_of_backups(settings: Settings) -> list[str]:
    key, tools, warnings = settings.backup_key, settings.postgresql_tools, []
    if key and not key.exists():
        warnings.append(f"There is no {key} (LOCALOFFER_BACKUP_KEY): bring it, or run `localoffer backup-key`.")
    if tools and shutil.which("pg_dump", path=str(tools)) is None:
        warnings.append(f"{tools} (LOCALOFFER_POSTGRESQL_TOOLS) has no pg_dump: no backup can be made.")
    return warnings


def _warnings_of_accounts(session: Session, settings: Settings) -> list[str]:
    if not settings.oidc_issuer or accounts.count_administrators_with_password(session) >= _ENOUGH:
        return []
    return [
        "Fewer than two administrators have a password: keep two, for the day when the council's directory is away."
    ]


def _key_problems(path: Path) -> list[str]:
    try:
        KeyRing.load(path)
    except FileNotFoundError:
        return [f"There is no key file {path}: run `localoffer keys create`, or bring the one of this database."]
    except (OSError, ValueError):
        return [f"{path} (LOCALOFFER_KEYS) cannot be read as a key file."]
    return []


def _county_problems(path: Path) -> list[str]:
    try:
        told = council.load(path)
    except FileNotFoundError:
        return [f"There is no {path}: check LOCALOFFER_COUNTY."]
    except (OSError, ValueError) as error:
        return [f"The county's file cannot be read: {error}."]
    unknown = sorted(set(told.referring.may_refer.who) - set(Referrer))
    names = [
        f"referrals.may_refer in council.toml names {name}, which is none of {', '.join(Referrer)}." for name in unknown
    ]
    return [*told.unfilled(), *names]


def _build_problems(settings: Settings) -> list[str]:
    built = Assets(settings.static / "build").names
    wrong = [] if "main.css" in built else ["The styles have not been built: run `make build`."]
    if not any((settings.static / "typefaces").glob("*.ttf")):
        wrong.append("The typefaces of the paper form have not been made: run `make build`.")
    for language in LANGUAGES.values():
        wanted = [] if language is ENGLISH else ["messages.mo", *(["young.mo"] if language.familiar else [])]
        if not all((settings.translations / language.code / "LC_MESSAGES" / name).exists() for name in wanted):
            wrong.append(f"The translation {language.code!r} has not been compiled: run `make build`.")
    return wrong


def _folder_problems(var: Path) -> list[str]:
    try:
        var.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return [f"The folder {var} (LOCALOFFER_VAR) cannot be made."]
    return [] if os.access(var, os.W_OK | os.X_OK) else [f"The folder {var} (LOCALOFFER_VAR) cannot be written to."]


def _database_problems(settings: Settings) -> list[str]:
    database = Database(settings.database_url)
    try:
        if not migrating.is_current(database):
            return ["The database has not been migrated: run `localoffer migrate`."]
        return [*_content_problems(database, settings.county), *_canary_problems(database, settings.keys)]
    except (OperationalError, ProgrammingError):
        return ["The database does not answer: check LOCALOFFER_DATABASE_URL."]
    finally:
        database.engine.dispose()


def _canary_problems(database: Database, path: Path) -> list[str]:
    """Say where the key file is not the one that this database was sealed with."""
    try:
        keys = KeyRing.load(path)
    except (OSError, ValueError):
        # said already
        return []
    with database.session(writes=False) as session:
        silent = canary.silent(session, keys)
    return [f"{path} (LOCALOFFER_KEYS) is not the key file of this database: {one} does not open." for one in silent]


def _content_problems(database: Database, county: Path) -> list[str]:
    with database.session(writes=False) as session:
        demonstrations = session.scalar(select(func.count()).where(Listing.source == "demonstration")) or 0
        made_up = responses.count_demonstration(session)
        has_made_up_figures = figures.are_there(session)
        has_postcodes = session.scalar(select(Postcode.postcode).limit(1)) is not None
        has_words = session.scalar(select(Term.id).limit(1)) is not None
        has_guide = readiness.is_loaded(session, county)
    wrong = []
    if demonstrations:
        wrong.append(f"{demonstrations} demonstration listings remain: run `localoffer demonstration remove`.")
    if made_up:
        wrong.append(f"{made_up} demonstration comments and themes remain: run `localoffer demonstration remove`.")
    if has_made_up_figures:
        wrong.append("Made-up figures of the demonstration remain: run `localoffer demonstration remove`.")
    if not has_postcodes:
        wrong.append("The postcodes are not loaded: run `localoffer places load`.")
    if not has_words:
        wrong.append("The needs and kinds of support are not loaded: run `localoffer vocabulary load`.")
    if not has_guide:
        wrong.append("The pages of the guide are not loaded: run `localoffer guide load`.")
    return wrong
