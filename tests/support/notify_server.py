"""A local server that speaks as much of GOV.UK Notify's HTTP interface as the site uses.

It checks the token of each request as Notify does, keeps what it takes, and answers wrongly when told to.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt

SERVICE, SECRET = str(uuid.UUID(int=1)), str(uuid.UUID(int=2))
KEY = f"local_offer-{SERVICE}-{SECRET}"
EMAIL_TEMPLATE, TEXT_TEMPLATE = str(uuid.UUID(int=3)), str(uuid.UUID(int=4))
_CLOCK_MAY_DIFFER = 30
_PATHS = {"/v2/notifications/email": "email_address", "/v2/notifications/sms": "phone_number"}
_PLACEHOLDERS = {EMAIL_TEMPLATE: {"subject", "body"}, TEXT_TEMPLATE: {"body"}}
FAULTS: dict[str, tuple[int, str, str]] = {
    "wrong address": (400, "ValidationError", "email_address Not a valid email address"),
    "wrong number": (400, "InvalidPhoneError", "Not a UK mobile number"),
    "trial": (400, "BadRequestError", "Can’t send to this recipient when service is in trial mode"),
    "rate": (429, "RateLimitError", "Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds"),
    "day": (429, "TooManyRequestsError", "Exceeded send limits (sms: 250000) for today"),
    "broken": (500, "Exception", "Internal server error"),
    "away": (503, "Exception", "Service unavailable"),
}


@dataclass
class NotifyServer:
    """What Notify took (``taken``), in order; ``fault`` names what it answers instead, or ``hangs`` or ``drops``.

    With ``loses_answer`` it takes the next message and then drops the connection.
    """

    url: str = ""
    fault: str = ""
    loses_answer: bool = False
    taken: list[dict[str, Any]] = field(default_factory=list)
    let_go: Event = field(default_factory=Event)


class _Handler(BaseHTTPRequestHandler):
    state: NotifyServer
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        """Take a notification."""
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self._misbehaves() or not self._is_signed():
            return
        wrong = _wrong(urlsplit(self.path).path, sent)
        if wrong:
            self._refuse(400, "BadRequestError", wrong)
            return
        identity = str(uuid.uuid4())
        self.state.taken.append({**sent, "id": identity, "path": self.path})
        if self.state.loses_answer:
            self.state.loses_answer = False
            self._drop()
            return
        template = {"id": sent["template_id"], "version": 1, "uri": f"{self.state.url}/template"}
        told = {"id": identity, "reference": sent.get("reference"), "template": template, "scheduled_for": None}
        content = {"body": sent["personalisation"]["body"]}
        self._answer(201, {**told, "uri": f"{self.state.url}/v2/notifications/{identity}", "content": content})

    def do_GET(self) -> None:
        """List the notifications that carry a reference."""
        if self._misbehaves() or not self._is_signed():
            return
        wanted = parse_qs(urlsplit(self.path).query)["reference"][0]
        found = [one for one in self.state.taken if one["reference"] == wanted]
        self._answer(200, {"notifications": found, "links": {"current": self.path}})

    def log_message(self, *_: object) -> None:
        """Say nothing: a test's output is its own."""

    def _misbehaves(self) -> bool:
        fault = self.state.fault
        if fault == "hangs":
            self.state.let_go.wait(30)
        if fault in ("hangs", "drops"):
            self._drop()
        elif fault:
            self._refuse(*FAULTS[fault])
        return bool(fault)

    def _drop(self) -> None:
        self.close_connection = True
        self.connection.close()

    def _is_signed(self) -> bool:
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        try:
            claims = jwt.decode(token, SECRET, algorithms=["HS256"], options={"verify_iat": False})
        except jwt.InvalidTokenError:
            self._refuse(403, "AuthError", "Invalid token: API key not found")
            return False
        old = abs(datetime.now(UTC).timestamp() - claims["iat"]) > _CLOCK_MAY_DIFFER
        if scheme != "Bearer" or claims["iss"] != SERVICE or old:
            self._refuse(403, "AuthError", "Error: Your system clock must be accurate to within 30 seconds")
            return False
        return True

    def _refuse(self, status: int, error: str, message: str) -> None:
        self._answer(status, {"status_code": status, "errors": [{"error": error, "message": message}]})

    def _answer(self, status: int, told: dict[str, Any]) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _wrong(path: str, sent: dict[str, Any]) -> str:
    """Return what Notify would say of a request that it cannot take; empty when it can."""
    if path not in _PATHS or _PATHS[path] not in sent:
        return f"{_PATHS.get(path, path)} is a required property"
    missing = _PLACEHOLDERS.get(sent["template_id"], {"a template"}) - sent["personalisation"].keys()
    return f"Missing personalisation: {', '.join(sorted(missing))}" if missing else ""


@contextmanager
def serving() -> Iterator[NotifyServer]:
    """Run such a server on a port of its own."""
    state = NotifyServer()
    handler = type("Handler", (_Handler,), {"state": state})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        state.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield state
        state.let_go.set()
        server.shutdown()
        thread.join()
