"""What goes on for as long as its process lives is ended by no fault, waits longer after each, and says so."""

from __future__ import annotations

import json
from collections.abc import Callable
from threading import Event

import pytest

from localoffer.going_on import go_on
from localoffer.web import logs


class Waits(Event):
    """An event that is set after so many waits, and keeps how long each was to last; none lasts."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most, self.seconds = most, list[float]()

    def wait(self, timeout: float | None = None) -> bool:
        self.seconds.append(timeout or 0)
        if len(self.seconds) >= self.most:
            self.set()
        return self.is_set()


def failing(fault: Exception) -> Callable[[], bool]:
    def once() -> bool:
        raise fault

    return once


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), UnicodeDecodeError("utf-8", b"", 0, 1, "x")])
def test_whatever_fails_it_goes_on_and_waits_longer_each_time_but_never_for_ever(fault: Exception) -> None:
    waits = Waits(12)
    go_on(failing(fault), waits, named="mail")
    assert waits.seconds[:4] == [1, 2, 4, 8]
    assert waits.seconds[-1] == 60


def test_the_log_has_the_kind_of_fault_and_how_often_and_no_word_of_it(capfd: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO")
    go_on(failing(ValueError("Ada Lovelace")), Waits(2), named="mail")
    written = capfd.readouterr().err
    lines = [json.loads(line) for line in written.splitlines()]
    told = [(line["event"], line["level"], line["fault"], line["count"]) for line in lines]
    assert told == [("mail_fault", "error", "ValueError", 1), ("mail_fault", "error", "ValueError", 2)]
    assert "Ada" not in written


def test_once_it_gets_on_again_the_next_fault_waits_as_the_first() -> None:
    waits, turns = Waits(4), iter(["fails", "fails", "works", "rests", "fails"])

    def once() -> bool:
        turn = next(turns)
        if turn == "fails":
            raise OSError
        return turn == "works"

    go_on(once, waits, named="mail")
    # two faults, nothing after what was done, the rest where nothing was to do, and a fault
    assert waits.seconds == [1, 2, 0.5, 1]
