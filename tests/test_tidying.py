"""The work of each hour: what fails is said by its class and keeps nothing else from being done."""

from __future__ import annotations

import json
from threading import Event

import pytest

from config import Settings
from localoffer import tidying
from localoffer.installing import Installation
from localoffer.web import logs


def _fail(_installation: Installation) -> int:
    raise LookupError("Zebedee is not among the defined enum values")


def test_a_fault_that_nobody_foresaw_ends_neither_the_rest_nor_the_next_hour(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    done: list[str] = []
    stop = Event()

    def count(_installation: Installation) -> int:
        done.append("done")
        if len(done) == 2:
            stop.set()
        return 1

    monkeypatch.setattr(tidying, "_EACH_HOUR", {"tidied": _fail, "anchored": count})
    monkeypatch.setattr(tidying, "_AN_HOUR", 0.0)

    logs.configure("INFO")
    tidying.tidy_hourly(Installation(settings), stop)

    assert done == ["done", "done"]
    said = capfd.readouterr().err
    faults = [line for line in map(json.loads, said.splitlines()) if line["level"] == "error"]
    assert [line["event"] for line in faults] == ["not_done"] * 2
    assert {(line["kind"], line["fault"]) for line in faults} == {("tidied", "LookupError")}
    assert "Zebedee" not in said
