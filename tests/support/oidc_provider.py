"""A small OpenID Connect provider in a process of its own, for the sign-in with council accounts.

It asks nobody anything: the person of the next sign-in, and what is wrong with the next answer, are told to it by a
POST to ``/next``. It holds the site to the protocol: a registered address to come back to, a code that works once and
with its verifier alone, the client's secret.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, unquote, urlencode, urlsplit

import time_machine
from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT_ID, CLIENT_SECRET = "local-offer", "a secret between the two"
_LASTS = 300


@dataclass
class _State:
    """What the provider knows: whom it may send back where, who comes next, and the codes that it has given out."""

    issuer: str = ""
    comes_back_to: str = ""
    key: RSAKey = field(default_factory=lambda: _new_key("first"))
    next: dict[str, Any] = field(default_factory=dict)
    given: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    state: _State
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Say what the provider is, show its keys, or send a browser back with a code."""
        url = urlsplit(self.path)
        if url.path == "/.well-known/openid-configuration":
            self._answer(self._described())
        elif url.path == "/keys":
            self._answer({"keys": [self.state.key.as_dict(private=False)]})
        elif url.path == "/asked":
            self._answer({"asked": self.state.asked})
        else:
            self._authorise(dict(parse_qsl(url.query)))

    def do_POST(self) -> None:
        """Take what the next sign-in shall be, or give a token for a code."""
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path != "/next":
            self._give_token({name: values[0] for name, values in parse_qs(body).items()})
            return
        self.state.next = json.loads(body)
        if self.state.next.pop("new_key", False):
            self.state.key = _new_key("second")
        self._answer({})

    def log_message(self, *_: object) -> None:
        """Say nothing: a test's output is its own."""

    def _described(self) -> dict[str, Any]:
        issuer = self.state.issuer
        return {
            "issuer": self.state.next.get("described_as", issuer),
            "authorization_endpoint": f"{issuer}/authorise",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/keys",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        }

    def _authorise(self, asked: dict[str, str]) -> None:
        self.state.asked.append(asked)
        self.state.comes_back_to = self.state.comes_back_to or asked["redirect_uri"]
        right = asked["redirect_uri"] == self.state.comes_back_to and asked["client_id"] == CLIENT_ID
        if not right or asked.get("code_challenge_method") != "S256" or asked["response_type"] != "code":
            self._answer({"error": "invalid_request"}, status=400)
            return
        code = secrets.token_urlsafe(16)
        self.state.given[code] = asked
        told = {"code": code, "state": self.state.next.get("state", asked["state"])}
        if refused := self.state.next.get("error"):
            told = {"error": refused, "state": asked["state"]}
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(told)}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _give_token(self, sent: dict[str, str]) -> None:
        asked = self.state.given.pop(sent.get("code", ""), None)
        challenge = _hashed(sent.get("code_verifier", ""))
        if asked is None or asked["code_challenge"] != challenge or sent["redirect_uri"] != asked["redirect_uri"]:
            self._answer({"error": "invalid_grant"}, status=400)
        elif not self._is_client():
            self._answer({"error": "invalid_client"}, status=401)
        else:
            token = self._signed(asked["nonce"])
            self._answer({"access_token": "not used", "token_type": "Bearer", "id_token": token})

    def _is_client(self) -> bool:
        scheme, _, told = self.headers.get("Authorization", "").partition(" ")
        pair = base64.b64decode(told).decode() if scheme == "Basic" else ""
        return [unquote(part) for part in pair.split(":")] == [CLIENT_ID, CLIENT_SECRET]

    def _signed(self, nonce: str) -> str:
        moment, wanted = int(time.time()), self.state.next
        claims = {"iss": self.state.issuer, "aud": CLIENT_ID, "sub": "ada", "iat": moment, "exp": moment + _LASTS}
        claims |= {"nonce": nonce, "auth_time": moment, **wanted.get("claims", {})}
        claims = {name: value for name, value in claims.items() if value is not None}
        if wanted.get("unsigned"):
            return f"{_encoded({'alg': 'none', 'typ': 'JWT'})}.{_encoded(claims)}."
        key = _new_key("first") if wanted.get("other_key") else self.state.key
        return jwt.encode({"alg": "RS256", "kid": str(key.kid)}, claims, key)

    def _answer(self, told: dict[str, Any], *, status: int = 200) -> None:
        body = json.dumps(told).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _new_key(name: str) -> RSAKey:
    return RSAKey.generate_key(2048, parameters={"kid": name, "use": "sig", "alg": "RS256"})


def _hashed(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()


def _encoded(told: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(told).encode()).rstrip(b"=").decode()


class _Stay(urllib.request.HTTPRedirectHandler):
    def http_error_302(self, _asked: Any, answer: Any, *_: Any) -> Any:
        """Take an answer that leads elsewhere for what it is."""
        return answer


@dataclass(frozen=True)
class Provider:
    """A running provider, as tests speak to it."""

    issuer: str

    def next(self, **told: Any) -> None:
        """Say who comes next (``claims``), or what shall be wrong with the next answer."""
        asked = urllib.request.Request(f"{self.issuer}/next", data=json.dumps(told).encode(), method="POST")
        urllib.request.urlopen(asked).close()

    def send_back(self, address: str) -> str:
        """Open the address that the site sent a browser to; return where the provider sends it then, without host."""
        with urllib.request.build_opener(_Stay).open(address) as answer:
            url = urlsplit(answer.headers["Location"])
        return f"{url.path}?{url.query}"

    def asked(self) -> list[dict[str, str]]:
        """Return what the site has asked of the provider so far."""
        with urllib.request.urlopen(f"{self.issuer}/asked") as answer:
            found: list[dict[str, str]] = json.load(answer)["asked"]
            return found


@contextmanager
def running() -> Iterator[Provider]:
    """Run a provider in a process of its own, on a port of its own, at the moment that the tests believe it to be."""
    command = [sys.executable, "-m", "tests.support.oidc_provider", datetime.now(UTC).isoformat()]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield Provider(process.stdout.readline().strip())
        finally:
            process.terminate()


def main() -> None:
    """Serve until the process is ended; the first line that is printed is the issuer."""
    state = _State()
    handler = type("Handler", (_Handler,), {"state": state})
    with (
        time_machine.travel(datetime.fromisoformat(sys.argv[1])),
        ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
    ):
        state.issuer = f"http://127.0.0.1:{server.server_address[1]}"
        sys.stdout.write(f"{state.issuer}\n")
        sys.stdout.flush()
        server.serve_forever()


if __name__ == "__main__":
    main()
