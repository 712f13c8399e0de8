"""Referrals from before the queue could be narrowed by everything, and found by name, are brought up to it."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask
from sqlalchemy import delete, update

from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.referrals import answers as told
from localoffer.referrals.models import Referral, ReferralKey
from localoffer.referrals.queueing import completing
from tests.referrals.team import find, refer
from tests.referrals.test_submission import ANSWERS

IN_ENGLISH = replace(ANSWERS, speaking=told.Speaking("en"))


def make_old(database: Database) -> None:
    with database.transaction() as session:
        session.execute(update(Referral).values(child_hash=None, needs_interpreter=None))


def test_what_a_referral_lacks_is_made_of_what_it_holds(app: Flask, database: Database, keys: KeyRing) -> None:
    # given two referrals from before
    needing, other = refer(app), refer(app, IN_ENGLISH)
    with database.session(writes=False) as session:
        before = find(session, needing).child_hash
    make_old(database)
    # when they are completed, and once more
    assert completing.complete(database, keys) == 2
    assert completing.complete(database, keys) == 0
    # then each has what a new one has
    with database.session(writes=False) as session:
        assert find(session, needing).child_hash == before
        assert find(session, needing).needs_interpreter is True
        assert find(session, other).needs_interpreter is False


def test_one_that_cannot_be_opened_keeps_no_other_from_being_completed(
    app: Flask, database: Database, keys: KeyRing
) -> None:
    lost, other = refer(app), refer(app)
    make_old(database)
    with database.transaction() as session:
        session.execute(delete(ReferralKey).where(ReferralKey.referral_id == find(session, lost).id))
    assert completing.complete(database, keys) == 1
    with database.session(writes=False) as session:
        assert find(session, lost).child_hash is None
        assert find(session, other).child_hash is not None
