"""The real site as `localoffer run` serves it: web server and mail worker as processes, on a free port."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from functools import cached_property
from pathlib import Path

import config
from localoffer.db import now
from localoffer.demonstrating import demonstration_links
from localoffer.installing import Installation
from localoffer.referrals.answers import Answers
from localoffer.referrals.drafting import drafts
from localoffer.referrals.drafting.drafts import Draft
from tests.support.passing_time import A_USUAL_FORM, begun_earlier


def free_port() -> int:
    """Return a port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class ServedSite:
    """A running site: its address, the folder it writes to, and everything that it said when it started."""

    address: str
    var: Path
    process: subprocess.Popen[str]
    environment: dict[str, str]
    said: list[str] = field(default_factory=list)

    @cached_property
    def installation(self) -> Installation:
        """What commands work on, in this process: starting one for a command takes seconds."""
        return Installation(config.load(self.environment))

    def new_sign_in_link(self, role: str) -> str:
        """Return a one-time link for a role: what `localoffer staff links` prints."""
        return demonstration_links(self.installation)[role]

    def invite(self, email: str, *, role: str) -> str:
        """Make an account and return the link with which its person chooses a password."""
        command = [sys.executable, "-m", "localoffer.cli", "staff", "create", email, "--role", role]
        return subprocess.run(command, env=self.environment, capture_output=True, text=True, check=True).stdout.strip()

    def mails(self) -> list[EmailMessage]:
        """Return the mails that went out so far."""
        files = sorted((self.var / "mail").glob("*.eml"))
        parser: BytesParser[EmailMessage] = BytesParser(policy=policy.default)
        return [parser.parsebytes(file.read_bytes()) for file in files]

    def wait_for_mails(self, enough: Callable[[list[EmailMessage]], bool]) -> None:
        """Return once the mails that went out are enough.

        Raises:
            AssertionError: when they are not after 20 seconds.
        """
        deadline = time.monotonic() + 20
        while not enough(self.mails()):
            assert time.monotonic() < deadline, f"only {[mail['Subject'] for mail in self.mails()]} went out"
            time.sleep(0.05)

    def let_minutes_pass(self) -> None:
        """Let every form that is being filled in have been begun minutes ago, as people's are."""
        begun_earlier(self.installation.database)

    def form_of(self, answers: Answers) -> str:
        """Begin a form with these answers; return the token with which the cookie ``referral`` leads to it."""
        token = drafts.new_token()
        with self.installation.database.transaction() as session:
            earlier = now() - A_USUAL_FORM
            drafts.save(session, Draft(token, answers), keys=self.installation.keys, at=earlier)
        return token

    def stop(self) -> int:
        """Stop the site as Ctrl-C in a terminal does, which reaches the whole group; return the exit status."""
        self.installation.database.engine.dispose()
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(60)


def serve(*, var: Path, database_url: str) -> ServedSite:
    """Set a demonstration site up on an empty database, start it and wait until it has printed its links."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        # what runs in the background was told to pass over Ctrl-C, and hands that down
        signal.signal(signal.SIGINT, signal.default_int_handler)
    port = free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("LOCALOFFER_")},
        "LOCALOFFER_ENV": "demonstration",
        "LOCALOFFER_VAR": str(var),
        "LOCALOFFER_DATABASE_URL": database_url,
        "LOCALOFFER_LOG_LEVEL": "WARNING",
        "LOCALOFFER_BASE_URL": f"http://127.0.0.1:{port}",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "localoffer.cli", "run", "--host", "127.0.0.1", "--port", str(port)],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    site = ServedSite(address=f"http://127.0.0.1:{port}", var=var, process=process, environment=environment)
    ready = threading.Event()

    def read() -> None:
        assert process.stdout is not None
        for line in process.stdout:
            site.said.append(line)
            if "Ctrl-C" in line:
                ready.set()
        ready.set()

    threading.Thread(target=read, daemon=True).start()
    if not ready.wait(120) or process.poll() is not None:
        site.stop()
        raise AssertionError("the site did not start:\n" + "".join(site.said))
    return site
