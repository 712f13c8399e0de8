"""An outbox on a real database, and a real mail server that can misbehave."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from threading import Event
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.outbox import store
from localoffer.outbox.models import OutboxMessage
from tests.support.served_site import free_port

_OF_ADDRESSES = {
    "knows no such address": "550 5.1.1 no such mailbox",
    "does not relay": "550 5.7.1 relaying denied",
}


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def advance(self, **span: float) -> None:
        self.moment += timedelta(**span)


class MailServer:
    """A mail server whose mood a test sets: ``takes``, ``refuses``, ``drops``, ``hangs``, or one of those below."""

    def __init__(self) -> None:
        self.url = ""
        self.mood = "takes"
        self.received: list[EmailMessage] = []
        self.let_go = Event()

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, to: str, _options: Any) -> str:  # noqa: N802
        if self.mood in _OF_ADDRESSES:
            return _OF_ADDRESSES[self.mood]
        envelope.rcpt_tos.append(to)
        return "250 taken"

    async def handle_DATA(self, server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        if self.mood == "refuses":
            return "451 try again later"
        if self.mood == "drops":
            server.transport.abort()
            return "451 gone"
        if self.mood == "hangs":
            await server.loop.run_in_executor(None, self.let_go.wait, 30)
            return "451 too late"
        parsed = message_from_bytes(envelope.content, policy=POLICY)
        assert isinstance(parsed, EmailMessage)
        self.received.append(parsed)
        return "250 taken"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A mail server on a port of its own; its address is ``mail_server.url``."""
    handler = MailServer()
    port = free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    handler.url = f"smtp://127.0.0.1:{port}"
    yield handler
    handler.let_go.set()
    controller.stop()


@pytest.fixture
def enqueue(database: Database, keys: KeyRing, clock: Clock) -> Callable[..., None]:
    """Store a message that is due now by the test's clock."""

    def put(key: str = "receipt:1", **told: Any) -> None:
        written = {"to": "someone@example.org", "subject": "We have your form", "body": "Hello.\n", **told}
        with database.transaction() as session:
            message = store.enqueue(session, keys=keys, unique_key=key, kind="receipt", **written)
            message.created_at = message.due_at = clock()

    return put


def only_message(database: Database) -> OutboxMessage:
    """Return the one message that the outbox holds."""
    with database.session(writes=False) as session:
        return session.query(OutboxMessage).one()
