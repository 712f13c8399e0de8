"""The street map of a venue: asked for only where the council names a server of pictures, and only by the reader."""

from __future__ import annotations

import shutil
import struct
import threading
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

import config
from localoffer import create_app
from localoffer.db import Database
from tests.browser.conftest import PHONE, Opener
from tests.support.county import FOLDER
from tests.support.listings import listing

pytestmark = pytest.mark.any_database

MILL = {"name": "Mill", "address": "1 Mill Road", "town": "Leek", "easting": 398400, "northing": 356500}
REFUGE = {"town": "Leek", "easting": 398400, "northing": 356500, "hidden": True}


@dataclass
class TileServer:
    """A server of one-coloured pictures, and the paths that it was asked for."""

    address: str
    asked: list[str] = field(default_factory=list)
    referrers: set[str] = field(default_factory=set)


@pytest.fixture
def tiles() -> Iterator[TileServer]:
    """A server of another origin that draws a map."""
    served = TileServer("")

    class Draw(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append(self.path)
            served.referrers.add(self.headers.get("Referer", ""))
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
            self.wfile.write(_picture())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Draw)
    served.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield served
    server.shutdown()


@pytest.fixture
def open_mapped(
    browser: Browser, settings: config.Settings, tiles: TileServer, tmp_path: Path
) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page of a site whose council names the server of pictures."""
    county = shutil.copytree(FOLDER, tmp_path / "county")
    with (county / "council.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[map]\ntiles = "{tiles.address}/{{z}}/{{x}}/{{y}}.png"\nattribution = "© The <b>makers</b>"\n')
    app = create_app(replace(settings, county=county))
    database: Database = app.extensions["localoffer_database"]
    with database.transaction() as session:
        listing(session, "Lego club", slug="lego", venues=(MILL,))
        listing(session, "The refuge", slug="refuge", venues=(REFUGE,))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    contexts = []

    def open_it(path: str, *, javascript: bool = True) -> Page:
        contexts.append(
            browser.new_context(
                base_url=f"http://localhost:{server.server_port}",
                viewport={"width": PHONE, "height": 900},
                java_script_enabled=javascript,
                reduced_motion="reduce",
            )
        )
        page = contexts[-1].new_page()
        page.goto(path)
        return page

    yield open_it
    for context in contexts:
        context.close()
    server.shutdown()
    database.engine.dispose()


@pytest.mark.parametrize("language", ["", "/ur"])
def test_a_reader_who_asks_sees_the_venue_on_a_map_and_moves_it_by_keyboard(
    open_mapped: Callable[..., Page], tiles: TileServer, check_page: Callable[[Page], None], language: str
) -> None:
    page = open_mapped(f"{language}/services/lego")
    check_page(page)
    assert tiles.asked == []

    page.locator("[data-street-map] button").press("Enter")

    picture = page.locator("[data-street-map] [role=region]")
    expect(picture).to_be_focused()
    expect(picture.locator(".leaflet-tile-loaded").first).to_be_visible()
    expect(picture.locator(".lo-street-map__pin")).to_be_in_viewport()
    expect(page.locator("[data-street-map] button")).to_be_hidden()
    expect(picture).to_contain_text("© The <b>makers</b>")
    before = len(tiles.asked)
    assert all(path.startswith("/15/") for path in tiles.asked)
    assert not any("services" in referrer for referrer in tiles.referrers)
    check_page(page)

    for _ in range(6):
        picture.press("ArrowRight")
    picture.press("+")
    expect(picture.locator(".leaflet-tile-loaded[src*='/16/']").first).to_be_visible()
    assert len(tiles.asked) > before


def test_without_javascript_the_address_is_all_there_is(open_mapped: Callable[..., Page], tiles: TileServer) -> None:
    page = open_mapped("/services/lego", javascript=False)

    expect(page.locator(".lo-venue")).to_contain_text("1 Mill Road")
    expect(page.locator("[data-street-map]")).to_be_hidden()
    assert tiles.asked == []


def test_a_hidden_venue_is_on_no_map(open_mapped: Callable[..., Page]) -> None:
    page = open_mapped("/services/refuge")

    expect(page.locator(".lo-venue")).to_contain_text("Leek")
    expect(page.locator("[data-street-map], script[src*=street_map]")).to_have_count(0)


def test_without_a_server_of_pictures_no_page_has_a_street_map(open_page: Opener) -> None:
    page = open_page("/services")
    page.goto(page.locator(".lo-card__title a").first.get_attribute("href") or "")

    expect(page.locator("[data-street-map], script[src*=street_map]")).to_have_count(0)


def _picture() -> bytes:
    """Return one grey pixel as a PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\x00\xdd")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts
