"""Notices stand above the pages and on the days that commissioners chose, and cost no page a question."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.audit import AuditEntry
from localoffer.days import today
from localoffer.db import Database
from localoffer.guide.notices.models import SiteNotice
from localoffer.staff.models import User
from tests.support.client import CheckedClient
from tests.support.queries import queries_of
from tests.support.staff import sign_in

pytestmark = pytest.mark.any_database

SNOW = "Snow: many groups are closed today."


@pytest.fixture
def manager(client: CheckedClient, make_user: Callable[..., User]) -> CheckedClient:
    """A browser in which a manager is signed in."""
    make_user(role="manager")
    sign_in(client)
    return client


def a_day(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def put_up(client: CheckedClient, *, first: date | None = None, last: date | None = None, **changes: Any) -> None:
    fields = {"text_en": SNOW, "kind": "warning", "place": "everywhere", **a_day("starts_on", first or today())}
    sent = client.send("/admin/notices/new", {**fields, **(a_day("ends_on", last) if last else {}), **changes})
    assert sent.status_code == 303, sent.page.words  # type: ignore[attr-defined]


def test_a_notice_stands_above_every_page_in_the_readers_language_or_in_english(manager: CheckedClient) -> None:
    put_up(manager, text_pl="Śnieg: wiele grup jest dziś zamkniętych.")

    assert SNOW in manager.page("/contact").words
    assert "Śnieg" in manager.page("/pl/contact").words
    (english,) = manager.page("/ur/contact").all(".//*[@class='lo-notices']//span[@lang]")
    assert (english.get("lang"), english.get("dir"), english.text) == ("en", "ltr", SNOW)
    assert SNOW not in manager.page("/admin").words


def test_a_notice_stands_only_where_it_belongs(manager: CheckedClient) -> None:
    for place in ("home", "services", "form"):
        put_up(manager, place=place, text_en=f"Only for {place}.")
    for address, place in (("/", "home"), ("/services", "services"), ("/refer/life-skills", "form")):
        (notice,) = manager.page(address).all(".//*[@class='lo-notices']/*")
        assert f"Only for {place}." in "".join(notice.itertext())


def test_a_notice_comes_and_goes_by_itself(manager: CheckedClient) -> None:
    tomorrow = today() + timedelta(days=1)
    put_up(manager, first=tomorrow, last=tomorrow)
    assert "Waits for its day" in manager.page("/admin/notices").words

    assert SNOW not in manager.page("/contact").words
    with time_machine.travel(tomorrow, tick=False):
        assert SNOW in manager.page("/contact").words
    with time_machine.travel(tomorrow + timedelta(days=1), tick=False):
        assert SNOW not in manager.page("/contact").words


def test_whoever_saves_a_notice_is_told_whether_families_see_it(manager: CheckedClient) -> None:
    put_up(manager, last=today())
    assert "Families see it from its first day on." in manager.page("/admin/notices").words
    put_up(manager, first=today() - timedelta(days=2), last=today() - timedelta(days=1))
    assert "Its last day is over, so families do not see it." in manager.page("/admin/notices").words


def test_a_notice_is_changed_and_taken_down_at_once(manager: CheckedClient, session: Session) -> None:
    put_up(manager)
    number = session.scalars(select(SiteNotice.id)).one()
    session.commit()
    page = manager.page(f"/admin/notices/{number}/edit")
    changed = {"text_en": "Most groups are open.", "kind": "information", "place": "everywhere"}
    seen = {**changed, **a_day("starts_on", today()), "version": page.value("version")}
    manager.send(f"/admin/notices/{number}/edit", seen)
    assert "Most groups are open." in manager.page("/contact").words

    late = manager.send(f"/admin/notices/{number}/edit", {**seen, "text_en": "Mine"})
    assert late.status_code == 409
    assert "Most groups are open." in late.page.words  # type: ignore[attr-defined]
    assert late.page.value("text_en").strip() == "Mine"  # type: ignore[attr-defined]

    manager.send(f"/admin/notices/{number}/take-down", {}, page="/admin/notices")
    assert "Most groups are open." not in manager.page("/contact").words
    done = session.scalars(select(AuditEntry.action).where(AuditEntry.subject == "notice")).all()
    assert done == ["notice.created", "notice.changed", "notice.taken_down"]
    session.commit()


def test_saving_a_notice_does_not_put_back_what_a_colleague_took_down_meanwhile(
    manager: CheckedClient, session: Session
) -> None:
    put_up(manager)
    number = session.scalars(select(SiteNotice.id)).one()
    session.commit()
    page = manager.page(f"/admin/notices/{number}/edit")
    typed = {"text_en": "Snow: all groups are shut", "kind": "warning", "place": "everywhere"}
    seen = {**typed, **a_day("starts_on", today()), "version": page.value("version")}

    manager.send(f"/admin/notices/{number}/take-down", {}, page="/admin/notices")
    late = manager.send(f"/admin/notices/{number}/edit", seen)

    assert late.status_code == 409
    assert "Taken down" in late.page.words  # type: ignore[attr-defined]
    assert typed["text_en"] not in manager.page("/contact").words


def test_what_is_wrong_with_a_notice_is_said(manager: CheckedClient) -> None:
    right = {"text_en": SNOW, "kind": "warning", "place": "everywhere", **a_day("starts_on", today())}
    for wrong, says in (
        ({"text_en": ""}, "Write what the notice says in English"),
        ({"kind": ""}, "Choose what kind of notice it is"),
        ({"starts_on-day": ""}, "Enter the day as well"),
        (a_day("ends_on", date(2020, 1, 1)), "Enter a last day that is not before the first day"),
    ):
        sent = manager.send("/admin/notices/new", {**right, **wrong})
        assert sent.status_code == 400
        assert says in sent.page.words  # type: ignore[attr-defined]


def test_an_editor_cannot_put_up_a_notice(client: CheckedClient, make_user: Callable[..., User]) -> None:
    make_user(role="editor")
    sign_in(client)
    assert client.get("/admin/notices").status_code == 403


def test_a_page_asks_for_notices_only_when_they_have_changed(manager: CheckedClient, database: Database) -> None:
    put_up(manager)
    manager.page("/contact")
    with queries_of(database) as asked:
        manager.page("/contact")
    assert [statement for statement in asked if "site_notices" in statement] == []
