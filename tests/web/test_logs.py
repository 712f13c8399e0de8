"""The log tells what happened and to which part of the site: one line of JSON an event, and nothing that was typed."""

from __future__ import annotations

import errno
import io
import json
import sys
from typing import Any

import pytest
import structlog

from localoffer.web import logs
from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database


def _lines(capfd: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capfd.readouterr().err.splitlines() if line.startswith("{")]


def test_each_request_is_one_line_without_its_address(client: CheckedClient, capfd: pytest.CaptureFixture[str]) -> None:
    client.get("/contact?name=Zebedee")
    (line,) = _lines(capfd)
    assert {key: line[key] for key in ("event", "level", "method", "endpoint", "status")} == {
        "event": "request",
        "level": "info",
        "method": "GET",
        "endpoint": "site.contact",
        "status": 200,
    }
    assert set(line) == {"event", "level", "method", "endpoint", "status", "milliseconds", "timestamp"}


def test_what_is_not_on_the_list_is_never_written(capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO")
    structlog.get_logger().info("sent", count=2, email="zebedee@example.org", where=[ValueError("x")])
    (line,) = _lines(capfd)
    assert (line["count"], line["where"]) == (2, ["ValueError('x')"])
    assert "email" not in line


def test_what_is_below_the_level_is_left_out(capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure("WARNING")
    try:
        structlog.get_logger().info("looked")
        structlog.get_logger().warning("minded")
    finally:
        logs.configure("INFO")
    assert [line["event"] for line in _lines(capfd)] == ["minded"]


class Full(io.StringIO):
    """A file on a disk without room."""

    def write(self, _line: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def closed() -> io.StringIO:
    """Return what nobody reads any more."""
    stream = io.StringIO()
    stream.close()
    return stream


@pytest.mark.parametrize("stream", [Full(), closed()], ids=["full", "closed"])
def test_a_log_that_cannot_be_written_keeps_no_page_from_families(
    client: CheckedClient, monkeypatch: pytest.MonkeyPatch, stream: io.StringIO
) -> None:
    """While the disk is full, the site is to tell them whom to ring."""
    monkeypatch.setattr(sys, "stderr", stream)
    assert client.get("/contact").status_code == 200
