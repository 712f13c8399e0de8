"""Servers to measure: started on a free port as a county would start them, and stopped afterwards."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import psutil

from benchmarks.prepared import Site
from localoffer.running import web_command

WORKERS = 2
OUR_SITE = "localoffer.wsgi:application"
_STARTS_WITHIN = 30.0


def _gunicorn(application: str, port: int) -> list[str]:
    told = ("--workers", str(WORKERS), "--worker-class", "sync", "--bind", f"127.0.0.1:{port}", "--log-level", "error")
    return [sys.executable, "-m", "gunicorn", *told, application]


def _granian(application: str, port: int) -> list[str]:
    command = web_command(host="127.0.0.1", port=port, workers=WORKERS)
    return [application if part == OUR_SITE else part for part in command]


def _datasette(database: str, port: int) -> list[str]:
    return [sys.executable, "-m", "datasette", "serve", "--immutable", database, "--port", str(port)]


SERVERS = {"gunicorn sync": _gunicorn, "granian": _granian}
DATASETTE = "Datasette"
_COMMANDS = SERVERS | {DATASETTE: _datasette}


@dataclass(frozen=True)
class Served:
    """A running server."""

    process: subprocess.Popen[bytes]
    port: int

    @property
    def address(self) -> str:
        """What each address on it begins with."""
        return f"http://127.0.0.1:{self.port}"

    def processor(self) -> float:
        """Return the seconds of processor that the server and its workers have spent so far."""
        parent = psutil.Process(self.process.pid)
        times = [process.cpu_times() for process in (parent, *parent.children(recursive=True))]
        return sum(spent.user + spent.system for spent in times)


@contextmanager
def serving(server: str, application: str, site: Site, *, ready: str = "/") -> Iterator[Served]:
    """Start a server, wait until it answers ``ready``, and stop it afterwards; its log goes into a file, as it would.

    The application of Datasette is the database that it shows.

    Raises:
        RuntimeError: when it does not start.
    """
    port = _free_port()
    log = site.folder / "server.log"
    with log.open("ab") as written:
        command = _COMMANDS[server](application, port)
        environment = {**site.environment, "PORT": str(port)}
        process = subprocess.Popen(command, env=environment, stdout=written, stderr=written)
        try:
            served = Served(process, port)
            _wait(served, ready, log)
            yield served
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(served: Served, path: str, log: Path) -> None:
    deadline = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < deadline and served.process.poll() is None:
        try:
            with urlopen(f"{served.address}{path}", timeout=_STARTS_WITHIN):  # noqa: S310 - our own address
                return
        except (URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError(f"the server did not start: {log.read_text(errors='replace')[-2000:]}")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        return int(held.getsockname()[1])
