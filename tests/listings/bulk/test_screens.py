"""The screens of many listings at once, as somebody uses them without JavaScript."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from localoffer.audit import AuditEntry
from localoffer.crypto import KeyRing
from localoffer.db import Database, now
from localoffer.jobs import store
from localoffer.jobs.models import Job, JobState
from localoffer.jobs.store import Leased
from localoffer.jobs.worker import JobWorker
from localoffer.listings import publishing
from localoffer.listings.applying import content_of
from localoffer.listings.bulk import admin, runs
from localoffer.listings.bulk.carrying_out import CarryingOut
from localoffer.listings.bulk.models import BulkRun, Stage
from localoffer.listings.content import ListingContent, Words
from localoffer.listings.models import Listing
from localoffer.staff.models import User
from localoffer.vocabulary import Coverage, ListingStatus
from tests.listings.bulk.making import AUDIT_KEY, csv_file, new, published
from tests.listings.bulk.test_feed_organisations import RENAMED
from tests.listings.bulk.test_feeds import THREE, page
from tests.support.client import CheckedClient
from tests.support.queries import queries_of
from tests.support.staff import sign_in

pytestmark = pytest.mark.any_database

MOST_QUERIES = 12


@pytest.fixture
def worker(database: Database, keys: KeyRing) -> JobWorker:
    return JobWorker(database, {runs.KIND: CarryingOut(keys.audit)})


@pytest.fixture
def publisher(client: CheckedClient, make_user: Callable[..., User]) -> CheckedClient:
    make_user(role="publisher")
    sign_in(client)
    return client


def bring_in(client: CheckedClient, content: bytes, name: str = "clubs.csv") -> str:
    """Send a file as the form does, and return the address that it leads to."""
    answer = client.send("/admin/bulk/import", {"file": (io.BytesIO(content), name)})
    assert answer.status_code == 303, answer.get_data(as_text=True)
    return str(answer.headers["Location"])


def do(client: CheckedClient, place: str, action: str, fields: dict[str, str] | None = None) -> int:
    """Press a button of a run's page, and return the status of the answer."""
    return client.send(f"{place}/{action}", fields or {}, page=place).status_code


def test_a_file_is_looked_at_done_and_undone(publisher: CheckedClient, session: Session, worker: JobWorker) -> None:
    place = bring_in(
        publisher, csv_file(new("Football for all"), ["", "", "", "", "", ""], new("Lego", address="none"))
    )
    waiting = publisher.get(place)
    assert waiting.headers["Refresh"] == "3"
    assert "Refresh" not in publisher.get(f"{place}?still=1").headers
    worker.run_once()
    preview = publisher.page(place)
    assert "Football for all" in preview.words
    assert "1 row is refused, and changes nothing." in preview.words
    assert "Cell A4" in publisher.page(f"{place}?show=refused").words
    refused = publisher.get(f"{place}/refused.csv").data.decode("utf-8-sig")
    assert [*csv.reader(io.StringIO(refused))][1][:2] == ["Cell A4", "Lego"]
    assert session.scalar(select(Listing)) is None
    session.rollback()

    assert do(publisher, place, "apply") == 400
    assert do(publisher, place, "apply", {"how": "publish"}) == 303
    worker.run_once()
    assert "Families see it now." in publisher.page(place).words
    assert publisher.get("/services/football-for-all").status_code == 200
    assert do(publisher, place, "undo") == 303
    worker.run_once()
    undone = publisher.page(place).words
    assert "Every listing is what it was before." in undone
    assert "An organisation that the file named for the first time is gone too" in undone
    assert publisher.get("/services/football-for-all").status_code == 404
    assert {"listings.many_begun", "listings.many_applied", "listings.many_undone"} <= set(
        session.scalars(select(AuditEntry.action))
    )


def test_somebody_who_may_not_publish_sends_everything_to_review(
    client: CheckedClient, session: Session, make_user: Callable[..., User], worker: JobWorker
) -> None:
    make_user(role="editor")
    sign_in(client)
    place = bring_in(client, csv_file(new("Football for all")))
    worker.run_once()
    assert "Families, at once" not in client.page(place).words
    assert do(client, place, "apply", {"how": "publish"}) == 400
    assert do(client, place, "apply", {"how": "review"}) == 303
    worker.run_once()
    listing = session.scalars(select(Listing)).one()
    assert (listing.status, str(listing.versions[-1].state)) == (ListingStatus.DRAFT, "in_review")


