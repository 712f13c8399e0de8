"""A run is done whole or not at all, by whichever worker, and is undone as one."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DataError
from sqlalchemy.orm import Session

from localoffer import audit
from localoffer.db import Database
from localoffer.jobs import store, worker
from localoffer.jobs.models import Job, JobState
from localoffer.jobs.worker import Running, TakenAway
from localoffer.listings import publishing
from localoffer.listings.applying import content_of, content_of_version, latest_version
from localoffer.listings.bulk import carrying_out, preparing, runs
from localoffer.listings.bulk.models import BulkFile, Outcome, Stage
from localoffer.listings.bulk.runs import NotNow
from localoffer.listings.bulk.writing import Writer
from localoffer.listings.models import Listing, Organisation
from localoffer.vocabulary import ListingStatus
from tests.listings.bulk.making import AUDIT_KEY, BY, HEADINGS, Bulk, csv_file, new, published


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a few rows be several transactions."""
    monkeypatch.setattr(carrying_out, "_AT_ONCE", 2)


def names(session: Session) -> list[str]:
    session.expire_all()
    found = [content_of(row).words["en"].name for row in session.scalars(select(Listing).order_by(Listing.id))]
    session.rollback()
    return found


def summary(session: Session, listing: Listing) -> str:
    session.expire_all()
    found = content_of(listing).words["en"].summary
    session.rollback()
    return found


def change(session: Session, listing: Listing, said: str) -> None:
    """Publish other words, as a colleague does meanwhile."""
    content = content_of_version(latest_version(listing))
    english = content.words["en"]
    content = content.with_changes(words={"en": type(english)(name=english.name, summary=said)})
    publishing.save_draft(session, listing=listing, content=content, actor="staff:9", audit_key=AUDIT_KEY)
    publishing.publish(session, listing=listing, actor="staff:9", audit_key=AUDIT_KEY)
    session.commit()


@pytest.mark.usefixtures("small_steps")
def test_new_and_changed_listings_are_published_and_undone_as_one(bulk: Bulk, session: Session) -> None:
    boats = published(session, "Boats")
    number = bulk.read(csv_file(new("Boats", address=boats.slug, summary="Rowing."), *map(new, "ABCDE")))
    assert [row.outcome for row in bulk.rows(number)] == [Outcome.CHANGED, *[Outcome.NEW] * 5]
    assert names(session) == ["Boats"]
    bulk.apply(number)
    assert bulk.run(number).stage is Stage.APPLIED
    assert names(session) == ["Boats", *"ABCDE"]
    assert summary(session, boats) == "Rowing."
    assert set(session.scalars(select(Listing.status))) == {ListingStatus.PUBLISHED}
    assert session.scalar(select(func.count()).select_from(BulkFile)) == 0
    session.rollback()
    bulk.undo(number)
    assert bulk.run(number).stage is Stage.UNDONE
    assert names(session) == ["Boats"]
    assert summary(session, boats) == "A calm place to play."
    assert audit.verify(session, key=AUDIT_KEY)


@pytest.mark.usefixtures("small_steps")
def test_organisations_that_an_import_made_go_with_it_unless_something_else_uses_them(
    bulk: Bulk, session: Session
) -> None:
    session.add(Organisation(source="council", key="there", name="There before"))
    session.commit()
    headings = [*HEADINGS, "Organisation"]
    rows = [
        [*new(name), who] for name, who in zip("ABCD", ("Gone", "Gone", "Used by now", "There before"), strict=True)
    ]
    number = bulk.read(csv_file(*rows, headings=headings))
    bulk.apply(number)
    assert len(session.scalars(select(Organisation.id)).all()) == 3
    used = session.scalars(select(Organisation.key).where(Organisation.name == "Used by now")).one()
    published(session, "Another", organisation_key=used)

    bulk.undo(number)

    assert names(session) == ["Another"]
    assert set(session.scalars(select(Organisation.name))) == {"Used by now", "There before"}
    assert audit.verify(session, key=AUDIT_KEY)


