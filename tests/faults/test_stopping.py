"""A web server that is told to stop ends, whatever its processes are doing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from localoffer import running
from tests.support.served_site import free_port
from tests.support.waiting import wait_until


def test_a_web_server_told_to_stop_while_a_process_of_it_starts_up_ends(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Protected by the time within which the server has to lose patience with a process that does not hear it."""
    monkeypatch.setattr(running, "WEB_PROCESS_STOPS_WITHIN", 1)
    command = running.web_command(host="127.0.0.1", port=free_port(), workers=2)
    web = subprocess.Popen(command, env=environment, start_new_session=True)
    try:
        wait_until(lambda: len(_children(web)) == 2, "two processes serve")
        first = _children(web)
        first[0].kill()
        wait_until(lambda: set(_children(web)) - set(first), "a third is started for the one that is gone")
        web.terminate()
        assert web.wait(30) == 0
    finally:
        if web.poll() is None:
            for child in _children(web):
                child.kill()
            web.kill()
            web.wait()


def test_what_a_part_started_ends_with_it_also_where_it_is_killed(tmp_path: Path) -> None:
    """Protected by the process group of each part: what the part had started lived on, and held the port."""
    number = tmp_path / "number"
    part = (
        "import os, signal, subprocess, sys;"
        "child = subprocess.Popen(['sleep', '600']);"
        "open(sys.argv[1], 'w').write(str(child.pid));"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    nowhere = f"http://127.0.0.1:{free_port()}/"
    before = signal.getsignal(signal.SIGTERM)
    try:
        ended = running.run_together(
            {"web server": [sys.executable, "-c", part, str(number)]}, ready=nowhere, when_ready=lambda: None
        )
    finally:
        signal.signal(signal.SIGTERM, before)
    child = int(number.read_text())
    try:
        assert ended == 1
        wait_until(lambda: not _lives(child), "what the part started has ended")
    finally:
        if _lives(child):
            os.kill(child, signal.SIGKILL)


def _lives(number: int) -> bool:
    try:
        return psutil.Process(number).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _children(web: subprocess.Popen[bytes]) -> list[psutil.Process]:
    return psutil.Process(web.pid).children()
