"""A real Chromium on the real site."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.support.databases import Databases
from tests.support.served_site import ServedSite, serve

ROOT = Path(__file__).resolve().parents[2]
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE, DESK = 320, 1280


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.fspath):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """The site with its demonstration data, served as `make run` serves it; Ctrl-C stops all that it started."""
    with databases.empty() as url:
        served = serve(var=tmp_path_factory.mktemp("var"), database_url=url)
        started = psutil.Process(served.process.pid).children(recursive=True)
        assert len(started) >= 3, "a web server with its workers and a mail worker"
        yield served
        assert served.stop() == 0
        _, alive = psutil.wait_procs(started, timeout=10)
        assert not alive


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium for all tests of this process."""
    path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    if not Path(path).exists():
        pytest.fail(f"there is no Chromium at {path}: run the tests with `make test`, which finds one")
    with sync_playwright() as tool:
        opened = tool.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield opened
        opened.close()


Opener = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, site: ServedSite) -> Iterator[Opener]:
    """Return a function that opens an address of the site and fails on any request to another host."""
    contexts: list[BrowserContext] = []
    outside: list[str] = []

    def open_it(path: str, *, width: int = DESK, javascript: bool = True, language: str = "en-GB") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            reduced_motion="reduce",
            locale=language,
            base_url=site.address,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda r: outside.append(r.url) if not r.url.startswith((site.address, "data:")) else None)
        page.goto(path)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert not outside, f"the page asked other hosts for {outside}"


@pytest.fixture
def sign_in(open_page: Opener, site: ServedSite) -> Callable[..., Page]:
    """Return a function that signs in as a role, with a link made as `make run` makes them."""

    def enter(role: str, *, width: int = DESK) -> Page:
        page = open_page(site.new_sign_in_link(role).removeprefix(site.address), width=width)
        page.locator("main form button[type=submit]").click()
        assert page.url.rstrip("/") == f"{site.address}/admin"
        return page

    return enter


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility checker's source."""
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def check_page(axe: str) -> Callable[[Page], None]:
    """Return a function that holds an open page to what every page must keep."""

    def check(page: Page) -> None:
        page.wait_for_load_state("load")
        wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wider <= 0, f"{page.url} scrolls sideways by {wider} px"
        page.evaluate(axe)
        # without what was found to be right, which takes longer to tell than to find
        options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
        found = page.evaluate("options => axe.run(options).then((found) => found.violations)", options)
        faults = [
            {"rule": fault["id"], "where": [node["target"] for node in fault["nodes"]][:5], "why": fault["help"]}
            for fault in found
        ]
        assert not faults, f"{page.url}:\n" + json.dumps(faults, indent=1)

    return check
