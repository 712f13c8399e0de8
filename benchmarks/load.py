"""A small load generator: connections kept open where the server lets them, spread over a few processes.

It does as little as it can for each answer, because it shares the machine with the server that it measures.
"""

from __future__ import annotations

import multiprocessing
import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle, islice

_PATIENCE = 30.0


@dataclass(frozen=True)
class Load:
    """What came of some requests: seconds that each took, how many were not answered with 200, bytes of the bodies."""

    seconds: float
    taken: list[float] = field(default_factory=list)
    failed: int = 0
    received: int = 0

    @property
    def rate(self) -> float:
        """Requests answered in a second."""
        return len(self.taken) / self.seconds if self.seconds else 0.0

    @property
    def mean_size(self) -> float:
        return self.received / len(self.taken) if self.taken else 0.0


def put_on(port: int, paths: Sequence[str], *, requests: int, connections: int, processes: int = 2) -> Load:
    """Ask a server on this machine for the paths in turn, so many requests over so many connections at once."""
    asked = list(paths)
    each = [(port, asked[at:] + asked[:at], requests // processes, connections // processes) for at in range(processes)]
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        # first something small in each process, so that starting them is not counted
        pool.map(_rest, [0.2] * processes, chunksize=1)
        done = pool.starmap(_run, each, chunksize=1)
    return Load(
        seconds=max(load.seconds for load in done),
        taken=[taken for load in done for taken in load.taken],
        failed=sum(load.failed for load in done),
        received=sum(load.received for load in done),
    )


def _rest(seconds: float) -> None:
    time.sleep(seconds)


def _run(port: int, paths: Sequence[str], requests: int, connections: int) -> Load:
    asked = [f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept: text/html\r\n\r\n".encode() for path in paths]
    lines = islice(cycle(asked), requests)
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
    return Load(
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
        elif found and len(body) >= _length(head):
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


def _length(head: bytes) -> int:
    _, _, rest = head.lower().partition(b"content-length:")
    return int(rest.partition(b"\r")[0])
