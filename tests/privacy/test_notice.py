"""The privacy notice says what the site does: the times are those that the retention job obeys."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from localoffer import council
from localoffer.keeping import ClosedReferrals
from tests.support.client import CheckedClient
from tests.support.county import FOLDER

pytestmark = pytest.mark.any_database

SAID = (FOLDER / "council.toml").read_text(encoding="utf-8")


def decide(app: Flask, **told: Any) -> None:
    """Replace what the council's folder says about how long things are kept."""
    found = app.extensions["localoffer_council"]
    changed = replace(found, retention=replace(found.retention, **told))
    app.extensions["localoffer_council"] = app.jinja_env.globals["council"] = changed


def test_the_notice_shows_the_councils_own_numbers(app: Flask, client: CheckedClient) -> None:
    closed = ClosedReferrals(months=30, since=date(2026, 11, 1))
    decide(app, unsaved_draft_hours=7, saved_draft_days=11, status_code_days=77, closed_referrals=closed)
    words = client.page("/privacy").words
    for said in ("7 hours", "11 days", "77 days after we close the form", "30 months after we close it"):
        assert said in words
    assert "This is an example" not in words


def test_whole_years_are_said_as_years_and_an_example_is_marked(client: CheckedClient) -> None:
    words = client.page("/privacy").words
    assert "7 years after we close it" in words
    assert "This is an example. The council has still to decide." in words
    assert "28 dni" in client.page("/pl/privacy").words
    assert "7 lat po zamknięciu" in client.page("/pl/privacy").words


def test_a_young_person_reads_only_the_times_of_a_form(client: CheckedClient) -> None:
    words = client.page("/privacy/young-people").words
    assert "24 hours" in words
    assert "7 years after we close it" in words
    assert "counts of searches" not in words


@pytest.mark.parametrize("prefix", ["", "/pl", "/ur"])
def test_the_notice_leads_to_every_layer_and_to_the_complaint(client: CheckedClient, prefix: str) -> None:
    links = client.page(f"{prefix}/privacy").links
    for path in ("/privacy/young-people", "/privacy/complaint", "/refer/life-skills/for-the-family"):
        assert f"{prefix}{path}" in links
        assert client.page(f"{prefix}{path}").heading
    assert f"{prefix}/privacy/complaint" in client.page(f"{prefix}/privacy/young-people").links


@pytest.mark.parametrize(
    ("instead_of", "say", "told"),
    [
        ("saved_draft_days = 28", "saved_draft_days = 0", "saved_draft_days in retention should be 1 or more"),
        ("saved_draft_days = 28", 'saved_draft_days = "a month"', "saved_draft_days in retention should be a whole"),
        ("{ months = 84,", "{ months = 0,", "months in retention.closed_referrals should be 1 or more"),
        ("comment_months = 24", "comment_months = 11", "comment_months in retention should be 12 or more"),
        ("log_days = 90", "for_ever = 90", "for_ever"),
        ("closed_referrals =", "closed =", "closed_referrals"),
    ],
)
def test_a_time_that_makes_no_sense_is_named(tmp_path: Path, instead_of: str, say: str, told: str) -> None:
    assert instead_of in SAID
    path = tmp_path / "council.toml"
    path.write_text(SAID.replace(instead_of, say), encoding="utf-8")
    with pytest.raises(ValueError, match=told):
        council.load(path)


def test_an_example_is_named_to_production() -> None:
    found = council.load(FOLDER / "council.toml")
    assert any("retention.closed_referrals" in said for said in found.unfilled())
    decided = replace(found.retention, closed_referrals=ClosedReferrals(months=84, since=date(2026, 11, 1)))
    assert not any("retention" in said for said in replace(found, retention=decided).unfilled())
