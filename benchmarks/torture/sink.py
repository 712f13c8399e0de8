"""A mail server that refuses, hangs, drops and is down by turns, until it is told to be calm (SIGUSR1).

Run as a process of its own: ``python -m benchmarks.torture.sink PORT RECORD SEED``. It appends the Message-ID of each
mail that it takes to RECORD, and when it ends (SIGTERM) a line of JSON that says what it did.
"""

from __future__ import annotations

import asyncio
import json
import random
import signal
import sys
import time
from collections import Counter
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP

_LONGER_THAN_A_SENDER_WAITS = 20.0
_UP, _DOWN = (2.0, 6.0), (0.5, 3.0)
_MOODS = {"takes": 0.85, "refuses": 0.06, "drops": 0.04, "takes and drops": 0.01, "is slow": 0.039, "hangs": 0.001}
_TAKEN, _LATER = "250 taken", "451 try again later"


class Sink:
    """The server's moods, and the record of what it took."""

    def __init__(self, port: int, record: Path, seed: int) -> None:
        self.port = port
        self.chance = random.Random(seed)
        self.record = record.open("a", encoding="utf-8", buffering=1)
        self.did: Counter[str] = Counter()
        self.calm, self.ending = asyncio.Event(), asyncio.Event()
        self.lines: set[asyncio.Transport] = set()

    async def handle_DATA(self, smtp: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a mail, or not."""
        mood = "takes" if self.calm.is_set() else self.chance.choices(list(_MOODS), list(_MOODS.values()))[0]
        self.did[mood] += 1
        if mood == "is slow":
            await asyncio.sleep(self.chance.uniform(0.05, 0.5))
        if mood == "hangs":
            await asyncio.sleep(_LONGER_THAN_A_SENDER_WAITS)
        if mood in {"takes", "is slow", "takes and drops"}:
            self._write_down(envelope.content)
        if mood in {"drops", "takes and drops", "hangs"}:
            smtp.transport.abort()
        return _TAKEN if mood in {"takes", "is slow"} else _LATER

    async def serve(self) -> None:
        """Listen, and now and then do not, until told to end."""
        while not self.ending.is_set():
            # a port that has just been closed may be opened again
            server = await asyncio.get_running_loop().create_server(
                self._protocol, "127.0.0.1", self.port, reuse_address=True
            )
            await self._pass("up", None if self.calm.is_set() else self.chance.uniform(*_UP))
            server.close()
            self._hang_up()
            if not self.calm.is_set() and not self.ending.is_set():
                await self._pass("down", self.chance.uniform(*_DOWN))
        print(json.dumps(self.did), file=self.record, flush=True)

    def _protocol(self) -> SMTP:
        return _Line(self, hostname="sink.example.org", loop=asyncio.get_running_loop())

    def _write_down(self, content: bytes) -> None:
        print(BytesHeaderParser().parsebytes(content)["Message-ID"].strip(), file=self.record)

    async def _pass(self, state: str, seconds: float | None) -> None:
        """Let time go by, but no longer than until the server is to change its ways; count the milliseconds."""
        began = time.monotonic()
        told = [self.ending.wait()] + ([] if self.calm.is_set() else [self.calm.wait()])
        waiting = [asyncio.ensure_future(one) for one in told]
        await asyncio.wait(waiting, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        for one in waiting:
            one.cancel()
        weather = "calm" if self.calm.is_set() else "stormy"
        self.did[f"{weather} ms {state}"] += round(1000 * (time.monotonic() - began))

    def _hang_up(self) -> None:
        for line in list(self.lines):
            line.abort()


class _Line(SMTP):
    """One connection, which goes when the server does."""

    def __init__(self, sink: Sink, **told: Any) -> None:
        super().__init__(sink, **told)
        self._sink = sink

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        if isinstance(transport, asyncio.Transport):
            self._sink.lines.add(transport)

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self._sink.lines = {line for line in self._sink.lines if not line.is_closing()}


async def _main(port: int, record: Path, seed: int) -> None:
    sink, loop = Sink(port, record, seed), asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGUSR1, sink.calm.set)
    loop.add_signal_handler(signal.SIGTERM, sink.ending.set)
    await sink.serve()


if __name__ == "__main__":
    asyncio.run(_main(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
