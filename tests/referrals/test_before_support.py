"""What matters once support starts: each page optional, saved by itself, changed until support has started."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select

from localoffer import audit
from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.referrals.before_support import BeforeSupport, KeepingSafe, Worker, keeping
from localoffer.referrals.before_support.forms import PAGES
from localoffer.referrals.before_support.presenters import before_support_groups
from localoffer.referrals.models import Referral
from localoffer.referrals.vocabulary import ReferralStage, TaskKind
from tests.referrals import journeys
from tests.referrals.conftest import everything_stored, only_referral
from tests.referrals.following import STATUS, SentForm, moved, opened, sent, tasks
from tests.referrals.journeys import START
from tests.support.client import CheckedClient
from tests.support.strict_html import Page

pytestmark = pytest.mark.any_database

OVERVIEW = f"{STATUS}/before-support"
WORKER = {"gender": "woman", "language": "Urdu", "faith": "Prayers at noon", "words": "Likes tortoises"}
SAFE = {"allergies": "Walnuts", "medication": "", "care": "", "upsets": "Hoovers", "helps": "Humming"}


@pytest.fixture
def form(app: Flask, database: Database) -> SentForm:
    """A form that a parent has sent."""
    return sent(app, database)


@pytest.fixture
def browser(client: CheckedClient, form: SentForm) -> CheckedClient:
    """A browser in which a parent has the status page open."""
    return opened(client, form)


def told(database: Database, keys: KeyRing) -> BeforeSupport:
    """Return what was told of the one referral that there is."""
    return keeping.told_so_far(only_referral(database), keys=keys)


def test_each_page_is_saved_by_itself_sealed_and_leads_on_to_the_next(
    browser: CheckedClient, database: Database, keys: KeyRing
) -> None:
    assert browser.send(f"{OVERVIEW}/worker", WORKER).location == f"{OVERVIEW}/keeping-safe"
    page = browser.page(f"{OVERVIEW}/keeping-safe")
    assert "Saved. You can change it until support starts." in page.words
    assert f"{OVERVIEW}/transport" in page.links
    assert told(database, keys).worker == Worker("woman", "Urdu", "Prayers at noon", "Likes tortoises")  # type: ignore[arg-type]
    assert "tortoises" not in everything_stored(database)
    overview = browser.page(OVERVIEW)
    assert "Likes tortoises" in overview.words
    assert f"{OVERVIEW}/worker" in overview.links


def test_the_last_page_leads_back_to_the_overview_and_every_page_can_be_left_empty(
    browser: CheckedClient, database: Database
) -> None:
    for page, following_page in zip(PAGES, [*PAGES[1:], None], strict=True):
        answer = browser.send(f"{OVERVIEW}/{page.slug}", {})
        assert answer.location == (f"{OVERVIEW}/{following_page.slug}" if following_page else OVERVIEW)
    assert browser.page(OVERVIEW).with_class("govuk-summary-list") == []


def test_an_answer_can_be_changed_and_the_others_stay(
    browser: CheckedClient, database: Database, keys: KeyRing
) -> None:
    browser.send(f"{OVERVIEW}/keeping-safe", SAFE)
    browser.send(f"{OVERVIEW}/worker", WORKER)
    shown = browser.page(f"{OVERVIEW}/worker")
    assert shown.value("words") == "Likes tortoises"
    browser.send(f"{OVERVIEW}/worker", {**WORKER, "words": "Likes newts"})
    assert "Likes newts" in browser.page(OVERVIEW).words
    assert told(database, keys).keeping_safe == KeepingSafe("Walnuts", upsets="Hoovers", helps="Humming")


def test_two_pages_saved_at_the_same_moment_do_not_undo_each_other(
    app: Flask, database: Database, form: SentForm, keys: KeyRing
) -> None:
    sections = {"worker": Worker(language="Urdu"), "keeping_safe": KeepingSafe("Walnuts")}

    def keep(name: str) -> None:
        with database.transaction() as session:
            referral = session.scalars(select(Referral)).one()
            keeping.keep(
                session, referral=referral, name=name, section=sections[name], keys=keys, actor="referrer", at=now()
            )

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(keep, sections))
    assert told(database, keys) == BeforeSupport(**sections)  # type: ignore[arg-type]


def test_saving_does_not_disturb_a_member_of_staff_who_has_the_referral_open(
    browser: CheckedClient, database: Database
) -> None:
    before = only_referral(database).row_version
    browser.send(f"{OVERVIEW}/worker", WORKER)
    assert only_referral(database).row_version == before


def test_the_team_is_told_once_it_has_read_the_form_and_only_of_what_is_new(
    app: Flask, browser: CheckedClient, database: Database, keys: KeyRing
) -> None:
    browser.send(f"{OVERVIEW}/worker", WORKER)
    assert tasks(database) == []
    moved(app, database, ReferralStage.ACCEPTED)
    browser.send(f"{OVERVIEW}/worker", WORKER)
    assert tasks(database) == []
    browser.send(f"{OVERVIEW}/keeping-safe", SAFE)
    assert [task.kind for task in tasks(database)] == [TaskKind.INFORMATION]
    with database.session(writes=False) as session:
        audit.verify(session, key=keys.audit)


def test_nothing_changes_once_support_has_started_and_it_can_still_be_read(
    app: Flask, browser: CheckedClient, database: Database, keys: KeyRing
) -> None:
    browser.send(f"{OVERVIEW}/worker", WORKER)
    shown = browser.page(f"{OVERVIEW}/worker")
    moved(app, database, ReferralStage.STARTED)
    late = {"csrf_token": shown.value("csrf_token"), **WORKER, "language": "Polish"}
    assert browser.post(f"{OVERVIEW}/worker", data=late).location == STATUS
    assert told(database, keys).worker == Worker("woman", "Urdu", "Prayers at noon", "Likes tortoises")  # type: ignore[arg-type]
    page = browser.page(OVERVIEW)
    assert "Likes tortoises" in page.words
    assert f"{OVERVIEW}/worker" not in page.links


def test_it_is_offered_on_the_status_page_once_the_referral_is_accepted(
    app: Flask, browser: CheckedClient, database: Database
) -> None:
    moved(app, database, ReferralStage.ACCEPTED)
    page = browser.page(STATUS)
    assert "Tell us what matters before support starts" in page.words
    assert OVERVIEW in page.links


def test_whoever_wants_to_goes_on_with_it_at_once_from_the_confirmation(
    client: CheckedClient, database: Database
) -> None:
    journeys.fill_in(client)
    journeys.send(client)
    answer = client.send(f"{STATUS}/go-on", {"before_support": "1"}, page=f"{START}/sent")
    assert answer.location == OVERVIEW
    assert client.send(f"{OVERVIEW}/worker", WORKER).status_code == 303


def test_a_mistake_keeps_what_was_typed(browser: CheckedClient) -> None:
    answer = browser.send(f"{OVERVIEW}/worker", {**WORKER, "gender": "neither of these"})
    assert answer.status_code == 400
    assert "Likes tortoises" in answer.get_data(as_text=True)


def test_what_was_typed_while_the_page_closed_is_there_again(
    client: CheckedClient, database: Database, form: SentForm
) -> None:
    # given a page that was sent by a browser with nothing open
    token = client.page(STATUS).value("csrf_token")
    closed = client.post(f"{OVERVIEW}/keeping-safe", data={"csrf_token": token, **SAFE})
    asked: Page = closed.page  # type: ignore[attr-defined]
    carried = {name: asked.value(name) for name in ("csrf_token", "typed", "page")}
    # when it is opened again
    again = client.post(STATUS, data={**carried, **form.typed})
    # then every box holds what it held
    page: Page = again.page  # type: ignore[attr-defined]
    assert {name: page.value(name).strip() for name in SAFE} == SAFE


def test_without_the_code_there_is_nothing_to_see(client: CheckedClient, form: SentForm) -> None:
    assert client.get(OVERVIEW).location == STATUS
    assert client.get(f"{OVERVIEW}/worker").location == STATUS
    assert client.get(f"{OVERVIEW}/nothing").location == OVERVIEW


@pytest.mark.parametrize("slug", [page.slug for page in PAGES])
def test_every_page_says_why_it_asks_where_to_turn_in_danger_and_how_to_leave(
    browser: CheckedClient, slug: str
) -> None:
    for prefix in ("", "/pl", "/ur"):
        page = browser.page(f"{prefix}{OVERVIEW}/{slug}")
        assert page.with_class("lo-emergency")
        assert page.with_class("govuk-exit-this-page")
    assert browser.get(f"{OVERVIEW}/{slug}").headers["Cache-Control"] == "no-store"


def test_the_team_reads_only_what_was_filled_in() -> None:
    groups = before_support_groups(BeforeSupport(worker=Worker(language="Urdu"), keeping_safe=KeepingSafe()))
    assert [(group.title, [(row.key, row.value) for row in group.rows]) for group in groups] == [
        ("Who the worker should be", [("Language of the worker", "Urdu")])
    ]


def test_what_an_older_site_stored_is_read_as_far_as_it_fits() -> None:
    stored = {"worker": {"gender": "robot"}, "keeping_safe": {"allergies": "Walnuts", "shoes": "red"}, "hats": {}}
    assert BeforeSupport.from_json(stored) == BeforeSupport(keeping_safe=KeepingSafe("Walnuts"))
