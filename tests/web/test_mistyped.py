"""An address that was typed a little wrong leads to the page that is meant, and never to another site."""

from __future__ import annotations

import pytest

from tests.support.client import CheckedClient

pytestmark = pytest.mark.any_database


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("/services/", "/services"),
        ("/pl/services/?q=autism", "/pl/services?q=autism"),
        ("/refer/life-skills/", "/refer/life-skills"),
        ("/pl//services/", "/pl/services"),
        ("/en/contact", "/contact"),
        ("/EN/services?q=Autism", "/services?q=Autism"),
        ("/en", "/"),
        ("/PL", "/pl/"),
        ("/PL/", "/pl/"),
        ("/Ur/Services/", "/ur/services"),
        ("/Services", "/services"),
        ("/services/Saturday-Club", "/services/saturday-club"),
    ],
)
def test_what_was_typed_leads_to_the_page_that_is_meant(client: CheckedClient, typed: str, meant: str) -> None:
    response = client.get(typed)
    assert (response.status_code, response.location) == (301, meant)


@pytest.mark.parametrize(
    "typed",
    [
        "/there-is-no-such-page/",
        "/pl//evil.example/",
        "/%5Cevil.example/",
        "/en//evil.example",
        "/en/%5Cevil.example",
        "/PL/PL/contact",
        "/services/there-is-no-such-service",
    ],
)
def test_what_means_no_page_leads_nowhere(client: CheckedClient, typed: str) -> None:
    assert client.get(typed).status_code == 404


def test_capitals_in_a_link_to_sign_in_are_never_changed(client: CheckedClient) -> None:
    assert client.get("/admin/one-time/AbCdEf/").location in {None, "/admin/one-time/AbCdEf"}


def test_a_form_that_was_sent_is_not_led_elsewhere(client: CheckedClient) -> None:
    assert client.post("/en/contact").status_code in {400, 404}
