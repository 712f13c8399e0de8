"""Keys are renewed while the site runs: everything opens all the time, and nothing is left on the old key."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Event

import pytest
from click.testing import Result
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

import config
from localoffer import days, key_file, migrating, preflight
from localoffer.crypto import CannotOpen, KeyRing
from localoffer.db import Database, now
from localoffer.feedback import sealing as told_sealing
from localoffer.feedback import telling
from localoffer.feedback.comments import sealing as comment_sealing
from localoffer.feedback.comments.models import Comment
from localoffer.feedback.models import MissingSupport
from localoffer.feedback.telling import Missing
from localoffer.outbox.models import OutboxMessage
from localoffer.privacy import canary, complaint_sealing, rotation
from localoffer.privacy.models import DataComplaint, KeyCanary
from localoffer.referrals import opinions, sealing
from localoffer.referrals.models import FormOpinion, Referral, ReferralKey
from tests.privacy import making
from tests.privacy.conftest import command
from tests.referrals import journeys
from tests.referrals.conftest import mails
from tests.support.client import CheckedClient


@pytest.fixture
def sealed(session: Session, keys: KeyRing) -> Session:
    """A session on a database that has one of everything that is sealed."""
    making.referral(session, keys, changed_at=now())
    making.opinion(session, keys, day=days.today())
    making.complaint(session, keys, made_at=now(), answered_at=now())
    making.comment(session, keys, told_on=days.today())
    telling.tell(session, missing=Missing("en", words="Wobblesome swimming"), mark="1", keys=keys, on=days.today())
    making.message(session, keys, created_at=now(), sent_at=now())
    canary.plant(session, keys)
    session.commit()
    return session


def opens(session: Session, keys: KeyRing, database: Database) -> None:
    """Open one of everything."""
    session.rollback()
    referral = session.scalars(select(Referral).execution_options(populate_existing=True)).one()
    session.refresh(referral.key)
    assert sealing.open_summary(referral, keys=keys).last_name == "Quillfeather"
    opinion = session.scalars(select(FormOpinion).execution_options(populate_existing=True)).one()
    assert opinions.words_of(opinion, keys=keys) == "Wobblesome form"
    complaint = session.scalars(select(DataComplaint).execution_options(populate_existing=True)).one()
    assert complaint_sealing.open_told(complaint, keys=keys).words == "Wobblesome letters"
    assert complaint_sealing.open_answer(complaint, keys=keys) == "We are sorry"
    comment = session.scalars(select(Comment).execution_options(populate_existing=True)).one()
    assert comment_sealing.open_inside(comment, keys=keys).words == "Wobblesome clubs"
    assert comment_sealing.open_email(comment, keys=keys) == "philippa@example.org"
    told = session.scalars(select(MissingSupport).execution_options(populate_existing=True)).one()
    assert told_sealing.open_words(told, keys=keys) == "Wobblesome swimming"
    session.rollback()


def rotate(database: Database, settings: config.Settings) -> rotation.Rotated:
    """Rotate as the command does, in another process than the site's."""
    return rotation.rotate(database, settings.keys, KeyRing.load(settings.keys), at=now())


def test_every_table_that_names_a_key_is_rotated() -> None:
    naming = {name for name, table in migrating.METADATA.tables.items() if "key_id" in table.columns}
    assert naming == {one.table.name for one in rotation.SEALED} | {KeyCanary.__tablename__}


def test_everything_is_sealed_again_and_opens_with_the_new_key_alone(
    sealed: Session, keys: KeyRing, database: Database, settings: config.Settings
) -> None:
    # given a site that runs
    opens(sealed, keys, database)
    # when the keys are rotated
    done = rotate(database, settings)
    assert (done.key_id, done.unopened) == ("k2", 0)
    # then the site that runs opens everything, and needs the old key for nothing
    opens(sealed, keys, database)
    with database.session(writes=False) as looking:
        assert rotation.uses(looking, "k1") == {}
    key_file.remove(settings.keys, "k1")
    opens(sealed, KeyRing.load(settings.keys), database)


def test_a_message_that_was_sent_stays_empty_and_one_that_waits_still_opens(
    sealed: Session, keys: KeyRing, database: Database, settings: config.Settings
) -> None:
    rotate(database, settings)
    with database.transaction() as own:
        rows = own.scalars(select(OutboxMessage)).all()
        assert {row.key_id for row in rows} == {"k2"}
        (sent,) = (row for row in rows if row.sent_at)
        assert sent.sealed == b""
        own.delete(sent)
    assert mails(database, keys)["test"].body == "Body"


def test_a_journey_goes_on_through_a_rotation(
    client: CheckedClient, keys: KeyRing, database: Database, settings: config.Settings
) -> None:
    journeys.fill_in(client)
    rotate(database, settings)
    assert journeys.send(client).status_code == 303
    with database.session(writes=False) as looking:
        assert looking.scalars(select(ReferralKey.key_id)).one() == "k2"
        referral = looking.scalars(select(Referral)).one()
        assert sealing.open_summary(referral, keys=keys).last_name == "Quillfeather"


def test_a_rotation_that_was_stopped_goes_on(
    sealed: Session, keys: KeyRing, database: Database, settings: config.Settings
) -> None:
    key_file.promote(settings.keys, at=now())
    result = command(settings, "keys", "rotate", "--again")
    assert result.exit_code == 0, result.output
    assert "k2 seals now. 7 rows are sealed again" in result.output
    opens(sealed, keys, database)


