"""The site that is tortured: the processes that `localoffer run` starts, started again when they are gone."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Lock, Thread

import psutil

from localoffer import running

WEB = "web"


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Part:
    """One command of the site and the process that runs it now."""

    command: list[str]
    environment: Mapping[str, str]
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            # in a session of its own, so that a kill reaches all of it and nothing else
            self.process = subprocess.Popen(
                self.command, env=dict(self.environment), stdout=log, stderr=log, start_new_session=True
            )

    @property
    def is_gone(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def children(self) -> list[psutil.Process]:
        """Return the processes that this one has started."""
        try:
            return psutil.Process(self.process.pid).children() if self.process else []
        except psutil.NoSuchProcess:
            return []

    def end(self, *, within: float) -> None:
        """Wait until the process has ended that was asked to; kill it where it does not in so many seconds."""
        try:
            if self.process is not None:
                self.process.wait(within)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End the process and all that it started, as a loss of power would: without a word."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


@dataclass
class Site:
    """Web server and mail workers of one installation, kept running as a machine's service manager does.

    Args:
        environment: the variables of an installation that is set up.
        folder: where the logs go.
    """

    environment: Mapping[str, str]
    folder: Path
    port: int
    mail_workers: int = 2
    starts: int = 0
    parts: dict[str, Part] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._over, self.lock = Event(), Lock()
        self._add(WEB, running.web_command(host="127.0.0.1", port=self.port, workers=2))
        for number in range(1, self.mail_workers + 1):
            self._add(f"mail worker {number}", running.worker_command())
        self._keeper = Thread(target=self._keep_running, daemon=True)

    def start(self) -> None:
        """Start every part, and from now on each again that is gone."""
        self._keeper.start()

    def stop(self) -> None:
        """Stop every part as a service manager does: ask each to end, and start none again."""
        self._over.set()
        self._keeper.join()
        for part in self.parts.values():
            if part.process is not None:
                part.process.terminate()
        for part in self.parts.values():
            part.end(within=60)

    def kill(self) -> None:
        """End every part at once with -9, and start none again."""
        self._over.set()
        self._keeper.join()
        for part in self.parts.values():
            if not part.is_gone:
                part.kill()

    def log(self) -> str:
        """Return what all parts wrote."""
        return "".join(part.log.read_text(encoding="utf-8", errors="replace") for part in self.parts.values())

    def _add(self, name: str, command: list[str]) -> None:
        self.parts[name] = Part(command, self.environment, self.folder / f"{name.replace(' ', '-')}.log")

    def _keep_running(self) -> None:
        while not self._over.wait(0.05):
            with self.lock:
                for part in self.parts.values():
                    if part.is_gone:
                        part.start()
                        self.starts += 1


def environment_of(folder: Path, database_url: str, *, port: int, smtp_url: str) -> dict[str, str]:
    """Return the variables of a demonstration site in ``folder`` that sends its mail to ``smtp_url``."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LOCALOFFER_")}
    return kept | {
        "LOCALOFFER_ENV": "demonstration",
        "LOCALOFFER_VAR": str(folder),
        "LOCALOFFER_DATABASE_URL": database_url,
        "LOCALOFFER_BASE_URL": f"http://127.0.0.1:{port}",
        "LOCALOFFER_SMTP_URL": smtp_url,
        "LOCALOFFER_LOG_LEVEL": "WARNING",
        # far more forms come than people could send, and none is to wait for that
        "LOCALOFFER_FORMS_AN_HOUR": "1000000",
    }