@pytest.mark.usefixtures("small_steps")
def test_one_that_somebody_changed_since_the_preview_keeps_everything_as_it_was(bulk: Bulk, session: Session) -> None:
    boats = published(session, "Boats")
    number = bulk.read(csv_file(*map(new, "ABC"), new("Boats", address=boats.slug, summary="Rowing.")))
    change(session, boats, "Canoes.")
    bulk.apply(number)
    run = bulk.run(number)
    assert (run.stage, run.problem) == (Stage.READY, {"code": "changed_meanwhile", "value": "Boats"})
    assert names(session) == ["Boats"]
    with bulk.database.transaction() as writing:
        runs.read_again(writing, runs.get(writing, number), by=BY)
    bulk.worker.run_once()
    bulk.apply(number)
    assert summary(session, boats) == "Rowing."


@pytest.mark.usefixtures("small_steps")
def test_one_that_is_changed_while_the_run_is_being_done_takes_all_of_it_back(
    bulk: Bulk, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    boats = published(session, "Boats")
    number = bulk.read(csv_file(*map(new, "ABC"), new("Boats", address=boats.slug, summary="Rowing.")))
    _after_first_step(monkeypatch, lambda: change(session, boats, "Canoes."))
    bulk.apply(number)
    assert bulk.run(number).problem["code"] == "changed_meanwhile"
    assert names(session) == ["Boats"]
    assert summary(session, boats) == "Canoes."


@pytest.mark.usefixtures("small_steps")
def test_one_that_is_stopped_leaves_nothing_behind(
    bulk: Bulk, session: Session, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = bulk.read(csv_file(*map(new, "ABCDE")))

    def stop() -> None:
        with database.transaction() as writing:
            runs.stop(writing, runs.get(writing, number), by=BY)

    _after_first_step(monkeypatch, stop)
    bulk.apply(number)
    assert (bulk.run(number).stage, bulk.run(number).problem) == (Stage.READY, {"code": "stopped"})
    assert names(session) == []


@pytest.mark.usefixtures("small_steps")
def test_a_worker_that_ends_in_the_middle_leaves_the_rest_to_the_next_one(
    bulk: Bulk, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = bulk.read(csv_file(*map(new, "ABCDE")))

    def die() -> None:
        raise TakenAway

    with monkeypatch.context() as patched:
        _after_first_step(patched, die)
        with bulk.database.transaction() as writing:
            runs.apply(writing, runs.get(writing, number), publishes=True, by=BY)
        bulk.worker.do_one(Event())
    assert names(session) == ["A", "B"]
    assert session.scalars(select(Job.state).order_by(Job.id.desc())).first() is JobState.WAITING
    session.rollback()
    bulk.worker.run_once()
    assert names(session) == [*"ABCDE"]
    assert bulk.run(number).stage is Stage.APPLIED


def test_undoing_leaves_what_somebody_changed_since(bulk: Bulk, session: Session) -> None:
    boats, balls = published(session, "Boats"), published(session, "Balls")
    rows = [new(one, address=listing.slug, summary="New.") for one, listing in (("Boats", boats), ("Balls", balls))]
    number = bulk.read(csv_file(*rows))
    bulk.apply(number)
    change(session, boats, "Canoes.")
    bulk.undo(number)
    assert [row.is_left for row in bulk.rows(number)] == [True, False]
    assert (summary(session, boats), summary(session, balls)) == ("Canoes.", "A calm place to play.")


def test_two_runs_are_undone_one_after_the_other(bulk: Bulk, session: Session) -> None:
    first = bulk.read(csv_file(new("Boats")))
    bulk.apply(first)
    second = bulk.read(csv_file(new("Boats", address="boats", summary="Rowing.")))
    bulk.apply(second)
    bulk.undo(second)
    bulk.undo(first)
    assert names(session) == []


def test_a_run_whose_work_failed_for_good_is_gone_on_with_or_taken_back(bulk: Bulk, session: Session) -> None:
    number = bulk.read(csv_file(new("Boats")))
    with bulk.database.transaction() as writing:
        run = runs.get(writing, number)
        runs.apply(writing, run, publishes=True, by=BY)
        job = store.get(writing, run.job_id or 0)
        job.state = JobState.FAILED
    with bulk.database.transaction() as writing:
        runs.stop(writing, runs.get(writing, number), by=BY)
    bulk.worker.run_once()
    assert (bulk.run(number).stage, names(session)) == (Stage.READY, [])


def test_a_value_that_the_database_refuses_takes_the_run_back_at_once(
    bulk: Bulk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(*_: object) -> None:
        raise DataError("INSERT", {}, Exception("value too long"))

    number = bulk.read(csv_file(new("Boats")))
    monkeypatch.setattr(Writer, "write", write)
    bulk.apply(number)
    assert (bulk.run(number).stage, bulk.run(number).problem) == (Stage.READY, {"code": "fault"})


def test_a_file_whose_reading_failed_for_good_is_thrown_away_not_applied_in_part(
    bulk: Bulk, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise LookupError

    monkeypatch.setattr(preparing, "_AT_ONCE", 2)
    with monkeypatch.context() as patched:
        patched.setattr(worker, "_MOST_ATTEMPTS", 1)
        _after_first_step(patched, fail)
        number = bulk.read(csv_file(*map(new, "ABCDE")))
    assert (bulk.run(number).stage, len(bulk.rows(number))) == (Stage.READING, 2)
    with bulk.database.transaction() as writing:
        runs.stop(writing, runs.get(writing, number), by=BY)
    bulk.worker.run_once()
    assert (bulk.run(number).stage, bulk.rows(number)) == (Stage.DROPPED, [])
    assert session.scalar(select(func.count()).select_from(BulkFile)) == 0
    session.rollback()
    with pytest.raises(NotNow), bulk.database.transaction() as writing:
        runs.apply(writing, runs.get(writing, number), publishes=True, by=BY)


@pytest.mark.any_database
def test_a_cell_that_makes_no_sense_is_refused_with_its_place(bulk: Bulk) -> None:
    wrong = {
        "Youngest age": ("five", "not_a_number"),
        "Districts": ("Stafford; Atlantis", "unknown_districts"),
        "Needs": ("Loneliness of kings", "unknown_needs"),
        "Cost": ("Cheap", "not_one_of"),
        "Website": ("www", "not_a_web_address"),
        "Email": ("nobody", "not_an_email_address"),
        "Telephone": ("ring us", "not_a_phone_number"),
        "Postcode": ("ST", "not_a_postcode"),
        "Next check due": ("soon", "not_a_day"),
        "Offers transport": ("perhaps", "not_yes_or_no"),
        "What families type": (f"a break\n{'x' * 81}", "not_asked_as"),
    }
    rows = [[f"Club {n}", *("" if n != m else wrong[column][0] for m, column in enumerate(wrong))] for n in range(11)]
    number = bulk.read(csv_file(*rows, headings=["Name", *wrong]))
    found = [(row.reason["code"], row.reason["cell"]) for row in bulk.rows(number, Outcome.REFUSED)]
    assert found == [(code, f"{'BCDEFGHIJKL'[n]}{n + 2}") for n, (_, code) in enumerate(wrong.values())]


@pytest.mark.any_database
def test_rows_that_name_nothing_or_something_twice_are_refused(bulk: Bulk, session: Session) -> None:
    boats = published(session, "Boats")
    rows = [
        new(""),
        new("Boats", summary="Other words."),
        new("X", address="nowhere"),
        new("Boats", address=boats.slug, summary="New."),
        new("Boats", address=boats.slug),
        new("Balls"),
        new("balls"),
    ]
    codes = [row.reason.get("code") for row in bulk.rows(bulk.read(csv_file(*rows)))]
    assert codes == ["no_name", "is_there", "unknown_address", None, "twice", None, "new_twice"]


def _after_first_step(monkeypatch: pytest.MonkeyPatch, do: Callable[[], None]) -> None:
    """Do something once, when the first rows are written and committed and the others are not."""
    tell = Running.tell
    seen: list[int] = []

    def told(running: Running, done: int, total: int, *, can_stop: bool = True) -> None:
        if done and not seen:
            seen.append(done)
            do()
        tell(running, done, total, can_stop=can_stop)

    monkeypatch.setattr(Running, "tell", told)
