"""Web server and mail worker start together and stop together."""

from __future__ import annotations

import socket
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import psutil

from tests.support.served_site import serve


def test_ctrl_c_stops_everything_that_was_started(tmp_path: Path) -> None:
    site = serve(var=tmp_path, database_url=f"sqlite:///{tmp_path / 'site.sqlite3'}")
    started = psutil.Process(site.process.pid).children(recursive=True)
    assert len(started) >= 3, "a web server with its workers and a mail worker"
    with urlopen(f"{site.address}/services") as answer:
        assert answer.status == 200

    assert site.stop() == 0

    assert not [process for process in started if process.is_running() and process.status() != psutil.STATUS_ZOMBIE]
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", urlsplit(site.address).port or 0)) != 0
