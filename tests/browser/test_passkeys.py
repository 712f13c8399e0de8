"""A member of staff adds a passkey at the first sign-in and comes in with it, in a browser that has a device for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.support.served_site import ServedSite
from tests.support.staff import PASSWORD

pytestmark = pytest.mark.any_database

_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(params=[PHONE, DESK])
def person(request: pytest.FixtureRequest, browser: Browser, site: ServedSite) -> Iterator[Page]:
    """A browser on the site's name, for passkeys know no address made of numbers."""
    named = site.address.replace("127.0.0.1", "localhost")
    context = browser.new_context(base_url=named, viewport={"width": request.param, "height": 900})
    yield context.new_page()
    context.close()


def give_device(page: Page) -> tuple[CDPSession, str]:
    """Give a page's browser a device that knows its person."""
    tool = page.context.new_cdp_session(page)
    tool.send("WebAuthn.enable")
    return tool, tool.send("WebAuthn.addVirtualAuthenticator", {"options": _DEVICE})["authenticatorId"]


def give_password(page: Page, email: str) -> None:
    page.goto("/admin")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def test_a_passkey_is_added_at_the_first_sign_in_and_opens_the_next(
    person: Page, site: ServedSite, check_page: Callable[[Page], None]
) -> None:
    # given somebody with a new password, and a device that refuses at first
    assert person.viewport_size is not None
    email = f"passkey-{person.viewport_size['width']}@staff.example.org"
    person.goto(site.invite(email, role="editor").replace("127.0.0.1", "localhost"))
    person.get_by_label("New password", exact=True).fill(PASSWORD)
    person.get_by_label("New password again").fill(PASSWORD)
    person.get_by_role("button", name="Save password").click()
    tool, device = give_device(person)
    tool.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    give_password(person, email)
    check_page(person)

    # when they add a passkey
    person.get_by_role("button", name="Add a passkey instead").click()
    check_page(person)
    person.get_by_label("Name of the passkey").fill("This telephone")
    person.get_by_role("button", name="Continue").click()
    expect(person.get_by_text("It did not work, or took too long.")).to_be_visible()
    check_page(person)
    tool.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": True})
    person.get_by_role("button", name="Ask my browser again").click()

    # then they keep recovery codes, are in, and see their passkey
    person.get_by_role("button", name="Make recovery codes").click()
    person.get_by_role("link", name="I have kept them").click()
    expect(person.get_by_role("heading", name="What needs doing")).to_be_visible()
    person.goto("/admin/account")
    expect(person.get_by_role("cell", name="This telephone")).to_be_visible()
    check_page(person)

    # and come in with it the next time
    person.get_by_role("button", name="Sign out").first.click()
    give_password(person, email)
    check_page(person)
    person.get_by_role("button", name="Use my passkey").click()
    person.wait_for_url(re.compile("/admin/?$"))
    expect(person.get_by_role("heading", name="What needs doing")).to_be_visible()
