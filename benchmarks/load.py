"""Puts load on a server: with wrk where the machine has it (Debian's package wrk), else with a generator of our own.

Both keep connections open where the server lets them, and share the machine with the server that they measure. Ours
does as little as it can for each answer, but a fast server spends less on an answer than Python on asking for it.
"""

from __future__ import annotations

import json
import multiprocessing
import selectors
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from benchmarks.metrics import Spread

CONNECTIONS = 16
_PROCESSES = 2
_PATIENCE = 30.0
_FAMILY = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36"
_WRK = shutil.which("wrk")
_SCRIPT = Path(__file__).with_name("wrk.lua")
NAME = "wrk" if _WRK else "a Python program, for want of wrk: it holds the fast answers back more than the slow ones"


@dataclass(frozen=True)
class Load:
    """What came of some requests: how many were answered, how fast, not with 200, and the bytes that came."""

    seconds: float
    answered: int
    spread: Spread
    failed: int
    received: int

    @property
    def rate(self) -> float:
        """Requests answered in a second."""
        return self.answered / self.seconds if self.seconds else 0.0

    @property
    def mean_size(self) -> float:
        return self.received / self.answered if self.answered else 0.0


def put_on(port: int, paths: Sequence[str], *, seconds: float, headers: Mapping[str, str] | None = None) -> Load:
    """Ask a server on this machine for the paths in turn, for so many seconds, as the browser of a family does."""
    # a search without a browser's name is not counted as one, which would leave work out
    asking = {"Accept": "text/html", "User-Agent": _FAMILY, **(headers or {})}
    return _by_wrk(port, paths, seconds, asking) if _WRK else _by_ourselves(port, paths, seconds, asking)


def _by_wrk(port: int, paths: Sequence[str], seconds: float, headers: Mapping[str, str]) -> Load:
    with tempfile.NamedTemporaryFile("w", encoding="utf-8") as list_of_paths:
        list_of_paths.write("\n".join(paths))
        list_of_paths.flush()
        told = [f"--header={name}: {value}" for name, value in headers.items()]
        told += [f"--threads={_PROCESSES}", f"--connections={CONNECTIONS}", f"--duration={max(1, round(seconds))}s"]
        command = [str(_WRK), *told, f"--script={_SCRIPT}", f"http://127.0.0.1:{port}", "--", list_of_paths.name]
        done = json.loads(subprocess.check_output(command, text=True).splitlines()[-1])
    return Load(done["seconds"], done["answered"], Spread(done["p50"], done["p95"]), done["failed"], done["received"])


@dataclass(frozen=True)
class _Share:
    """What one process of our own did; ``taken`` are the seconds of each answer."""

    seconds: float
    taken: list[float] = field(default_factory=list)
    failed: int = 0
    received: int = 0


def _by_ourselves(port: int, paths: Sequence[str], seconds: float, headers: Mapping[str, str]) -> Load:
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    asked = [f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{head}\r\n".encode() for path in paths]
    each = [(port, asked[at:] + asked[:at], seconds, CONNECTIONS // _PROCESSES) for at in range(_PROCESSES)]
    with multiprocessing.get_context("spawn").Pool(_PROCESSES) as pool:
        # first something small in each process, so that starting them is not counted
        pool.map(_rest, [0.2] * _PROCESSES, chunksize=1)
        done = pool.starmap(_run, each, chunksize=1)
    taken = [taken for share in done for taken in share.taken]
    return Load(
        seconds=max(share.seconds for share in done),
        answered=len(taken),
        spread=Spread.of(taken),
        failed=sum(share.failed for share in done),
        received=sum(share.received for share in done),
    )


def _rest(seconds: float) -> None:
    time.sleep(seconds)


def _until(deadline: float, asked: Sequence[bytes]) -> Iterator[bytes]:
    for line in cycle(asked):
        if time.perf_counter() > deadline:
            return
        yield line


def _run(port: int, asked: Sequence[bytes], seconds: float, connections: int) -> _Share:
    lines = _until(time.perf_counter() + seconds, asked)
    selector = selectors.DefaultSelector()
    open_lines = [_Connection(port, selector, lines) for _ in range(connections)]
    began = time.perf_counter()
    for line in open_lines:
        line.ask()
    while selector.get_map():
        ready = selector.select(_PATIENCE)
        if not ready:
            raise TimeoutError("the server does not answer")
        for key, _ in ready:
            key.data.read()
    return _Share(
        seconds=time.perf_counter() - began,
        taken=[taken for line in open_lines for taken in line.taken],
        failed=sum(line.failed for line in open_lines),
        received=sum(line.received for line in open_lines),
    )


class _Connection:
    """One connection that asks for the next path as soon as it has its answer, and is made anew when it was closed."""

    def __init__(self, port: int, selector: selectors.BaseSelector, lines: Iterator[bytes]) -> None:
        self._port = port
        self._selector = selector
        self._lines = lines
        self._socket: socket.socket | None = None
        self._held = b""
        self._began = 0.0
        self.taken: list[float] = []
        self.failed = 0
        self.received = 0

    def ask(self) -> None:
        """Send the next request, or close where there is none left."""
        line = next(self._lines, None)
        if line is None:
            self._close()
            return
        self._began = time.perf_counter()
        if self._socket is None:
            self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=_PATIENCE)
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._selector.register(self._socket, selectors.EVENT_READ, self)
        self._held = b""
        self._socket.sendall(line)

    def read(self) -> None:
        """Take what has come; once it is a whole answer, ask on."""
        came = self._socket.recv(262_144) if self._socket else b""
        self._held += came
        head, found, body = self._held.partition(b"\r\n\r\n")
        if not came:
            self.failed += 1
            self._close()
            self.ask()
        elif found and _is_whole(head, body):
            self.taken.append(time.perf_counter() - self._began)
            self.failed += not head.startswith(b"HTTP/1.1 200")
            self.received += len(body)
            if b"connection: close" in head.lower():
                self._close()
            self.ask()

    def _close(self) -> None:
        if self._socket is not None:
            self._selector.unregister(self._socket)
            self._socket.close()
            self._socket = None


def _is_whole(head: bytes, body: bytes) -> bool:
    """Return whether all of an answer has come: as much as it said, or, sent in chunks, the last and empty one."""
    _, told, rest = head.lower().partition(b"content-length:")
    return len(body) >= int(rest.partition(b"\r")[0]) if told else body.endswith(b"0\r\n\r\n")
