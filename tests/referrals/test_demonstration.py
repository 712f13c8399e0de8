"""Made-up referrals for the team's screens: made once, as the file says, and gone with the demonstration."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from flask import Flask

from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.referrals import demonstration, sealing
from localoffer.referrals.demonstration import Making
from localoffer.referrals.telling.notifying import Desk
from localoffer.referrals.vocabulary import ReferralStage
from tests.support.county import FOLDER

pytestmark = pytest.mark.any_database


@pytest.fixture
def making(app: Flask, keys: KeyRing) -> Making:
    desk = Desk(app.extensions["localoffer_council"], "http://localhost", "team@example.org", "duty@example.org", 10)
    return Making(keys=keys, desk=desk, at=now(), team="staff:7")


def test_each_is_made_once_and_stands_where_the_file_says(
    app: Flask, database: Database, keys: KeyRing, making: Making
) -> None:
    named = len(yaml.safe_load((FOLDER / demonstration.NAME).read_text(encoding="utf-8")))
    for expected in (named, 0):
        with app.app_context(), database.transaction() as session:
            assert demonstration.load(session, FOLDER, making) == expected
    with database.session(writes=False) as session:
        made = demonstration.made(session, FOLDER)
        assert {one.stage for one in made} >= {ReferralStage.RECEIVED, ReferralStage.ACCEPTED, ReferralStage.FINISHED}
        assert {one.assigned_to for one in made} == {"", "staff:7"}
        assert [one.set_aside_for for one in made if one.set_aside_at] == [["links"]]
        assert all("Demonstration" in sealing.open_summary(one, keys=keys).last_name for one in made)


def test_a_county_without_the_file_has_none(database: Database, making: Making, tmp_path: Path) -> None:
    with database.transaction() as session:
        assert demonstration.load(session, tmp_path, making) == 0
