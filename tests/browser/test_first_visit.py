"""A first visit is light: at most 100 KB over the wire and 15 requests, none of them to anybody else.

A language whose letters few phones can show readably brings its typeface besides, and no other page does.
"""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import DESK, PHONE
from tests.support.served_site import ServedSite

pytestmark = pytest.mark.any_database

MOST_BYTES, MOST_REQUESTS = 100_000, 15
LETTERS_OF_A_LANGUAGE = ("noto-nastaliq", "noto-sans-gurmukhi")
MOST_BYTES_OF_LETTERS = 165_000


class Wire:
    """What goes over the wire while a page is loaded, as the browser itself counts it: headers and packed bodies."""

    def __init__(self) -> None:
        self.addresses: dict[str, str] = {}
        self.sizes: dict[str, float] = {}

    @property
    def requests(self) -> list[str]:
        """The addresses that were asked for; what stands in the page itself as ``data:`` is none."""
        return [address for address in self.addresses.values() if not address.startswith("data:")]

    def sent(self, event: dict[str, Any]) -> None:
        """Note a request."""
        self.addresses[event["requestId"]] = event["request"]["url"]

    def came(self, event: dict[str, Any]) -> None:
        """Note the whole of an answer."""
        self.sizes[event["requestId"]] = event["encodedDataLength"]

    def size(self, *, of_letters: bool) -> float:
        """Return how many bytes came for the typefaces of single languages, or for all the rest."""
        return sum(
            size
            for request, size in self.sizes.items()
            if any(name in self.addresses[request] for name in LETTERS_OF_A_LANGUAGE) is of_letters
        )


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("path", ["/", "/services?need=autism", "/ur/services?district=lichfield"])
def test_a_first_visit_is_light(browser: Browser, site: ServedSite, path: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    wire, session = Wire(), context.new_cdp_session(page)
    session.on("Network.requestWillBeSent", wire.sent)
    session.on("Network.loadingFinished", wire.came)
    session.send("Network.enable")

    page.goto(f"{site.address}{path}", wait_until="networkidle")
    context.close()

    assert [url for url in wire.requests if not url.startswith(site.address)] == []
    assert len(wire.requests) <= MOST_REQUESTS, wire.requests
    assert 0 < wire.size(of_letters=False) <= MOST_BYTES
    assert wire.size(of_letters=True) <= (MOST_BYTES_OF_LETTERS if path.startswith("/ur") else 0)
