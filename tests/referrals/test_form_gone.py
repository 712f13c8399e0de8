"""A button that would send or save a form which is no longer on the device: nobody is left to think that it did."""

from __future__ import annotations

import pytest

from tests.referrals import journeys
from tests.referrals.journeys import CHECK, START
from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database

SAYS = "Nothing was sent or saved just now"


@pytest.mark.parametrize("address", [CHECK, f"{START}/save"])
@pytest.mark.parametrize("lost", [["referral"], ["referral", "session"]], ids=["ran out", "left quickly"])
def test_whoever_presses_the_button_of_a_form_that_is_gone_is_told_and_can_ring(
    client: CheckedClient, address: str, lost: list[str]
) -> None:
    # given a page whose button waits, of a form that ran out, or was left in another tab by the quick exit
    journeys.fill_in(client)
    token = client.page(address).value("csrf_token")
    for cookie in lost:
        client.delete_cookie(cookie)
    # when the button is pressed
    response = client.post(address, data={"csrf_token": token}, headers={"Sec-Fetch-Site": "same-origin"})
    # then the start page says that it did nothing, and whom to ring
    page = client.page(response.location)
    assert SAYS in page.words
    notice = next(one for one in page.with_class("govuk-inset-text") if SAYS in "".join(one.itertext()))
    assert notice.findall(".//a[@href]")[0].get("href", "").startswith("tel:")


@pytest.mark.parametrize("address", [CHECK, f"{START}/save", f"{START}/sent"])
def test_whoever_only_looks_is_told_of_no_form_that_was_lost(client: CheckedClient, address: str) -> None:
    assert SAYS not in client.page(client.get(address).location).words
