"""A browser for one form: cookies, the hidden fields of a page, and an address of its own."""

from __future__ import annotations

import http.client
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

CHECK, SENT = "/refer/life-skills/check-answers", "/refer/life-skills/sent"
_HIDDEN = re.compile(r'name="(csrf_token|mark)"[^>]*value="([^"]*)"')
_REFERENCE = re.compile(r"lo-reference[^>]*>\s*(?:<[^>]*>\s*)*([2-9A-Z]{4}-[2-9A-Z]{4})\b")
_PATIENCE = 30.0


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    location: str
    text: str

    @property
    def hidden(self) -> dict[str, str]:
        """The hidden fields of the form on the page."""
        return dict(_HIDDEN.findall(self.text))

    @property
    def reference(self) -> str:
        """The reference that the page shows; empty where it shows none."""
        found = _REFERENCE.search(self.text)
        return found.group(1) if found else ""

    @property
    def is_sent(self) -> bool:
        """Whether the form was sent: the browser is led to the confirmation."""
        return self.status == 303 and self.location == SENT


class Browser:
    """One family's browser on one machine of the loopback network; ``token`` is what its form is known by."""

    def __init__(self, port: int, token: str, *, machine: str) -> None:
        self.port = port
        self.machine = machine
        self.cookies = {"referral": token}

    def get(self, path: str) -> Answer:
        """Open a page.

        Raises:
            OSError, http.client.HTTPException: when the server is gone, or goes before it has answered.
        """
        return self._ask("GET", path, None)

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        """Send a form; raises what ``get`` does."""
        return self._ask("POST", path, urlencode(fields))

    def post_and_hang_up(self, path: str, fields: Mapping[str, str]) -> None:
        """Send a form and do not wait for the answer; raises what ``get`` does."""
        line = self._line()
        try:
            line.request("POST", path, urlencode(fields), self._headers(sends=True))
        finally:
            line.close()

    def _ask(self, method: str, path: str, body: str | None) -> Answer:
        line = self._line()
        try:
            line.request(method, path, body, self._headers(sends=body is not None))
            answer = line.getresponse()
            text = answer.read().decode()
        finally:
            line.close()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return Answer(answer.status, urlsplit(answer.getheader("Location", "")).path, text)

    def _line(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE, source_address=(self.machine, 0))

    def _headers(self, *, sends: bool) -> dict[str, str]:
        own = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()), "Accept": "text/html"}
        if sends:
            own["Content-Type"] = "application/x-www-form-urlencoded"
            own["Sec-Fetch-Site"] = "same-origin"
        return own
