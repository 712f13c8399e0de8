"""The command line: help for each command, and exit statuses that mean something."""

from __future__ import annotations

import socket
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import Session

import config
from localoffer import audit
from localoffer.cli import main
from localoffer.crypto import KeyRing
from localoffer.db import now
from localoffer.listings.models import Listing
from localoffer.referrals.models import ReferralDraft
from localoffer.staff import roles
from tests.support import listings
from tests.support.databases import Databases

pytestmark = pytest.mark.any_database


def run(settings: config.Settings, *words: str, environment: str = "demonstration") -> Result:
    told = {
        "LOCALOFFER_ENV": environment,
        "LOCALOFFER_VAR": str(settings.var),
        "LOCALOFFER_DATABASE_URL": settings.database_url,
        "LOCALOFFER_KEYS": str(settings.keys),
    }
    return CliRunner().invoke(main, words, env=told)


def _commands(group: click.Group, before: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for name, command in group.commands.items():
        found += _commands(command, (*before, name)) if isinstance(command, click.Group) else [(*before, name)]
    return found


@pytest.mark.parametrize("words", _commands(main), ids=" ".join)
def test_each_command_explains_itself(words: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, [*words, "--help"], env={"LOCALOFFER_ENV": "demonstration"})
    assert result.exit_code == 0
    assert result.output.count("\n") > 4


def test_production_without_settings_says_what_is_missing() -> None:
    result = CliRunner().invoke(main, ["check"], env={"LOCALOFFER_ENV": "production"})
    assert result.exit_code == 78
    assert "LOCALOFFER_DATABASE_URL is missing" in result.output


@pytest.mark.parametrize("words", [("setup",), ("run",), ("demonstration", "load"), ("staff", "links")])
def test_what_is_for_the_demonstration_alone_is_refused_elsewhere(
    settings: config.Settings, words: tuple[str, ...]
) -> None:
    result = run(settings, *words, environment="test")
    assert result.exit_code == 1
    assert "demonstration mode alone" in result.output


def test_a_demonstration_has_a_link_for_each_role(settings: config.Settings) -> None:
    printed = run(settings, "staff", "links").output.split()
    assert set(printed[::2]) == set(roles.ROLES)
    assert all("/admin/one-time/" in address for address in printed[1::2])


def test_keys_are_never_overwritten(settings: config.Settings) -> None:
    before = settings.keys.read_bytes()
    result = run(settings, "keys", "create")
    assert result.exit_code == 1
    assert settings.keys.read_bytes() == before


def test_an_installation_that_is_not_ready_says_why(settings: config.Settings, session: Session) -> None:
    listings.listing(session, source="demonstration")
    session.commit()
    result = run(settings, "check")
    assert result.exit_code == 78
    assert "1 demonstration listings remain" in result.output
    assert "contact.front_door in council.toml still holds a reserved number" in result.output


def test_demonstration_listings_can_be_loaded_and_removed(settings: config.Settings, session: Session) -> None:
    run(settings, "vocabulary", "load")
    loaded = run(settings, "demonstration", "load")
    assert loaded.exit_code == 0, loaded.output
    count = len(session.scalars(select(Listing)).all())
    assert count >= 120
    session.rollback()
    assert f"{count} demonstration listings removed" in run(settings, "demonstration", "remove").output
    assert session.scalars(select(Listing)).all() == []


def test_the_audit_is_verified_and_a_broken_one_refused(
    settings: config.Settings, session: Session, keys: KeyRing
) -> None:
    audit.record(session, key=keys.audit, actor="system", action="test.done", subject="test", subject_id="1")
    session.commit()
    assert "1 entries hold together" in run(settings, "audit", "verify").output
    session.get_one(audit.AuditHead, 1).number = 9
    session.commit()
    assert run(settings, "audit", "verify").exit_code == 1


def test_what_has_run_out_is_erased_and_the_rest_stays(settings: config.Settings, session: Session) -> None:
    for token, hours in ((b"a" * 32, -1), (b"b" * 32, 1)):
        ends = now() + timedelta(hours=hours)
        session.add(ReferralDraft(token_hash=token, sealed=b"x", created_at=now(), changed_at=now(), expires_at=ends))
    session.commit()
    assert "1 rows were over" in run(settings, "tidy").output
    assert session.scalars(select(ReferralDraft.token_hash)).all() == [b"b" * 32]


def test_organisations_are_asked_from_the_command_line(settings: config.Settings) -> None:
    result = run(settings, "listings", "ask-providers")
    assert result.exit_code == 0
    assert "0 links were sent, and 0 reminders." in result.output


def test_a_feed_is_imported_and_a_bad_row_is_named(settings: config.Settings, tmp_path: Path) -> None:
    feed = tmp_path / "feed.json"
    feed.write_text('{"content": [{"id": 1, "name": null}]}', encoding="utf-8")
    result = run(settings, "listings", "import", str(feed))
    assert result.exit_code == 1
    assert "Refused: row 1" in result.output


def test_a_command_that_lacks_its_keys_or_its_tables_says_so(settings: config.Settings, databases: Databases) -> None:
    with databases.empty() as url:
        unmigrated = run(replace(settings, database_url=url), "tidy")
    without_keys = run(replace(settings, keys=settings.var / "nothing.json"), "audit", "verify")
    assert (unmigrated.exit_code, without_keys.exit_code) == (78, 78)
    assert "localoffer migrate" in unmigrated.output
    assert "localoffer keys create" in without_keys.output


@pytest.mark.parametrize("command", ["run", "serve"])
def test_a_port_that_is_taken_is_never_shared_with_another_site(settings: config.Settings, command: str) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        result = run(settings, command, "--port", str(port))
    assert result.exit_code == 1
    assert f"Port {port} of 127.0.0.1 cannot be used" in result.output
