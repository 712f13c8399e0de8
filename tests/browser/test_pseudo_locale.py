"""In a made-up language nothing is English that does not say so, and words that are 40% longer fit a phone."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from playwright.sync_api import Browser
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.serving import make_server

import config
from localoffer.county_files import read_yaml
from localoffer.languages import LANGUAGES
from tests.browser.conftest import PHONE
from tests.support.demonstrating import demonstration_of
from tests.support.pseudo_locale import CODE, spoken
from tests.support.served_site import ServedSite, free_port
from tests.support.strict_html import Page

pytestmark = pytest.mark.any_database

# so many pages of each kind, as the links from the home page lead to them
EACH = 2
# where a page says itself in which language or direction its letters are
_SAYS = {"code", "bdi", "script", "style"}
# no part of it can be said to be in another language, and it names things that nobody translated
_CANNOT_SAY = "title"
_READ_ALOUD = ("aria-label", "title", "alt", "placeholder")
# the innermost elements that reach over the edge of a page that scrolls sideways
_TOO_WIDE = """() => {
  if (document.documentElement.scrollWidth <= window.innerWidth) return null;
  const over = [...document.querySelectorAll("body *")].filter(
    (one) => one.getBoundingClientRect().right > window.innerWidth && !one.children.length);
  return over.slice(0, 3).map((one) => `${one.tagName}.${one.className}: ${one.textContent.slice(0, 60)}`).join("; ");
}"""
_ENGLISH = re.compile(r"[A-Za-z]{2,}")


@pytest.fixture(scope="module")
def app(site: ServedSite) -> Iterator[Flask]:
    """The site in this process, on the data of the demonstration, speaking the made-up language."""
    with spoken(), demonstration_of(config.load(site.environment)) as made:
        yield made


@pytest.fixture(scope="module")
def pages(app: Flask) -> dict[str, Page]:
    """Pages of every kind that links lead to, by their addresses."""
    client, adapter = app.test_client(), app.url_map.bind("localhost")
    opened: dict[str, int] = {}
    found: dict[str, Page] = {}
    waiting, known = [f"/{CODE}/"], {f"/{CODE}/"}
    while waiting:
        address = waiting.pop(0)
        try:
            endpoint, _ = adapter.match(urlsplit(address).path.removeprefix(f"/{CODE}"), method="GET")
        except (HTTPException, RequestRedirect):
            continue
        if opened.get(endpoint, 0) >= EACH:
            continue
        opened[endpoint] = opened.get(endpoint, 0) + 1
        answer = client.get(address, buffered=True)
        links = [answer.location or ""]
        if answer.status_code == 200 and answer.mimetype == "text/html":
            found[address] = answer.page  # type: ignore[attr-defined]
            links = found[address].links
        for link in links:
            place = link.split("#")[0].removeprefix("http://localhost")
            if place.startswith(f"/{CODE}") and place not in known:
                known.add(place)
                waiting.append(place)
    return found


@pytest.fixture(scope="module")
def names(app: Flask) -> re.Pattern[str]:
    """The words of the county's own files, which each language has to have, and names, which no language translates."""
    council = app.extensions["localoffer_council"]
    known = {council.name, council.site_name, council.county, *(one.name["en"] for one in council.districts)}
    # the map breaks the longer names of districts into lines
    known.update(word for name in list(known) for word in re.split(r"(?<=-)|\s", name))
    county: Path = app.config["SETTINGS"].county
    for name in ("vocabulary.yaml", "guide/sections.yaml", "demonstration.yaml"):
        known.update(_texts(read_yaml(county / name)))
    known.update(language.own_name for language in LANGUAGES.values())
    longest_first = sorted((re.escape(one) for one in known if one), key=len, reverse=True)
    return re.compile("|".join(longest_first), re.IGNORECASE)


def _texts(told: object) -> Iterator[str]:
    if isinstance(told, dict):
        for value in told.values():
            yield from _texts(value)
    elif isinstance(told, list):
        for value in told:
            yield from _texts(value)
    elif isinstance(told, str):
        yield " ".join(told.split())


def test_no_english_stands_on_a_page_that_does_not_say_so(pages: dict[str, Page], names: re.Pattern[str]) -> None:
    assert len(pages) > 30
    found = {
        f"{address}: {text}"
        for address, page in pages.items()
        for text in _unmarked(page)
        if _ENGLISH.search(names.sub("", text))
    }
    assert not found, "\n".join(sorted(found))


def _unmarked(page: Page) -> Iterator[str]:
    """Yield the texts of a page that nothing says to be English, code or a name."""
    parents = {inner: outer for outer in page.tree.iter() for inner in outer}

    def says(element: Element | None) -> bool:
        while element is not None:
            if element.tag in _SAYS or element.get("lang") == "en" or element.get("dir") in {"ltr", "auto"}:
                return element.tag != "html"
            element = parents.get(element)
        return False

    for element in page.tree.iter():
        if element.tag == _CANNOT_SAY or not isinstance(element.tag, str):
            continue
        own = [element.text, *(element.get(name) for name in _READ_ALOUD)]
        yield from (" ".join(text.split()) for text in own if text and not says(element))
        if element.tail and not says(parents.get(element)):
            yield " ".join(element.tail.split())


def test_words_that_are_longer_fit_a_phone(app: Flask, pages: dict[str, Page], browser: Browser) -> None:
    server = make_server("127.0.0.1", free_port(), app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    context = browser.new_context(viewport={"width": PHONE, "height": 900}, reduced_motion="reduce")
    page, wider = context.new_page(), {}
    try:
        for address in pages:
            page.goto(f"http://127.0.0.1:{server.port}{address}")
            if over := page.evaluate(_TOO_WIDE):
                wider[address] = over
    finally:
        context.close()
        server.shutdown()
        thread.join()
    assert not wider
