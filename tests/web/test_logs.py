"""The log tells what happened and to which part of the site: one line of JSON an event, and nothing that was typed."""

from __future__ import annotations

import json
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
