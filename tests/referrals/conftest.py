"""What the tests of referrals share: who is signed in, and how to look into the outbox and the database."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import LargeBinary, select
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.db import Base, Database
from localoffer.outbox import store
from localoffer.outbox.message import Message
from localoffer.outbox.models import OutboxMessage
from localoffer.outbox.store import Leased
from localoffer.referrals.models import Referral
from localoffer.staff import accounts
from localoffer.staff.sessions import ServerSession
from tests.support.client import CheckedClient


@pytest.fixture
def staff_client(app: Flask, session: Session) -> Callable[..., CheckedClient]:
    """Make a browser in which a member of staff of that role is signed in."""

    def make(role: str = "triage", name: str = "Ada Lovelace") -> CheckedClient:
        user = accounts.create_user(session, email=f"{role}-{name[:3]}@staff.example.org".lower(), name=name, role=role)
        user.mf_recovery_codes = ["never used"]
        session.commit()
        client = app.test_client()
        assert isinstance(client, CheckedClient)
        with client.session_transaction() as opened:
            assert isinstance(opened, ServerSession)
            opened.update(_user_id=user.fs_uniquifier, _fresh=True, fs_paa=time.time(), signed_in_by="code")
            opened.renew(user.id)
        return client

    return make


def only_referral(database: Database) -> Referral:
    """Return the one referral that there is, with its key."""
    with database.session(writes=False) as session:
        referral = session.scalars(select(Referral)).one()
        assert referral.key is not None
        return referral


def mails(database: Database, keys: KeyRing) -> dict[str, Message]:
    """Return what waits in the outbox, opened, by kind."""
    with database.session(writes=False) as session:
        rows = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)).all()
    leased = [
        Leased(row.id, row.message_id, row.kind, row.way, row.key_id, row.sealed, row.created_at, 1, row.created_at)
        for row in rows
    ]
    return {one.kind: store.open_message(one, keys=keys) for one in leased}


def everything_stored(database: Database) -> str:
    """Return every value of every table as text, bytes as the letters they could be read as."""
    parts = []
    with database.session(writes=False) as session:
        for table in Base.metadata.sorted_tables:
            for row in session.execute(select(table)):
                parts += [one.decode("latin-1") if isinstance(one, bytes) else repr(one) for one in row]
    assert any(isinstance(column.type, LargeBinary) for column in Base.metadata.tables["referrals"].columns)
    return "\n".join(parts)