def test_what_does_not_open_is_left_and_said(sealed: Session, database: Database, settings: config.Settings) -> None:
    with database.transaction() as own:
        own.execute(update(MissingSupport).values(sealed_words=b"something else altogether"))
    result = command(settings, "keys", "rotate")
    assert result.exit_code == 1
    assert "1 rows do not open" in result.output
    assert "k1 stays: 1 rows of missing_support" in _retire(settings).output


def test_a_row_that_somebody_changes_meanwhile_is_not_undone(
    sealed: Session, keys: KeyRing, database: Database, settings: config.Settings
) -> None:
    # given a message that the rotation has read
    with database.session(writes=False) as looking:
        row = looking.scalars(select(OutboxMessage).where(OutboxMessage.sent_at.is_(None))).one()
    of_messages = next(one for one in rotation.SEALED if one.model is OutboxMessage)
    key_file.promote(settings.keys, at=now())
    # when it is sent before the rotation writes
    with database.transaction() as own:
        own.execute(update(OutboxMessage).where(OutboxMessage.id == row.id).values(sealed=b"", sent_at=now()))
        assert rotation._seal_row(own, of_messages, row, keys) is None
    # then what it said does not come back
    with database.session(writes=False) as looking:
        assert looking.get_one(OutboxMessage, row.id).sealed == b""


def test_an_old_key_goes_only_once_nothing_can_need_it(
    sealed: Session, database: Database, settings: config.Settings
) -> None:
    # the key that seals never goes
    assert "k1 stays: " in command(settings, "keys", "retire", "k1").output
    rotate(database, settings)
    # nor does one that a page may still be about to seal with
    early = command(settings, "keys", "retire", "k1")
    assert early.exit_code == 1
    assert "may still be about to store something" in early.output
    assert _retire(settings).exit_code == 0
    assert set(KeyRing.load(settings.keys).keys) == {"k2"}
    with database.session(writes=False) as looking:
        assert set(looking.scalars(select(KeyCanary.key_id))) == {"k2"}


def test_a_retirement_that_fails_halfway_leaves_a_site_that_starts_and_can_be_done_again(
    sealed: Session, database: Database, settings: config.Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    rotate(database, settings)
    with monkeypatch.context() as full:
        # the last thing that is written in the database
        full.setattr(rotation, "_record", failing(OperationalError("disk I/O error", None, Exception())))
        _retire(settings)
    assert canaries_that_are_silent(database, settings) == []
    with monkeypatch.context() as full:
        full.setattr(key_file, "remove", failing(OSError(28, "No space left on device")))
        _retire(settings)
    assert canaries_that_are_silent(database, settings) == []
    assert _retire(settings).exit_code == 0
    assert set(KeyRing.load(settings.keys).keys) == {"k2"}


def failing(fault: Exception) -> Callable[..., None]:
    def fail(*_: object, **_more: object) -> None:
        raise fault

    return fail


def canaries_that_are_silent(database: Database, settings: config.Settings) -> list[str]:
    """Return what keeps a site from starting."""
    with database.session(writes=False) as looking:
        return canary.silent(looking, KeyRing.load(settings.keys))


def test_a_key_can_be_taken_to_other_machines_before_it_seals(sealed: Session, settings: config.Settings) -> None:
    assert "k2 opens from now on" in command(settings, "keys", "rotate", "--prepare").output
    assert "k1: needed by 7 rows, seals" in command(settings, "keys", "list").output
    assert "k2 seals now" in command(settings, "keys", "rotate").output
    assert "k2: needed by 7 rows, seals" in command(settings, "keys", "list").output


def test_the_key_file_of_another_site_is_noticed(
    sealed: Session, database: Database, settings: config.Settings
) -> None:
    with database.session(writes=False) as looking:
        assert canary.silent(looking, KeyRing.load(settings.keys)) == []
    settings.keys.unlink()
    other = KeyRing.create(settings.keys)
    with database.session(writes=False) as looking:
        assert canary.silent(looking, other) == ["k1"]
    assert any("is not the key file of this database" in problem for problem in preflight.problems(settings))
    with pytest.raises(CannotOpen):
        rotation.rotate(database, settings.keys, other, at=now())
    assert set(KeyRing.load(settings.keys).keys) == {"k1"}


def _retire(settings: config.Settings) -> Result:
    """Retire the old key as if the new one had sealed for two hours."""
    told = json.loads(settings.keys.read_text(encoding="utf-8"))
    since = datetime.fromisoformat(told["current_since"]) - timedelta(hours=2)
    settings.keys.write_text(json.dumps({**told, "current_since": since.isoformat()}), encoding="utf-8")
    return command(settings, "keys", "retire", "k1")


def test_forms_that_come_in_during_rotations_all_open_afterwards(
    database: Database, keys: KeyRing, settings: config.Settings
) -> None:
    # given a site that stores referrals without a pause
    stop = Event()
    made: list[int] = []

    def store() -> None:
        site = KeyRing.load(settings.keys)
        while not stop.is_set() or len(made) < 10:
            with database.transaction() as own:
                made.append(making.referral(own, site, changed_at=now()).id)

    with ThreadPoolExecutor(1) as pool:
        storing = pool.submit(store)
        # when the keys are rotated again and again
        for _ in range(3):
            assert rotate(database, settings).unopened == 0
        stop.set()
        storing.result(timeout=60)
    # then what a request stored with the key before is the only thing left, and one more round takes it
    assert command(settings, "keys", "rotate", "--again").exit_code == 0
    with database.session(writes=False) as looking:
        assert [rotation.uses(looking, old) for old in ("k1", "k2", "k3")] == [{}, {}, {}]
        referrals = looking.scalars(select(Referral)).all()
        assert len(referrals) == len(made) >= 10
        assert {sealing.open_summary(one, keys=keys).last_name for one in referrals} == {"Quillfeather"}
