"""Who types in another language than the page has is shown the way to it, and is not put right in the wrong one."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests.support.client import CheckedClient
from tests.support.listings import listing

pytestmark = pytest.mark.any_database


@pytest.fixture
def in_polish(session: Session) -> None:
    listing(session, "Move and dance", words={"description": "We move to music."})
    listing(session, "Autism club", translations={"pl": {"name": "Klub dla dzieci z autyzmem"}})
    listing(session, "Speech clinic", translations={"pl": {"name": "Poradnia", "summary": "Logopeda dla dzieci"}})
    session.commit()


@pytest.mark.usefixtures("in_polish")
@pytest.mark.parametrize("typed", ["moje dziecko ma autyzm", "logopeda", "klub dla dziecka"])
def test_a_search_in_another_language_leads_there(client: CheckedClient, typed: str) -> None:
    page = client.page(f"/services?q={typed.replace(' ', '+')}")

    led = page.one(".//main//a[@hreflang='pl']")
    assert (led.text, led.get("lang")) == ("Polski", "pl")
    assert "Showing results for" not in page.words
    there = client.get(led.get("href", ""), follow_redirects=True)
    assert there.request.path == "/pl/services"
    assert there.request.args["q"] == typed


@pytest.mark.usefixtures("in_polish")
@pytest.mark.parametrize(
    "path", ["/services?q=autism", "/services?q=autizm", "/services?q=zzzz", "/pl/services?q=autyzm"]
)
def test_whoever_types_in_the_language_of_the_page_is_led_nowhere_else(client: CheckedClient, path: str) -> None:
    assert client.page(path).all(".//main//a[@hreflang]") == []
