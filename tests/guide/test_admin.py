"""Commissioners keep the guide's pages: written by one, published by another, in each language, and never lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.audit import AuditEntry
from localoffer.crypto import KeyRing
from localoffer.days import today
from localoffer.db import Database
from localoffer.guide.content import PageContent
from localoffer.guide.models import GuidePage
from localoffer.guide.pages import publishing, queries
from localoffer.guide.pages.files import PageSettings
from localoffer.guide.pages.scheduled import publish_due
from localoffer.staff.models import User
from localoffer.vocabulary import ReviewState
from tests.support.client import CheckedClient
from tests.support.staff import sign_in
from tests.support.strict_html import Page

pytestmark = pytest.mark.any_database

SLUG = "short-breaks"
EDIT = f"/admin/pages/{SLUG}/en/edit"
POLISH = f"/admin/pages/{SLUG}/pl/edit"
REVIEW = f"/admin/pages/{SLUG}/en/review"
WORDS = PageContent(
    title="Short breaks",
    summary="Time away from home.",
    who_for="Children and young people.",
    body="## How to ask\n\nRing us on [[fill The number]].\n\nSee [the law](page:nowhere).",
)
MANAGER, OTHER_MANAGER, EDITOR = "mo@staff.example.org", "max@staff.example.org", "ed@staff.example.org"


@pytest.fixture
def page(app: Flask, session: Session, keys: KeyRing) -> GuidePage:
    """A published page in English."""
    told: dict[str, Any] = {"actor": "system", "audit_key": keys.audit}
    settings = PageSettings(section="support", position=1, owner="Families team")
    made = publishing.create(session, slug=SLUG, settings=settings, content=WORDS, **told)
    publishing.publish(session, page=made, language="en", **told)
    session.commit()
    return made


@pytest.fixture
def editor(client: CheckedClient, make_user: Callable[..., User]) -> CheckedClient:
    """A browser in which an editor is signed in, at a council with one manager."""
    make_user(role="editor", email=EDITOR)
    make_user(role="manager", email=MANAGER)
    sign_in(client, EDITOR)
    return client


def signed_in_as(client: CheckedClient, email: str) -> CheckedClient:
    """Return a browser of somebody else's, who has signed in."""
    other = client.application.test_client()
    assert isinstance(other, CheckedClient)
    sign_in(other, email)
    return other


def typed(shown: Page) -> dict[str, str]:
    """Return what a browser would send of the editor without anybody touching it."""
    names = ("title", "summary", "who_for", "who_decides", "how_long", "body", "version")
    return {name: shown.value(name).strip() for name in names}


def save(client: CheckedClient, address: str = EDIT, action: str = "save", **changes: str) -> Any:
    return client.send(address, {**typed(client.page(address)), **changes, "action": action})


def decide(client: CheckedClient, decision: str, **more: str) -> Any:
    seen = client.page(REVIEW).value("version")
    return client.send(REVIEW, {"decision": decision, "version": seen, **more})


def a_day(day: date) -> dict[str, str]:
    return {"publish_on-day": str(day.day), "publish_on-month": str(day.month), "publish_on-year": str(day.year)}


def newest(session: Session, language: str = "en") -> tuple[ReviewState, str]:
    session.expire_all()
    found = queries.latest(queries.get(session, SLUG), language)
    session.commit()
    assert found is not None
    return found.state, found.content["summary"]


def done_to_pages(session: Session) -> list[str]:
    found = session.scalars(
        select(AuditEntry.action).where(AuditEntry.subject == "guide_page").order_by(AuditEntry.number)
    ).all()
    session.commit()
    return [action.removeprefix("guide_page.") for action in found][2:]


@pytest.mark.usefixtures("page")
def test_who_gives_a_page_back_that_is_published_meanwhile_is_told_and_keeps_the_reason(
    editor: CheckedClient, make_user: Callable[..., User]
) -> None:
    # given two managers who have the same review open, of whom one publishes
    make_user(role="manager", email=OTHER_MANAGER)
    save(editor, action="review", summary="A night away.")
    first, second = signed_in_as(editor, MANAGER), signed_in_as(editor, OTHER_MANAGER)
    seen = second.page(REVIEW)
    known = {"version": seen.value("version"), "csrf_token": seen.value("csrf_token")}
    assert decide(first, "publish").status_code == 303
    # when the other gives it back, then what was not done is said, and the reason stands there
    late = second.post(REVIEW, data=known | {"decision": "return", "reason": "It is two nights."})
    assert late.status_code == 409
    words = late.page.words  # type: ignore[attr-defined]
    for said in ("Your decision was not carried out.", "published it on ", "It is two nights."):
        assert said in words


