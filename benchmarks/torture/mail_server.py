"""The mail server of a run, as the run sees it: a process beside the site's."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Received:
    """What the mail server took: how often each Message-ID, and what else it did."""

    mails: Counter[str]
    did: dict[str, int]

    @property
    def share_down(self) -> float:
        """The share of the stormy time in which nobody listened."""
        up, down = self.did.get("stormy ms up", 0), self.did.get("stormy ms down", 0)
        return down / (up + down) if up + down else 0.0


class MailServer:
    """Starts the sink; ``url`` is what the site is told."""

    def __init__(self, folder: Path, port: int, seed: int) -> None:
        self.url = f"smtp://127.0.0.1:{port}"
        self._record = folder / "mails.txt"
        command = [sys.executable, "-m", "benchmarks.torture.sink", str(port), str(self._record), str(seed)]
        self._process = subprocess.Popen(command)

    def calm(self) -> None:
        """From now on take every mail."""
        self._process.send_signal(signal.SIGUSR1)

    def stop(self) -> Received:
        """End it, and return what it took."""
        if self._process.poll() is None:
            self._process.terminate()
        self._process.wait(30)
        *mails, last = self._record.read_text(encoding="utf-8").splitlines()
        return Received(Counter(mails), json.loads(last))
