"""Running the site on one machine: web server and mail worker side by side, started together and stopped together."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress

_STOP_WITHIN = 10.0
# Less than ours, so that the server ends by itself. One that is told to stop while a process of it still starts up
# would wait for that process for ever: the signal comes before anything there listens to it.
WEB_PROCESS_STOPS_WITHIN = 7


def web_command(*, host: str, port: int, workers: int) -> list[str]:
    """Return the command that serves the site: granian, which holds slow clients off the workers."""
    return [
        *(sys.executable, "-m", "localoffer.serving", "--interface", "wsgi", "--no-ws"),
        *("--host", host, "--port", str(port), "--workers", str(workers)),
        *("--blocking-threads", "1" if workers > 1 else "2", "--log-level", "warning", "--respawn-failed-workers"),
        *("--workers-kill-timeout", str(WEB_PROCESS_STOPS_WITHIN)),
        "localoffer.wsgi:application",
    ]


def port_is_free(host: str, port: int) -> bool:
    """Return whether a server may listen on a port, alone: granian would share it with another site."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        # so that what is left of connections to a server that has just stopped does not count
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def worker_command() -> list[str]:
    """Return the command that sends what waits in the outbox."""
    return [sys.executable, "-m", "localoffer.cli", "worker"]


def run_together(commands: dict[str, list[str]], *, ready: str, when_ready: Callable[[], None]) -> int:
    """Start the commands, say when the address ``ready`` answers, and wait until one of them ends or Ctrl-C is pressed.

    Whatever was started is stopped before this returns.

    Returns:
        0 when a person stopped it, 1 when a part ended by itself.
    """
    signal.signal(signal.SIGTERM, lambda *_: _interrupt())
    # each in a session of its own: Ctrl-C reaches us alone, and we stop them in order, with all that they started
    running = {
        name: subprocess.Popen(command, start_new_session=True)  # noqa: S603 - our own commands
        for name, command in commands.items()
    }
    try:
        if _wait_for(ready, list(running.values())):
            when_ready()
        while all(process.poll() is None for process in running.values()):
            time.sleep(0.3)
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(list(running.values()))
    ended = [name for name, process in running.items() if process.returncode not in (0, -signal.SIGTERM)]
    sys.stderr.write(f"The {' and the '.join(ended) or 'site'} ended by itself.\n")
    return 1


def _interrupt() -> None:
    raise KeyboardInterrupt


def _wait_for(address: str, processes: list[subprocess.Popen[bytes]]) -> bool:
    """Return True once the address answers, False when a process ends first."""
    while all(process.poll() is None for process in processes):
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own address
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


def _stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + _STOP_WITHIN
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(max(0.1, deadline - time.monotonic()))
        # also where it has ended by itself: what it started may live on, and hold the port
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