@pytest.mark.usefixtures("page")
def test_one_writes_another_gives_it_back_and_then_publishes_it(editor: CheckedClient, session: Session) -> None:
    assert save(editor, summary="A night away.").status_code == 303
    assert "A night away." not in editor.page(f"/guide/{SLUG}").words
    save(editor, action="review", summary="A night or two away.")
    assert editor.get(REVIEW).status_code == 403

    manager = signed_in_as(editor, MANAGER)
    assert "Pages waiting for review" in manager.page("/admin").words
    shown = manager.page(REVIEW)
    assert "[taken out: Time" in shown.words
    assert "See it as families would" in shown.words
    assert decide(manager, "return").status_code == 400
    decide(manager, "return", reason="Say how to ask.")

    assert "1 Pages given back, to change" in editor.page("/admin").words
    assert SLUG in " ".join(editor.page("/admin/pages?only=returned").links)
    assert "Say how to ask." in editor.page(EDIT).words
    save(editor, action="review", summary="A night or two away. Ring us.")
    assert newest(session) == (ReviewState.IN_REVIEW, "A night or two away. Ring us.")
    assert "0 Pages given back, to change" in editor.page("/admin").words
    assert "it does not wait any more" in editor.page(EDIT).words

    assert decide(manager, "publish").status_code == 303
    assert "A night or two away. Ring us." in manager.page(f"/guide/{SLUG}").words
    assert done_to_pages(session) == [
        *("saved", "saved", "sent_for_review", "given_back", "saved", "sent_for_review", "published")
    ]


@pytest.mark.usefixtures("page")
def test_whoever_wrote_a_version_publishes_it_only_where_nobody_else_can(
    editor: CheckedClient, make_user: Callable[..., User], session: Session
) -> None:
    manager = signed_in_as(editor, MANAGER)
    save(manager, action="review", summary="Mine.")
    assert "nobody else may publish it" in manager.page(REVIEW).words

    make_user(role="manager", email=OTHER_MANAGER)
    refused = decide(manager, "publish")
    assert refused.status_code == 409
    assert "somebody else must publish it" in refused.page.words
    assert newest(session)[0] is ReviewState.IN_REVIEW

    decide(signed_in_as(manager, OTHER_MANAGER), "publish")
    assert newest(session) == (ReviewState.PUBLISHED, "Mine.")


@pytest.mark.usefixtures("page")
def test_a_decision_on_what_has_changed_meanwhile_is_not_taken(editor: CheckedClient, session: Session) -> None:
    save(editor, action="review", summary="First.")
    manager = signed_in_as(editor, MANAGER)
    seen = manager.page(REVIEW).value("version")
    save(manager, action="review", summary="Second.")
    late = manager.send(REVIEW, {"decision": "publish", "version": seen})
    assert late.status_code == 409
    assert newest(session) == (ReviewState.IN_REVIEW, "Second.")


@pytest.mark.usefixtures("page")
def test_two_people_who_write_at_once_see_both_and_lose_nothing(editor: CheckedClient, session: Session) -> None:
    mine = typed(editor.page(EDIT))
    save(editor, summary="Their summary.", who_for="Their families.")
    conflict = editor.send(EDIT, {**mine, "summary": "My summary.", "action": "save"})
    assert conflict.status_code == 409
    shown: Page = conflict.page  # type: ignore[attr-defined]
    assert "Their summary." in shown.words
    assert "My summary." in shown.words
    merged = typed(shown)
    assert (merged["summary"], merged["who_for"]) == ("My summary.", "Their families.")
    assert editor.send(EDIT, {**merged, "action": "save"}).status_code == 303
    assert newest(session) == (ReviewState.DRAFT, "My summary.")


