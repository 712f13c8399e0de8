"""Nothing is offered that leads nowhere: every link and every choice is followed, from the home page on."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from localoffer.crypto import KeyRing
from localoffer.languages import LANGUAGES
from localoffer.listings import demonstration, vocabulary_loading
from tests.support import guide
from tests.support.county import FOLDER
from tests.support.links import pattern, ways_on

pytestmark = pytest.mark.any_database

SITE = "http://localhost"
MOST_PAGES = 350
SEARCHES = ("/services", "/services/feed.atom")
TYPED = (
    "/services?q=autsim",
    "/services?q=free+swimming+in+leek",
    "/services?q=my+14+year+old+has+melt+downs",
    "/services?q=trampoline&district=tamworth&age=3",
    "/services?q=xyzzy&need=autism&district=tamworth",
    "/services?postcode=ST16+2LH&need=hearing",
    "/services?postcode=B79+7BZ&miles=1&need=deafblind&kind=equipment",
)
"""Searches that families type, which no link leads to; some find nothing, and what they offer then is followed."""


@pytest.fixture
def demonstrated(app: Flask, session: Session, keys: KeyRing) -> Flask:
    """The site with everything that the demonstration shows."""
    vocabulary_loading.load(session, FOLDER / "vocabulary.yaml")
    demonstration.load(session, FOLDER / "demonstration.yaml", audit_key=keys.audit)
    guide.load(session)
    session.commit()
    return app


def fault_of(client: FlaskClient, address: str) -> tuple[str, str]:
    """Follow an address; return what is wrong with where it leads, empty where nothing is, and the page's text."""
    answer = client.get(address, base_url=SITE)
    while answer.location:
        if not answer.location.startswith("/"):
            # away from here, as from a page that somebody has to leave at once
            return "", ""
        answer = client.get(answer.location, base_url=SITE)
    # not each answer is text: the paper form is a PDF
    text = answer.get_data().decode(errors="replace")
    if answer.status_code != 200:
        return f"answers {answer.status_code}", text
    path = urlsplit(answer.request.path).path
    if path == SEARCHES[0] and ("lo-nothing" in text or "lo-card__title" not in text):
        return "finds nothing", text
    if path == SEARCHES[1] and "<entry>" not in text:
        return "follows nothing", text
    return "", text if answer.mimetype == "text/html" else ""


def followed(client: FlaskClient, home: str) -> Iterator[tuple[str, str, str]]:
    """Follow the site breadth first; yield each address with the page that offered it and what is wrong with it."""
    starts = (home, *(f"{home.rstrip('/')}{typed}" for typed in TYPED))
    left = deque((start, "") for start in starts)
    seen = {pattern(start) for start in starts}
    for _ in range(MOST_PAGES):
        if not left:
            return
        address, offered_by = left.popleft()
        fault, text = fault_of(client, address)
        if offered_by:
            yield address, offered_by, fault
        for found in ways_on(text, f"{SITE}{address}"):
            onward = found.removeprefix(SITE)
            if _is_ours(onward, home) and pattern(onward) not in seen:
                seen.add(pattern(onward))
                left.append((onward, address))


def _is_ours(address: str, home: str) -> bool:
    """Return whether an address is one that families see, in the language of a home page."""
    others = {f"{language.prefix}/" for language in LANGUAGES.values() if language.prefix} - {home}
    return address.startswith(home) and not address.startswith((*others, "/admin"))


@pytest.mark.few_languages
@pytest.mark.parametrize("code", LANGUAGES)
def test_every_way_on_leads_to_something(demonstrated: Flask, code: str) -> None:
    client = FlaskClient(demonstrated, demonstrated.response_class)

    reports = list(followed(client, f"{LANGUAGES[code].prefix}/"))

    assert len(reports) > MOST_PAGES - len(TYPED) - 2
    faults = [f"{address} (offered by {offered_by}) {fault}" for address, offered_by, fault in reports if fault]
    assert not faults, "\n".join(faults)


def test_a_link_to_nothing_would_be_noticed(demonstrated: Flask) -> None:
    client = FlaskClient(demonstrated, demonstrated.response_class)

    assert fault_of(client, "/services?q=xyzzy")[0] == "finds nothing"
    assert fault_of(client, "/services/feed.atom?q=xyzzy")[0] == "follows nothing"
    assert fault_of(client, "/services/no-such-service")[0] == "answers 404"
    assert fault_of(client, "/services?q=club")[0] == ""
