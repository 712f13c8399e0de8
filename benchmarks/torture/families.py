"""Families that send their forms: impatient, twice at once, again, and without waiting for the answer."""

from __future__ import annotations

import http.client
import random
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from benchmarks.torture.browser import CHECK, SENT, Answer, Browser
from benchmarks.torture.forms import Forms, Journey
from benchmarks.torture.plan import Plan

_LOST = (OSError, http.client.HTTPException)
_SHORTEST_PAUSE, _LONGEST_PAUSE = 0.05, 0.4
_LONGEST_WAIT = 180.0


class NotAForm(Exception):
    """The site leads a filled-in form elsewhere than to its confirmation; the message says where."""


class Family:
    """One client: sends form after form, each until the site has acknowledged it."""

    def __init__(self, plan: Plan, forms: Forms, port: int, number: int, phone: str) -> None:
        self.plan, self.forms, self.port, self.phone = plan, forms, port, phone
        self.chance = random.Random(plan.seed * 1000 + number)
        self.acknowledged: list[Journey] = []
        self.given_up: list[Journey] = []
        self.met: Counter[str] = Counter()
        self.slowest = 0.0

    def send_until(self, over: Event, done: Callable[[], None]) -> None:
        """Send forms until told that it is over; the last one is sent to its end."""
        while not over.is_set():
            journey = self.forms.take()
            began = time.monotonic()
            if self._send(journey):
                self.acknowledged.append(journey)
                self.slowest = max(self.slowest, time.monotonic() - began)
                done()
            else:
                self.given_up.append(journey)

    def _send(self, journey: Journey) -> bool:
        """Send a form until it is acknowledged; return whether it was within three minutes."""
        deadline = time.monotonic() + _LONGEST_WAIT
        browser = Browser(self.port, journey.token, machine=self._machine())
        while time.monotonic() < deadline:
            try:
                if self._try(browser, journey):
                    return True
            except _LOST:
                self.met["answers lost or refused by the network"] += 1
            time.sleep(self.chance.uniform(_SHORTEST_PAUSE, _LONGEST_PAUSE))
        return False

    def _try(self, browser: Browser, journey: Journey) -> bool:
        """Open "check your answers" and press the button; return whether the site said that the form was sent."""
        shown = browser.get(CHECK)
        if shown.status == 200:
            fields = shown.hidden
            if self._happens(self.plan.deaf):
                self.met["answers not waited for"] += 1
                browser.post_and_hang_up(CHECK, fields)
                return False
            shown = self._press(browser, fields)
            if shown.is_sent and self._happens(self.plan.again):
                self.met["sent again after the confirmation"] += 1
                self._look_at(browser.post(CHECK, fields))
        self._look_at(shown)
        if shown.is_sent and self._happens(self.plan.looks):
            journey.reference = browser.get(SENT).reference
        return shown.is_sent

    def _press(self, browser: Browser, fields: dict[str, str]) -> Answer:
        if not self._happens(self.plan.twice):
            return browser.post(CHECK, fields)
        self.met["sent twice at once"] += 1
        with ThreadPoolExecutor(2) as fingers:
            first, second = [fingers.submit(browser.post, CHECK, fields) for _ in range(2)]
        return first.result() if second.exception() else second.result()

    def _look_at(self, answer: Answer) -> None:
        """Count an error page, and whether it names the telephone number."""
        if answer.status >= 500:
            self.met[f"error pages {answer.status}"] += 1
            self.met["error pages without the telephone number"] += self.phone not in answer.text
        elif not answer.is_sent and answer.location not in {"", CHECK}:
            raise NotAForm(f"a form that is filled in was led to {answer.location}")
        elif not answer.is_sent and answer.status != 303:
            raise NotAForm(f"a form that is filled in was answered {answer.status}")

    def _happens(self, share: float) -> bool:
        return self.chance.random() < share

    def _machine(self) -> str:
        """Return an address of the loopback network, so that these families are not taken for one sender."""
        return f"127.{self.chance.randint(1, 250)}.{self.chance.randint(0, 250)}.{self.chance.randint(1, 250)}"
