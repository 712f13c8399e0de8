"""Asking an address: what each answer means, where redirects may lead, and how politely it is done."""

from __future__ import annotations

import contextlib
import http.client
import http.server
import socket
import ssl
import threading
import time
from collections.abc import Iterator

import pytest

from localoffer.listings.checks import asking
from localoffer.listings.checks.asking import Answer, fault_of
from localoffer.listings.checks.pacing import PAUSE, paced
from localoffer.listings.checks.public_hosts import Target
from localoffer.listings.checks.vocabulary import WebFault

pytestmark = pytest.mark.any_database
PUBLIC = "93.184.215.14"


def _resolve(host: str, _port: int) -> list[str]:
    return [PUBLIC] if host.endswith(".org") else [host]


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (Answer(200), None),
        (Answer(403), None),
        (Answer(429), None),
        (Answer(404), WebFault.GONE),
        (Answer(410), WebFault.GONE),
        (Answer(500), WebFault.BROKEN),
        (Answer(301), None),
        (Answer(302, "/again"), WebFault.REDIRECTS),
        (Answer(302, "http://169.254.169.254/latest/"), WebFault.NOT_ALLOWED),
        (Answer(302, "file:///etc/passwd"), WebFault.NOT_ALLOWED),
        (Answer(302, "http://["), WebFault.NO_ANSWER),
        (Answer(302, "http://[::1]:80/"), WebFault.NOT_ALLOWED),
        (socket.gaierror(), WebFault.NO_HOST),
        (TimeoutError(), WebFault.NO_ANSWER),
        (ssl.SSLCertVerificationError(), WebFault.CERTIFICATE),
        (http.client.BadStatusLine(""), WebFault.NO_ANSWER),
    ],
)
def test_what_an_answer_means(answer: Answer | Exception, fault: WebFault | None) -> None:
    def fetch(_target: Target, _agent: str) -> Answer:
        if isinstance(answer, Exception):
            raise answer
        return answer

    assert fault_of("https://club.example.org/", agent="Check", resolve=_resolve, fetch=fetch) is fault


def test_a_redirect_to_a_name_that_means_a_private_machine_is_not_followed() -> None:
    looked: list[str] = []

    def resolve(host: str, _port: int) -> list[str]:
        looked.append(host)
        return ["10.0.0.8"] if host == "inside.example.org" else [PUBLIC]

    def fetch(target: Target, _agent: str) -> Answer:
        assert target.ip == PUBLIC
        return Answer(301, "https://inside.example.org/")

    assert fault_of("https://club.example.org/", agent="x", resolve=resolve, fetch=fetch) is WebFault.NOT_ALLOWED
    assert looked == ["club.example.org", "inside.example.org"]


@pytest.fixture
def server() -> Iterator[tuple[int, list[tuple[str, str, str]]]]:
    """A site on this machine, which says what it was asked."""
    seen: list[tuple[str, str, str]] = []

    class Site(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append((self.path, self.headers["Host"], self.headers["User-Agent"]))
            self.send_response(301)
            self.send_header("Location", "/moved")
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            """Say nothing."""

    made = http.server.HTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made.server_port, seen
    made.shutdown()
    thread.join()
    made.server_close()


def test_the_request_goes_to_the_number_and_names_the_host_and_who_asks(
    server: tuple[int, list[tuple[str, str, str]]],
) -> None:
    port, seen = server
    answer = asking.fetch(Target("http", "club.example.org", port, "127.0.0.1", "/a?b"), "Check/1.0 (+https://x)")
    assert answer == Answer(301, "/moved")
    assert seen == [("/a?b", f"club.example.org:{port}", "Check/1.0 (+https://x)")]


@pytest.mark.parametrize(("scheme", "begins"), [("http", b"HTTP/1.1 "), ("https", b"\x16\x03\x03\x40\x00")])
def test_a_site_that_sends_a_letter_now_and_then_is_not_listened_to_for_ever(
    scheme: str, begins: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "_LONGEST", 0.3)
    over = threading.Event()

    def drip() -> None:
        visitor, _ = site.accept()
        with visitor, contextlib.suppress(OSError):
            visitor.sendall(begins)
            while not over.wait(0.05):
                visitor.sendall(b"2")

    with socket.create_server(("127.0.0.1", 0)) as site:
        dripping = threading.Thread(target=drip)
        dripping.start()
        began = time.monotonic()
        try:
            with pytest.raises(TimeoutError):
                asking.fetch(Target(scheme, "club.example.org", site.getsockname()[1], "127.0.0.1", "/"), "x")
            assert time.monotonic() - began < 9
        finally:
            over.set()
            dripping.join()


def test_hosts_take_turns_and_none_is_asked_twice_without_a_pause() -> None:
    at = [100.0]
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        at[0] += seconds

    addresses = ["https://a.org/1", "https://www.a.org/2", "https://b.org/1", "https://a.org/3"]
    order = [*paced(addresses, most_seconds=60, clock=lambda: at[0], sleep=sleep)]
    assert order == ["https://a.org/1", "https://b.org/1", "https://www.a.org/2", "https://a.org/3"]
    assert slept == [PAUSE, PAUSE]
    assert len([*paced(addresses, most_seconds=1, clock=lambda: at[0], sleep=sleep)]) == 2
