"""Every screen of the staff's area: few questions to the database, a phone's width, keyboard and screen reader."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page

import config
from localoffer.staff import links
from tests.browser.conftest import PHONE
from tests.support.client import CheckedClient
from tests.support.demonstrating import demonstration_of
from tests.support.served_site import ServedSite
from tests.support.staff_walk import Screen, walk

# who between them see every screen
ROLES = ("manager", "administrator")
MOST = 12


def _screens(site: ServedSite, role: str) -> list[Screen]:
    """Walk the site's screens as a role, in this process, on the database that the site has."""
    settings = config.load(site.environment)
    with demonstration_of(settings) as app:
        database = app.extensions["localoffer_database"]
        with database.transaction() as session:
            link = links.issue_demonstration_links(session)[role]
        client = app.test_client()
        assert isinstance(client, CheckedClient)
        assert client.send(link, {}).status_code in {302, 303}
        return list(walk(app, client))


@pytest.mark.any_database
@pytest.mark.parametrize("colours", ["light", pytest.param("dark", marks=pytest.mark.matrix)])
@pytest.mark.parametrize("role", ROLES)
def test_every_screen_asks_little_of_the_database_fits_a_phone_and_is_accessible(
    site: ServedSite,
    role: str,
    colours: Literal["light", "dark"],
    sign_in: Callable[..., Page],
    check_page: Callable[[Page], None],
) -> None:
    screens = [screen for screen in _screens(site, role) if screen.is_page]
    assert len(screens) > 5
    assert not {one.address: len(one.queries) for one in screens if len(one.queries) > MOST}

    page = sign_in(role, width=PHONE)
    page.emulate_media(color_scheme=colours)
    for screen in screens:
        page.goto(screen.address)
        check_page(page)
