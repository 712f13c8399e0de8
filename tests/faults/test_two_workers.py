"""The mail worker started twice on one outbox: each message goes out once."""

from __future__ import annotations

import re
import socket
import subprocess
from contextlib import suppress
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from benchmarks.torture.mail_server import MailServer
from localoffer import running
from localoffer.crypto import KeyRing
from localoffer.db import Database
from localoffer.outbox import store
from localoffer.outbox.models import OutboxMessage
from tests.support.served_site import free_port
from tests.support.waiting import wait_until

TEAM = "team@example.org"
_MESSAGES = 80


def test_two_workers_started_at_once_send_nothing_twice(
    environment: dict[str, str], database: Database, keys: KeyRing, session: Session, tmp_path: Path
) -> None:
    """Protected by the lease: a message is one worker's alone, and both look at it before they take it."""
    for number in range(_MESSAGES):
        key = f"notice:{number}"
        store.enqueue(session, keys=keys, unique_key=key, kind="notice", to=TEAM, subject="Hello", body="Good day.")
    session.commit()
    port = free_port()
    server = MailServer(tmp_path, port, seed=1)
    wait_until(lambda: _listens(port), "the mail server listens")
    server.calm()

    told = {**environment, "LOCALOFFER_SMTP_URL": server.url}
    command = [*running.worker_command(), "--once"]
    workers = [subprocess.Popen(command, env=told, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [worker.communicate(timeout=60)[0] for worker in workers]

    received = server.stop()
    tried = [int(number) for printed in said for number in re.findall(r"(\d+) tried", printed)]
    assert sum(tried) == _MESSAGES
    assert received.mails.total() == len(received.mails) == _MESSAGES
    waiting = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.sent_at.is_(None))
    assert session.scalar(waiting) == 0


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
        return True
    return False