@pytest.mark.usefixtures("page")
def test_a_version_is_published_by_itself_on_its_day(
    editor: CheckedClient, session: Session, database: Database, keys: KeyRing
) -> None:
    save(editor, action="review", summary="From tomorrow.")
    manager, tomorrow = signed_in_as(editor, MANAGER), today() + timedelta(days=1)
    assert decide(manager, "schedule").status_code == 400
    decide(manager, "schedule", **a_day(tomorrow))
    assert "goes out by itself on" in manager.page(EDIT).words
    assert "No page is like that" in manager.page("/admin/pages?only=in_review").words

    assert publish_due(database, on=today(), audit_key=keys.audit) == 0
    assert publish_due(database, on=tomorrow, audit_key=keys.audit) == 1
    assert newest(session) == (ReviewState.PUBLISHED, "From tomorrow.")
    assert publish_due(database, on=tomorrow, audit_key=keys.audit) == 0


def test_what_cannot_be_published_on_its_day_keeps_nothing_else_back(
    page: GuidePage, session: Session, database: Database, keys: KeyRing
) -> None:
    told: dict[str, Any] = {"actor": "system", "audit_key": keys.audit}
    settings = PageSettings(section="support", position=2)
    archived = publishing.create(session, slug="gone", settings=settings, content=WORDS, **told)
    publishing.archive(session, page=archived, **told)
    changed = PageContent(title="Short breaks", summary="Changed.")
    publishing.save_draft(session, page=page, language="en", content=changed, **told)
    for waits in (archived, page):
        publishing.schedule(session, page=waits, language="en", on=today(), **told)
    session.commit()
    assert publish_due(database, on=today(), audit_key=keys.audit) == 1
    assert newest(session) == (ReviewState.PUBLISHED, "Changed.")


@pytest.mark.usefixtures("page")
def test_a_plan_to_publish_can_be_taken_back(editor: CheckedClient, database: Database, keys: KeyRing) -> None:
    save(editor, action="review", summary="From tomorrow.")
    manager, tomorrow = signed_in_as(editor, MANAGER), today() + timedelta(days=1)
    decide(manager, "schedule", **a_day(tomorrow))
    manager.send(f"/admin/pages/{SLUG}/en/unschedule", {}, page=EDIT)
    assert publish_due(database, on=tomorrow, audit_key=keys.audit) == 0


@pytest.mark.usefixtures("page")
def test_any_version_comes_back_as_the_draft(editor: CheckedClient, session: Session) -> None:
    save(editor, summary="Second.")
    shown = editor.page(f"/admin/pages/{SLUG}/en/history")
    assert "Version 2, saved by Ada" in shown.words
    assert "Version 1, saved by The system" in shown.words
    assert "[added: Second.]" in shown.words
    editor.send(f"/admin/pages/{SLUG}/en/restore/1", {}, page=f"/admin/pages/{SLUG}/en/history")
    assert newest(session) == (ReviewState.DRAFT, WORDS.summary)
    assert editor.send(f"/admin/pages/{SLUG}/en/restore/9", {}, page=EDIT).status_code == 404


@pytest.mark.usefixtures("page")
def test_a_translation_is_written_beside_the_english_and_told_when_it_falls_behind(editor: CheckedClient) -> None:
    assert "Missing" in editor.page("/admin/pages").words
    assert "Time away from home." in editor.page(POLISH).words
    save(editor, POLISH, "review", title="Krótkie przerwy", summary="Czas poza domem.")
    manager = signed_in_as(editor, MANAGER)
    review = f"/admin/pages/{SLUG}/pl/review"
    manager.send(review, {"decision": "publish", "version": manager.page(review).value("version")})
    assert "Krótkie przerwy" in manager.page(f"/pl/guide/{SLUG}").words
    assert "Behind the English" not in manager.page("/admin/pages").words

    save(manager, action="review", summary="A night away from home.")
    decide(manager, "publish")
    listed = manager.page("/admin/pages?only=behind").words
    assert "Behind the English" in listed
    assert "Changed since: What it is about" in listed
    assert "[added: A night" in manager.page(POLISH).words

    manager.send(f"/admin/pages/{SLUG}/pl/read", {"checked_by": "The Polish school"})
    save(manager, POLISH, "review", summary="Noc poza domem.")
    manager.send(review, {"decision": "publish", "version": manager.page(review).value("version")})
    assert "Behind the English" not in manager.page("/admin/pages").words


