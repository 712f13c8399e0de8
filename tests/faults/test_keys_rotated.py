"""Keys that are rotated while families send: what was begun, sent or waiting before opens afterwards."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask

import config
from benchmarks.torture import verdict as verdicts
from benchmarks.torture.forms import Forms
from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.outbox.worker import Worker
from localoffer.privacy import canary, rotation
from tests.faults.counting import Counting
from tests.faults.families import Family

_ROTATIONS = 3


@pytest.fixture
def families(app: Flask, database: Database, keys: KeyRing) -> list[Family]:
    """Families before the button, with forms that were filled in under the first key."""
    forms = Forms(database, keys)
    return [Family(app, forms.take()) for _ in range(12)]


def test_forms_that_are_sent_while_keys_are_rotated_open_afterwards(
    families: list[Family], database: Database, keys: KeyRing, settings: config.Settings
) -> None:
    """Protected by drafts that need no key of the ring, and by processes that look for a new key before they seal."""
    first, last, *others = families
    assert first.is_sent()
    old = keys.current
    command = KeyRing.load(settings.keys)
    with database.transaction() as session:
        canary.plant(session, command)

    def rotate(_: int) -> None:
        rotation.rotate(database, settings.keys, command, at=now())

    with ThreadPoolExecutor(4) as pool, ThreadPoolExecutor(1) as rotating:
        turned = rotating.map(rotate, range(_ROTATIONS))
        sent = list(pool.map(Family.is_sent, others))
        list(turned)
    assert all(sent)
    rotation.seal_again(database, command)
    rotation.retire(database, settings.keys, command, key_id=old, at=now() + timedelta(days=1))
    assert last.is_sent()

    sender, read_anew = Counting(), KeyRing.load(settings.keys)
    while Worker(database, keys, sender).run_once():
        pass
    journeys = [family.journey for family in families]
    assert old not in read_anew.keys
    assert verdicts.judge(database, read_anew, journeys, given_up=0, mails=sender.mails).faults == []
