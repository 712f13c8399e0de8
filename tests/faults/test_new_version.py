"""A new version of the site while families fill in forms, and while the old version still runs beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

import config
from localoffer import create_app, migrating
from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.referrals import sealing
from localoffer.referrals.models import Referral
from tests.faults.instants import dies_at
from tests.faults.old_schema import OldVersion
from tests.referrals import journeys
from tests.support.client import CheckedClient
from tests.support.databases import Databases

_EVERY = 23


@pytest.fixture
def empty(databases: Databases) -> Iterator[Database]:
    """A database with nothing in it."""
    with databases.empty() as url:
        made = Database(url)
        yield made
        made.engine.dispose()


@pytest.fixture
def old(empty: Database, databases: Databases) -> OldVersion:
    """The old version on that database, with rows everywhere."""
    made = OldVersion(empty)
    with databases.fresh() as url:
        newer = Database(url)
        made.copy_county(newer)
        newer.engine.dispose()
    made.write_everywhere()
    return made


def test_a_form_begun_in_the_old_version_is_sent_in_the_new_one(
    old: OldVersion, empty: Database, settings: config.Settings
) -> None:
    """Protected by answers that are read forgivingly, and by asking only what is newly needed."""
    keys = KeyRing.load(settings.keys)
    token = old.begin_form(keys, at=now())
    before = old.counts()

    migrating.migrate(empty)
    assert old.counts() == before
    app = create_app(replace(settings, database_url=empty.engine.url.render_as_string(hide_password=False)))
    app.test_client_class = CheckedClient
    _finish(app, token)

    with empty.session(writes=False) as session:
        newest = session.scalars(select(Referral).order_by(Referral.id.desc())).first()
        assert newest
        answers = sealing.open_answers(newest, keys=keys)
    assert answers.young_person
    assert answers.young_person.first_name == "Zebedee"
    assert answers.strengths
    assert answers.strengths.strengths == "Xylophones and kindness"


def _finish(app: Flask, token: str) -> None:
    """Answer what is still asked, and send the form."""
    client = app.test_client()
    assert isinstance(client, CheckedClient)
    client.set_cookie("referral", token)
    known = dict(journeys.PARENT)
    for _ in known:
        asked = client.get(journeys.CHECK)
        if asked.status_code == 200:
            break
        slug = asked.location.rpartition("/")[2]
        assert journeys.answer(client, slug, known[slug]).status_code == 303
    assert journeys.send(client).location == f"{journeys.START}/sent"


def test_the_old_version_goes_on_writing_while_the_new_schema_is_there_already(
    old: OldVersion, empty: Database
) -> None:
    """Protected by a default of the database for each new column that must not be empty."""
    migrating.migrate(empty)
    before = old.counts()
    old.write_everywhere()
    assert old.counts() == {name: count + 1 for name, count in before.items()}


def test_a_migration_that_is_killed_changes_nothing_and_runs_again(old: OldVersion, empty: Database) -> None:
    """Protected by one transaction around all of a migration, its tables too, on both databases."""
    before, instant = old.counts(), 1
    while dies_at(instant, empty.engine, lambda: migrating.migrate(empty)):
        assert not migrating.is_current(empty)
        assert old.counts() == before
        instant += _EVERY
    assert instant > _EVERY
    assert migrating.is_current(empty)
    assert old.counts() == before