def test_what_waits_for_nobody_is_not_said_to_wait(
    publisher: CheckedClient, session: Session, worker: JobWorker
) -> None:
    # given a draft, and a run that changes it and leaves the rest to whoever reviews
    content = ListingContent(words={"en": Words("Boats")}, districts=("stafford",))
    draft = publishing.create(session, content=content, actor="staff:2", audit_key=AUDIT_KEY)
    session.commit()
    sent = publisher.send("/admin/bulk/change", {"what": "districts", "add": ["lichfield"]})
    place = str(sent.headers["Location"])
    worker.run_once()
    do(publisher, place, "apply", {"how": "review"})
    worker.run_once()
    # then it is a draft still, and the page says so
    session.expire_all()
    assert str(draft.versions[-1].state) == "draft"
    session.rollback()
    page = publisher.page(place)
    assert "What was a draft before is one still" in page.words
    assert "/admin/listings?only=waiting&status=draft" in page.links


def test_every_listing_of_a_list_is_changed_and_brought_back(
    publisher: CheckedClient, session: Session, worker: JobWorker
) -> None:
    one = published(session, "Boats")
    everywhere = published(session, "Phone line", coverage=Coverage.COUNTY, districts=())
    published(session, "Boots")
    form = publisher.page("/admin/bulk/change?text=bo")
    assert "Change 2 listings" in form.words
    assert publisher.send("/admin/bulk/change?text=bo", {"what": "districts"}).status_code == 400
    answer = publisher.send("/admin/bulk/change", {"what": "districts", "add": ["lichfield"]})
    place = str(answer.headers["Location"])
    worker.run_once()
    assert "Add Lichfield to 3 listings" in publisher.page(place).words
    assert "It is not kept by district" in publisher.page(f"{place}?show=refused").words
    do(publisher, place, "apply", {"how": "publish"})
    worker.run_once()
    session.expire_all()
    assert [district.slug for district in one.districts] == ["lichfield", "stafford"]
    assert everywhere.version_number == 1
    session.rollback()
    do(publisher, place, "undo")
    worker.run_once()
    session.expire_all()
    assert [district.slug for district in one.districts] == ["stafford"]


def test_a_next_check_for_many_that_is_over_is_refused(publisher: CheckedClient, session: Session) -> None:
    published(session, "Boats")
    typed = {"what": "review", "review_due-day": "17", "review_due-month": "5", "review_due-year": "2001"}
    refused = publisher.send("/admin/bulk/change", typed)
    assert refused.status_code == 400
    assert "Enter a next check that is later than today" in refused.page.words  # type: ignore[attr-defined]


def test_many_are_archived_and_come_back_as_families_knew_them(
    publisher: CheckedClient, session: Session, worker: JobWorker
) -> None:
    listing, day = published(session, "Boats"), date(2099, 7, 1)
    publishing.take_down_on(session, listing=listing, on=day, actor="staff:2", audit_key=AUDIT_KEY)
    session.commit()
    place = str(publisher.send("/admin/bulk/change", {"what": "archive"}).headers["Location"])
    worker.run_once()
    assert "It was to come down on 1 July 2099" in publisher.page(place).words
    do(publisher, place, "apply")
    worker.run_once()
    session.expire_all()
    assert (listing.status, listing.take_down_on) == (ListingStatus.ARCHIVED, None)
    session.rollback()
    do(publisher, place, "undo")
    worker.run_once()
    assert publisher.get(f"/services/{listing.slug}").status_code == 200
    session.expire_all()
    assert listing.take_down_on == day


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_an_export_gives_an_import_takes_and_finds_nothing_changed(
    publisher: CheckedClient, session: Session, worker: JobWorker, kind: str
) -> None:
    published(session, "=SUM(A1)", age_from=5, phone="+44 1632 960102", website="https://example.net/a")
    words = Words("Boats", "A calm place to play.", asked_as="=somewhere calm\nhe loves water")
    boats = published(session, "Boats", review_due=None, any_need=True, words={"en": words})
    publishing.archive(session, listing=boats, actor="staff:2", audit_key=AUDIT_KEY)
    session.commit()
    taken = publisher.get(f"/admin/listings/export.{kind}").data
    place = bring_in(publisher, taken, f"listings.{kind}")
    worker.run_once()
    page = publisher.page(place).words
    assert "As before: 2" in page
    assert "It would change nothing." in page


