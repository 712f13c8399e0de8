"""What is remembered to know machines by: hashes of words and networks, for two days."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.referrals.asking import sent_signs
from localoffer.referrals.asking.sent_signs import Sending
from localoffer.referrals.models import SentSign
from tests.referrals.conftest import everything_stored

pytestmark = pytest.mark.any_database

SCHOOL = "203.0.113.7"
PARAGRAPH = "His school wrote it all down: https://school.example.org/plan and we think that it is right."


def test_what_is_remembered_names_nobody_and_is_gone_after_two_days(database: Database, keys: KeyRing) -> None:
    sending = Sending("203.0.113.7", frozenset({PARAGRAPH}), now())
    with database.transaction() as session:
        sent_signs.remember(session, sending, keys=keys)
        assert sent_signs.others(session, sending, keys=keys, most=9) == sent_signs.Others(1, 1, 1)
        assert sent_signs.forget_old(session, at=now() + sent_signs.LASTING * 0.99) == 0
    stored = everything_stored(database)
    assert not any(word in stored for word in ("203.0.113", "school.example.org"))
    later = replace(sending, at=now() + sent_signs.LASTING)
    with database.transaction() as session:
        sent_signs.remember(session, later, keys=keys)
        assert sent_signs.others(session, later, keys=keys, most=9) == sent_signs.Others(1, 1, 1)


def test_nobody_is_followed_by_their_address_from_one_day_to_the_next(database: Database, keys: KeyRing) -> None:
    noon = now().replace(hour=12)
    with database.transaction() as session:
        for days in range(2):
            sent_signs.remember(session, Sending(SCHOOL, frozenset(), noon + timedelta(days=days)), keys=keys)
    with database.session(writes=False) as session:
        assert len(set(session.scalars(select(SentSign.hashed)))) == 2


def test_what_a_network_sent_before_midnight_counts_after_it_for_an_hour(database: Database, keys: KeyRing) -> None:
    late = Sending(SCHOOL, frozenset(), datetime(2026, 11, 2, 23, 50, tzinfo=UTC))
    with database.transaction() as session:
        sent_signs.remember(session, late, keys=keys)
        for minutes, counted in ((20, 1), (59, 1), (61, 0)):
            after = replace(late, at=late.at + timedelta(minutes=minutes))
            assert sent_signs.others(session, after, keys=keys, most=9).from_address == counted
