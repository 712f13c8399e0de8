"""The Nu HTML checker finds nothing on any page that families see: every page, step and mistake, in each language.

One walk goes through the site as the people of every journey do and keeps each page it is shown; one run of the checker
reads them all. New public addresses and new steps are walked without being named here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from localoffer.crypto import KeyRing
from localoffer.days import today
from localoffer.db import now
from localoffer.feedback.responses import demonstration as said
from localoffer.feedback.surveys import queries as survey_queries
from localoffer.feedback.surveys import seeding as surveys
from localoffer.feedback.taking_part import seeding as taking_part
from localoffer.languages import LANGUAGES
from localoffer.listings import demonstration, vocabulary_loading
from localoffer.referrals.asking.route import EXITS, STEPS
from localoffer.referrals.before_support import forms
from tests.referrals import journeys
from tests.referrals.deciding import decide
from tests.referrals.following import STATUS
from tests.referrals.journeys import CHECK, START, Steps
from tests.support import nu_html
from tests.support.client import CheckedClient
from tests.support.county import FOLDER
from tests.support.passing_time import begun_earlier

pytestmark = pytest.mark.any_database

FOR_MACHINES_OR_STAFF = ("/admin", "/static", "/health", "/language")
SEARCHES = (
    "/services?q=club&district=tamworth",
    "/services?q=zzzzqqq",
    "/services?q=suicide",
    "/services?q=trampoline&district=tamworth&age=3",
    "/services/life-skills-and-independence",
    "/services/rebound-trampoline-heath-hayes",
    "/services/my-list/print",
    "/there-is-no-such-page",
)
# what these do is a page of the journeys, or of nobody, or closes what shall be looked at
NOT_SENT_EMPTY = {
    "referrals.leave",
    "referrals.begin",
    "referrals.send",
    "referrals.another",
    "referrals.status_close",
    "listings.change_my_list",
}
FILLED: dict[str, tuple[str, ...]] = {
    "referrals.before_support_page": tuple(page.slug for page in forms.PAGES),
    "referrals.return_link": ("a-link-that-was-used",),
    "referrals.claim": ("a-link-that-was-used",),
    "referrals.give_code": ("a-link-that-was-used",),
    **dict.fromkeys(("corrections.wrong", "corrections.tell", "corrections.thanks"), ("life-skills-and-independence",)),
    **dict.fromkeys(("surveys.show", "surveys.answer", "surveys.thanks"), ("finding-help",)),
    "easy_read.show": ("home", "life-skills", "urgent-help"),
    "listings.easy_read": ("life-skills-and-independence",),
    "said.show": ("too-little-close-to-home",),
    "said.year": (str(today().year),),
}
"""What stands in the gap of an address that has one."""


def up_to(steps: Steps, slug: str, *more: dict[str, Any]) -> Steps:
    """Return the steps before one, and then other answers to it and to those after it."""
    after = [name for name, _ in steps][len(journeys.without(steps, slug)) :]
    return [*journeys.without(steps, slug), *zip(after, more, strict=False)]


ENDS = (
    up_to(journeys.SOMEONE_ELSE, "who", {"referrer": "someone_else"}),
    up_to(journeys.PROFESSIONAL, "family-agrees", {"agreed": "no"}),
    up_to(journeys.PARENT, "date-of-birth", journeys.born(30)),
    up_to(journeys.PARENT, "date-of-birth", journeys.born(2)),
    up_to(journeys.YOUNG_PERSON, "date-of-birth", journeys.born(10)),
    up_to(journeys.PARENT, "home", {"postcode": "ST1 1HL"}, journeys.RIGHT),
    [*up_to(journeys.PARENT, "home", {"postcode": ""}), ("district", {"district": "outside"})],
    up_to(journeys.OF_16, "do-they-know", {"knows": "no"}),
    up_to(journeys.PARENT, "agreement", {"agreed": "no", "share": "no"}),
)
WITHOUT_POSTCODE = [
    *up_to(journeys.PARENT, "home", {"postcode": ""}),
    ("district", {"district": "tamworth"}),
    *journeys.PARENT[len(journeys.without(journeys.PARENT, "school")) :],
]
TOO_LONG = "x" * 4000
AFTERWARDS = ("status", "status-tell", "status-before-support", "life-skills-sent", "life-skills-come-back")
OURS = {"Sec-Fetch-Site": "same-origin"}


class KeepingClient(CheckedClient):
    """A browser that keeps each page it is shown in a folder."""

    folder: Path
    moment = ""

    def open(self, *args: Any, **more: Any) -> TestResponse:
        response = super().open(*args, **more)
        if response.mimetype == "text/html" and response.status_code not in range(300, 400):
            told = f"{response.request.full_path} {response.request.method} {response.status_code} {self.moment}"
            language = response.page.tree.get("lang")  # type: ignore[attr-defined]
            name = f"{language}{re.sub(r'[^a-z0-9]+', '-', told.lower())}.html"
            (self.folder / name).write_bytes(response.get_data())
        return response


@pytest.fixture
def demonstrated(app: Flask, session: Session, keys: KeyRing) -> Flask:
    """The site with everything that the demonstration shows."""
    vocabulary_loading.load(session, FOLDER / "vocabulary.yaml")
    demonstration.load(session, FOLDER / "demonstration.yaml", audit_key=keys.audit)
    surveys.load(session, FOLDER, actor="command", audit_key=keys.audit)
    survey = survey_queries.get(session, slug="finding-help")
    survey.opens_on = survey.closes_on = today()
    taking_part.load(session, FOLDER, actor="command", audit_key=keys.audit)
    said.load(session, FOLDER, said.Moment(keys=keys, actor="command", at=now(), today=today()))
    session.commit()
    return app


def public(app: Flask, method: str) -> Iterator[str]:
    """Return the addresses that families can open or send to."""
    for rule in app.url_map.iter_rules():
        known = not rule.rule.startswith(FOR_MACHINES_OR_STAFF) and rule.endpoint not in NOT_SENT_EMPTY
        if known and method in (rule.methods or ()):
            told = FILLED.get(rule.endpoint, () if rule.arguments else ("",))
            yield from (re.sub(r"<[^>]+>", gap, rule.rule) for gap in told)


def look_at_everything(client: KeepingClient, prefix: str, moment: str) -> None:
    """Open every public page and send every form of one empty, as they are at some moment of a journey."""
    client.moment = moment
    for address in public(client.application, "GET"):
        client.get(f"{prefix}{address}")
    for address in public(client.application, "POST"):
        client.send(f"{prefix}{address}", {})


def make_every_mistake(client: KeepingClient, steps: Steps, prefix: str) -> None:
    """Fill the form in, sending each question empty first, and then with far too much in each of its boxes."""
    journeys.begin(client, prefix=prefix)
    for slug, fields in steps:
        address = f"{prefix}{START}/{slug}"
        page = client.page(address)
        boxes = [*page.all(".//main//input[@type='text']"), *page.all(".//main//textarea")]
        for mistake in ({}, {box.get("name", ""): TOO_LONG for box in boxes}):
            client.moment = f"{dict(steps)['who']['referrer']} with {len(mistake)} answers"
            client.send(address, {**mistake, "mark": page.value("mark")})
        journeys.answer(client, slug, fields, prefix=prefix)
    client.get(f"{prefix}{CHECK}")


def end_in_every_way(client: KeepingClient, prefix: str) -> None:
    """Come to each page that ends the form early, by rules that let somebody be too young, or not the one to ask."""
    told = client.application.extensions["localoffer_council"].referring
    who = replace(told.may_refer, who=tuple(one for one in told.may_refer.who if one != "someone_else"))
    decide(client.application, ages=replace(told.ages, first=5), may_refer=who)
    for steps in ENDS:
        client.post(f"{prefix}{START}", data={"again": "1"}, headers=OURS)
        for slug, fields in steps:
            answer = journeys.answer(client, slug, fields, prefix=prefix)
            assert answer.status_code == 303, f"{slug} answered {answer.status_code}"
        client.get(answer.location)


def go_everywhere(client: KeepingClient, prefix: str) -> None:
    """See every page of the site: new to it, amid a form, after sending one, and when too many are sent."""
    app = client.application
    look_at_everything(client, prefix, "new here")
    for address in SEARCHES:
        client.get(f"{prefix}{address}")
    for steps in (*journeys.EVERYBODY.values(), WITHOUT_POSTCODE):
        make_every_mistake(client, steps, prefix)
        begun_earlier(app.extensions["localoffer_database"])
        journeys.send(client, prefix=prefix)
    client.send(f"{prefix}{STATUS}/go-on", {}, page=f"{prefix}{START}/sent")
    look_at_everything(client, prefix, "after sending")
    journeys.begin(client, prefix=prefix)
    for slug, fields in journeys.PARENT:
        journeys.answer(client, slug, fields, prefix=prefix)
    look_at_everything(client, prefix, "before sending")
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], forms_an_hour=1)
    assert journeys.send(client, prefix=prefix).status_code == 429
    end_in_every_way(client, prefix)


def unseen(pages: Path) -> list[str]:
    """Return what was not looked at: steps, their mistakes, early ends, and pages that open after sending."""
    kept = "\n".join(sorted(path.name for path in pages.iterdir()))
    wanted = [f"-{step.slug}-post-400-" for step in STEPS]
    wanted += [f"-{one.slug}-get-200-" for one in (*STEPS, *EXITS)]
    wanted += [f"-refer-{address}-get-200-after-sending" for address in AFTERWARDS]
    return [name for name in wanted if name not in kept]


@nu_html.NEEDS_JAVA
@pytest.mark.parametrize(
    "code", [pytest.param(code, marks=[pytest.mark.matrix] if code != "en" else []) for code in LANGUAGES]
)
def test_the_strictest_checker_finds_nothing_on_any_page(demonstrated: Flask, code: str, tmp_path: Path) -> None:
    if demonstrated.extensions["localoffer_database"].engine.dialect.name != "sqlite":
        pytest.skip("the pages are the same on every database")
    # given every page that somebody can come to who reads this language
    client = KeepingClient(demonstrated, demonstrated.response_class)
    client.folder = tmp_path / "pages"
    client.folder.mkdir()
    go_everywhere(client, LANGUAGES[code].prefix)
    assert unseen(client.folder) == []
    # then the checker finds nothing on any of them
    assert nu_html.findings(client.folder) == []


@nu_html.NEEDS_JAVA
def test_the_checker_is_strict(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<!DOCTYPE html><html lang=en><title>T</title><ul><p>No</ul>")
    assert any("not allowed as child" in told for told in nu_html.findings(tmp_path))
