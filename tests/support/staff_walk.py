"""Walking the staff's screens: every page that somebody can get to from their first page by links alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from tests.support.client import CheckedClient
from tests.support.queries import queries_of

_LEAVES = {"security.logout"}


@dataclass(frozen=True)
class Screen:
    """What a link leads to: what it is for (its endpoint) and the address of one such page.

    ``queries`` are what it asks the database once the process has in memory what it keeps there.
    """

    endpoint: str
    address: str
    is_page: bool
    queries: list[str]


def walk(app: Flask, client: CheckedClient, *, each: int = 1) -> Iterator[Screen]:
    """Yield each kind of page once, or ``each`` times, in the order in which links lead to them from ``/admin``.

    Downloads are followed to their address, and yielded like pages.
    """
    adapter = app.url_map.bind("localhost")
    seen: dict[str, int] = {}
    waiting, known = ["/admin"], {"/admin"}
    while waiting:
        address = waiting.pop(0)
        try:
            endpoint, _ = adapter.match(urlsplit(address).path, method="GET")
        except (HTTPException, RequestRedirect):
            continue
        # a page narrowed another way is another look at the same screen
        if endpoint in _LEAVES or seen.get(endpoint, 0) >= each:
            continue
        seen[endpoint] = seen.get(endpoint, 0) + 1
        answer = client.get(address, buffered=True)
        with queries_of(app.extensions["localoffer_database"]) as asked:
            client.get(address, buffered=True)
        assert answer.status_code < 400, f"a link leads to {address}, which answers {answer.status_code}"
        yield Screen(endpoint, address, answer.mimetype == "text/html", asked)
        page = getattr(answer, "page", None)
        for link in page.links if page else []:
            place = urljoin(address, link.split("#")[0])
            if place.startswith("/admin") and place not in known:
                known.add(place)
                waiting.append(place)
