"""A process that ends at any statement of sending a form: the same form again makes everything whole, once."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from benchmarks.torture import verdict as verdicts
from benchmarks.torture.forms import Forms, Journey
from benchmarks.torture.verdict import Verdict
from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.db import session as request_session
from localoffer.outbox.worker import Worker
from localoffer.referrals.telling import notifying
from tests.faults.counting import Counting
from tests.faults.families import Family
from tests.faults.instants import dies_at

_FEWEST = 30


def _crash_at_each_instant(app: Flask, database: Database, keys: KeyRing, *, step: int = 1) -> tuple[int, Verdict]:
    """End the process at each instant, or at one in so many, each time of another form, and send that form again.

    Returns:
        How many instants there are, and what came of it all.
    """
    forms, sent, died = Forms(database, keys), list[Journey](), True
    while died:
        journey = forms.take()
        family = Family(app, journey)
        died = dies_at(1 + step * len(sent), database.engine, family.press)
        assert family.is_sent()
        sent.append(journey)
    sender = Counting()
    while Worker(database, keys, sender).run_once():
        pass
    return len(sent) - 1, verdicts.judge(database, keys, sent, given_up=0, mails=sender.mails)


def test_a_process_that_ends_at_any_statement_leaves_nothing_half_done(
    app: Flask, database: Database, keys: KeyRing
) -> None:
    """Protected by one transaction for all that sending does, and by the journey that is unique."""
    instants, verdict = _crash_at_each_instant(app, database, keys)

    assert instants > _FEWEST
    assert verdict.faults == []
    assert verdict.referrals == verdict.audit_entries == instants + 1
    assert verdict.messages == 2 * verdict.referrals


def test_sending_in_two_transactions_would_be_found(
    app: Flask, database: Database, keys: KeyRing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without its protection the test above fails: messages that are stored after a commit go missing."""
    tell = notifying.tell

    def commit_first(*told: Any, **more: Any) -> None:
        request_session.commit()
        tell(*told, **more)

    monkeypatch.setattr(notifying, "tell", commit_first)
    _, verdict = _crash_at_each_instant(app, database, keys, step=5)
    assert any("missing from the outbox" in fault for fault in verdict.faults)