@pytest.mark.usefixtures("page")
def test_a_preview_is_the_page_in_its_language_marked_as_one(editor: CheckedClient) -> None:
    sent = save(editor, f"/admin/pages/{SLUG}/ur/edit", "preview", title="مختصر وقفے", body="## پوچھیں\n\nفون کریں۔")
    shown = editor.page(sent.location)
    assert shown.heading == "مختصر وقفے"
    assert (shown.tree.get("lang"), shown.tree.get("dir")) == ("ur", "rtl")
    assert "Families do not see this before it is published" in shown.words
    assert not shown.all(".//form[@action='/useful']"), "nobody is asked what they think of a preview"


@pytest.mark.usefixtures("page")
def test_what_is_wrong_hard_or_unfilled_is_named_in_the_editor_and_in_the_list(editor: CheckedClient) -> None:
    save(editor, body=f"{WORDS.body}\n\nAsk SENDAB. " + "We look at what you say and then " * 5 + "we write.")
    for address in (EDIT, "/admin/pages?only=wrong", "/admin/pages?only=unfilled"):
        shown = editor.page(address).words
        assert "page:nowhere: there is no published page with this address." in shown, address
        assert "The number" in shown, address
    shown = editor.page(EDIT).words
    assert "Make these sentences shorter" in shown
    assert "SENDAB" in shown


def test_a_page_is_overdue_until_somebody_says_that_it_is_still_right(
    page: GuidePage, editor: CheckedClient, session: Session
) -> None:
    assert "Short breaks" in editor.page("/admin/pages?only=overdue").words
    assert "Nobody has said yet that this page was checked." in editor.page(EDIT).words
    editor.send(f"/admin/pages/{SLUG}/still-right", {}, page=EDIT)
    assert "No page is like that" in editor.page("/admin/pages?only=overdue").words
    session.refresh(page)
    assert (page.checked_on, page.checked_by) == (today(), "Ada")
    session.commit()
    with time_machine.travel(today() + timedelta(days=190), tick=False):
        manager = signed_in_as(editor, MANAGER)
        assert "Pages overdue for a check" in manager.page("/admin").words
        assert "Short breaks" in manager.page("/admin/pages?only=overdue").words


def test_a_new_page_is_begun_settled_published_and_archived(editor: CheckedClient) -> None:
    new = {"title": "Sleep", "slug": "sleep", "section": "support", "position": "3", "review_months": "6"}
    for wrong in ({"slug": "Sleep well"}, {"title": ""}, {"position": "first"}, {"review_months": "0"}):
        assert editor.send("/admin/pages/new", {**new, **wrong}).status_code == 400
    sent = editor.send("/admin/pages/new", new)
    assert sent.location == "/admin/pages/sleep/en/edit"
    again = editor.send("/admin/pages/new", new)
    assert "There is a page with this address already" in again.page.words  # type: ignore[attr-defined]

    settled = {**new, "owner": "Night team", "services": "https://example.org/services?kind=short-breaks"}
    editor.send("/admin/pages/sleep/settings", settled)
    shown = editor.page("/admin/pages/sleep/settings")
    assert (shown.value("owner"), shown.value("services")) == ("Night team", "kind=short-breaks")
    assert "Night team" in editor.page("/admin/pages").words

    save(editor, sent.location, "review", body="Sleep well.")
    manager = signed_in_as(editor, MANAGER)
    review = "/admin/pages/sleep/en/review"
    manager.send(review, {"decision": "publish", "version": manager.page(review).value("version")})
    assert "Sleep well." in manager.page("/guide/sleep").words

    assert "Families no longer find it" in manager.page("/admin/pages/sleep/archive").words
    manager.send("/admin/pages/sleep/archive", {})
    assert manager.get("/guide/sleep").status_code == 404
    assert "Sleep" not in manager.page("/admin/pages").words
    assert "Sleep" in manager.page("/admin/pages?only=archived").words
    manager.send("/admin/pages/sleep/bring-back", {}, page="/admin/pages/sleep/en/edit")
    assert manager.get("/guide/sleep").status_code == 200


def test_triage_keeps_no_pages(client: CheckedClient, make_user: Callable[..., User]) -> None:
    make_user(role="triage")
    sign_in(client)
    assert client.get("/admin/pages").status_code == 403


@pytest.mark.usefixtures("page")
def test_a_page_is_found_by_words_of_its_title(editor: CheckedClient) -> None:
    assert SLUG in " ".join(editor.page("/admin/pages?q=BREAKS+short").links)
    nothing = editor.page("/admin/pages?q=swimming")
    assert SLUG not in " ".join(nothing.links)
    assert "Show all" in nothing.words
