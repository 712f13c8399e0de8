"""A small browser over real HTTP, for many at once: cookies, tokens, and nothing else."""

from __future__ import annotations

import http.client
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.support.strict_html import Page


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status_code: int
    location: str
    text: str

    @property
    def page(self) -> Page:
        return Page(self.text)


@dataclass
class HttpBrowser:
    """One person's browser; ``beside`` is a second window of it, with a connection of its own."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)

    def beside(self) -> HttpBrowser:
        return HttpBrowser(self.port, self.cookies)

    def get(self, address: str) -> Answer:
        return self._ask("GET", address, None)

    def post(self, address: str, fields: dict[str, Any]) -> Answer:
        return self._ask("POST", address, urlencode(fields, doseq=True))

    def send(self, address: str, fields: dict[str, Any]) -> Answer:
        """Open a page, take its token if it has one, and post ``fields`` to it."""
        shown = self.get(address).page
        token = {"csrf_token": shown.value("csrf_token")} if shown.all(".//input[@name='csrf_token']") else {}
        return self.post(address, {**token, **fields})

    def _ask(self, method: str, address: str, body: str | None) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["Sec-Fetch-Site"] = "same-origin"
        self._line.request(method, address, body, headers)
        answer = self._line.getresponse()
        text = answer.read().decode()
        for name, cookie in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, value = cookie.partition(";")[0].partition("=")
                self.cookies[key] = value
        return Answer(answer.status, urlsplit(answer.getheader("Location", "")).path, text)