def test_an_unchanged_export_changes_nothing_where_a_draft_waits(
    publisher: CheckedClient, session: Session, worker: JobWorker
) -> None:
    boats = published(session, "Boats")
    draft = content_of(boats).with_changes(phone="01632 960102")
    publishing.save_draft(session, listing=boats, content=draft, actor="staff:2", audit_key=AUDIT_KEY)
    session.commit()
    taken = publisher.get("/admin/listings/export.csv").data
    place = bring_in(publisher, taken)
    worker.run_once()
    assert "As before: 1" in publisher.page(place).words
    # and what is changed in it is refused as before
    place = bring_in(publisher, taken.replace(b"A calm place", b"A loud place"))
    worker.run_once()
    assert "Refused: 1" in publisher.page(place).words


def test_a_change_in_an_exported_workbook_is_shown_before_and_after(
    publisher: CheckedClient, session: Session, worker: JobWorker
) -> None:
    published(session, "Boats")
    book = load_workbook(io.BytesIO(publisher.get("/admin/listings/export.xlsx").data))
    sheet = book.active
    assert sheet is not None
    sheet["C2"] = "Rowing for everybody."
    saved = io.BytesIO()
    book.save(saved)
    place = bring_in(publisher, saved.getvalue(), "listings.xlsx")
    worker.run_once()
    page = publisher.page(place).words
    assert "A calm place to play." in page
    assert "Rowing for everybody." in page


def test_what_publishing_would_change_of_an_organisation_is_shown_before(
    publisher: CheckedClient, session: Session, worker: JobWorker
) -> None:
    place = bring_in(publisher, page(THREE), "feed.json")
    worker.run_once()
    assert "where you publish" not in publisher.page(place).words
    do(publisher, place, "apply", {"how": "publish"})
    worker.run_once()
    place = bring_in(publisher, page(RENAMED), "feed.json")
    worker.run_once()
    shown = publisher.page(place).words
    assert "Organisation, where you publish: its name Before: Listeners After: Renamed" in shown
    assert "its website" in shown
    assert "its email" not in shown


def test_a_file_that_is_too_large_is_refused_and_a_stranger_sends_none(
    publisher: CheckedClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admin, "LARGEST", 1000)
    assert publisher.send("/admin/bulk/import", {}).status_code == 400
    answer = publisher.send("/admin/bulk/import", {"file": (io.BytesIO(b"x" * 1001), "a.csv")})
    assert answer.status_code == 413
    assert "larger than 20 MB" in answer.get_data(as_text=True)
    stranger = app.test_client()
    large = {"file": (io.BytesIO(b"x" * 3_000_000), "a.csv")}
    assert stranger.post("/admin/bulk/import", data=large).status_code == 303


def test_no_page_asks_the_database_too_often(
    publisher: CheckedClient, session: Session, database: Database, worker: JobWorker
) -> None:
    listings = [published(session, f"Club {number}") for number in range(3)]
    rows = [new(f"Club {n}", address=one.slug, summary="Other words.") for n, one in enumerate(listings)]
    places = [bring_in(publisher, csv_file(*rows))]
    worker.run_once()
    places += [bring_in(publisher, csv_file(*rows)), "/admin/bulk", "/admin/bulk/import", "/admin/bulk/change"]
    for place in places:
        with queries_of(database) as asked:
            assert publisher.get(place).status_code == 200
        assert len(asked) <= MOST_QUERIES, (place, asked)


def test_what_is_done_twice_or_too_late_changes_nothing(
    publisher: CheckedClient, session: Session, worker: JobWorker
) -> None:
    place = bring_in(publisher, csv_file(new("Boats")))
    assert do(publisher, place, "undo") == 409
    assert do(publisher, place, "stop") == 303
    worker.run_once()
    assert session.scalars(select(BulkRun)).one().stage is Stage.DROPPED
    session.rollback()
    assert do(publisher, place, "apply", {"how": "publish"}) == 409
    assert do(publisher, place, "drop") == 409
    assert do(publisher, place, "again") == 409


def test_a_run_that_the_worker_gave_up_or_does_not_take_up_stands_on_the_first_page(
    publisher: CheckedClient, session: Session
) -> None:
    said = "1 Many at once: changes that do not get on"
    bring_in(publisher, csv_file(new("Paint club")))
    assert "do not get on" not in publisher.page("/admin").words
    job = session.scalars(select(Job)).one()
    job.made_at -= timedelta(hours=2)
    session.commit()
    assert said in publisher.page("/admin").words
    store.end(session, Leased(job.id, job.kind, job.subject_id, job.attempts), state=JobState.FAILED, at=now())
    session.commit()
    assert said in publisher.page("/admin").words
